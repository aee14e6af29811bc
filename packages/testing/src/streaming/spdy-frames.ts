/**
 * Frames of SPDY/3.1, as far as Kubernetes uses it: no settings, no priorities, no flow control (`moby/spdystream` never opens a window,
 * nor waits for one), and no headers from the server.
 */
export type SPDYFrame =
  | { readonly type: 'data'; readonly stream: number; readonly isLast: boolean; readonly data: Uint8Array }
  | { readonly type: 'syn-stream'; readonly stream: number; readonly isLast: boolean; readonly headers: Uint8Array }
  | { readonly type: 'headers'; readonly headers: Uint8Array }
  | { readonly type: 'rst-stream'; readonly stream: number }
  | { readonly type: 'ping'; readonly id: number }
  | { readonly type: 'go-away' }
  | { readonly type: 'other' };

const synStream = 1;
const synReply = 2;
const rstStream = 3;
const ping = 6;
const goAway = 7;
const headers = 8;

/** Bytes of the head of each frame. */
const headLength = 8;
/** Bytes of a frame that is taken; what clients of Kubernetes send is far smaller. */
const longestFrame = 1024 * 1024;
const lastFlag = 1;

/** Reads frames until the bytes end. Throws an `Error` for what is none. */
export async function* readFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<SPDYFrame, void, undefined> {
  const pending: Uint8Array[] = [];
  let length = 0;
  let wanted = headLength;
  for await (const chunk of chunks) {
    pending.push(chunk);
    length += chunk.length;
    if (length < wanted) continue;
    const bytes = Buffer.concat(pending.splice(0));
    let start = 0;
    for (;;) {
      wanted = headLength;
      if (length - start < wanted) break;
      wanted += bytes.readUIntBE(start + 5, 3);
      if (wanted > longestFrame) throw new Error(`a SPDY frame of ${String(wanted)} bytes; ${String(longestFrame)} are taken`);
      if (length - start < wanted) break;
      yield frameOf(bytes.subarray(start, start + wanted));
      start += wanted;
    }
    pending.push(bytes.subarray(start));
    length -= start;
  }
}

function frameOf(bytes: Buffer): SPDYFrame {
  const first = bytes.readUInt32BE(0);
  const isLast = (bytes.readUInt8(4) & lastFlag) !== 0;
  const body = bytes.subarray(headLength);
  if (first < 0x80000000) return { type: 'data', stream: first, isLast, data: body };
  const number = (): number => body.readUInt32BE(0) & 0x7fffffff;
  switch (first & 0xffff) {
    case synStream:
      return { type: 'syn-stream', stream: number(), isLast, headers: body.subarray(10) };
    case headers:
      return { type: 'headers', headers: body.subarray(4) };
    case synReply:
      return { type: 'headers', headers: body.subarray(4) };
    case rstStream:
      return { type: 'rst-stream', stream: number() };
    case ping:
      return { type: 'ping', id: body.readUInt32BE(0) };
    case goAway:
      return { type: 'go-away' };
    default:
      return { type: 'other' };
  }
}

/** Data of a stream. */
export function dataFrame(stream: number, data: Uint8Array, isLast: boolean): Uint8Array {
  const head = Buffer.alloc(headLength);
  head.writeUInt32BE(stream);
  head.writeUInt8(isLast ? lastFlag : 0, 4);
  head.writeUIntBE(data.length, 5, 3);
  return Buffer.concat([head, data]);
}

/** Accepts a stream. @param noHeaders a compressed block of no headers */
export function synReplyFrame(stream: number, noHeaders: Uint8Array): Uint8Array {
  return controlFrame(synReply, Buffer.concat([numbers(stream), noHeaders]));
}

/** Ends a stream at once. @param status why, as `refusedStream` */
export function rstStreamFrame(stream: number, status: number): Uint8Array {
  return controlFrame(rstStream, numbers(stream, status));
}

/** Reason of a RST_STREAM: what came makes no sense. */
export const protocolError = 1;
/** Reason of a RST_STREAM: the stream is not taken. */
export const refusedStream = 3;
/** Reason of a RST_STREAM: the stream is not needed any more. */
export const cancelled = 5;

/** Answers a ping. */
export function pingFrame(id: number): Uint8Array {
  return controlFrame(ping, numbers(id));
}

/** Ends the connection. @param lastStream the last one that was accepted */
export function goAwayFrame(lastStream: number): Uint8Array {
  return controlFrame(goAway, numbers(lastStream, 0));
}

function controlFrame(type: number, body: Uint8Array): Uint8Array {
  const head = Buffer.alloc(headLength);
  head.writeUInt16BE(0x8003);
  head.writeUInt16BE(type, 2);
  head.writeUIntBE(body.length, 5, 3);
  return Buffer.concat([head, body]);
}

function numbers(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
  return bytes;
}
