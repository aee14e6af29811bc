import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createSecureServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
// Certificates come from the package that makes them for whole control planes.
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { CredentialsError } from './client-credential.js';
import type { Config } from './config.js';
import type { Credential, CredentialSource } from './credential-source.js';
import { isUnauthorized } from './error-predicates.js';
import { FakeClock } from './fake-clock.test-support.js';
import { RESTClient } from './rest-client.js';
import { sendJSON, startTestServer, type TestServer } from './test-server.test-support.js';

const unauthorized = {
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason: 'Unauthorized',
  code: 401,
  message: 'who are you',
};

let opened: AsyncDisposable[];
let logged: string[];
let clock: FakeClock;
/** What the server lets in; anything, if undefined. */
let accepted: string | undefined;
let server: TestServer;

beforeEach(async () => {
  opened = [];
  logged = [];
  clock = new FakeClock({ now: 1e12 });
  accepted = undefined;
  server = await startTestServer((request, response) => {
    const { authorization } = request.headers;
    if (accepted === undefined || authorization === accepted) sendJSON(response, { path: request.url });
    else sendJSON(response, unauthorized, 401);
  });
  opened.push(server);
});
afterEach(async () => {
  for (const disposable of opened.reverse()) await disposable[Symbol.asyncDispose]();
});

function client(config: Config): RESTClient {
  const created = new RESTClient({ host: server.url, qps: -1, ...config }, { clock, log: (line) => logged.push(line), env: {} });
  opened.push(created);
  return created;
}

const call = async (rest: RESTClient, path = '/x'): Promise<unknown> => (await rest.get().absPath(path).do()).into();
const authorizations = (): (string | undefined)[] => server.requests.map(({ headers }) => headers.authorization);

/** Gives one credential after the other; what is an error fails. */
function sourceOf(...given: (Credential | Error)[]): CredentialSource & { calls: number } {
  return {
    calls: 0,
    async refresh() {
      const next = given[this.calls++];
      if (next === undefined) throw new Error('nothing left to give');
      if (next instanceof Error) throw next;
      return next;
    },
  };
}

describe('a credential source', () => {
  it('is asked once by fifty calls of two clients, and not again while the credential lasts', async () => {
    const credentials = sourceOf({ token: 's3cret' });
    const clients = [client({ credentials }), client({ credentials })];
    expect(credentials.calls).toBe(0);
    await Promise.all(Array.from({ length: 50 }, (_, index) => call(clients[index % 2]!)));
    await clock.advance(1e9);
    await call(clients[0]!);
    expect(credentials.calls).toBe(1);
    expect(new Set(authorizations())).toEqual(new Set(['Bearer s3cret']));
    expect(server.requests).toHaveLength(51);
  });

  it('is asked again some seconds before its credential ends', async () => {
    const expiresAt = new Date(1e12 + 3_600_000);
    const credentials = sourceOf({ token: 'first', expiresAt }, { token: 'second' });
    const rest = client({ credentials });
    await call(rest);
    await clock.advance(3_589_999);
    await call(rest);
    await clock.advance(1);
    await call(rest);
    expect(authorizations()).toEqual(['Bearer first', 'Bearer first', 'Bearer second']);
  });

  it('may fail as long as its last credential is valid, which is logged once', async () => {
    const expiresAt = new Date(1e12 + 3_600_000);
    const down = new Error('the identity provider is down');
    const rest = client({ credentials: sourceOf({ token: 'first', expiresAt }, down, down, down) });
    await call(rest);
    await clock.advance(3_595_000);
    await call(rest);
    await call(rest);
    expect(authorizations()).toEqual(['Bearer first', 'Bearer first', 'Bearer first']);
    expect(logged).toEqual(['kubewright: refreshing credentials: the identity provider is down; the last ones stay in use']);
    await clock.advance(5_000);
    await expect(call(rest)).rejects.toThrow(CredentialsError);
  });

  it('that fails lets the call fail, without a request and without another try', async () => {
    const broken = Object.assign(new Error('connection reset by the identity provider'), { code: 'ECONNRESET' });
    const credentials = sourceOf(broken);
    const failed = call(client({ credentials }));
    await expect(failed).rejects.toThrow(CredentialsError);
    await expect(failed).rejects.toThrow(`GET ${server.url}/x: getting credentials: connection reset by the identity provider`);
    await expect(failed).rejects.toMatchObject({ cause: broken });
    expect(credentials.calls).toBe(1);
    expect(server.requests).toHaveLength(0);
  });

  it('that gives nothing usable lets the call fail', async () => {
    await expect(call(client({ credentials: sourceOf({}) }))).rejects.toThrow(
      "getting credentials: the credential source didn't return a token or cert/key pair",
    );
  });

  it('is not asked for a request that proves itself, but is for one whose own proof is empty', async () => {
    const credentials = sourceOf({ token: 's3cret' });
    const rest = client({ credentials });
    await rest.get().setHeader('Authorization', 'Own x').absPath('/x').do();
    expect(credentials.calls).toBe(0);
    await rest.get().setHeader('Authorization', '').absPath('/x').do();
    expect(authorizations()).toEqual(['Own x', 'Bearer s3cret']);
  });

  it.each<[string, Config]>([
    ['a bearer token', { bearerToken: 't' }],
    ['a user name', { username: 'me' }],
    ['user name and password in its host', {}],
  ])('is never asked beside %s, and the log says so', async (what, config) => {
    const credentials = sourceOf({ token: 's3cret' });
    const host = what.endsWith('host') ? server.url.replace('//', '//me:pass@') : server.url;
    await call(client({ host, ...config, credentials }));
    expect(credentials.calls).toBe(0);
    expect(logged).toEqual([
      `kubewright: the config's credentials are not used, for it has ${what} as well: leave one of them out`,
    ]);
  });
});

