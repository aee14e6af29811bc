import { request } from 'node:http';
import type { Socket } from 'node:net';
import { constants, createDeflate } from 'node:zlib';
import { eventually } from '../../../rest/src/eventually.test-support.js';
import type { TestServer } from '../test-server.js';
import { spdyDictionary } from './spdy-dictionary.js';

/** A client of SPDY/3.1 with a connection of its own, which writes down what comes. */
export interface SPDYClient {
  /** The protocol that the server has chosen. */
  readonly protocol: string;
  /**
   * As `reply 1`, `data 1 hello`, `end 1`, `reset 1 5`, `ping 1`, `go-away 3`; data of a stream that come one after the other are
   * one.
   */
  readonly events: readonly string[];
  open(stream: number, headers: Readonly<Record<string, string>>, isLast?: boolean): Promise<void>;
  data(stream: number, text: string, isLast?: boolean): void;
  control(type: number, ...numbers: readonly number[]): void;
  /** Sends what may be no frame at all. */
  raw(bytes: Uint8Array): void;
  destroy(): void;
  /** Resolves when an event has come, or rejects if it never does. */
  came(event: string): Promise<void>;
  /** Resolves when the server has ended the connection. */
  ended(): Promise<void>;
}

/** Types of control frames. */
export const [synStream, rstStream, settings, ping, goAway, windowUpdate] = [1, 3, 4, 6, 7, 9] as const;

/** Upgrades a connection to SPDY. Rejects with the status if the server refuses. */
export function openSPDY({ url }: TestServer, path: string, protocols: string): Promise<SPDYClient> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const headers = { Connection: 'Upgrade', Upgrade: 'SPDY/3.1', 'X-Stream-Protocol-Version': protocols };
    const sent = request({ hostname, port, method: 'POST', path, headers, agent: false }, ({ statusCode }) => {
      reject(new Error(String(statusCode)));
    });
    sent.once('error', reject);
    sent.once('upgrade', (answer, socket, head) => {
      socket.unshift(head);
      resolve(clientOf(socket, String(answer.headers['x-stream-protocol-version'])));
    });
    sent.end();
  });
}

function clientOf(socket: Socket, protocol: string): SPDYClient {
  const events: string[] = [];
  let bytes = Buffer.alloc(0);
  let isOver = false;
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const length = bytes.length < 8 ? Infinity : 8 + bytes.readUIntBE(5, 3);
      if (bytes.length < length) break;
      note(events, bytes.subarray(0, length));
      bytes = bytes.subarray(length);
    }
  });
  socket.once('close', () => (isOver = true));
  socket.on('error', () => undefined);
  const compress = compressor();
  const frame = (first: number, flags: number, body: Uint8Array): void => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(first);
    head.writeUIntBE(flags * 2 ** 24 + body.length, 4, 4);
    socket.write(Buffer.concat([head, body]));
  };
  const control = (type: number): number => 0x80030000 + type;
  return {
    protocol,
    events,
    open: async (stream, headers, isLast = false) => {
      const block = await compress(headers);
      frame(control(synStream), isLast ? 1 : 0, Buffer.concat([numbers(stream, 0), Buffer.alloc(2), block]));
    },
    data: (stream, text, isLast = false) => {
      frame(stream, isLast ? 1 : 0, Buffer.from(text));
    },
    control: (type, ...values) => {
      frame(control(type), 0, numbers(...values));
    },
    raw: (sent) => socket.write(sent),
    destroy: () => socket.destroy(),
    came: (event) =>
      eventually(
        () => events.includes(event),
        () => `${event}, but ${events.join(', ').slice(0, 1000)}`,
      ),
    ended: () =>
      eventually(
        () => isOver,
        () => `the end behind ${events.join(', ').slice(0, 1000)}`,
      ),
  };
}

function note(events: string[], frame: Buffer): void {
  const first = frame.readUInt32BE(0);
  const body = frame.subarray(8);
  if (first >= 0x80000000) {
    const name = ['', 'stream', 'reply', 'reset', '', '', 'ping', 'go-away'][first & 0xffff] ?? '';
    const status = name === 'reset' ? ` ${String(body.readUInt32BE(4))}` : '';
    events.push(`${name} ${String(body.readUInt32BE(0))}${status}`);
    return;
  }
  const begin = `data ${String(first)} `;
  if (body.length > 0) {
    const last = events.at(-1)?.startsWith(begin) ? events.pop() : begin;
    events.push(`${last ?? ''}${body.toString()}`);
  }
  if (frame.readUInt8(4) === 1) events.push(`end ${String(first)}`);
}

/** Compresses headers one after the other with one memory. */
function compressor(): (headers: Readonly<Record<string, string>>) => Promise<Buffer> {
  const deflate = createDeflate({ dictionary: spdyDictionary });
  return async (headers) => {
    const entries = Object.entries(headers);
    const texts = entries.flat().flatMap((text) => [numbers(text.length), Buffer.from(text)]);
    deflate.write(Buffer.concat([numbers(entries.length), ...texts]));
    await new Promise<void>((resolve) => {
      deflate.flush(constants.Z_SYNC_FLUSH, () => {
        resolve();
      });
    });
    return (deflate.read() as Buffer | null) ?? Buffer.alloc(0);
  };
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
  return bytes;
}
