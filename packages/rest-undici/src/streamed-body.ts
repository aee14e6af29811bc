import type { HttpBody } from '@kubewright/rest';
import { closedEarly, GatheredBytes, startTimeLimit, type TimeLimit, tooLong, Turns } from '@kubewright/rest/transport-support';

/** Where a body comes from. */
export interface BodySource {
  /** Goes on after a push that was refused. */
  resume(): void;
  /** Sends no more, for the given reason. Returns what readers are told. */
  giveUp(reason: Error): Error;
}

/** What a body is to know of itself and its reader. */
export interface StreamedBodyOptions {
  /** Ends the reading with its reason. */
  signal: AbortSignal | undefined;
  /** Milliseconds that a reader waits for the next piece, 0 for no limit. */
  idle: number;
  /** How many bytes will come, as a `Content-Length` says it; undefined if that is not known. */
  announced: string | undefined;
}

/** Bytes kept for a reader before the source has to stop. */
const highWaterMark = 64 * 1024;

const end: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** Who reads piece by piece. */
interface Reader {
  readonly turns: Turns<IteratorResult<Uint8Array, undefined>>;
  /** Whether it was told of the end or of a failure, or went away. */
  left: boolean;
}

/** A body that is pushed piece by piece, by a source that can be stopped, and read at the reader's pace. */
export class StreamedBody implements HttpBody {
  readonly #source: BodySource;
  readonly #options: StreamedBodyOptions;
  #chunks: Uint8Array[] = [];
  /** Bytes in the chunks. */
  #buffered = 0;
  /** Where pieces go when all of them are wanted at once, and how many bytes that may be. */
  #gathered: GatheredBytes | undefined;
  #longest = Infinity;
  #stopped = false;
  #ended = false;
  #failure: { error: unknown } | undefined;
  /** What readers wait for, and what ends their wait. */
  #waiting: Promise<void> | undefined;
  #happened: (() => void) | undefined;
  #idle: TimeLimit | undefined;

  constructor(source: BodySource, options: StreamedBodyOptions) {
    this.#source = source;
    this.#options = options;
  }

  /** Takes the next piece. Returns whether there is room for more. */
  push(chunk: Uint8Array): boolean {
    if (this.#gathered) {
      this.#idle?.refresh();
      this.#gather(this.#gathered, chunk);
      return true;
    }
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    this.#happened?.();
    this.#stopped = this.#buffered >= highWaterMark;
    return !this.#stopped;
  }

  /** Says that there is no more. */
  end(): void {
    this.#ended = true;
    this.#happened?.();
  }

  /** Fails the reader, after the pieces that came before. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.#happened?.();
  }

  async bytes(longest = Infinity): Promise<Uint8Array> {
    const gathered = new GatheredBytes(this.#options.announced);
    this.#gathered = gathered;
    this.#longest = longest;
    for (const chunk of this.#take()) this.#gather(gathered, chunk);
    this.#goOn();
    while (!this.#ended && !this.#failure) await this.#event();
    this.#options.signal?.throwIfAborted();
    if (this.#failure) throw this.#failure.error;
    return gathered.take(this);
  }

  cancel(): void {
    if (this.#failure || (this.#ended && this.#buffered === 0)) return;
    this.#giveUp(closedEarly());
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    const reader: Reader = { turns: new Turns(), left: false };
    return {
      // No generator: that would not be left before the piece that it waits for has come.
      next: () => this.#nextPiece(reader),
      return: () => {
        this.#leave(reader);
        return Promise.resolve(end);
      },
    };
  }

  /** Calls that come before the last one was answered wait for their turn. */
  #nextPiece(reader: Reader): Promise<IteratorResult<Uint8Array, undefined>> {
    if (reader.turns.areOver && !reader.left) {
      const value = this.#shift();
      if (value) return Promise.resolve({ done: false, value });
    }
    return reader.turns.begin(() => this.#read(reader));
  }

  async #read(reader: Reader): Promise<IteratorResult<Uint8Array, undefined>> {
    try {
      for (;;) {
        if (reader.left) return end;
        this.#options.signal?.throwIfAborted();
        const value = this.#shift();
        if (value) return { done: false, value };
        if (this.#failure) throw this.#failure.error;
        if (this.#ended) {
          this.#leave(reader);
          return end;
        }
        await this.#event();
      }
    } catch (error) {
      this.#leave(reader);
      throw error;
    } finally {
      reader.turns.end();
    }
  }

  #shift(): Uint8Array | undefined {
    if (this.#options.signal?.aborted) return undefined;
    const chunk = this.#chunks.shift();
    if (!chunk) return undefined;
    this.#buffered -= chunk.length;
    if (this.#buffered < highWaterMark) this.#goOn();
    return chunk;
  }

  /** It reads no more; others find that the body was cut. */
  #leave(reader: Reader): void {
    reader.left = true;
    this.cancel();
  }

  #take(): Uint8Array[] {
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#buffered = 0;
    return chunks;
  }

  #gather(gathered: GatheredBytes, chunk: Uint8Array): void {
    if (gathered.length + chunk.length > this.#longest) this.#giveUp(tooLong(this.#longest));
    else gathered.add(chunk);
  }

  #giveUp(reason: Error): void {
    this.#take();
    this.fail(this.#source.giveUp(reason));
  }

  #goOn(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#source.resume();
  }

  /** A piece, the end or a failure; one for all who wait, should there be several. */
  #event(): Promise<void> {
    return (this.#waiting ??= this.#wait());
  }

  /** Only while it does, silence counts. */
  async #wait(): Promise<void> {
    this.#idle = startTimeLimit(this.#options.idle, 'idle', "the next piece of the answer's body", (error) =>
      this.#giveUp(error),
    );
    await new Promise<void>((resolve) => {
      this.#happened = resolve;
    });
    this.#happened = undefined;
    this.#waiting = undefined;
    this.#idle?.clear();
  }
}
