import type { Encoding } from './media-types.js';

/** A request as the server sees it, from whatever way it came. */
export interface ServerRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly target: string;
  /** By lower-case name; several values of one name are joined as HTTP says. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The fields of a name in lower case, one by one. */
  readonly lines: (name: string) => readonly string[];
  /** Reads the body once. Throws a `StatusError` if it is longer than the server takes. */
  body(): Promise<Uint8Array>;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Who asks, as a client certificate that was verified says. */
  readonly certificate?: ClientCertificate | undefined;
  /** What the client wants to go on with on the same connection; undefined if it does not, or if there is no connection that could. */
  readonly upgrade?: UpgradeProtocol | undefined;
}

/** A protocol that a connection may go on with. */
export type UpgradeProtocol = 'SPDY/3.1' | 'websocket';

/** Who a client certificate says its holder is. */
export interface ClientCertificate {
  readonly commonName: string;
  readonly organizations: readonly string[];
  /** SHA-256 of the certificate, hexadecimal. */
  readonly fingerprint: string;
}

/** Header fields; several values are several fields. */
export type AnswerHeaders = Record<string, string | string[]>;

/** Takes the pieces of an answer as they come. */
export interface AnswerSink {
  /** @param piece an event, if it is a watch that is answered */
  write(piece: Uint8Array | string): void;
  end(): void;
  /** Breaks the connection, once what was written is on its way. */
  destroy(): void;
  /** Aborts when nobody reads any more. */
  readonly signal: AbortSignal;
}

/** An answer with its whole body. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Uint8Array | string;
  /** What the body has to be turned into before it goes out; it is as it should be if this is undefined. */
  readonly encoding?: Encoding | undefined;
}

/** An answer whose body goes on until somebody ends it. */
export interface StreamedAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly stream: (sink: AnswerSink) => void;
  /** As of a whole answer, of each event. */
  readonly encoding?: Encoding | undefined;
}

/** No answer: the connection breaks. */
export interface BrokenAnswer {
  readonly isBroken: true;
}

/** The connection goes on with the protocol that the client wants. */
export interface UpgradeAnswer {
  readonly status: 101;
  /** Beside those of every upgrade to the protocol. */
  readonly headers: AnswerHeaders;
  readonly connected: (connection: UpgradedConnection) => void;
}

/** A connection that goes on with another protocol. */
export interface UpgradedConnection {
  /**
   * The messages of a WebSocket, else bytes as they come; to be read once. It ends with the connection. What is not read the client
   * cannot send for long.
   */
  readonly incoming: AsyncIterable<Uint8Array>;
  /** Sends a message of a WebSocket, or bytes. Resolves when they have left, and rejects if the connection is over. */
  send(data: Uint8Array | string): Promise<void>;
  /** Ends the connection behind what was sent. */
  close(): void;
  /** Breaks it. */
  destroy(): void;
  /** Aborts when it is over. */
  readonly signal: AbortSignal;
}

/** What a server answers. */
export type ServerAnswer = BrokenAnswer | StreamedAnswer | UpgradeAnswer | WholeAnswer;

/** Answers a request; never rejects. */
export type ServerHandler = (request: ServerRequest) => Promise<ServerAnswer>;

/** An answer in JSON. */
export function jsonAnswer(status: number, text: string, headers: AnswerHeaders = {}): WholeAnswer {
  return {
    status,
    headers: { 'Cache-Control': 'no-cache, private', 'Content-Type': 'application/json', ...headers },
    body: text,
  };
}
