import { request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';

/** Where a tunnel ends: a host name or an IP address without brackets, and a port. */
export interface TunnelTarget {
  readonly host: string;
  readonly port: number;
}

/**
 * Asks the HTTP proxy at the other end of `socket` for a tunnel (CONNECT, RFC 9110 §9.3.6), and returns what is one from then on.
 * Closing the socket ends the wait. Rejects with an error that names the proxy and its answer.
 */
export function httpTunnel(socket: Socket, proxy: URL, { host, port }: TunnelTarget): Promise<Socket> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  const { username, password } = credentials(proxy);
  const authorization = Buffer.from(`${username}:${password}`).toString('base64');
  return new Promise((resolve, reject) => {
    httpRequest({
      createConnection: () => socket,
      method: 'CONNECT',
      path: authority,
      setHost: false,
      headers: {
        host: authority,
        connection: 'keep-alive',
        ...((username !== '' || password !== '') && { 'proxy-authorization': `Basic ${authorization}` }),
      },
    })
      .once('connect', ({ statusCode = 0, statusMessage = '' }, tunnel, head) => {
        if (statusCode === 200) {
          if (head.length > 0) tunnel.unshift(head);
          resolve(tunnel);
          return;
        }
        tunnel.destroy();
        reject(
          new Error(
            `the proxy ${proxy.host} answered CONNECT ${authority} with ${String(statusCode)} ${statusMessage}`.trimEnd(),
          ),
        );
      })
      .once('error', reject)
      .end();
  });
}

/**
 * Asks the SOCKS5 proxy at the other end of `socket` for a tunnel (RFC 1928, RFC 1929); the proxy resolves the host's name.
 * Closing the socket ends the wait, and so do `timeout` milliseconds. Rejects with an error that names the proxy.
 */
export async function socks5Tunnel(socket: Socket, proxy: URL, target: TunnelTarget, timeout: number): Promise<Socket> {
  const { SocksClient } = await import('socks');
  const { username, password } = credentials(proxy);
  try {
    const { socket: tunnel } = await SocksClient.createConnection({
      command: 'connect',
      proxy: {
        type: 5,
        host: proxy.hostname,
        port: Number(proxy.port || 1080),
        ...(username !== '' && { userId: username, password }),
      },
      destination: { ...target },
      existing_socket: socket,
      timeout,
    });
    return tunnel;
  } catch (error) {
    // The library's own error holds the password.
    throw new Error(`the proxy ${proxy.host}: ${(error as Error).message}`);
  }
}

function credentials({ username, password }: URL): { username: string; password: string } {
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}
