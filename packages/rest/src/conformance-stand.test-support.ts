import type { ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { afterEach } from '@jest/globals';
// Certificates come from the package that makes them for whole control planes.
import type { CertificateAuthority } from '../../envtest/src/certificates.js';
import { HttpHeaders } from './http-headers.js';
import { type SeenRequest, startTestServer, type TestServer } from './test-server.test-support.js';
import type {
  ClosableTransport,
  ConnectionTimeouts,
  TLSIdentity,
  TransportFactory,
  TransportOptions,
} from './transport-factory.js';
import type { HttpRequest, HttpResponse } from './transport.js';

/** What a case may say about a transport; all else is as if nobody had said anything. */
export interface ProbeOptions {
  identity?: Partial<TLSIdentity> | (() => TLSIdentity | Promise<TLSIdentity>) | undefined;
  proxy?: string | undefined;
  timeouts?: ConnectionTimeouts | undefined;
  lookingUp?: TransportOptions['lookingUp'];
}

/** A transport to be tried. */
export interface Probe extends ClosableTransport {
  /** Sends a GET, or what `request` makes of it. */
  get(url: string, request?: Partial<HttpRequest>): Promise<HttpResponse>;
  /** Sends and reads all of the answer, as text. */
  text(url: string, request?: Partial<HttpRequest>): Promise<string>;
}

/** A server that speaks as its test wants, HTTP or not. */
export interface TalkingServer extends AsyncDisposable {
  readonly url: string;
  /** What each request began with: its head, and whatever came with it. */
  readonly heads: string[];
  /** Connections that were ever opened, and those that are open now. */
  readonly accepted: Socket[];
  connections(): number;
}

/** Makes what a case stands on, and takes it away after the case. */
export interface Stand {
  probe(options?: ProbeOptions): Probe;
  serve(handler: Parameters<typeof startTestServer>[0]): Promise<TestServer>;
  /** Over TLS, as 127.0.0.1, localhost and cluster.test unless `options` bring another certificate. */
  serveSecurely(
    authority: CertificateAuthority,
    handler?: (request: SeenRequest, response: ServerResponse, socket: TLSSocket) => void,
    options?: ServerOptions,
  ): Promise<TestServer>;
  /** `talk` is called for each request head that comes. */
  serveRaw(talk: (socket: Socket, head: string) => void): Promise<TalkingServer>;
  keep<T extends AsyncDisposable>(disposable: T): T;
}

export { until } from './eventually.test-support.js';

/** A stand for the cases of the `describe` around it. */
export function stand(factory: TransportFactory): Stand {
  const kept: AsyncDisposable[] = [];
  afterEach(async () => {
    for (const disposable of kept.splice(0).reverse()) await disposable[Symbol.asyncDispose]();
  });
  const keep = <T extends AsyncDisposable>(disposable: T): T => {
    kept.push(disposable);
    return disposable;
  };
  return {
    keep,
    probe(options = {}) {
      const probe = createProbe(factory, options);
      keep({ [Symbol.asyncDispose]: () => probe.close() });
      return probe;
    },
    serve: async (handler) => keep(await startTestServer(handler)),
    async serveSecurely(authority, handler = (_request, response) => response.end('ok'), options = {}) {
      const { certificate, key } = await authority.issueServer('server', ['127.0.0.1', 'localhost', 'cluster.test']);
      return keep(
        await startTestServer(
          (request, response, socket) => {
            if (socket instanceof TLSSocket) handler(request, response, socket);
          },
          (listener) => {
            const server = createSecureServer({ cert: certificate, key, ...options }, listener);
            server.on('tlsClientError', () => undefined);
            return server;
          },
        ),
      );
    },
    serveRaw: async (talk) => keep(await startTalkingServer(talk)),
  };
}

function createProbe(factory: TransportFactory, { identity = {}, proxy, timeouts = {}, lookingUp }: ProbeOptions): Probe {
  const fixed: TLSIdentity = { insecure: false, ...(typeof identity === 'function' ? {} : identity) };
  const { connect = 30_000, handshake = 10_000, headers = 0, idle = 0 } = timeouts;
  const { send, close } = factory({
    identity: typeof identity === 'function' ? identity : () => fixed,
    proxy,
    timeouts: { connect, handshake, headers: { call: headers, stream: headers }, idle },
    lookingUp,
  });
  const get: Probe['get'] = (url, request = {}) =>
    send({ method: 'GET', url: new URL(url), headers: new HttpHeaders(), use: 'call', ...request });
  return { send, close, get, text: async (url, request) => textOf(await get(url, request)) };
}

/** All of an answer's body. */
export async function textOf({ body }: HttpResponse): Promise<string> {
  return Buffer.from(await body.bytes()).toString();
}

async function startTalkingServer(talk: (socket: Socket, head: string) => void): Promise<TalkingServer> {
  const heads: string[] = [];
  const accepted: Socket[] = [];
  const server = createServer((socket) => {
    accepted.push(socket);
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!text.includes('\r\n\r\n')) return;
      const head = text;
      text = '';
      heads.push(head);
      talk(socket, head);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    heads,
    accepted,
    connections: () => accepted.filter(({ destroyed }) => !destroyed).length,
    async [Symbol.asyncDispose]() {
      for (const socket of accepted) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
