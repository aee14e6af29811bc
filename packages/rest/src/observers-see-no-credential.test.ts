import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer as createSecureServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
// Certificates come from the package that makes them for whole control planes.
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import type { Config } from './config.js';
import { startConnectProxy } from './connect-proxy.test-support.js';
import { channelNames } from './diagnostics.js';
import type { HttpHeaders } from './http-headers.js';
import type { Metrics } from './metrics.js';
import { RESTClient } from './rest-client.js';
import type { ProxyFailure } from './test-proxy.test-support.js';
import { type SeenRequest, sendJSON, startTestServer, type TestServer } from './test-server.test-support.js';

const token = 's3cret-token';
const password = 's3cret-password';
const proxyPassword = 's3cret-proxy';
const basic = Buffer.from(`jane:${password}`).toString('base64');

let authority: CertificateAuthority;
let server: TestServer;
let client: { certificate: string; key: string };
let directory: string;
let tokenFile: string;
let secrets: string[];

beforeAll(async () => {
  authority = await CertificateAuthority.create('authority');
  client = await authority.issueClient('jane', []);
  const { certificate, key } = await authority.issueServer('server', ['127.0.0.1']);
  server = await startTestServer(
    (request, response, socket) => {
      if (request.url.includes('broken')) socket.destroy();
      else if (request.url.includes('refused')) sendJSON(response, {}, 401, { 'set-cookie': `session=${token}` });
      else sendJSON(response, {}, 200, { 'set-cookie': `session=${token}` });
    },
    (listener) => createSecureServer({ cert: certificate, key, ca: authority.certificate, requestCert: true }, listener),
  );
  directory = await mkdtemp(join(tmpdir(), 'token-'));
  tokenFile = join(directory, 'token');
  await writeFile(tokenFile, token);
  const keyLines = client.key.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  const proxyBasic = Buffer.from(`proxy:${proxyPassword}`).toString('base64');
  secrets = [token, password, proxyPassword, basic, proxyBasic, ...keyLines];
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

/** Everything that could be seen of requests, as text. */
let seen: string[];

function publish(message: unknown, name: string | symbol): void {
  const { headers } = message as { headers?: HttpHeaders };
  seen.push(
    `${String(name)} ${inspect(message, { depth: 12 })} ${JSON.stringify(message)} ${inspect([...(headers ?? [])], { depth: 4 })}`,
  );
}

const measure = (...reported: unknown[]): void => {
  seen.push(inspect(reported));
};
const metrics: Required<Metrics> = {
  requestLatency: measure,
  resolverLatency: measure,
  transportCAReloads: measure,
  rateLimiterLatency: measure,
  requestSize: measure,
  responseSize: measure,
  requestResult: measure,
  requestRetry: measure,
};

beforeEach(() => {
  seen = [];
  for (const name of channelNames) subscribe(name, publish);
});

afterEach(() => {
  for (const name of channelNames) unsubscribe(name, publish);
});

/** Everything that could be seen of good and bad calls of a client, watches and streams; and what the server was sent by the first. */
async function show(config: Config, proxyFailure?: ProxyFailure): Promise<{ shown: string; sent: SeenRequest | undefined }> {
  await using proxy = await startConnectProxy({ username: 'proxy', password: proxyPassword, fail: proxyFailure });
  const before = server.requests.length;
  await using rest = new RESTClient(
    {
      host: server.url,
      tls: { caData: authority.certificate, certData: client.certificate, keyData: client.key },
      proxy: proxy.url,
      debug: 10,
      metrics,
      ...config,
    },
    { log: (line) => seen.push(line), env: {} },
  );
  const calls = ['/good', '/broken', '/refused'].map((path) =>
    rest.get().absPath(path).maxRetries(0).setHeader('cookie', `session=${token}`),
  );
  for (const call of calls) {
    await call.do().catch(() => undefined);
    await call.stream().then(
      (stream) => stream.cancel(),
      () => undefined,
    );
    await call.watch().then(
      (watch) => {
        watch.stop();
      },
      () => undefined,
    );
  }
  await rest
    .post()
    .absPath('/api/v1/namespaces/x/secrets')
    .body({ data: token })
    .do()
    .catch(() => undefined);
  return { shown: seen.join('\n'), sent: server.requests[before] };
}

const ways: [what: string, config: () => Config, sent: string][] = [
  ['a bearer token', () => ({ bearerToken: token }), `Bearer ${token}`],
  ['a token file', () => ({ bearerTokenFile: tokenFile }), `Bearer ${token}`],
  ['a password', () => ({ username: 'jane', password }), `Basic ${basic}`],
  ['a password in the host’s URL', () => ({ host: server.url.replace('://', `://jane:${password}@`) }), `Basic ${basic}`],
  ['a credential source', () => ({ tls: { caData: authority.certificate }, credentials: source() }), `Bearer ${token}`],
];

function source(): NonNullable<Config['credentials']> {
  return { refresh: () => Promise.resolve({ token, certData: client.certificate, keyData: client.key }) };
}

describe('debug log, diagnostics channels and metrics', () => {
  it.each(ways)(
    'show nothing of %s, nor of a client key, a cookie, a Secret or a proxy’s password',
    async (_what, config, header) => {
      const { shown, sent } = await show(config());
      expect(sent?.headers).toMatchObject({ authorization: header, cookie: `session=${token}` });
      for (const expected of ['curl -v', 'kubewright:attempt:end', "verb: 'GET'", '401', 'failed in'])
        expect(shown).toContain(expected);
      for (const secret of secrets) expect(shown).not.toContain(secret);
    },
  );

  it.each([407, 'close'] as const)('show nothing of them if the proxy fails with %s', async (failure) => {
    const { shown, sent } = await show({ bearerToken: token }, failure);
    expect(sent).toBeUndefined();
    expect(shown).toContain('failed in');
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });

  it('show nothing of them if the server is not trusted', async () => {
    const { shown, sent } = await show({ bearerToken: token, tls: { certData: client.certificate, keyData: client.key } });
    expect(sent).toBeUndefined();
    expect(shown).toContain('failed in');
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });
});