describe('a 401', () => {
  it('brings a new credential and the call once more, with its body', async () => {
    const credentials = sourceOf({ token: 'first' }, { token: 'second' });
    const rest = client({ credentials });
    accepted = 'Bearer second';
    const result = await rest.post().absPath('/x').body({ a: 1 }).do();
    expect(result.into()).toEqual({ path: '/x' });
    expect(
      server.requests.map(({ method, headers, body, connection }) => [method, headers.authorization, body, connection]),
    ).toEqual([
      ['POST', 'Bearer first', '{"a":1}', 0],
      ['POST', 'Bearer second', '{"a":1}', 0],
    ]);
    await call(rest);
    expect(credentials.calls).toBe(2);
  });

  it('of many calls at once brings one new credential', async () => {
    const credentials = sourceOf({ token: 'first' }, { token: 'second' });
    const rest = client({ credentials });
    await call(rest);
    accepted = 'Bearer second';
    await Promise.all(Array.from({ length: 30 }, () => call(rest)));
    expect(credentials.calls).toBe(2);
  });

  it('is returned if the new credential is refused too: nothing is asked a third time', async () => {
    const credentials = sourceOf({ token: 'first' }, { token: 'second' }, { token: 'third' });
    const rest = client({ credentials });
    accepted = 'nobody';
    const result = await rest.get().absPath('/x').do();
    expect(isUnauthorized(result.error())).toBe(true);
    expect(authorizations()).toEqual(['Bearer first', 'Bearer second']);
    expect(credentials.calls).toBe(2);
  });

  it('is returned as the server gave it if there is no new credential, and the log says so once', async () => {
    const rest = client({ credentials: sourceOf({ token: 'first' }, new Error('down'), new Error('still down')) });
    accepted = 'nobody';
    for (let i = 0; i < 2; i++) {
      const error = (await rest.get().absPath('/x').do()).error();
      expect(error).toMatchObject({ message: 'who are you', status: unauthorized });
    }
    expect(server.requests).toHaveLength(2);
    expect(logged).toEqual(['kubewright: refreshing credentials: down; the last ones stay in use']);
  });

  it('to a body that cannot be sent again is returned, and the next call has the new credential', async () => {
    const rest = client({ credentials: sourceOf({ token: 'first' }, { token: 'second' }) });
    accepted = 'Bearer second';
    async function* body(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('once');
    }
    const result = await rest.post().absPath('/x').body(body()).do();
    expect(isUnauthorized(result.error())).toBe(true);
    await call(rest);
    expect(server.requests.map(({ headers, body: sent }) => [headers.authorization, sent])).toEqual([
      ['Bearer first', 'once'],
      ['Bearer second', ''],
    ]);
  });

  it('opens a watch once more as well', async () => {
    const rest = client({ credentials: sourceOf({ token: 'first' }, { token: 'second' }) });
    accepted = 'Bearer second';
    const watch = await rest.get().absPath('/x').watch();
    watch.stop();
    expect(authorizations()).toEqual(['Bearer first', 'Bearer second']);
  });

  it('to a proof of the request’s own, or to a token that never changes, is returned at once', async () => {
    const credentials = sourceOf({ token: 'first' });
    accepted = 'nobody';
    await client({ credentials }).get().setHeader('Authorization', 'Own x').absPath('/x').do();
    await client({ bearerToken: 't' }).get().absPath('/x').do();
    expect(authorizations()).toEqual(['Own x', 'Bearer t']);
  });

  it('has a token file read again at once, and the call made once more with what it holds now', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'token-'));
    opened.push({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) });
    const bearerTokenFile = join(folder, 'token');
    await writeFile(bearerTokenFile, 'first\n');
    const rest = client({ bearerTokenFile });
    await call(rest);
    await writeFile(bearerTokenFile, 'second\n');
    accepted = 'Bearer second';
    await call(rest);
    accepted = 'nobody';
    await rest.get().absPath('/x').do();
    expect(authorizations()).toEqual(['Bearer first', 'Bearer first', 'Bearer second', 'Bearer second']);
  });
});

