import type { Readable } from 'node:stream';
import { closedEarly, tooLong } from './body-errors.js';
import { GatheredBytes } from './gathered-bytes.js';
import { startTimeLimit, type TimeLimit } from './time-limit.js';
import type { HttpBody } from './transport.js';
import { Turns } from './turns.js';

/** Bytes kept for a reader before the stream has to stop. */
const highWaterMark = 64 * 1024;

const end: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** What a body is to know of itself, and whom to tell. */
export interface NodeBodyOptions {
  /** How many bytes the stream will have, as a `Content-Length` says it; undefined if that is not known. */
  announced: string | undefined;
  /** Ends the reading at once, with its reason. */
  signal: AbortSignal | undefined;
  /** Milliseconds that the next piece may take when somebody waits for it; 0 is no limit. */
  idle: number;
  /** Turns what the stream fails with into what the caller is told. */
  asError: (error: Error) => Error;
  /** Is told when there is no more, whatever the reason; perhaps twice. */
  over: () => void;
}

/**
 * A Node stream as an {@link HttpBody}.
 *
 * It takes the pieces as the stream gives them: reading at will, as `for await` does, would join those that came together first.
 */
export class NodeBody implements HttpBody {
  readonly #stream: Readable & { readonly complete?: boolean };
  readonly #options: NodeBodyOptions;
  /** What readers wait for, and what ends their wait. */
  #event: Promise<void> | undefined;
  #happened: (() => void) | undefined;
  /** What came and was not read yet, and how many bytes that are. */
  readonly #chunks: Uint8Array[] = [];
  #buffered = 0;
  readonly #keep = (chunk: Uint8Array): void => {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    if (this.#buffered >= highWaterMark) this.#stream.pause();
    this.#happened?.();
  };
  readonly #turns = new Turns<IteratorResult<Uint8Array, undefined>>();
  /** Whether all is wanted at once: then nothing is kept for who reads piece by piece. */
  #gathers = false;
  /** Whether something was thrown away that nobody had read: the rest is not all of it. */
  #cancelled = false;
  /** Whether the reader was told of the end or of a failure, or went away. */
  #left = false;

  /** @param stream one that nobody else reads; if it has `complete`, as Node's answers have, that tells whether all is here */
  constructor(stream: Readable & { readonly complete?: boolean }, options: NodeBodyOptions) {
    this.#stream = stream;
    this.#options = options;
    const over = (): void => {
      options.over();
      this.#happened?.();
    };
    stream.once('end', over).once('close', over).on('error', noop);
  }

  async bytes(longest = Infinity): Promise<Uint8Array> {
    const stream = this.#stream;
    const gathered = new GatheredBytes(this.#options.announced);
    let limit: TimeLimit | undefined;
    const take = (chunk: Uint8Array): void => {
      limit?.refresh();
      if (gathered.length + chunk.length > longest) stream.destroy(tooLong(longest));
      else gathered.add(chunk);
    };
    this.#gathers = true;
    stream.off('data', this.#keep);
    for (const chunk of this.#takeKept()) take(chunk);
    // While it flows, it would give one piece here and the others to nobody.
    if (stream.complete && stream.readableFlowing === null) {
      const all = stream.read() as Uint8Array | null;
      if (all) take(all);
    } else {
      limit = this.#limitIdleness();
      stream.on('data', take);
      if (stream.isPaused()) stream.resume();
    }
    while (!this.#isOver()) await this.#next();
    limit?.clear();
    if (!this.#isWhole()) throw this.#failure();
    return gathered.take(this);
  }

  cancel(): void {
    if (this.#stream.readableEnded && this.#chunks.length === 0) return;
    this.#cancelled = true;
    this.#takeKept();
    this.#stream.destroy();
  }

  /** Whoever iterates takes pieces away from the others. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    // Once, however many there are.
    if (!this.#gathers) this.#stream.off('data', this.#keep).on('data', this.#keep);
    return {
      // No generator: a watch comes in many small pieces, of which most are here when they are asked for.
      next: () => this.#nextPiece(),
      return: () => {
        this.#leave();
        return Promise.resolve(end);
      },
    };
  }

  /** Calls that come before the last one was answered wait for their turn. */
  #nextPiece(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (this.#turns.areOver) {
      const value = this.#shift();
      if (value) return Promise.resolve({ done: false, value });
    }
    return this.#turns.begin(() => this.#read());
  }

  #shift(): Uint8Array | undefined {
    if (this.#options.signal?.aborted) return undefined;
    const chunk = this.#chunks.shift();
    if (!chunk) return undefined;
    this.#buffered -= chunk.length;
    if (this.#buffered < highWaterMark && this.#stream.isPaused()) this.#stream.resume();
    return chunk;
  }

  async #read(): Promise<IteratorResult<Uint8Array, undefined>> {
    try {
      for (;;) {
        const value = this.#shift();
        if (value) return { done: false, value };
        if (this.#isOver()) return this.#finish();
        const limit = this.#limitIdleness();
        await this.#next();
        limit?.clear();
      }
    } finally {
      this.#turns.end();
    }
  }

  #finish(): IteratorResult<Uint8Array, undefined> {
    if (this.#left) return end;
    // A connection that breaks takes nothing away from what had come before, as the last events of a watch.
    if (this.#isWanted() && this.#stream.errored) {
      // Node tells listeners, too, what is read before it has told them of the error; and what flows after that is lost.
      this.#stream.off('data', this.#keep);
      for (let chunk; (chunk = this.#stream.read() as Uint8Array | null);) this.#chunks.push(chunk);
      const value = this.#shift();
      if (value) return { done: false, value };
    }
    const isWhole = this.#isWhole();
    this.#leave();
    if (!isWhole) throw this.#failure();
    return end;
  }

  /** Nobody reads on. */
  #leave(): void {
    this.#left = true;
    this.cancel();
  }

  #isOver(): boolean {
    return this.#stream.readableEnded || this.#stream.closed || this.#left || !this.#isWanted();
  }

  #isWhole(): boolean {
    return this.#stream.readableEnded && this.#isWanted();
  }

  #isWanted(): boolean {
    return !this.#cancelled && !this.#options.signal?.aborted;
  }

  #takeKept(): Uint8Array[] {
    this.#buffered = 0;
    return this.#chunks.splice(0);
  }

  #next(): Promise<void> {
    // One for all who wait, should there be several.
    return (this.#event ??= new Promise((resolve) => {
      this.#happened = () => {
        this.#event = undefined;
        resolve();
      };
    }));
  }

  /** One that closed early without an error was destroyed by `cancel()`. */
  #failure(): Error {
    return this.#options.asError(this.#stream.errored ?? closedEarly());
  }

  /** Whoever does not read has no claim to the next piece. */
  #limitIdleness(): TimeLimit | undefined {
    return startTimeLimit(this.#options.idle, 'idle', "the next piece of the answer's body", (error) =>
      this.#stream.destroy(error),
    );
  }
}

function noop(): void {
  // Whoever reads finds the error; nobody has to.
}
