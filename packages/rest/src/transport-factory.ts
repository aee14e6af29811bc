import type { HttpRequest, Transport } from './transport.js';

/** What secures a connection: whom we trust and what proves who we are, as PEM texts. Whoever has the same may share connections. */
export interface TLSIdentity {
  /** Certificates of the authorities to trust; the system's if undefined, nobody's if empty. */
  readonly ca?: string | undefined;
  /** Client certificate; only together with `key`. */
  readonly cert?: string | undefined;
  /** Client key; only together with `cert`. */
  readonly key?: string | undefined;
  /** Name sent as SNI and expected in the server's certificate; the host's if there is none. */
  readonly serverName?: string | undefined;
  /** Skips verification of the server's certificate. */
  readonly insecure: boolean;
}

/** Limits on silence, in milliseconds each; 0 is none. */
export interface ConnectionTimeouts {
  /** Until a connection is open, that to a proxy included. @default 30_000, as client-go's dialer */
  readonly connect?: number | undefined;
  /** Until the TLS handshake is done. @default 10_000, as client-go's transport */
  readonly handshake?: number | undefined;
  /**
   * Until the head of the answer has come, counted from the moment the request was sent. Without it, a call over a connection whose
   * other end is gone would wait until TCP gives up, a quarter of an hour. @default 300_000 for calls, 0 for watches and streams
   */
  readonly headers?: number | undefined;
  /** Between two pieces of an answer's body, also of a watch's or a stream's; counted only while somebody waits for the next. @default 0 */
  readonly idle?: number | undefined;
}

/** What a client asks of its connections. */
export interface TransportOptions {
  /**
   * Asked before each request. Another object than last time means that files or credentials were rotated: with another client
   * certificate all open connections are closed, otherwise those that are idle, and those in use as soon as they are free.
   */
  readonly identity: () => TLSIdentity | Promise<TLSIdentity>;
  /** URL of the proxy that everything goes through: `http:`, `https:` or `socks5:`; none if undefined. */
  readonly proxy: string | undefined;
  readonly timeouts: TransportTimeouts;
  /** Told when the name of a host begins to be looked up; what it returns is to be called when that is over, well or not. Neither throws. */
  readonly lookingUp?: ((host: string) => () => void) | undefined;
}

/** {@link ConnectionTimeouts} with every default filled in: milliseconds, 0 is none. */
export interface TransportTimeouts {
  readonly connect: number;
  readonly handshake: number;
  readonly headers: Readonly<Record<HttpRequest['use'], number>>;
  readonly idle: number;
}

/** A transport that owns connections. */
export interface ClosableTransport {
  readonly send: Transport;
  /** Ends its requests, and closes the connections that no other client shares. Idempotent. */
  close(): Promise<void>;
}

/** Makes the transport of a client. It must open no connection before the first request. */
export type TransportFactory = (options: TransportOptions) => ClosableTransport;
