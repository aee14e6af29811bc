import { describe, expect, it } from '@jest/globals';
import type { Config } from './config.js';
import { proxyOf } from './proxy-of.js';
import { RESTClient } from './rest-client.js';

describe('proxyOf', () => {
  const server = new URL('https://10.1.2.3:6443');
  const env = { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: '10.0.0.0/8' };

  it('asks NO_PROXY for the environment’s proxy, and not for the config’s', () => {
    expect(proxyOf(undefined, server, env)).toBeUndefined();
    expect(proxyOf(undefined, server, { ...env, NO_PROXY: '', no_proxy: '10.0.0.0/8' })).toBeUndefined();
    expect(proxyOf(undefined, new URL('https://11.1.2.3'), env)).toBe('http://proxy:3128/');
    expect(proxyOf('socks5://mine:1080', server, env)).toBe('socks5://mine:1080');
  });

  it('asks one variable for https and another for http, in capitals before small letters', () => {
    const both = { HTTPS_PROXY: 'https://s', https_proxy: 'https://small', HTTP_PROXY: '', http_proxy: 'plain:8080' };
    expect(proxyOf(undefined, new URL('https://h'), both)).toBe('https://s/');
    expect(proxyOf(undefined, new URL('http://h'), both)).toBe('http://plain:8080/');
  });

  it('is none if the config says so, whatever the environment says', () => {
    expect(proxyOf(false, new URL('https://h'), env)).toBeUndefined();
  });

  it.each([
    ['ftp://me:s3cret@proxy', 'unsupported scheme "ftp", must be http, https, or socks5'],
    ['http://me:s3cret@proxy:port', 'it is no URL'],
    ['http://me:s%cret@proxy', 'must be written as %25'],
  ])('refuses %s when the client is made, and tells where it comes from and none of what it says', (proxy, problem) => {
    const create =
      (config: Config, variables = {}) =>
      (): RESTClient =>
        new RESTClient(config, { env: variables });
    for (const [made, place] of [
      [create({ proxy }), 'the proxy of the config'],
      [create({ host: 'https://h' }, { https_proxy: proxy }), "the environment's https_proxy"],
    ] as const) {
      expect(made).toThrow(`${place} cannot be used`);
      expect(made).toThrow(problem);
      expect(made).not.toThrow(/s3cret|s%cret/);
    }
    expect(create({ host: 'http://localhost' }, { http_proxy: proxy })).not.toThrow();
  });
});
