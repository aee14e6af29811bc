import { inspect } from 'node:util';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Config } from './config.js';
import { startConnectProxy } from './connect-proxy.test-support.js';
import { RESTClient } from './rest-client.js';
import { sendJSON, startTestServer, type TestServer } from './test-server.test-support.js';

/** What must not be seen: as it stands in a config, and as it goes over the wire. */
const secret = 's3cret';
const basic = Buffer.from('jane:s3cret-password').toString('base64');

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-'));
  await writeFile(join(folder, 'token'), 's3cret-file');
  server = await startTestServer((request, response, socket) => {
    if (request.url === '/broken') socket.destroy();
    else if (request.url === '/missing')
      sendJSON(response, { kind: 'Status', status: 'Failure', code: 404, message: 'none' }, 404);
    else sendJSON(response, { items: [] });
  });
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const configs: [name: string, config: (host: string, proxy: string) => Config][] = [
  ['a token', (host) => ({ host, bearerToken: 's3cret-token' })],
  ['a token file', (host) => ({ host, bearerTokenFile: join(folder, 'token') })],
  ['a password', (host) => ({ host, username: 'jane', password: 's3cret-password' })],
  ['a password in the host', (host) => ({ host: host.replace('//', '//jane:s3cret-password@') })],
  ['a credential source', (host) => ({ host, credentials: { refresh: () => Promise.resolve({ token: 's3cret-token' }) } })],
  ['a proxy with a password', (host, proxy) => ({ host, proxy })],
  [
    'a proxy with a password that nobody answers at',
    () => ({ host: 'https://cluster.test', proxy: 'http://me:s3cret-proxy@127.0.0.1:1', bearerToken: 's3cret-token' }),
  ],
  ['a server that nobody answers at', () => ({ host: 'http://jane:s3cret-password@127.0.0.1:1', bearerToken: 's3cret-token' })],
];

function shownOf(value: unknown): string {
  const shown = [inspect(value, { depth: null, showHidden: true, getters: true }), JSON.stringify(value) as string | undefined];
  if (value instanceof Error) shown.push(value.message, value.stack);
  return shown.join('\n');
}

describe('a client with credentials', () => {
  it.each(configs)('shows none of %s, nor do its requests, answers, watches and errors', async (name, config) => {
    await using proxy = await startConnectProxy({ username: 'me', password: 's3cret-proxy' });
    await using client = new RESTClient({ qps: -1, ...config(server.url, proxy.url) }, { env: {}, log: () => undefined });
    const things: unknown[] = [client, client.rateLimiter];
    for (const path of ['/list', '/missing', '/broken', '/broken/watch']) {
      const request = client.get().absPath(path).maxRetries(0);
      things.push(request, request.url());
      const outcome = path.endsWith('watch') ? request.watch() : request.do();
      things.push(await outcome.catch((error: unknown) => error));
      things.push(request);
    }
    for (const thing of things) {
      expect(shownOf(thing)).not.toContain(secret);
      expect(shownOf(thing)).not.toContain(basic);
    }
    expect(things.some((thing) => thing instanceof Error)).toBe(true);
    expect(server.requests.length > 0).toBe(!name.includes('nobody answers'));
  });

  it.each<[string, Config]>([
    ['a host', { host: 'http://jane:s3cret@host:99999' }],
    ['a proxy', { host: 'http://h', proxy: 'gopher://me:s3cret@proxy' }],
    ['a proxy that is no URL', { host: 'http://h', proxy: 'me:s3cret@proxy' }],
    ['a token', { bearerToken: 's3cret\ns3cret' }],
    ['a key', { tls: { certData: 's3cret', keyData: 's3cret' } }],
    ['a key and a certificate that is one', { tls: { certData: 's3cret', keyData: '-----BEGIN PRIVATE KEY-----\ns3cret\n' } }],
    ['two credentials', { username: 'me', password: 's3cret', bearerToken: 's3cret' }],
  ])('that cannot be made of %s does not show it', (_name, config) => {
    let error: unknown;
    try {
      new RESTClient(config, { env: {} });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(Error);
    expect(shownOf(error)).not.toContain(secret);
  });
});
