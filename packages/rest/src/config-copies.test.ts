import { describe, expect, it } from '@jest/globals';
import type { Config } from './config.js';
import { anonymousConfig, describeConfig } from './config-copies.js';

const full: Config = {
  host: 'https://h',
  username: 'jane',
  password: 's3cret-password',
  bearerToken: 's3cret-token',
  bearerTokenFile: '/token',
  impersonate: { userName: 'x' },
  tls: { caData: 'ca', serverName: 'n', certData: 's3cret-cert', keyData: 's3cret-key', certFile: '/c', keyFile: '/k' },
  userAgent: 'me',
  qps: 7,
};

describe('describeConfig', () => {
  it('masks what proves who we are and keeps what says where', () => {
    const shown = JSON.stringify(describeConfig(full));
    expect(shown).not.toContain('s3cret');
    for (const kept of ['https://h', 'jane', '/token', '/c', '/k', '"ca"', 'REDACTED', 'TRUNCATED'])
      expect(shown).toContain(kept);
    expect(full.password).toBe('s3cret-password');
  });

  it('masks credentials in the URLs of host and proxy', () => {
    const shown = describeConfig({ host: 'https://u:s3cret@h/p', proxy: 'http://u:s3cret@p:3128' });
    expect(shown).toEqual({ host: 'https://--- REDACTED ---@h/p', proxy: 'http://--- REDACTED ---@p:3128' });
    expect(anonymousConfig({ host: 'https://u:s3cret@h/p' })).toEqual({ host: 'https://h/p' });
  });

  it('adds nothing to an empty config', () => {
    expect(describeConfig({})).toEqual({});
  });
});

describe('anonymousConfig', () => {
  it('keeps how to reach and to trust the server, and nothing of who we are', () => {
    expect(anonymousConfig(full)).toEqual({ host: 'https://h', tls: { caData: 'ca', serverName: 'n' }, userAgent: 'me', qps: 7 });
    expect(anonymousConfig({ host: 'h' })).toEqual({ host: 'h' });
  });
});
