import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ServerHandler } from './exchange.js';
import { nodeListener } from './node-listener.js';
import { Upgrades } from './upgrades.js';

/** What a server proves itself by, and whose client certificates it believes; PEM. */
export interface ServerIdentity {
  readonly certificate: string;
  readonly key: string;
  readonly clientAuthority: string;
}

/** Limits of kube-apiserver, as far as it has some; Node answers 400, 408 or 431 to what exceeds them or is no HTTP. */
const limits = {
  /** Bytes of all header fields (Go `http.DefaultMaxHeaderBytes`). */
  maxHeaderSize: 1024 * 1024,
  /** Milliseconds for the head (apiserver `SecureServingInfo.Serve`), and for all of a request. */
  headersTimeout: 32_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 60_000,
};

/** A server that listens on the loopback interface. */
export interface ListeningServer {
  readonly port: number;
  /** Breaks all connections and frees the port. */
  close(): Promise<void>;
}

/** Rejects with Node's error if the port is taken. @param port 0 for any @param identity for HTTPS */
export async function listen(handler: ServerHandler, port: number, identity?: ServerIdentity): Promise<ListeningServer> {
  const server = identity
    ? createSecureServer(
        {
          ...limits,
          cert: identity.certificate,
          key: identity.key,
          ca: identity.clientAuthority,
          requestCert: true,
          // Who has no certificate may have a token.
          rejectUnauthorized: false,
        },
        nodeListener(handler),
      )
    : createServer(limits, nodeListener(handler));
  const upgrades = new Upgrades(handler, (socket) => {
    server.emit(identity ? 'secureConnection' : 'connection', socket);
  });
  server.on('upgrade', upgrades.listener);
  // Node would silently leave out what comes behind the 2,000th field, be it `Authorization`.
  server.maxHeadersCount = 0;
  await opened(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
        upgrades.close();
      }),
  };
}

function opened(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
