/** Lines of text as they arrive. Leaving the loop, `stop()` or `await using` closes the connection. One loop at a time. */
export interface LogLines extends AsyncIterable<string>, AsyncDisposable {
  /** Ends the loop and closes the connection. Idempotent. */
  stop(): void;
}

/** Splits a stream of bytes into lines; the end of a line is not part of it, and a last line without one counts. */
export function logLines(stream: ReadableStream<Uint8Array>): LogLines {
  const reader = stream.getReader();
  let stopped = false;
  const stop = (): void => {
    if (stopped) return;
    stopped = true;
    // Cancelling a stream that has failed reports the failure again; the loop has thrown it already.
    reader.cancel().catch(() => undefined);
  };
  return {
    stop,
    [Symbol.asyncDispose]() {
      stop();
      return Promise.resolve();
    },
    async *[Symbol.asyncIterator]() {
      const decoder = new TextDecoder();
      let partial = '';
      try {
        for (;;) {
          const { done, value } = await reader.read();
          const lines = decoder.decode(value, { stream: !done }).split('\n');
          lines[0] = partial + (lines[0] ?? '');
          partial = lines.pop() ?? '';
          yield* lines;
          if (done) break;
        }
        if (partial !== '') yield partial;
      } finally {
        stop();
      }
    },
  };
}
