import { WebSocket } from 'ws';
import { eventually } from '../../rest/src/eventually.test-support.js';
import type { TestServer } from './test-server.js';

/** A WebSocket that is open, or has been. */
export interface OpenWebSocket {
  /** The subprotocol; empty if there is none. */
  readonly protocol: string;
  /** What has come, of which each byte is a character; texts begin with `text `. */
  readonly messages: readonly string[];
  /** Bytes that have come. */
  received(): number;
  /** Sends bytes, or a text. */
  send(...parts: readonly (Uint8Array | number | string)[]): void;
  sendText(text: string): void;
  /** Bytes that wait to be sent. */
  unsent(): number;
  pause(): void;
  resume(): void;
  /** Breaks the connection. */
  destroy(): void;
  /** Resolves when so many messages have come, or rejects if that never happens. */
  came(count: number): Promise<void>;
  /** Resolves with the code with which it ended: 1006 if the connection broke. */
  ended(): Promise<number>;
}

/** An upgrade that was refused. */
export interface RefusedUpgrade {
  readonly status: number;
  readonly body: string;
}

/** Opens a WebSocket, or gives what the server answers instead. Rejects if there is no answer. */
export function openWebSocket(
  { url, config }: Pick<TestServer, 'config' | 'url'>,
  path: string,
  protocols: readonly string[] = ['v5.channel.k8s.io'],
  headers: Readonly<Record<string, string>> = {},
): Promise<OpenWebSocket | RefusedUpgrade> {
  const { caData, certData, keyData } = config.tls ?? {};
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, [...protocols], {
    headers,
    ca: caData,
    cert: certData,
    key: keyData,
  });
  const messages: string[] = [];
  let received = 0;
  let code: number | undefined;
  socket.on('message', (data: Buffer, isBinary) => {
    received += data.length;
    messages.push(isBinary ? data.toString('latin1') : `text ${data.toString('latin1')}`);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', (closed) => (code = closed));
    socket.once('unexpected-response', (_request, answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => (body += piece));
      answer.once('end', () => {
        resolve({ status: answer.statusCode ?? 0, body });
      });
    });
    socket.once('open', () => {
      resolve({
        protocol: socket.protocol,
        messages,
        received: () => received,
        send: (...parts) => {
          socket.send(Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part)))));
        },
        sendText: (text) => {
          socket.send(text);
        },
        unsent: () => socket.bufferedAmount,
        pause: () => {
          socket.pause();
        },
        resume: () => {
          socket.resume();
        },
        destroy: () => {
          socket.terminate();
        },
        came: (count) =>
          eventually(
            () => messages.length >= count,
            () => `${String(count)} messages, but ${messages.join(', ')}`,
          ),
        ended: async () => {
          await eventually(
            () => code !== undefined,
            () => `the end behind ${messages.join(', ').slice(0, 1000)}`,
          );
          return code ?? 0;
        },
      });
    });
  });
}

/** The same, for one that is not refused. */
export async function connected(...args: Parameters<typeof openWebSocket>): Promise<OpenWebSocket> {
  const opened = await openWebSocket(...args);
  if ('status' in opened) throw new Error(`refused: ${String(opened.status)} ${opened.body}`);
  return opened;
}

/** A pod of one container on a node, as it runs. */
export function runningPod(name: string, containers: readonly string[] = ['main']): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { nodeName: 'node', containers: containers.map((container) => ({ name: container, image: 'web:1' })) },
    status: { phase: 'Running' },
  };
}
