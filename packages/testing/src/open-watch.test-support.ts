import { request } from 'node:http';
import { eventually } from '../../rest/src/eventually.test-support.js';
import type { TestServer } from './test-server.js';

/** A watch that is open, or has been. */
export interface OpenWatch {
  readonly status: number;
  /** As `ADDED a`; bookmarks as `BOOKMARK`, errors as `ERROR 410`. */
  readonly events: readonly string[];
  /** What came, byte for byte. */
  text(): string;
  /** How it ended: `end`, or the code of an error; undefined as long as it is open. */
  ending(): string | undefined;
  /** Resolves when so many events have come, or rejects if that never happens. */
  came(count: number): Promise<void>;
  /** Resolves with how it ended. */
  ended(): Promise<string>;
  close(): void;
}

/** Opens a watch over a socket of its own, and reads what comes. Rejects with the code of the error if there is no head. */
export function openWatch({ url }: TestServer, path: string): Promise<OpenWatch> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, agent: false }, (answer) => {
      const events: string[] = [];
      let [text, rest] = ['', ''];
      let ending: string | undefined;
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        text += piece;
        const lines = (rest + piece).split('\n');
        rest = lines.pop() ?? '';
        if (answer.statusCode === 200) events.push(...lines.map(eventText));
      });
      answer.once('error', (error: NodeJS.ErrnoException) => (ending ??= error.code ?? error.message));
      answer.once('end', () => (ending ??= 'end'));
      resolve({
        status: answer.statusCode ?? 0,
        events,
        text: () => text,
        ending: () => ending,
        came: (count) =>
          eventually(
            () => events.length >= count,
            () => `${String(count)} events, but ${events.join(', ')}`,
          ),
        ended: async () => {
          await eventually(
            () => ending !== undefined,
            () => `the end behind ${events.join(', ')}`,
          );
          return ending ?? '';
        },
        close: () => sent.destroy(),
      });
    });
    sent.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Error(error.code ?? error.message));
    });
    sent.end();
  });
}

function eventText(line: string): string {
  const { type, object } = JSON.parse(line) as { type: string; object: { code?: number; metadata: { name: string } } };
  if (type === 'BOOKMARK') return type;
  if (type === 'ERROR') return `${type} ${String(object.code)}`;
  return `${type} ${object.metadata.name}`;
}
