import type { StreamedAnswer, WholeAnswer } from '../http/exchange.js';

/** An answer of which the connection breaks: behind its head, or in the middle of its body. Its head announces all of the body. */
export function cutAnswer({ status, headers, body }: WholeAnswer, hasBody: boolean): StreamedAnswer {
  const bytes = Buffer.from(body);
  const half = hasBody ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes.subarray(0, 0);
  return {
    status,
    headers: { ...headers, 'Content-Length': String(bytes.length) },
    stream: (sink) => {
      sink.write(half);
      sink.destroy();
    },
  };
}
