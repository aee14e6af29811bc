import { connect as connectTCP, isIP, type Socket } from 'node:net';
import { connect as connectTLS } from 'node:tls';
import {
  keepAliveInterval,
  observedLookup,
  opened,
  openTunnel,
  type SecureOptions,
  secureOptions,
  type TunnelTarget,
} from '@kubewright/rest/transport-support';
import type { IdentityOptions } from './identity-connections.js';

/** How to open a connection to one host. */
export class Route {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly #options: IdentityOptions;
  readonly #secure: boolean;
  readonly #target: TunnelTarget;
  #secured: SecureOptions | undefined;
  /** Of the last handshake with the host: makes the next one shorter. */
  #session: Buffer | undefined;

  constructor(url: URL, options: IdentityOptions) {
    this.origin = url.origin;
    this.#options = options;
    this.#secure = url.protocol === 'https:';
    this.#target = {
      // Without the brackets that a URL puts around an IPv6 address.
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(url.port || (this.#secure ? 443 : 80)),
    };
  }

  /**
   * Opens a connection, through the proxy if there is one. Rejects with what the system says, with an error of code `ETIMEDOUT`, or with
   * the signal's reason; then nothing stays open.
   */
  async open(signal: AbortSignal): Promise<Socket> {
    // Throws if a certificate or the key is none: rather before anything is open.
    const security = this.#secure ? this.#security() : undefined;
    const socket = await (this.#options.proxy === undefined ? this.#dial(signal) : this.#tunnel(this.#options.proxy, signal));
    return security ? this.#handshake(socket, security, signal) : socket;
  }

  async #dial(signal: AbortSignal): Promise<Socket> {
    const lookup = observedLookup(this.#options);
    const settings = { noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveInterval, ...(lookup && { lookup }) };
    const socket = connectTCP({ ...this.#target, ...settings });
    await opened(socket, 'connect', this.#target, this.#options.timeouts, signal);
    return socket;
  }

  #tunnel(url: string, signal: AbortSignal): Promise<Socket> {
    const proxy = new URL(url);
    const { connect } = this.#options.timeouts;
    const tls = proxy.protocol === 'https:' ? this.#security() : {};
    return openTunnel({ proxy, tls, connect, lookup: observedLookup(this.#options) }, this.#target, signal);
  }

  async #handshake(socket: Socket, security: SecureOptions, signal: AbortSignal): Promise<Socket> {
    const { host } = this.#target;
    const { identity, timeouts } = this.#options;
    const secured = connectTLS({
      ...security,
      socket,
      host,
      servername: identity.serverName ?? (isIP(host) ? '' : host),
      ALPNProtocols: ['http/1.1'],
      ...(this.#session && { session: this.#session }),
    });
    secured.on('session', (session) => {
      this.#session = session;
    });
    try {
      await opened(secured, 'handshake', this.#target, timeouts, signal);
      return secured;
    } catch (error) {
      this.#session = undefined;
      throw error;
    }
  }

  #security(): SecureOptions {
    return (this.#secured ??= secureOptions(this.#options.identity));
  }
}
