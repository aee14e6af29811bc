import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** How a proxy fails: an answer of its own (a status of a CONNECT proxy, a reply code of a SOCKS5 proxy), never any answer, or a closed connection. */
export type ProxyFailure = number | 'silence' | 'close';

/** What a proxy of a test is to do. */
export interface TestProxyOptions {
  /** Whom it lets through; everybody if undefined. */
  username?: string | undefined;
  password?: string | undefined;
  /** Lets nobody through. */
  fail?: ProxyFailure | undefined;
}

/** A real proxy on a loopback port that remembers what it was asked. */
export interface TestProxy extends AsyncDisposable {
  /** With the user name and password that it wants, if any. */
  readonly url: string;
  /** `host:port` of every tunnel asked for, refused ones included. */
  readonly tunnels: readonly string[];
  /** `user:password` of every client that gave one, wrong ones included; empty for one that gave none. */
  readonly authorizations: readonly string[];
  /** Connections of clients that are open right now. */
  connections(): number;
}

/** What happens in a proxy, as its protocol's part tells it. */
export interface ProxyRecord {
  readonly tunnels: string[];
  readonly authorizations: string[];
  /** Connects to `target`, and passes bytes on in both directions once `opened` has said so to the client. */
  tunnel(inbound: Duplex, target: string, answer: { opened(): void; failed(): void }): void;
}

/** Listens with a proxy that `create` makes. */
export async function startTestProxy(
  scheme: 'http' | 'https' | 'socks5',
  { username, password = '' }: TestProxyOptions,
  create: (record: ProxyRecord) => Server,
): Promise<TestProxy> {
  const clients = new Set<Socket>();
  const upstream = new Set<Socket>();
  const tunnels: string[] = [];
  const authorizations: string[] = [];
  const server = create({
    tunnels,
    authorizations,
    tunnel(inbound, target, { opened, failed }) {
      const outbound = connect(Number(target.slice(target.lastIndexOf(':') + 1)), hostOf(target), () => {
        outbound.off('error', failed);
        opened();
        outbound.pipe(inbound).pipe(outbound);
      });
      remember(upstream, outbound);
      outbound.once('error', failed).once('close', () => inbound.destroy());
      inbound.on('error', () => undefined).once('close', () => outbound.destroy());
    },
  });
  server.on('connection', (socket: Socket) => {
    remember(clients, socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const userinfo = username === undefined ? '' : `${encodeURIComponent(username)}:${encodeURIComponent(password)}@`;
  return {
    url: `${scheme}://${userinfo}127.0.0.1:${String(port)}`,
    tunnels,
    authorizations,
    connections: () => clients.size,
    async [Symbol.asyncDispose]() {
      for (const socket of [...clients, ...upstream]) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function hostOf(target: string): string {
  return target.slice(0, target.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1');
}

function remember(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
}
