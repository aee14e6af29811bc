import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { Config } from './config.js';
import { copyConfig } from './config-copies.js';
import { describeConfig } from './config-printing.js';

const full: Config = {
  host: 'https://u:s3cret-host@h',
  username: 'jane',
  password: 's3cret-password',
  bearerToken: 's3cret-token',
  bearerTokenFile: '/token',
  credentials: Object.assign({ refresh: () => Promise.reject(new Error('none')) }, { cached: 's3cret-cached' }),
  impersonate: { userName: 'acting' },
  tls: { caData: 'ca', serverName: 'n', certData: 's3cret-cert', keyData: 's3cret-key', certFile: '/c', keyFile: '/k' },
  proxy: 'http://u:s3cret-proxy@p:3128',
  userAgent: 'me',
  qps: 7,
};
const kept = ['https://<masked>@h', 'jane', '/token', 'acting', 'ca', '/c', '/k', 'http://<masked>@p:3128', 'me'];
const masks = ['--- REDACTED ---', '--- TRUNCATED ---'];

/** How people come to print something. */
const prints: [name: string, print: (value: unknown) => string][] = [
  ['JSON.stringify', (value) => JSON.stringify(value)],
  ['util.inspect', (value) => inspect(value, { depth: null })],
  ['util.inspect with hidden properties', (value) => inspect(value, { depth: null, showHidden: true })],
];

describe('describeConfig', () => {
  it('masks what proves who we are and keeps what says where', () => {
    const shown = inspect(describeConfig(full));
    expect(shown).not.toContain('s3cret');
    for (const text of [...kept, ...masks]) expect(shown).toContain(text);
    expect(full.password).toBe('s3cret-password');
  });

  it('masks credentials in the URLs of host and proxy', () => {
    expect(describeConfig({ host: 'https://u:s3cret@h/p', proxy: 'http://u:s3cret@p:3128' })).toEqual({
      host: 'https://<masked>@h/p',
      proxy: 'http://<masked>@p:3128',
    });
  });

  it('adds nothing to an empty config, and shows nothing of how a copy prints itself', () => {
    expect(Reflect.ownKeys(describeConfig({}))).toEqual([]);
    expect(Reflect.ownKeys(describeConfig(copyConfig({ qps: 1, tls: {} })))).toEqual(['qps', 'tls']);
    expect(Reflect.ownKeys(describeConfig(copyConfig({ tls: {} }))['tls'] as object)).toEqual([]);
  });
});

describe('what copyConfig returns', () => {
  const copy = copyConfig(full);
  it.each([
    ['alone', copy],
    ['inside of other things', [{ config: copy }, new Map([['a', copy]])]],
    ['its TLS part alone', copy.tls],
    ['spread and changed', { ...copy, qps: 100, bearerToken: 's3cret-other' }],
    ['spread and changed in its TLS part', { ...copy, tls: { ...copy.tls, keyData: 's3cret-other' } }],
    ['with a TLS part of another', { ...copy, tls: { keyData: 's3cret-other' } }],
    ['assigned to another object', Object.assign({ password: 's3cret-before' }, copy)],
    ['copied again', copyConfig(copy)],
  ])('shows no credential: %s', (_name, value) => {
    for (const [, print] of prints) expect(print(value)).not.toContain('s3cret');
  });

  it('shows what is not confidential', () => {
    for (const [name, print] of prints) {
      const shown = print(copy);
      expect({ name, missing: [...kept, ...masks].filter((text) => !shown.includes(text)) }).toEqual({ name, missing: [] });
    }
  });

  it('holds what the config holds', () => {
    expect(copy).toMatchObject(full);
    expect(copy).toEqual(copyConfig({ ...full }));
    expect(copy).not.toEqual(copyConfig({ ...full, bearerToken: 'another' }));
  });

  it('shows fields without a value as such', () => {
    expect(inspect(copyConfig({ host: 'h', bearerToken: undefined, tls: undefined }))).toBe(
      "{ host: 'h', bearerToken: undefined, tls: undefined }",
    );
  });
});
