import type { TestUser } from './auth/authenticator.js';
import type { AuthorizationRule } from './auth/authorizer.js';
import { checkFields } from './check-fields.js';
import type { TestServerOptions } from './test-server.js';

const fields: Readonly<Record<keyof TestServerOptions, string | true>> = {
  port: true,
  tls: 'boolean',
  token: 'string',
  users: 'array',
  anonymous: 'boolean',
  rules: 'array',
  objects: 'array',
  clock: 'object',
  seed: 'number',
  allVersions: 'boolean',
  initialObjects: 'boolean',
  persist: 'string',
  watchWindow: 'number',
};

const userFields: Readonly<Record<keyof TestUser, string>> = {
  name: 'string',
  token: 'string',
  groups: 'array',
  uid: 'string',
  extra: 'object',
};

const ruleFields: Readonly<Record<keyof AuthorizationRule, string | true>> = {
  users: 'array',
  groups: 'array',
  verbs: true,
  apiGroups: 'array',
  resources: 'array',
  resourceNames: 'array',
  namespaces: 'array',
  nonResourceURLs: 'array',
};

/**
 * Throws a `TypeError` or `RangeError` for options that would start a server other than the one that is meant, as one which writes
 * into the folder with the empty name. No message holds a token.
 */
export function checkOptions(options: TestServerOptions): void {
  checkFields('startTestServer', options, fields);
  const { port, tls, token, users = [], rules = [], persist, seed, watchWindow, clock } = options;
  if (port !== undefined && port !== false && typeof port !== 'number')
    throw new TypeError(`port is ${JSON.stringify(port)}: give a number, or false for no socket`);
  if (port === false && tls === true)
    throw new TypeError('tls is true and port is false: TLS needs a socket, leave one of them out');
  for (const [index, rule] of rules.entries()) {
    checkFields(`rules[${String(index)}]`, rule, ruleFields);
    if (!Array.isArray(rule.verbs))
      throw new TypeError(`rules[${String(index)}] has no array of verbs: give one, as ['get', 'list'] or ['*']`);
  }
  if (persist === '') throw new TypeError('persist is empty: give the path of a folder, or leave it out');
  if (seed !== undefined && !Number.isSafeInteger(seed)) throw new RangeError(`seed is ${String(seed)}: give a whole number`);
  if (watchWindow !== undefined && !((Number.isInteger(watchWindow) || watchWindow === Infinity) && watchWindow >= 0))
    throw new RangeError(`watchWindow is ${String(watchWindow)}: give a whole number from 0`);
  for (const name of clock ? (['now', 'date', 'sleep', 'random'] as const) : [])
    if (typeof clock?.[name] !== 'function')
      throw new TypeError(`clock has no function ${name}: give a Clock of @kubewright/rest, or leave it out`);
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
  checkFields('a user of the test server', user, userFields);
  if (!user.name) throw new TypeError('A user of the test server needs a name');
  if (user.token === '') throw new TypeError(`the token of ${named(user)} is empty: give one, or leave it out`);
}

function named({ name }: TestUser): string {
  return `user "${name}"`;
}
