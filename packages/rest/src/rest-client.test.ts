import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { capturedStderr } from './captured-stderr.test-support.js';
// Certificates come from the package that makes them for whole control planes.
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import type { Config } from './config.js';
import { tokenBucket } from './rate-limiter.js';
import { RESTClient, restClientFor } from './rest-client.js';
import { sendJSON, startTestServer, type TestServer } from './test-server.test-support.js';
import type { TransportOptions } from './transport-factory.js';
import { defaultUserAgent } from './user-agent.js';

let opened: AsyncDisposable[];
let server: TestServer;
let answerHeaders: Record<string, string | string[]>;
beforeEach(async () => {
  answerHeaders = {};
  server = await startTestServer((_request, response) => sendJSON(response, {}, 200, answerHeaders));
  opened = [server];
});
afterEach(async () => {
  for (const disposable of opened.reverse()) await disposable[Symbol.asyncDispose]();
});

function client(config: Config = {}): RESTClient {
  const created = new RESTClient({ host: server.url, ...config }, { env: {}, log: () => undefined });
  opened.push(created);
  return created;
}

/** Lines of the header as the server got them, as UTF-8. */
function lines(name: string): string[] {
  const { rawHeaders } = server.requests.at(-1)!;
  return rawHeaders.flatMap((line, index) =>
    index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === name ? [Buffer.from(line, 'latin1').toString()] : [],
  );
}

const create = (config: Config) => (): RESTClient => new RESTClient(config, { env: {} });
const notCalled = (): never => {
  throw new Error('not called');
};

describe('what a client checks before it opens a connection', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'client-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('needs a group-version to be versioned, before anything else', () => {
    expect(() => restClientFor({ host: 'host/server' })).toThrow(
      new Error('GroupVersion is required when initializing a RESTClient'),
    );
    expect(() => restClientFor(Promise.resolve({}) as Config)).toThrow('a client needs a Config');
  });

  it('tells the first problem in client-go’s order: host, transport, TLS, credentials, token file', () => {
    const problems: [fix: Config, message: string][] = [
      [{ host: 'host' }, 'host must be a URL or a host:port pair: "host/server"'],
      [{ transport: undefined }, 'using a custom transport with TLS certificate options or the insecure flag is not allowed'],
      [{ tls: {} }, 'specifying a root certificates file with the insecure flag is not allowed'],
      [{ username: '' }, 'username/password or bearer token may be set, but not both'],
      [{ bearerTokenFile: '' }, `failed to read token file "${join(folder, 'gone')}"`],
    ];
    let config: Config = {
      host: 'host/server',
      transport: notCalled,
      tls: { insecure: true, caData: 'nonsense' },
      username: 'me',
      bearerTokenFile: join(folder, 'gone'),
    };
    for (const [fix, message] of problems) {
      expect(create(config)).toThrow(message);
      config = { ...config, ...fix };
    }
    expect(create(config)).not.toThrow();
  });

  it('takes the config’s own token for a start if the file cannot be read', () => {
    expect(create({ bearerToken: 't', bearerTokenFile: join(folder, 'gone') })).not.toThrow();
  });

  it.each<[string, Config['tls']]>([
    ['an authority as data', { caData: 'x' }],
    ['an authority as a file', { caFile: '/x' }],
    ['a client certificate', { certData: 'x', keyFile: '/x' }],
    ['insecure', { insecure: true }],
  ])('refuses a transport of the caller’s own with %s, which it would ignore', (_name, tls) => {
    expect(create({ transport: notCalled, tls })).toThrow(
      'using a custom transport with TLS certificate options or the insecure flag is not allowed',
    );
  });

  it('lets a transport of the caller’s own ignore what cannot do harm', () => {
    expect(create({ transport: notCalled, tls: { serverName: 'n', certData: 'without a key' } })).not.toThrow();
    expect(create({ transport: notCalled, tls: { certData: '', certFile: '', keyFile: '/k' } })).not.toThrow();
  });

  it('refuses a transport and a factory of transports together', () => {
    expect(create({ transport: notCalled, transportFactory: notCalled })).toThrow(
      'transport or transportFactory may be set, but not both',
    );
  });

  it('reads every file that TLS needs, and takes data before a file', async () => {
    const authority = await CertificateAuthority.create('authority');
    const { certificate, key } = await authority.issueClient('jane');
    const { key: otherKey } = await authority.issueClient('joe');
    const gone = join(folder, 'gone');
    const damaged = join(folder, 'damaged');
    writeFileSync(damaged, authority.certificate.replace(/[A-Z]{4}/, '!!!!'));
    expect(create({ tls: { caFile: gone } })).toThrow(gone);
    expect(create({ tls: { caFile: damaged } })).toThrow(damaged);
    expect(create({ tls: { certFile: gone, keyData: key } })).toThrow(gone);
    expect(create({ tls: { certData: certificate, keyData: otherKey } })).toThrow('client key');
    expect(create({ tls: { certData: certificate, keyData: 'no key' } })).toThrow('client key');
    expect(create({ tls: { caData: authority.certificate, caFile: damaged } })).not.toThrow();
    expect(create({ tls: { certData: certificate, certFile: gone, keyData: key, keyFile: gone } })).not.toThrow();
  });
});

