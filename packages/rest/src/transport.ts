import { isNativeError } from 'node:util/types';
import type { HttpHeaders } from './http-headers.js';

/** One HTTP request, ready to be sent. A transport must not change it; a wrapper passes a changed copy on. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: HttpHeaders;
  /** Bytes can be sent again, a stream only once. */
  readonly body?: Uint8Array | AsyncIterable<Uint8Array> | undefined;
  /** Ends the exchange, its body included: whatever waits then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** `stream`: the answer may last for hours; it must not take a connection away from calls. */
  readonly use: 'call' | 'stream';
}

/** Whether a request can be sent again: bytes can, a stream cannot. */
export function isReplayable({ body }: HttpRequest): boolean {
  return body === undefined || body instanceof Uint8Array;
}

/** Code of a `TransportError` for a body that is longer than it may be. */
export const bodyTooLong = 'ERR_BODY_TOO_LONG';

/** The answer's body: read it to the end or cancel it, or its connection is lost to others. */
export interface HttpBody extends AsyncIterable<Uint8Array> {
  /**
   * Reads all of it. As soon as it is longer than `longest` bytes, decompressed, rejects with a `TransportError` of code
   * {@link bodyTooLong} and gives up the connection.
   */
  bytes(longest?: number): Promise<Uint8Array>;
  /** Gives up what was not read, and the connection with it. Harmless after the end. */
  cancel(): void;
}

/** The head of an answer, with a body still to come. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: HttpBody;
}

/**
 * Sends one request once: no retry, no redirect, any status is an answer. Rejects with a `TransportError` when there is no
 * answer, with the signal's reason when aborted (client-go `http.RoundTripper`).
 */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

/** No answer came, or not all of it: the connection failed, broke or took too long, or what came is no HTTP or no gzip. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  /** Node's code of the failure, as `ECONNREFUSED`; empty if it had none. */
  readonly code: string;

  /** @param what the request that failed, or what to say before the message of the cause */
  constructor(what: Pick<HttpRequest, 'method' | 'url'> | string, cause: unknown) {
    const title = typeof what === 'string' ? what : `${what.method} ${printableURL(what.url)}`;
    super(`${title}: ${messageOf(cause).trimEnd()}`, { cause });
    this.code = errorCode(cause);
  }
}

/** The URL without the user name and password it may hold. */
export function printableURL(url: URL): string {
  if (url.username === '' && url.password === '') return url.href;
  const copy = new URL(url);
  copy.username = '';
  copy.password = '';
  return copy.href;
}

/** What was thrown in words, for a message about it: that of an error, its code if it has none. */
export function messageOf(thrown: unknown): string {
  return isError(thrown) ? thrown.message || errorCode(thrown) || thrown.name : String(thrown);
}

/**
 * The code of an error, as Node gives them (`ECONNREFUSED`, `ENOENT`): the first text along its chain of causes, of ten errors at most;
 * empty if there is none, or if it is no error.
 */
export function errorCode(error: unknown): string {
  for (let e = error, depth = 0; isError(e) && depth < 10; e = e.cause, depth++) {
    const { code } = e as NodeJS.ErrnoException;
    if (typeof code === 'string' && code !== '') return code;
  }
  return '';
}

/** Also one of another realm, as the system's own are for code that runs in a `vm` context. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || isNativeError(value);
}
