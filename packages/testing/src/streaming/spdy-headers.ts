import { createInflate, type Inflate } from 'node:zlib';
import { spdyDictionary } from './spdy-dictionary.js';

/** Bytes of the headers of a stream, not compressed. */
const longestHeaders = 64 * 1024;

/** Reads the headers of streams, which a client compresses one after the other with one memory. */
export class SPDYHeaderReader {
  readonly #inflate: Inflate = createInflate({ dictionary: spdyDictionary });
  #bytes: Buffer[] = [];

  constructor() {
    this.#inflate.on('data', (bytes: Buffer) => this.#bytes.push(bytes));
    // Who reads is told.
    this.#inflate.on('error', () => undefined);
  }

  /** The headers of a block by their names in lower case. Rejects if it is none; then there is nothing more to read. */
  async read(block: Uint8Array): Promise<ReadonlyMap<string, string>> {
    await new Promise<void>((resolve, reject) => {
      this.#inflate.once('error', reject);
      this.#inflate.write(block, () => {
        this.#inflate.off('error', reject);
        // What is left of this turn brings the last bytes.
        setImmediate(resolve);
      });
    });
    const bytes = Buffer.concat(this.#bytes);
    this.#bytes = [];
    if (bytes.length > longestHeaders) throw new Error(`${String(bytes.length)} bytes of SPDY headers are too many`);
    return headersOf(bytes);
  }

  close(): void {
    this.#inflate.close();
  }
}

/** Names and values behind their lengths; all are behind their number. */
function headersOf(bytes: Buffer): Map<string, string> {
  const headers = new Map<string, string>();
  let position = 4;
  const next = (): string => {
    const length = bytes.readUInt32BE(position);
    position += 4 + length;
    return bytes.toString('utf8', position - length, position);
  };
  for (let count = bytes.readUInt32BE(0); count > 0; count--) {
    const name = next();
    headers.set(name, next());
  }
  return headers;
}

/**
 * A block of no headers, as the server sends it: their number, stored in the format of what is compressed (RFC 1950, RFC 1951), and an
 * empty block, at which readers hand out what they have. The first one of a connection begins with the head of the format.
 */
export function noHeaders(isFirst: boolean): Uint8Array {
  const stored = [0x00, 0x04, 0x00, 0xfb, 0xff, 0, 0, 0, 0, 0x00, 0x00, 0x00, 0xff, 0xff];
  return Uint8Array.from(isFirst ? [0x78, 0x01, ...stored] : stored);
}
