/** A request as it goes out. */
export interface RandomRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly bytes: Uint8Array;
  /** Whether the server may wait for more of it, or end the connection. */
  readonly isLast: boolean;
}

/** How a request says where its body ends: rightly with `chunked` and `length`. */
export type Framing = 'bad-chunk' | 'both' | 'chunked' | 'length' | 'long' | 'none' | 'short' | 'two';

/** A request as bytes. */
export function framed(
  method: string,
  target: string,
  fields: readonly (readonly [string, string])[],
  body: Uint8Array,
  framing: Framing,
): RandomRequest {
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`);
  const length = body.length;
  let sent: Uint8Array = body;
  if (framing === 'length' || framing === 'both') lines.push(`Content-Length: ${String(length)}\r\n`);
  if (framing === 'short') lines.push(`Content-Length: ${String(Math.max(0, length - 5))}\r\n`);
  if (framing === 'long') lines.push(`Content-Length: ${String(length + 100)}\r\n`);
  if (framing === 'two') lines.push(`Content-Length: ${String(length)}\r\nContent-Length: 1\r\n`);
  if (framing === 'both' || framing === 'chunked' || framing === 'bad-chunk') {
    lines.push('Transfer-Encoding: chunked\r\n');
    const size = framing === 'bad-chunk' ? 'xyz' : length.toString(16);
    sent = Buffer.concat(
      length === 0 && framing !== 'bad-chunk'
        ? [Buffer.from('0\r\n\r\n')]
        : [Buffer.from(`${size}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')],
    );
  }
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: x\r\n${lines.join('')}\r\n`);
  const isLast = !['chunked', 'length'].includes(framing) || lines.some((line) => /^(?:connection|upgrade|expect):/i.test(line));
  return { method, target, bytes: Buffer.concat([head, sent]), isLast };
}
