import { describe, expect, it } from '@jest/globals';
import type { Config, TLSClientConfig } from './config.js';
import { anonymousConfig, copyConfig } from './config-copies.js';

const never = (): never => {
  throw new Error('not called');
};

/** Every field that there is, so that a new one has to be decided about. */
const complete: Required<Omit<Config, 'tls' | 'toJSON'>> & { tls: Required<Omit<TLSClientConfig, 'toJSON'>> } = {
  host: 'https://h',
  apiPath: '/apis',
  groupVersion: { group: 'apps', version: 'v1' },
  contentType: 'application/json',
  acceptContentTypes: 'application/json',
  username: 'jane',
  password: 'password',
  bearerToken: 'token',
  bearerTokenFile: '/token',
  credentials: { refresh: never },
  impersonate: { userName: 'x' },
  tls: {
    insecure: false,
    serverName: 'n',
    certFile: '/cert',
    keyFile: '/key',
    caFile: '/ca',
    certData: 'cert',
    keyData: 'key',
    caData: 'ca',
  },
  userAgent: 'me',
  disableCompression: true,
  transport: never,
  transportFactory: never,
  wrapTransport: never,
  qps: 7,
  burst: 8,
  rateLimiter: { wait: never, tryAccept: never, qps: never, stop: never },
  backoff: { calculateBackoff: never, updateBackoff: never },
  retryWrites: false,
  warningHandler: never,
  timeout: 9,
  timeouts: { idle: 10 },
  proxy: 'http://p',
  metrics: {},
  debug: 6,
};

describe('copyConfig', () => {
  it('copies every field', () => {
    expect(copyConfig(complete)).toMatchObject(complete);
  });

  it('is a copy, its TLS part too', () => {
    const copy = copyConfig(complete);
    copy.qps = 1;
    (copy.tls as TLSClientConfig).caData = 'other';
    expect(complete).toMatchObject({ qps: 7, tls: { caData: 'ca' } });
  });
});

describe('anonymousConfig', () => {
  it('keeps how to reach and to trust the server and how to go about it, and nothing of who we are', () => {
    const { username, password, bearerToken, bearerTokenFile, credentials, impersonate, transport, wrapTransport, ...kept } =
      complete;
    const tls = { insecure: false, serverName: 'n', caFile: '/ca', caData: 'ca' };
    expect(anonymousConfig(complete)).toEqual(copyConfig({ ...kept, tls }));
  });

  it('adds nothing', () => {
    expect(anonymousConfig({ host: 'h' })).toEqual(copyConfig({ host: 'h' }));
  });

  it('drops user name and password from the host, and leaves an @ of its path alone', () => {
    expect(anonymousConfig({ host: 'https://u:s3cret@h/p' })).toEqual(copyConfig({ host: 'https://h/p' }));
    expect(anonymousConfig({ host: 'https://h/a@b' })).toEqual(copyConfig({ host: 'https://h/a@b' }));
  });
});
