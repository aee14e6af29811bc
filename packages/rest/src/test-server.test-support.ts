import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as a test server saw it. */
export interface SeenRequest {
  method: string;
  /** Path and query, undecoded. */
  url: string;
  headers: IncomingMessage['headers'];
  rawHeaders: string[];
  body: string;
  /** Which connection it came on, counted from 0. */
  connection: number;
}

type Handler = (request: SeenRequest, response: ServerResponse, socket: Socket) => void;

/** A real HTTP server on a loopback port that remembers what it was asked. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Open connections right now. */
  connections(): number;
}

/** Starts a server; `handler` answers each request once its body has arrived. */
export async function startTestServer(
  handler: Handler,
  create: (listener: (i: IncomingMessage, o: ServerResponse) => void) => Server = createServer,
): Promise<TestServer> {
  const requests: SeenRequest[] = [];
  const sockets = new Map<Socket, number>();
  let count = 0;
  const server = create((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('error', () => undefined);
    incoming.on('end', () => {
      const { method = '', url = '', headers, rawHeaders, socket } = incoming;
      const seen = {
        method,
        url,
        headers,
        rawHeaders,
        body: Buffer.concat(chunks).toString(),
        connection: sockets.get(socket) ?? -1,
      };
      requests.push(seen);
      handler(seen, response, socket);
    });
  });
  // Otherwise idle connections end by themselves after five seconds, and with them every wait for a client to close its own.
  server.keepAliveTimeout = 0;
  const secure = 'setSecureContext' in server;
  server.on(secure ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.set(socket, count++);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${String(port)}`,
    requests,
    connections: () => sockets.size,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.keys()) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with JSON. */
export function sendJSON(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string | string[]> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
