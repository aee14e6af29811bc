import type { UpgradedConnection } from '../http/exchange.js';
import { byteQueue, mostUnread } from './queue.js';
import {
  cancelled,
  dataFrame,
  goAwayFrame,
  pingFrame,
  protocolError,
  readFrames,
  refusedStream,
  rstStreamFrame,
  type SPDYFrame,
  synReplyFrame,
} from './spdy-frames.js';
import { noHeaders, SPDYHeaderReader } from './spdy-headers.js';

/** Bytes of a frame that the server sends. */
const longestData = 32 * 1024;

/** A stream that a client has opened. */
export class SPDYStream {
  readonly id: number;
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** What the client sends; it ends when the client closes it. */
  readonly incoming = byteQueue();
  readonly #over = new AbortController();
  readonly #send: (frame: Uint8Array) => Promise<void>;
  #isEnded = false;

  constructor(id: number, headers: ReadonlyMap<string, string>, send: (frame: Uint8Array) => Promise<void>) {
    this.id = id;
    this.headers = headers;
    this.#send = send;
  }

  /** Aborts when the client has broken it off, or has gone. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Resolves when it has left. Rejects if the stream or the connection is over. */
  async send(data: Uint8Array | string): Promise<void> {
    const bytes = Buffer.from(data);
    for (let start = 0; start < bytes.length; start += longestData) {
      this.signal.throwIfAborted();
      if (this.#isEnded) throw new Error('the stream has ended');
      await this.#send(dataFrame(this.id, bytes.subarray(start, start + longestData), false));
    }
  }

  /** Sends nothing any more. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    if (!this.signal.aborted) this.#post(dataFrame(this.id, new Uint8Array(), true));
  }

  /** Breaks it off. */
  reset(): void {
    this.incoming.discard();
    this.#isEnded = true;
    if (!this.signal.aborted) this.#post(rstStreamFrame(this.id, cancelled));
  }

  /** The client has broken it off, or has gone. */
  abort(reason: Error): void {
    this.incoming.end();
    this.#over.abort(reason);
  }

  #post(frame: Uint8Array): void {
    this.#send(frame).catch(() => undefined);
  }
}

/** What becomes of the streams that a client opens. */
export interface SPDYStreams {
  /** Whether a stream with such headers is taken. */
  accepts(headers: ReadonlyMap<string, string>): boolean;
  /** A stream that was taken is there. */
  opened(stream: SPDYStream): void;
}

/** The server's side of SPDY/3.1, as far as Kubernetes uses it: streams that the client opens. */
export class SPDYConnection {
  readonly signal: AbortSignal;
  readonly #connection: UpgradedConnection;
  readonly #handler: SPDYStreams;
  readonly #streams = new Map<number, SPDYStream>();
  #lastStream = 0;
  #hasReplied = false;

  constructor(connection: UpgradedConnection, handler: SPDYStreams) {
    this.#connection = connection;
    this.#handler = handler;
    this.signal = connection.signal;
  }

  /** Reads until the connection is over. Never rejects. */
  async run(): Promise<void> {
    const headers = new SPDYHeaderReader();
    try {
      for await (const frame of readFrames(this.#connection.incoming)) {
        await this.#take(frame, headers);
        if (frame.type === 'go-away') break;
      }
    } catch {
      // What is no SPDY ends the connection, as with a kubelet.
    } finally {
      headers.close();
      for (const stream of this.#streams.values()) stream.abort(new Error('the client has closed the connection'));
      this.#streams.clear();
      this.#connection.close();
    }
  }

  /** Ends the connection behind what was sent. */
  close(): void {
    this.#send(goAwayFrame(this.#lastStream)).catch(() => undefined);
    this.#connection.close();
  }

  /** Forgets a stream that is over on both sides. */
  forget({ id }: SPDYStream): void {
    this.#streams.delete(id);
  }

  async #take(frame: SPDYFrame, headers: SPDYHeaderReader): Promise<void> {
    switch (frame.type) {
      case 'syn-stream':
        await this.#open(frame.stream, await headers.read(frame.headers), frame.isLast);
        return;
      case 'headers':
        // They have to be read, for the next ones rest on them.
        await headers.read(frame.headers);
        return;
      case 'data': {
        const incoming = this.#streams.get(frame.stream)?.incoming;
        if (frame.data.length > 0) incoming?.push(frame.data);
        if (frame.isLast) incoming?.end();
        await incoming?.room(mostUnread);
        return;
      }
      case 'rst-stream':
        this.#streams.get(frame.stream)?.abort(new Error('the client has broken off the stream'));
        this.#streams.delete(frame.stream);
        return;
      case 'ping':
        // Those of the server would be even.
        if (frame.id % 2 === 1) await this.#send(pingFrame(frame.id));
        return;
      default:
    }
  }

  async #open(id: number, headers: ReadonlyMap<string, string>, isLast: boolean): Promise<void> {
    if (id % 2 === 0 || id <= this.#lastStream) return this.#send(rstStreamFrame(id, protocolError));
    this.#lastStream = id;
    if (!this.#handler.accepts(headers)) return this.#send(rstStreamFrame(id, refusedStream));
    const stream = new SPDYStream(id, headers, (frame) => this.#send(frame));
    this.#streams.set(id, stream);
    if (isLast) stream.incoming.end();
    const replied = this.#send(synReplyFrame(id, noHeaders(!this.#hasReplied)));
    this.#hasReplied = true;
    this.#handler.opened(stream);
    return replied;
  }

  #send(frame: Uint8Array): Promise<void> {
    return this.#connection.send(frame);
  }
}
