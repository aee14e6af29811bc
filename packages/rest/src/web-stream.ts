import type { HttpBody } from './transport.js';

/** An answer's body as a web stream: cancelling that closes the connection. */
export function webStream(body: HttpBody): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel() {
        body.cancel();
      },
    },
    // Nothing is read ahead: a server is not silent as long as nobody wants to hear it.
    { highWaterMark: 0 },
  );
}
