import { connect as connectTCP, isIP, type Socket } from 'node:net';
import { connect as connectTLS, type ConnectionOptions, createSecureContext, type TLSSocket } from 'node:tls';
import { onAbort } from '@kubewright/rest';
import type { IdentityOptions } from './identity-connections.js';
import { phase, ready } from './phase.js';
import { httpTunnel, socks5Tunnel } from './tunnel.js';

/** How often TCP probes a silent connection, in milliseconds (client-go `transport`'s dialer). */
const keepAliveInterval = 30_000;

/** The longest wait that a timer can be set to, in milliseconds. */
const longestWait = 2 ** 31 - 1;

/** How to open a connection to one host. */
export class Route {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly #options: IdentityOptions;
  readonly #secure: boolean;
  readonly #host: string;
  readonly #port: number;
  #tls: ConnectionOptions | undefined;
  /** Of the last handshake with the host: makes the next one shorter. */
  #session: Buffer | undefined;

  constructor(url: URL, options: IdentityOptions) {
    this.origin = url.origin;
    this.#options = options;
    this.#secure = url.protocol === 'https:';
    this.#host = bareHost(url);
    this.#port = Number(url.port || (this.#secure ? 443 : 80));
  }

  /** Opens a connection, through the proxy if there is one. Rejects with what the system says, or code `ETIMEDOUT`. */
  async open(signal: AbortSignal): Promise<Socket> {
    const { connect, handshake } = this.#options.timeouts;
    // Throws if a certificate or key is none: rather before anything is open.
    if (this.#secure) this.#security();
    const socket = await phase(`opening a connection to ${this.#host}:${String(this.#port)}`, connect, signal, (limited) =>
      this.#reach(limited),
    );
    if (!this.#secure) return socket;
    return phase(`the TLS handshake with ${this.#host}`, handshake, signal, (limited) => this.#handshake(socket, limited));
  }

  async #reach(signal: AbortSignal): Promise<Socket> {
    const { proxy, timeouts } = this.#options;
    if (proxy === undefined) return dial(this.#host, this.#port, signal);
    const url = new URL(proxy);
    const defaultPort = { 'http:': 80, 'https:': 443 }[url.protocol] ?? 1080;
    const target = { host: this.#host, port: this.#port };
    const socket = await dial(bareHost(url), Number(url.port || defaultPort), signal);
    const leave = onAbort(signal, () => socket.destroy(signal.reason as Error));
    try {
      if (url.protocol === 'http:') return await httpTunnel(socket, url, target);
      if (url.protocol === 'https:') return await httpTunnel(await this.#secureProxy(socket, bareHost(url), signal), url, target);
      return await socks5Tunnel(socket, url, target, timeouts.connect || longestWait);
    } catch (error) {
      socket.destroy();
      throw signal.aborted ? signal.reason : error;
    } finally {
      leave();
    }
  }

  /** A proxy has to be trusted as a server has; the name that the config gives is the server's only (Go `net/http.persistConn.addTLS`). */
  #secureProxy(socket: Socket, host: string, signal: AbortSignal): Promise<TLSSocket> {
    return ready(connectTLS({ ...this.#security(), socket, host, servername: isIP(host) ? '' : host }), 'secureConnect', signal);
  }

  async #handshake(socket: Socket, signal: AbortSignal): Promise<TLSSocket> {
    const { serverName } = this.#options.identity;
    const secured = connectTLS({
      ...this.#security(),
      socket,
      host: this.#host,
      servername: serverName ?? (isIP(this.#host) ? '' : this.#host),
      ...(this.#session && { session: this.#session }),
    });
    secured.on('session', (session) => {
      this.#session = session;
    });
    try {
      return await ready(secured, 'secureConnect', signal);
    } catch (error) {
      this.#session = undefined;
      throw error;
    }
  }

  #security(): ConnectionOptions {
    const { ca, cert, key, insecure } = this.#options.identity;
    return (this.#tls ??= {
      secureContext: createSecureContext({
        minVersion: 'TLSv1.2',
        ...(ca !== undefined && { ca: ca === '' ? [] : ca }),
        ...(cert && key && { cert, key }),
      }),
      rejectUnauthorized: !insecure,
      ALPNProtocols: ['http/1.1'],
    });
  }
}

function dial(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = connectTCP({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveInterval });
  return ready(socket, 'connect', signal);
}

/** Without the brackets that a URL puts around an IPv6 address. */
function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
