import type { UpgradedConnection } from '../http/exchange.js';
import { byteQueue, mostUnread, type Queue } from './queue.js';

/** How the messages of a WebSocket say which channel they are for. */
export interface ChannelFormat {
  /** Channel as a digit and data in base64, in text; else a byte and the data. */
  readonly isText: boolean;
  /** Whether a client can close a channel alone. */
  readonly canClose: boolean;
}

/** The channel in whose messages a byte names the channel that ends. */
const closeChannel = 255;

/** Channels between a client and a server over one WebSocket (`k8s.io/streaming` `wsstream`). */
export class Channels {
  readonly signal: AbortSignal;
  readonly #connection: UpgradedConnection;
  readonly #format: ChannelFormat;
  readonly #count: number;
  readonly #incoming = new Map<number, Queue<Uint8Array>>();

  /** @param count how many channels there are, the first being 0 */
  constructor(connection: UpgradedConnection, format: ChannelFormat, count: number) {
    this.#connection = connection;
    this.#format = format;
    this.#count = count;
    this.signal = connection.signal;
  }

  /** What the client sends in a channel; what it sends in others is ignored. */
  receive(channel: number): Queue<Uint8Array> {
    const queue = byteQueue();
    this.#incoming.set(channel, queue);
    return queue;
  }

  /** Resolves when it has left. Rejects if the connection is over. */
  send(channel: number, data: Uint8Array | string): Promise<void> {
    const bytes = Buffer.from(data);
    const message = this.#format.isText
      ? `${String(channel)}${bytes.toString('base64')}`
      : Buffer.concat([Buffer.of(channel), bytes]);
    return this.#connection.send(message);
  }

  close(): void {
    this.#connection.close();
  }

  /** Reads until the connection is over, or the client breaks the rules. */
  async run(): Promise<void> {
    for await (const message of this.#connection.incoming) if (!(await this.#take(message))) break;
    for (const queue of this.#incoming.values()) queue.end();
    this.#connection.close();
  }

  async #take(message: Uint8Array): Promise<boolean> {
    const [first = 0, second = 0] = message;
    if (message.length === 0) return true;
    if (this.#format.canClose && first === closeChannel) {
      if (message.length !== 2 || second >= this.#count) return false;
      this.#incoming.get(second)?.end();
      return true;
    }
    const queue = this.#incoming.get(this.#format.isText ? first - 0x30 : first);
    const data = this.#format.isText ? decoded(message.subarray(1)) : message.subarray(1);
    if (data.length > 0) queue?.push(data);
    await queue?.room(mostUnread);
    return true;
  }
}

/** Empty for what is no base64. */
function decoded(data: Uint8Array): Uint8Array {
  const text = Buffer.from(data).toString('latin1');
  return /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(text)
    ? Buffer.from(text, 'base64')
    : new Uint8Array();
}
