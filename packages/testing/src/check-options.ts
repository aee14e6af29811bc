import type { TestUser } from './auth/authenticator.js';
import type { TestServerOptions } from './test-server.js';

/**
 * Throws a `TypeError` or `RangeError` for options that would start a server other than the one that is meant, as one which writes
 * into the folder with the empty name. No message holds a token.
 */
export function checkOptions({ token, users = [], persist, seed, watchWindow }: TestServerOptions): void {
  if (persist === '') throw new TypeError('persist is empty: give the path of a folder, or leave it out');
  if (seed !== undefined && !Number.isFinite(seed)) throw new RangeError(`seed is ${String(seed)}: give a number`);
  if (watchWindow !== undefined && !(watchWindow >= 0))
    throw new RangeError(`watchWindow is ${String(watchWindow)}: give a number from 0`);
  if (token === '') throw new TypeError('token is empty: give one, or leave it out');
  const owners = new Map(token === undefined ? [] : [[token, 'the administrator']]);
  for (const user of users) {
    checkUser(user);
    if (user.token === undefined) continue;
    const other = owners.get(user.token);
    if (other !== undefined) throw new TypeError(`${named(user)} has the same token as ${other}: give each a token of its own`);
    owners.set(user.token, named(user));
  }
}

/** Throws a `TypeError` for a user without a name, or with an empty token. */
export function checkUser(user: TestUser): void {
  if (user.name === '') throw new TypeError('A user of the test server needs a name');
  if (user.token === '') throw new TypeError(`the token of ${named(user)} is empty: give one, or leave it out`);
}

function named({ name }: TestUser): string {
  return `user "${name}"`;
}
