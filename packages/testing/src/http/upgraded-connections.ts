import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { byteQueue, mostUnread } from '../streaming/queue.js';
import type { UpgradedConnection } from './exchange.js';

/** Milliseconds that a client may take to close its side of a connection that the server has ended. */
const closeTimeout = 30_000;

/** A WebSocket as handlers see it. */
export function webSocketConnection(webSocket: WebSocket): UpgradedConnection {
  const over = new AbortController();
  const incoming = byteQueue();
  webSocket.on('message', (data: Buffer) => {
    incoming.push(data);
    if (incoming.size < mostUnread) return;
    webSocket.pause();
    void incoming.room(mostUnread).then(() => {
      webSocket.resume();
    });
  });
  webSocket.once('close', () => {
    incoming.end();
    over.abort(gone());
  });
  // Its end follows.
  webSocket.on('error', () => undefined);
  return {
    incoming,
    send: (data) =>
      new Promise((resolve, reject) => {
        webSocket.send(data, (error) => {
          if (error) reject(gone(error));
          else resolve();
        });
      }),
    close: () => {
      // So that the client's answer is seen.
      incoming.discard();
      webSocket.close(1000);
    },
    destroy: () => {
      webSocket.terminate();
    },
    signal: over.signal,
  };
}

/** A connection that carries bytes, as handlers see it. */
export function byteConnection(socket: Socket): UpgradedConnection {
  const over = new AbortController();
  socket.once('close', () => {
    over.abort(gone());
  });
  return {
    incoming: chunksOf(socket),
    send: (data) =>
      new Promise((resolve, reject) => {
        socket.write(data, (error) => {
          if (error) reject(gone(error));
          else resolve();
        });
      }),
    close: () => {
      socket.end(() => {
        if (socket.destroyed) return;
        const timer = setTimeout(() => socket.destroy(), closeTimeout);
        socket.once('close', () => {
          clearTimeout(timer);
        });
      });
    },
    destroy: () => {
      socket.destroy();
    },
    signal: over.signal,
  };
}

async function* chunksOf(socket: Socket): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of socket) yield chunk as Buffer;
  } catch {
    // It broke, which its signal says.
  }
}

function gone(cause?: Error): Error {
  return new Error('the client has closed the connection', { cause });
}
