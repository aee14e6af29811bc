/** Lines of text as they arrive. Leaving the loop, `stop()` or `await using` closes the connection. One loop at a time. */
export interface LogLines extends AsyncIterable<string>, AsyncDisposable {
  /** Ends the loop and closes the connection. Idempotent. */
  stop(): void;
}

/** Splits a stream of bytes into lines; the end of a line is not part of it, and a last line without one counts. */
export function logLines(stream: ReadableStream<Uint8Array>): LogLines {
  return new StreamLines(stream);
}

class StreamLines implements LogLines, AsyncIterator<string, undefined> {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #lines: string[] = [];
  #given = 0;
  /** What came of a line that has not ended yet; undefined behind the end of the stream. */
  #partial: string | undefined = '';
  #stopped = false;
  /** The last call of next() that was not answered yet, and how many there are. */
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  [Symbol.asyncIterator](): AsyncIterator<string, undefined> {
    return this;
  }

  /** Calls that come before the last one was answered wait for their turn: each line is given once, in order. */
  next(): Promise<IteratorResult<string, undefined>> {
    const line = this.#waiting === 0 ? this.#next() : this.#turn.then(() => this.#next());
    this.#waiting++;
    const answered = (): void => {
      this.#waiting--;
    };
    this.#turn = line.then(answered, answered);
    return line;
  }

  async #next(): Promise<IteratorResult<string, undefined>> {
    try {
      while (this.#given >= this.#lines.length && !this.#isStopped() && this.#partial !== undefined) await this.#read();
    } catch (error) {
      if (!this.#isStopped()) throw error;
    }
    const line = this.#isStopped() ? undefined : this.#lines[this.#given++];
    if (line !== undefined) return { done: false, value: line };
    this.stop();
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<string, undefined>> {
    this.stop();
    return Promise.resolve({ done: true, value: undefined });
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    // Cancelling a stream that has failed reports the failure again; the loop has thrown it already.
    this.#reader.cancel().catch(() => undefined);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.stop();
    return Promise.resolve();
  }

  async #read(): Promise<void> {
    const { done, value } = await this.#reader.read();
    const [first = '', ...rest] = this.#decoder.decode(value, { stream: !done }).split('\n');
    this.#lines = [`${this.#partial ?? ''}${first}`, ...rest];
    this.#given = 0;
    const last = this.#lines.pop() ?? '';
    if (done && last !== '') this.#lines.push(last);
    this.#partial = done ? undefined : last;
  }

  #isStopped(): boolean {
    return this.#stopped;
  }
}