describe('what a host means', () => {
  const schemeOf = (config: Config): string => create(config)().get().url().protocol;

  it.each<[Config, string]>([
    [{}, 'http:'],
    [{ host: 'https://localhost' }, 'https:'],
    [{ host: '1.2.3.4:567', tls: { insecure: true } }, 'https:'],
    [{ host: 'localhost', credentials: { refresh: notCalled } }, 'https:'],
    [{ host: 'localhost', bearerToken: 't' }, 'https:'],
    [{ host: 'localhost', username: 'me' }, 'https:'],
    [{ host: 'localhost', tls: { serverName: 'n' } }, 'http:'],
    [{ host: 'http://localhost', bearerToken: 't' }, 'http:'],
  ])('speaks, with %j, %s', (config, scheme) => {
    expect(schemeOf(config)).toBe(scheme);
  });

  it('speaks https to a host without scheme if there is a client certificate or an authority', async () => {
    const authority = await CertificateAuthority.create('authority');
    const { certificate, key } = await authority.issueClient('jane');
    expect(schemeOf({ host: 'localhost', tls: { caData: authority.certificate } })).toBe('https:');
    expect(schemeOf({ host: 'localhost', tls: { certData: certificate, keyData: key } })).toBe('https:');
  });

  it('is this machine if there is none', () => {
    expect(create({})().get().url().href).toBe('http://localhost/');
  });

  it('puts its path, the root of the API and the group-version before each path', () => {
    const path = (config: Config): string => create(config)().get().prefix('x').url().href;
    expect(path({ host: '127.0.0.1:8080', groupVersion: { group: '', version: 'v1' } })).toBe('http://127.0.0.1:8080/v1/x');
    expect(path({ host: 'http://host/prefix', groupVersion: { group: '', version: 'v1' } })).toBe('http://host/prefix/v1/x');
    expect(path({ host: 'http://host', apiPath: '/other', groupVersion: { group: '', version: 'v1' } })).toBe(
      'http://host/other/v1/x',
    );
    expect(path({ host: 'http://host', apiPath: '/', groupVersion: { group: '', version: 'v1' } })).toBe('http://host/v1/x');
  });

  it('proves who we are by its user name and password, which beat a token and stand in no URL', async () => {
    const rest = client({ host: server.url.replace('//', '//me:s%40cret@'), bearerToken: 't' });
    const request = rest.get().absPath('/x');
    expect(request.url().href).toBe(`${server.url}/x`);
    await request.do();
    expect(lines('authorization')).toEqual([`Basic ${Buffer.from('me:s@cret').toString('base64')}`]);
    await rest.get().setHeader('authorization', 'Own x').absPath('/x').do();
    expect(lines('authorization')).toEqual(['Own x']);
  });
});