describe('waiting for a credential', () => {
  /** Answers when the test says so. */
  function slowSource(): CredentialSource & { signals: AbortSignal[]; give: (credential: Credential) => void } {
    return {
      signals: [],
      give: () => undefined,
      refresh(signal) {
        this.signals.push(signal);
        return new Promise((resolve) => {
          this.give = resolve;
        });
      },
    };
  }
  const asked = async (source: { signals: AbortSignal[] }): Promise<void> => {
    while (source.signals.length === 0) await new Promise((resolve) => setImmediate(resolve));
  };

  it('ends with the call that is aborted, and goes on for others', async () => {
    const credentials = slowSource();
    const rest = client({ credentials });
    const controller = new AbortController();
    const aborted = rest.get().absPath('/aborted').signal(controller.signal).do();
    const other = call(rest, '/other');
    await asked(credentials);
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    expect(credentials.signals[0]!.aborted).toBe(false);
    credentials.give({ token: 't' });
    expect(await other).toEqual({ path: '/other' });
    expect(credentials.signals).toHaveLength(1);
  });

  it('ends when the client is closed, and the refresh with it', async () => {
    const credentials = slowSource();
    const rest = client({ credentials });
    const waiting = expect(call(rest)).rejects.toThrow('the client was closed');
    await asked(credentials);
    await rest.close();
    await waiting;
    expect(credentials.signals[0]!.aborted).toBe(true);
  });

  it('counts for the deadline of the call', async () => {
    const credentials = slowSource();
    const waiting = expect(client({ credentials, timeout: 5_000 }).get().absPath('/x').do()).rejects.toThrow('deadline exceeded');
    await asked(credentials);
    await clock.advance(5_000);
    await waiting;
  });
});

describe('a certificate of a credential source', () => {
  let authority: CertificateAuthority;
  let secure: TestServer;
  beforeEach(async () => {
    authority = await CertificateAuthority.create('authority');
    const { certificate, key } = await authority.issueServer('server', ['127.0.0.1']);
    secure = await startTestServer(
      (request, response, socket) =>
        sendJSON(response, {
          user: (socket as typeof socket & Pick<TLSSocket, 'getPeerCertificate'>).getPeerCertificate().subject.CN,
          authorization: request.headers.authorization,
        }),
      (listener) => createSecureServer({ cert: certificate, key, ca: authority.certificate, requestCert: true }, listener),
    );
    opened.push(secure);
  });
  const pairOf = async (user: string): Promise<Credential> => {
    const { certificate, key } = await authority.issueClient(user);
    return { certData: certificate, keyData: key };
  };

  it('is presented by the connection, alone or beside a token', async () => {
    const tls = { caData: authority.certificate };
    const host = secure.url;
    expect(await call(client({ host, tls, credentials: sourceOf(await pairOf('jane')) }))).toEqual({ user: 'jane' });
    expect(await call(client({ host, tls, credentials: sourceOf({ ...(await pairOf('joe')), token: 't' }) }))).toEqual({
      user: 'joe',
      authorization: 'Bearer t',
    });
  });

  it('that is replaced closes the connection that presented the old one; a new token alone does not', async () => {
    const expiresAt = new Date(1e12 + 1_000);
    const [jane, joe] = await Promise.all([pairOf('jane'), pairOf('joe')]);
    const credentials = sourceOf(
      { ...jane, token: 'a', expiresAt },
      { ...jane, token: 'b', expiresAt: new Date(1e12 + 2_000) },
      joe,
    );
    const rest = client({ host: secure.url, tls: { caData: authority.certificate }, credentials });
    expect(await call(rest)).toEqual({ user: 'jane', authorization: 'Bearer a' });
    await clock.advance(1_000);
    expect(await call(rest)).toEqual({ user: 'jane', authorization: 'Bearer b' });
    await clock.advance(1_000);
    expect(await call(rest)).toEqual({ user: 'joe' });
    expect(secure.requests.map(({ connection }) => connection)).toEqual([0, 0, 1]);
  });

  it('is never asked for beside a certificate of the config, and the log says so', async () => {
    const credentials = sourceOf({ token: 't' });
    const tls = { caData: authority.certificate, ...(await pairOf('config')) };
    expect(await call(client({ host: secure.url, tls, credentials }))).toEqual({ user: 'config' });
    expect(credentials.calls).toBe(0);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('a client certificate');
  });

  it('is refused for a transport of the caller’s own, which would ignore it', async () => {
    const transport = (): never => {
      throw new Error('not sent');
    };
    await expect(call(client({ transport, credentials: sourceOf(await pairOf('jane')) }))).rejects.toThrow(
      'getting credentials: using a custom transport with TLS certificate options or the insecure flag is not allowed',
    );
    await expect(call(client({ transport, credentials: sourceOf({ token: 't' }) }))).rejects.toThrow('not sent');
  });
});
