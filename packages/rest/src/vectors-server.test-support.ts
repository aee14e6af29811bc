import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type Reply, writesOf } from './vectors-reply.test-support.js';
import { type HttpRequest, type Transport, TransportError } from './transport.js';

/** A request as it came over the wire, header names in lower case. Texts hold one character for each byte. */
export interface Sent {
  method: string;
  url: string;
  headers: Record<string, string[]>;
  body: string;
}

/** Errors that a transport fails with, as Node has them. */
const transportFaults: Partial<Record<NonNullable<Reply['fault']>, [code: string, message: string]>> = {
  'broken pipe': ['EPIPE', 'write EPIPE'],
  'times out': ['ETIMEDOUT', 'read ETIMEDOUT'],
  'unknown host': ['ENOTFOUND', 'getaddrinfo ENOTFOUND server.test'],
};

/** Answers from a script over real sockets; the last reply is given to all that follow. */
export class VectorServer implements AsyncDisposable {
  /** Requests that were answered, or cut off, by the server itself. */
  readonly requests: Sent[] = [];
  /** Requests that a transport with {@link wrap} was given. */
  attempts = 0;
  /** Set by {@link start}. */
  origin = '';
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #replies: Reply[];

  private constructor(replies: readonly Reply[]) {
    this.#replies = [...replies];
    this.#server = createServer({ noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
      // A client that hangs up ends the conversation, however far it was.
      this.#serve(socket).catch(() => undefined);
    });
  }

  static async start(replies: readonly Reply[]): Promise<VectorServer> {
    const server = new VectorServer(replies);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    server.origin = `http://127.0.0.1:${String((server.#server.address() as AddressInfo).port)}`;
    await server.#refuseIfDue();
    return server;
  }

  /** Counts the attempts, and fails those whose fault is the transport's. */
  readonly wrap = (next: Transport): Transport => {
    return async (request: HttpRequest) => {
      this.attempts++;
      const fault = transportFaults[this.#due.fault ?? 'closes'];
      if (!fault) return next(request);
      this.#take();
      await this.#refuseIfDue();
      throw new TransportError(request, Object.assign(new Error(fault[1]), { code: fault[0] }));
    };
  };

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await this.#stopListening();
  }

  get #due(): Reply {
    return this.#replies[0] ?? {};
  }

  #take(): Reply {
    const due = this.#due;
    if (this.#replies.length > 1) this.#replies.shift();
    return due;
  }

  async #refuseIfDue(): Promise<void> {
    if (this.#due.fault === 'refuses') await this.#stopListening();
  }

  async #stopListening(): Promise<void> {
    if (!this.#server.listening) return;
    // Its callback would wait for open connections too; the port is closed at once.
    this.#server.close();
    await new Promise((resolve) => setImmediate(resolve));
  }

  async #serve(socket: Socket): Promise<void> {
    let pending = '';
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      pending += chunk.toString('latin1');
      const parsed = parseRequest(pending);
      if (!parsed) continue;
      pending = parsed.rest;
      this.requests.push(parsed.request);
      const reply = this.#take();
      await this.#refuseIfDue();
      await answer(socket, reply);
    }
  }
}

async function answer(socket: Socket, reply: Reply): Promise<void> {
  for (const bytes of writesOf(reply)) {
    await new Promise((resolve) => socket.write(bytes, 'latin1', resolve));
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (reply.end === 'reset' || reply.fault === 'resets') socket.resetAndDestroy();
  else if (reply.end === 'close' || reply.fault) socket.end();
}

/** The first request in `bytes`, if all of it is there. */
function parseRequest(bytes: string): { request: Sent; rest: string } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [first = '', ...lines] = bytes.slice(0, headEnd).split('\r\n');
  const [method = '', url = ''] = first.split(' ');
  const headers: Record<string, string[]> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    (headers[line.slice(0, colon).toLowerCase()] ??= []).push(line.slice(colon + 1).trim());
  }
  const after = bytes.slice(headEnd + 4);
  const found = headers['transfer-encoding']?.[0] === 'chunked' ? chunkedBody(after) : sizedBody(after, headers);
  return found && { request: { method, url, headers, body: found.body }, rest: found.rest };
}

function sizedBody(bytes: string, headers: Record<string, string[]>): { body: string; rest: string } | undefined {
  const length = Number(headers['content-length']?.[0] ?? 0);
  return bytes.length < length ? undefined : { body: bytes.slice(0, length), rest: bytes.slice(length) };
}

function chunkedBody(bytes: string): { body: string; rest: string } | undefined {
  let body = '';
  let from = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', from);
    if (lineEnd < 0) return undefined;
    const length = Number.parseInt(bytes.slice(from, lineEnd), 16);
    const end = lineEnd + 2 + length;
    if (bytes.length < end + 2) return undefined;
    body += bytes.slice(lineEnd + 2, end);
    from = end + 2;
    if (length === 0) return { body, rest: bytes.slice(from) };
  }
}