describe('what goes out with each request', () => {
  it('is the user agent of the config, or the default', async () => {
    await client({ userAgent: 'me/1' }).get().absPath('/x').do();
    expect(lines('user-agent')).toEqual(['me/1']);
    await client().get().absPath('/x').do();
    expect(lines('user-agent')).toEqual([defaultUserAgent()]);
  });

  it('is whom to act as, a line for each group and value, beyond ASCII as UTF-8', async () => {
    const impersonate = { userName: 'jürgen', uid: '7', groups: ['a,b', '日本'], extra: { 'ex.com/ä b%': ['x', 'ö'] } };
    await client({ impersonate }).get().absPath('/x').do();
    expect(lines('impersonate-user')).toEqual(['jürgen']);
    expect(lines('impersonate-uid')).toEqual(['7']);
    expect(lines('impersonate-group')).toEqual(['a,b', '日本']);
    expect(lines('impersonate-extra-ex.com%2f%c3%a4%20b%25')).toEqual(['x', 'ö']);
  });

  it('is the content type of the config, and Accept made of it unless that is given', async () => {
    const sent = async (config: Config): Promise<string[]> => {
      await client(config).get().absPath('/x').do();
      return lines('accept');
    };
    expect(await sent({})).toEqual(['application/json, */*']);
    expect(await sent({ contentType: 'application/other' })).toEqual(['application/other, */*']);
    expect(await sent({ contentType: 'application/other', acceptContentTypes: 'text/x' })).toEqual(['text/x']);
  });

  it('asks for compressed answers unless told not to', async () => {
    await client().get().absPath('/x').do();
    expect(lines('accept-encoding')).toEqual(['gzip']);
    await client({ disableCompression: true }).get().absPath('/x').do();
    expect(lines('accept-encoding')).not.toContain('gzip');
  });
});

describe('what a client does by default', () => {
  it('lets 10 requests go at once and then 5 a second', () => {
    const { rateLimiter } = client();
    expect(rateLimiter!.qps()).toBe(5);
    expect(Array.from({ length: 11 }, () => rateLimiter!.tryAccept()).lastIndexOf(true)).toBe(9);
  });

  it.each<[Config, number]>([
    [{ qps: 10 }, 10],
    [{ qps: 0, burst: 3 }, 3],
    [{ qps: 10, burst: 0 }, 10],
  ])('lets, with %j, %d requests go at once', (config, burst) => {
    const { rateLimiter } = client(config);
    expect(Array.from({ length: 100 }, () => rateLimiter!.tryAccept()).lastIndexOf(true)).toBe(burst - 1);
  });

  it('has no limiter with a negative rate, and the config’s own before any rate', () => {
    expect(client({ qps: -1 }).rateLimiter).toBeUndefined();
    const rateLimiter = tokenBucket(1, 1);
    expect(client({ qps: -1, rateLimiter }).rateLimiter).toBe(rateLimiter);
  });

  it('gives warnings to the handler of the config, and prints them without one', async () => {
    answerHeaders = { warning: '299 - "deprecated"' };
    const handled: string[] = [];
    await client({ warningHandler: ({ text }) => handled.push(text) })
      .get()
      .absPath('/x')
      .do();
    expect(handled).toEqual(['deprecated']);

    const printed = await capturedStderr(() => client().get().absPath('/x').do());
    expect(printed).toEqual(['Warning: deprecated\n']);
  });

  it.each<[unknown, string]>([
    [undefined, 'undefined'],
    [() => undefined, 'a function'],
    [{ send: () => undefined }, 'an object'],
    [Promise.resolve({}), 'a promise: await it'],
  ])('refuses %p of a factory of transports', (made, what) => {
    expect(() => client({ transportFactory: () => made as never })).toThrow(
      new TypeError(`transportFactory must return an object with the methods send and close, not ${what}`),
    );
  });

  it('tells its transport nothing but defaults', () => {
    let given: TransportOptions | undefined;
    client({
      transportFactory: (options) => {
        given = options;
        return { send: notCalled, close: () => Promise.resolve() };
      },
    });
    expect(given).toMatchObject({ timeouts: { connect: 30_000, handshake: 10_000, idle: 0 } });
    expect(given!.identity()).toEqual({ insecure: false });
  });
});
