import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import { quote } from './quote.js';

/** A token read from its file is used this long, in milliseconds: a minute less ten seconds of leeway (client-go `transport.cachingTokenSource`). */
const tokenLifetime = 50_000;

/**
 * Where the bearer token of a request comes from: the file if there is one, else the config's own.
 * Throws if the file is the only source and cannot be read now. Later a file that cannot be read leaves the last token in use.
 */
export function tokenSource(
  config: Pick<Config, 'bearerToken' | 'bearerTokenFile'>,
  clock: Clock,
): (() => Promise<string>) | undefined {
  const { bearerToken = '', bearerTokenFile: file } = config;
  if (!file) return bearerToken === '' ? undefined : () => Promise.resolve(bearerToken.trim());

  let token = bearerToken.trim();
  let readAt = -Infinity;
  if (token === '') {
    token = nonEmpty(readToken(file), file);
    readAt = clock.now();
  }
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    try {
      token = nonEmpty(await readFile(file, 'utf8'), file);
      readAt = clock.now();
    } catch {
      // The last good token may still be valid; the next request tries again.
    } finally {
      reading = undefined;
    }
  };
  return async () => {
    if (clock.now() - readAt >= tokenLifetime) await (reading ??= read());
    return token;
  };
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`failed to read token file ${quote(file)}: ${(cause as Error).message}`, { cause });
  }
}

function nonEmpty(text: string, file: string): string {
  const token = text.trim();
  if (token === '') throw new Error(`read empty token from file ${quote(file)}`);
  return token;
}
