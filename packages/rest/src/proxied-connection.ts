import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/**
 * A connection that can be had before it is open: Node's pools count what they are given at once, so that no more than their limit are
 * opened, and destroying it gives up what is under way. It fails as its opening does, and is as idle and as awaited as the socket
 * under it.
 */
export class ProxiedConnection extends Duplex {
  readonly #opening = new AbortController();
  #socket: Socket | undefined;
  /** What had come, from the proxy, when the connection was open. */
  #readBefore = 0;
  /** What was written, or ended, before there was a socket. */
  #waiting: ((socket: Socket) => void) | undefined;
  #referenced = true;
  #timeout = 0;

  /** @param open rejects when its signal aborts, and then leaves nothing open */
  constructor(open: (signal: AbortSignal) => Promise<Socket>) {
    super({ allowHalfOpen: false });
    // As that of a connection without a proxy: nobody listens any more when an answer has come before the whole request was written.
    this.on('error', () => undefined);
    open(this.#opening.signal).then(
      (socket) => {
        this.#opened(socket);
      },
      (error: unknown) => this.destroy(error as Error),
    );
  }

  /** Bytes that came from the server, as `net.Socket` counts them. */
  get bytesRead(): number {
    return (this.#socket?.bytesRead ?? 0) - this.#readBefore;
  }

  ref(): this {
    this.#referenced = true;
    this.#socket?.ref();
    return this;
  }

  unref(): this {
    this.#referenced = false;
    this.#socket?.unref();
    return this;
  }

  setTimeout(milliseconds: number): this {
    this.#timeout = milliseconds;
    this.#socket?.setTimeout(milliseconds);
    return this;
  }

  setKeepAlive(enable: boolean, initialDelay: number): this {
    this.#socket?.setKeepAlive(enable, initialDelay);
    return this;
  }

  setNoDelay(noDelay?: boolean): this {
    this.#socket?.setNoDelay(noDelay);
    return this;
  }

  override _read(): void {
    this.#socket?.resume();
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.#whenOpen((socket) => socket.write(chunk, callback));
  }

  override _final(callback: () => void): void {
    this.#whenOpen((socket) => socket.end(callback));
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#opening.abort();
    this.#socket?.destroy();
    callback(error);
  }

  #whenOpen(use: (socket: Socket) => void): void {
    if (this.#socket) use(this.#socket);
    else this.#waiting = use;
  }

  #opened(socket: Socket): void {
    if (this.destroyed) {
      socket.on('error', () => undefined).destroy();
      return;
    }
    this.#socket = socket;
    this.#readBefore = socket.bytesRead;
    socket.setTimeout(this.#timeout);
    if (!this.#referenced) socket.unref();
    socket.on('data', (chunk) => {
      if (!this.push(chunk)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
    socket.on('timeout', () => this.emit('timeout'));
    this.#waiting?.(socket);
    this.#waiting = undefined;
  }
}
