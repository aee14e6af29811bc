import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';

/** A request whose head and body have come. */
export interface RawRequest {
  /** Counted from 0, over all connections. */
  readonly number: number;
  /** Which connection it came on, counted from 0. */
  readonly connection: number;
  /** Request line and headers, without the empty line. */
  readonly head: string;
}

/** Answers a request with whatever bytes it likes, or with none. */
export type Play = (socket: Socket, request: RawRequest) => void;

/** What a raw server does unlike others. */
export interface RawServerOptions {
  /** Port to listen on. @default a free one */
  port?: number;
  /** Speaks TLS with this certificate and key. */
  tls?: { cert: string; key: string };
  /** Told of each connection before anything is read from it; counted from 0. */
  connected?: (socket: Socket, connection: number) => void;
}

/** A TCP server on a loopback port that knows as much of HTTP as it takes to see where a request ends. */
export interface RawServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** What was asked so far. */
  readonly requests: readonly RawRequest[];
  /** Connections that were ever made. */
  readonly accepted: number;
  /** Open connections right now. */
  readonly sockets: ReadonlySet<Socket>;
}

/** Starts a server that plays `play` for each request. */
export async function startRawServer(play: Play, { port = 0, tls, connected }: RawServerOptions = {}): Promise<RawServer> {
  const requests: RawRequest[] = [];
  const sockets = new Set<Socket>();
  let accepted = 0;
  const serve = (socket: Socket): void => {
    const connection = accepted++;
    sockets.add(socket);
    // A client that is gone is what many of these tests are about.
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    connected?.(socket, connection);
    let seen = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      seen += text;
      for (let end = endOfRequest(seen); end !== undefined; end = endOfRequest(seen)) {
        const request = { number: requests.length, connection, head: seen.slice(0, seen.indexOf('\r\n\r\n')) };
        seen = seen.slice(end);
        requests.push(request);
        play(socket, request);
      }
    });
  };
  const server: Server = tls ? createSecureServer(tls, serve) : createServer(serve);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${String(address.port)}`,
    port: address.port,
    requests,
    get accepted() {
      return accepted;
    },
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Index behind the first request in `text`; undefined if it has not come as a whole. */
function endOfRequest(text: string): number | undefined {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [, length = '0'] = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, headEnd)) ?? [];
  const end = headEnd + 4 + Number(length);
  return text.length >= end ? end : undefined;
}

/** A whole answer with a body of JSON. */
export function answer(body: string, status = '200 OK', headers: readonly string[] = []): string {
  const lines = [`HTTP/1.1 ${status}`, 'content-type: application/json', `content-length: ${String(Buffer.byteLength(body))}`];
  return `${[...lines, ...headers].join('\r\n')}\r\n\r\n${body}`;
}

/** The head of an answer whose body comes in {@link chunk}s. */
export const chunkedHead = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';

/** A piece of a chunked body; an empty one ends it. */
export function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}
