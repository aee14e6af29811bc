import type { JSONObject } from '../json.js';

/** A pod as the server keeps it: what no pod is without has a type, all else is plain JSON. */
export interface HandledPod extends JSONObject {
  metadata: JSONObject & { name: string; namespace: string; uid: string };
  spec: JSONObject & { containers: (JSONObject & { name: string; image?: string })[] };
}

/** A node, a pod or a service as the server keeps it. */
export interface ProxiedObject extends JSONObject {
  kind: string;
  metadata: JSONObject & { name: string; namespace?: string; uid: string };
}

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

/** The size of a terminal, in characters. */
export interface TerminalSize {
  readonly width: number;
  readonly height: number;
}

/** The client of a command in a container: one that was started for it, or one that it was attached to. */
export interface PodStreams {
  readonly container: string;
  /** The words of the command; none for an attachment. */
  readonly command: readonly string[];
  /** Whether the client wants a terminal; then it has no `stderr` of its own. */
  readonly tty: boolean;
  /** What the client sends; it ends when the client closes it, or has gone. */
  readonly stdin: AsyncIterable<Uint8Array>;
  /** The sizes of the client's terminal: the first, and what it is changed to. */
  readonly resizes: AsyncIterable<TerminalSize>;
  /**
   * Gives the client output. Resolves when it has left, so that who waits goes no faster than the client; rejects if the client has
   * gone.
   */
  stdout(data: Uint8Array | string): Promise<void>;
  stderr(data: Uint8Array | string): Promise<void>;
  /** Aborts when the client has gone, or the server was closed. */
  readonly signal: AbortSignal;
}

/** A connection that a client has opened to a port of a pod. */
export interface ForwardedPort {
  readonly port: number;
  /** What the client sends; it ends when the client closes its side, or has gone. */
  readonly incoming: AsyncIterable<Uint8Array>;
  /** Resolves when it has left, so that who waits goes no faster than the client; rejects if the client has gone. */
  send(data: Uint8Array | string): Promise<void>;
  /** Aborts when the client has gone, or the server was closed. */
  readonly signal: AbortSignal;
}

/** A request for a pod, a service or a node that comes through the server. */
export interface ProxiedRequest {
  /** `nodes`, `pods` or `services`. */
  readonly resource: string;
  /** `http`, `https`, or empty if the client does not say. */
  readonly scheme: string;
  /** Number or name; empty if the client does not say. */
  readonly port: string;
  /** As `GET`. */
  readonly method: string;
  /** What follows `/proxy`, decoded; begins with a slash. */
  readonly path: string;
  /** What follows the `?`, as it was sent. */
  readonly query: string;
  /** By lower-case name; without credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** What is answered to it. */
export interface ProxiedResponse {
  /** @default 200 */
  readonly status?: number | undefined;
  /** @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** @default empty */
  readonly body?: Uint8Array | string | undefined;
}

/** Functions that answer for containers: nothing runs in this server. Those that are not there make requests fail with 501. */
export interface PodHandlers {
  /** The log as a text, or piece by piece. What the options want of it, apart from `limitBytes`, is the function's own matter. */
  log?: (pod: HandledPod, options: PodLogOptions) => AsyncIterable<string> | Promise<string> | string;
  /** Runs a command; what it gives is the exit code, 0 to 255. What it throws the client is told as an internal error. */
  exec?: (pod: HandledPod, streams: PodStreams) => Promise<number> | number;
  /** Talks for a container that runs, until it resolves. What it throws the client is told as an internal error. */
  attach?: (pod: HandledPod, streams: PodStreams) => Promise<void>;
  /** Answers a connection, which ends when it resolves. What it throws the client is told. */
  portForward?: (pod: HandledPod, connection: ForwardedPort) => Promise<void>;
  /** Answers a request that comes through the server. What it throws is a 503. */
  proxy?: (object: ProxiedObject, request: ProxiedRequest) => Promise<ProxiedResponse>;
}
