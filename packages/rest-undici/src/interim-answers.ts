import type { Socket } from 'node:net';
import { maxInterimAnswers, tooManyInterimAnswers } from '@kubewright/rest/transport-support';

/** Whose answer a socket brings. */
export interface HeadWatcher {
  /** Whether a request was sent whose answer's head has not come yet. */
  readonly awaitsHead: boolean;
  /** Whether anything has come since the request was sent. */
  sawBytes: boolean;
}

const beginning = 'HTTP/1.1 1';
const endOfHead = '\r\n\r\n';
/** What is longer is left to the reader, who knows what to do. In bytes. */
const longestHead = 16 * 1024;

/**
 * Takes interim answers (1xx, but not 101, which is final) out of what a reader of the socket gets.
 *
 * A server may send several of them unasked (RFC 9110 §15.2), and undici gives up a connection on which a 100 comes.
 */
export function skipInterimAnswers(socket: Socket, watcher: HeadWatcher): void {
  const read = socket.read.bind(socket) as (size?: number) => Buffer | null;
  /** The beginning of an answer that may be an interim one. */
  let held: Buffer | undefined;
  let isFinal = false;
  let count = 0;
  socket.read = (size?: number): Buffer | null => {
    for (;;) {
      const chunk = read(size);
      if (chunk === null || !watcher.awaitsHead) return chunk;
      if (!watcher.sawBytes) [isFinal, count] = [false, 0];
      watcher.sawBytes = true;
      if (isFinal) return chunk;
      const bytes: Buffer = held ? Buffer.concat([held, chunk]) : chunk;
      const found = behindInterimAnswers(bytes);
      const rest = found.start === 0 ? bytes : bytes.subarray(found.start);
      isFinal = found.isFinal;
      held = isFinal ? undefined : rest;
      if (isFinal) return rest;
      count += found.count;
      if (count > maxInterimAnswers) {
        socket.destroy(tooManyInterimAnswers());
        return null;
      }
    }
  };
}

/**
 * Where the first answer begins that is not a whole interim one, and whether it is the final one: otherwise more must be read to tell. And
 * how many interim ones there are before it.
 */
function behindInterimAnswers(bytes: Buffer): { start: number; isFinal: boolean; count: number } {
  for (let start = 0, count = 0; ; count++) {
    const kind = kindOfAnswer(bytes, start);
    if (kind === 'final') return { start, isFinal: true, count };
    const end = kind === 'interim' ? bytes.indexOf(endOfHead, start) : -1;
    if (end < 0) return { start, isFinal: bytes.length - start > longestHead, count };
    start = end + endOfHead.length;
  }
}

/** By the first three characters of the status. */
function kindOfAnswer(bytes: Buffer, start: number): 'final' | 'interim' | 'unknown' {
  const status = start + beginning.length - 1;
  if (bytes.length >= status + 3 && bytes[status] !== 0x31) return 'final';
  const line = bytes.toString('latin1', start, status + 3);
  if (line.length < beginning.length + 2) return beginning.startsWith(line.slice(0, beginning.length)) ? 'unknown' : 'final';
  return line.startsWith(beginning) && !line.endsWith('101') ? 'interim' : 'final';
}
