import { once } from 'node:events';
import { request as startRequest } from 'node:http';
import { connect as connectTCP, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTLS, type ConnectionOptions } from 'node:tls';
import { keepAliveInterval } from './connection-figures.js';
import { onAbort } from './on-abort.js';
import { withoutPacket } from './parser-error.js';
import { startTimeLimit } from './time-limit.js';
import { basicAuthOf } from './userinfo.js';

/** Where a tunnel leads to. */
export interface TunnelTarget {
  /** Name or address, an IPv6 one without brackets; the proxy looks names up. */
  readonly host: string;
  readonly port: number;
}

/** How a tunnel is opened. */
export interface TunnelOptions {
  /** `http:`, `https:` or `socks5:`, with user name and password if the proxy wants them. */
  readonly proxy: URL;
  /** How to trust an https proxy, and what to prove to it: the same as for the server, as Go does, apart from the server's name. */
  readonly tls: ConnectionOptions;
  /** Milliseconds until the tunnel must be open; 0 is no limit. */
  readonly connect: number;
  /** Looks up the proxy's name. @default Node's own */
  readonly lookup?: LookupFunction | undefined;
}

/**
 * Opens a connection to a server through a proxy, by CONNECT (RFC 9110 §9.3.6) or as SOCKS5 says (RFC 1928). Rejects with an error that
 * names the proxy, without user name and password, and says what it answered; with the signal's reason when that aborts. Then
 * nothing stays open.
 */
export async function openTunnel(options: TunnelOptions, target: TunnelTarget, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const { proxy, connect } = options;
  const socket = connectTo(options);
  let fail!: (error: Error) => void;
  const broken = new Promise<never>((_, reject) => (fail = reject));
  const closed = (): void => fail(Object.assign(new Error('it closed the connection'), { code: 'ECONNRESET' }));
  socket.once('error', fail).once('close', closed);
  const release = onAbort(signal, () => socket.destroy(signal.reason as Error));
  const timer = startTimeLimit(connect, 'connect', 'it', (error) => socket.destroy(error));
  try {
    await Promise.race([
      broken,
      proxy.protocol === 'socks5:' ? askSocks5(socket, options, target) : askConnect(socket, proxy, target),
    ]);
    // For whoever uses it, which may be silent for hours: a watch. An error before somebody else listens must not end the process.
    return socket
      .on('error', () => undefined)
      .setNoDelay(true)
      .setKeepAlive(true, keepAliveInterval);
  } catch (cause) {
    socket.on('error', () => undefined).destroy();
    signal.throwIfAborted();
    const { message, code } = cause as NodeJS.ErrnoException;
    const what = `connecting to ${nameOf(target)} through the proxy ${proxy.protocol}//${proxy.host}`;
    throw Object.assign(new Error(`${what}: ${message}`, { cause }), { code });
  } finally {
    release();
    timer?.clear();
    socket.off('close', closed).off('error', fail);
  }
}

function connectTo({ proxy, tls, lookup }: TunnelOptions): Socket {
  const host = proxy.hostname.replace(/^\[(.*)\]$/, '$1');
  const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'socks5:': 1080 };
  const port = Number(proxy.port) || (defaultPorts[proxy.protocol] ?? 0);
  if (proxy.protocol !== 'https:') return connectTCP({ host, port, ...(lookup && { lookup }) });
  return connectTLS({ ...tls, host, port, servername: isIP(host) ? '' : host, ...(lookup && { lookup }) });
}

function askConnect(socket: Socket, proxy: URL, target: TunnelTarget): Promise<void> {
  return new Promise((resolve, reject) => {
    const host = nameOf(target);
    const request = startRequest({
      method: 'CONNECT',
      path: host,
      headers: { host, connection: 'keep-alive', ...authorization(proxy) },
      createConnection: () => socket,
    });
    request.once('connect', ({ statusCode = 0, statusMessage = '' }, _socket, head) => {
      if (statusCode >= 200 && statusCode < 300) {
        // No server that we speak to speaks first; what it says would be taken for the answer to a request that it never saw.
        if (head.length > 0) reject(refused(`${String(head.length)} bytes came through it before anything was asked`));
        else resolve();
      } else reject(refused(`it answered ${String(statusCode)} ${statusMessage}${statusCode === 407 ? `: ${wrongUser}` : ''}`));
    });
    request.once('error', (error) => {
      reject(withoutPacket(error));
    });
    request.end();
  });
}

const wrongUser = "give the right user name and password in the proxy's URL";

function authorization(proxy: URL): { 'proxy-authorization'?: string } {
  const header = basicAuthOf(proxy);
  return header === undefined ? {} : { 'proxy-authorization': header };
}

async function askSocks5(socket: Socket, { proxy, connect }: TunnelOptions, destination: TunnelTarget): Promise<void> {
  const [{ SocksClient }] = await Promise.all([import('socks'), once(socket, 'connect')]);
  const { username, password } = proxy;
  try {
    await SocksClient.createConnection({
      command: 'connect',
      existing_socket: socket,
      destination,
      // The library never clears its own timer: ours comes first.
      timeout: connect === 0 ? noLimit : connect + 1000,
      proxy: {
        type: 5,
        host: proxy.hostname,
        port: Number(proxy.port) || 1080,
        ...((username !== '' || password !== '') && {
          userId: decodeURIComponent(username),
          password: decodeURIComponent(password),
        }),
      },
    });
  } catch (error) {
    // Without its cause, which holds the password.
    throw refused(`it answered: ${(error as Error).message}`);
  }
}

/** Milliseconds for a SOCKS5 proxy to answer if there is no limit; the library keeps a timer, and with it the socket, that long. */
const noLimit = 600_000;

function refused(message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_PROXY_TUNNEL' });
}

function nameOf({ host, port }: TunnelTarget): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${String(port)}`;
}
