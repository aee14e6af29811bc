import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocketServer } from 'ws';
import type { ServerHandler, UpgradeAnswer, UpgradeProtocol } from './exchange.js';
import { send, serverRequest, toBytes } from './node-listener.js';
import { parseResourcePath } from './request-info.js';
import { pathOf } from './request-path.js';
import { byteConnection, webSocketConnection } from './upgraded-connections.js';

/** Bytes that a client may send before it knows whether its connection is upgraded. */
const mostEarly = 64 * 1024;
/** Bytes of a message of a WebSocket (`x/net/websocket`). */
const longestMessage = 32 * 1024 * 1024;

/** Subresources of pods whose connections may be upgraded. */
const upgradable = new Set(['attach', 'exec', 'portforward']);

/** Answers requests that want to go on with another protocol, and knows their connections. */
export class Upgrades {
  readonly #handle: ServerHandler;
  readonly #passOn: (socket: Socket) => void;
  readonly #open = new Set<Socket>();

  /** @param passOn reads HTTP from a connection, as if it were new */
  constructor(handle: ServerHandler, passOn: (socket: Socket) => void) {
    this.#handle = handle;
    this.#passOn = passOn;
  }

  /** For the event `upgrade` of a `node:http` or `node:https` server. @param head what has come behind the request's head */
  readonly listener = (message: IncomingMessage, _stream: unknown, head: Buffer): void => {
    const { socket } = message;
    const protocol = protocolOf(message);
    if (!protocol) {
      // An upgrade that nobody knows is a request like any other: Java's HTTP client asks for HTTP/2 with the first one.
      socket.unshift(Buffer.concat([headWithoutUpgrade(message), head]));
      this.#passOn(socket);
      return;
    }
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    // Its end follows.
    socket.on('error', () => undefined);
    socket.setTimeout(0);
    socket.setNoDelay(true);
    this.#answer(message, protocol, head).catch(() => socket.destroy());
  };

  /** Breaks all connections. */
  close(): void {
    for (const socket of this.#open) socket.destroy();
  }

  async #answer(message: IncomingMessage, protocol: UpgradeProtocol, head: Buffer): Promise<void> {
    const { socket } = message;
    const abort = new AbortController();
    socket.once('close', () => {
      abort.abort();
    });
    const early = new EarlyBytes(socket, head);
    const answer = await this.#handle({ ...serverRequest(message, abort), upgrade: protocol });
    if (socket.destroyed) return;
    if (!('connected' in answer)) {
      refuse(message, (response) => {
        send(message, response, answer, abort);
      });
      return;
    }
    if (protocol === 'websocket') {
      // It takes its time to load, and few servers are asked for it.
      const { WebSocketServer } = await import('ws');
      const options = { noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: longestMessage };
      upgradeToWebSocket(new WebSocketServer(options), message, early.take(), answer);
    } else upgradeToBytes(socket, protocol, early.take(), answer);
  }
}

/** What a client sends before it is answered; it is read so that the end of the connection is seen. */
class EarlyBytes {
  readonly #socket: Socket;
  readonly #chunks: Buffer[];
  readonly #keep = (chunk: Buffer): void => {
    this.#chunks.push(chunk);
    if (this.#chunks.reduce((sum, { length }) => sum + length, 0) > mostEarly) this.#socket.destroy();
  };
  readonly #leave = (): void => {
    this.#socket.destroy();
  };

  constructor(socket: Socket, head: Buffer) {
    this.#socket = socket;
    this.#chunks = [head];
    socket.on('data', this.#keep);
    socket.once('end', this.#leave);
  }

  /** Stops reading: somebody else has to begin before the event loop turns. */
  take(): Buffer {
    this.#socket.off('data', this.#keep);
    this.#socket.off('end', this.#leave);
    return Buffer.concat(this.#chunks);
  }
}

function protocolOf({ headers, url = '' }: IncomingMessage): UpgradeProtocol | undefined {
  const path = parseResourcePath(pathOf(url.split('?', 1)[0] ?? '') ?? '');
  if (path?.group !== '' || path.resource !== 'pods' || !upgradable.has(path.subresource)) return undefined;
  const wanted = headers.upgrade?.toLowerCase();
  if (wanted === 'websocket') return wanted;
  return wanted === 'spdy/3.1' ? 'SPDY/3.1' : undefined;
}

function headWithoutUpgrade({ method = '', url = '', httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = rawHeaders.slice(i, i + 2);
    if (name.toLowerCase() !== 'upgrade') lines.push(`${name}: ${value}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

/** The connection stays HTTP for one answer, and ends. */
function refuse(message: IncomingMessage, answer: (response: ServerResponse) => void): void {
  const { socket } = message;
  const response = new ServerResponse(message);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => {
    socket.destroySoon();
  });
  answer(response);
}

function upgradeToWebSocket(
  server: WebSocketServer,
  message: IncomingMessage,
  head: Buffer,
  { headers, connected }: UpgradeAnswer,
): void {
  server.once('headers', (lines) => {
    lines.push(...headerLines(headers));
  });
  // Which subprotocol it is the answer says: that of a tunnel has a slash, which a subprotocol may not have.
  delete message.headers['sec-websocket-protocol'];
  server.handleUpgrade(message, message.socket, head, (webSocket) => {
    connected(webSocketConnection(webSocket));
  });
}

function upgradeToBytes(socket: Socket, protocol: UpgradeProtocol, head: Buffer, { headers, connected }: UpgradeAnswer): void {
  socket.pause();
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Connection: Upgrade',
    `Upgrade: ${protocol}`,
    `Date: ${new Date().toUTCString()}`,
    ...headerLines(headers),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  if (head.length > 0) socket.unshift(head);
  connected(byteConnection(socket));
}

function headerLines(headers: UpgradeAnswer['headers']): string[] {
  return Object.entries(toBytes(headers)).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`));
}
