import type { JSONObject } from '../json.js';

/** What of a container's log is wanted (`PodLogOptions`). */
export interface PodLogOptions {
  readonly container: string;
  readonly follow: boolean;
  readonly previous: boolean;
  readonly timestamps: boolean;
  readonly sinceSeconds: number | undefined;
  /** RFC 3339. */
  readonly sinceTime: string | undefined;
  readonly tailLines: number | undefined;
  readonly limitBytes: number | undefined;
  /** Aborts when nobody reads any more. */
  readonly signal: AbortSignal;
}

/** What a command in a container is started with, or attached to. */
export interface PodStreams {
  readonly container: string;
  /** Empty for an attachment. */
  readonly command: readonly string[];
  readonly tty: boolean;
  /** What the client sends; it ends when the client closes it. */
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Give the client output, and wait until it has been sent. */
  stdout(data: Uint8Array | string): Promise<void>;
  stderr(data: Uint8Array | string): Promise<void>;
  readonly signal: AbortSignal;
}

/** A connection that a client has opened to a port of a pod. */
export interface ForwardedPort {
  readonly port: number;
  readonly incoming: AsyncIterable<Uint8Array>;
  send(data: Uint8Array): Promise<void>;
  readonly signal: AbortSignal;
}

/** Functions that answer for containers: nothing runs in this server. Those that are not there make requests fail with 501. */
export interface PodHandlers {
  /** The log as a text, or piece by piece. What the options want of it, apart from `limitBytes`, is the function's own matter. */
  log?: (pod: JSONObject, options: PodLogOptions) => AsyncIterable<string> | Promise<string> | string;
  /** Runs a command; what it gives is the exit code. Not asked for yet: no request reaches it. */
  exec?: (pod: JSONObject, streams: PodStreams) => Promise<number>;
  /** Not asked for yet, as {@link exec}. */
  attach?: (pod: JSONObject, streams: PodStreams) => Promise<number>;
  /** Not asked for yet, as {@link exec}. */
  portForward?: (pod: JSONObject, connection: ForwardedPort) => Promise<void>;
}
