import type { Status } from '@kubewright/meta-v1';
import { parseMediaType } from './media-type.js';
import { errorFromObject, isStatus, StatusError } from './status-error.js';
import type { Scope, Stored } from './stored.js';
import { errorCode, type HttpResponse } from './transport.js';
import { Turns } from './turns.js';
import { FrameDecoder } from './watch-frames.js';
import { quote } from './quote.js';

/** What a BOOKMARK carries: the resource version up to which the watch has told everything. */
export interface Bookmark {
  apiVersion: string;
  kind: string;
  metadata: { resourceVersion: string; annotations?: { [name: string]: string } };
}

/** One change, or a bookmark. */
export type WatchEvent<T, S extends Scope = 'Namespaced'> =
  { type: 'ADDED' | 'DELETED' | 'MODIFIED'; object: Stored<T, S> } | { type: 'BOOKMARK'; object: Bookmark };

/** {@link WatchEvent}, and the server's errors as client-go delivers them: as events. */
export type RawWatchEvent<T, S extends Scope = 'Namespaced'> = WatchEvent<T, S> | { type: 'ERROR'; object: Status };

/**
 * An open watch (client-go `watch.Interface`).
 *
 * Loop over it once. The loop ends when the server ends the stream, cleanly or by closing the connection between or within
 * events, when the signal aborts, and after `stop()`; then watch again from the last resource version. It throws the
 * `StatusError` of an ERROR event (as 410 Expired) or of a stream that cannot be decoded, an `UnexpectedObjectError` if an ERROR
 * event holds no `Status`, and a `TransportError` when the connection failed otherwise.
 */
export interface Watch<E> extends AsyncIterable<E>, AsyncDisposable {
  /** Ends the loop and closes the connection, also if nobody is reading. Idempotent. */
  stop(): void;
}

/** How a watch presents what it reads. */
export interface WatchOpenOptions {
  /** Yields ERROR events instead of throwing them. @default false */
  rawErrors?: boolean | undefined;
  /** Fills in what an object on the wire may lack. */
  complete?: ((object: object) => void) | undefined;
}

const eventTypes = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']);

const end: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** Connection endings that are the normal end of a long watch (client-go `StreamWatcher.receive`, `IsProbableEOF`). */
const endings = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ETIMEDOUT', 'Z_BUF_ERROR']);

/** Turns an answer with status 200 into a watch. Throws, and closes the answer, if its media type cannot be streamed. */
export function openWatch<T>(
  response: HttpResponse,
  signal: AbortSignal | undefined,
  options: WatchOpenOptions = {},
): Watch<RawWatchEvent<T>> {
  const contentType = response.headers.get('content-type') ?? '';
  if (!isStreamable(contentType)) {
    response.body.cancel();
    throw new Error(`no stream serializers registered for ${contentType}`);
  }
  return new StreamWatch<T>(response, signal, options);
}

function isStreamable(contentType: string): boolean {
  try {
    return contentType === '' || parseMediaType(contentType) === 'application/json';
  } catch {
    // As client-go: what cannot be parsed counts as not given.
    return true;
  }
}

/** Decodes frames into events, one read ahead at most: a slow consumer slows the server down. */
class StreamWatch<T> implements Watch<RawWatchEvent<T>>, AsyncIterator<RawWatchEvent<T>, undefined> {
  readonly #response: HttpResponse;
  readonly #signal: AbortSignal | undefined;
  readonly #options: WatchOpenOptions;
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #decoder = new FrameDecoder();
  #ended = false;
  readonly #turns = new Turns<IteratorResult<RawWatchEvent<T>, undefined>>();

  constructor(response: HttpResponse, signal: AbortSignal | undefined, options: WatchOpenOptions) {
    this.#response = response;
    this.#signal = signal;
    this.#options = options;
    this.#chunks = response.body[Symbol.asyncIterator]();
  }

  [Symbol.asyncIterator](): AsyncIterator<RawWatchEvent<T>, undefined> {
    return this;
  }

  /** Calls that come before the last one was answered wait for their turn: each event is given once, in order. */
  next(): Promise<IteratorResult<RawWatchEvent<T>, undefined>> {
    if (this.#turns.areOver && !this.#hasEnded()) {
      try {
        const decoded = this.#decoded();
        if (decoded) return Promise.resolve(decoded);
      } catch (error) {
        this.stop();
        return Promise.reject(error);
      }
    }
    return this.#turns.begin(() => this.#next());
  }

  /** The next event of the chunk that was read last: most come with the one before them, and nothing has to be waited for. */
  #decoded(): IteratorYieldResult<RawWatchEvent<T>> | undefined {
    let frame: IteratorResult<unknown, undefined>;
    try {
      frame = this.#decoder.next();
    } catch (error) {
      throw undecodable((error as Error).message);
    }
    return frame.done ? undefined : { done: false, value: this.#event(frame.value) };
  }

  async #next(): Promise<IteratorResult<RawWatchEvent<T>, undefined>> {
    try {
      while (!this.#hasEnded()) {
        const decoded = this.#decoded();
        if (decoded) return decoded;
        const chunk = await this.#chunks.next();
        // A stream that ends within a frame has ended: the connection was cut, and the next watch goes on from the last event.
        if (chunk.done) break;
        this.#decoder.push(chunk.value);
      }
    } catch (error) {
      const wasStopped = this.#hasEnded();
      this.stop();
      if (wasStopped || endings.has(errorCode(error))) return end;
      throw error;
    } finally {
      this.#turns.end();
    }
    this.stop();
    return end;
  }

  return(): Promise<IteratorResult<RawWatchEvent<T>, undefined>> {
    this.stop();
    return Promise.resolve(end);
  }

  stop(): void {
    this.#ended = true;
    this.#response.body.cancel();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.stop();
    return Promise.resolve();
  }

  #hasEnded(): boolean {
    return this.#ended || this.#signal?.aborted === true;
  }

  #event(frame: unknown): RawWatchEvent<T> {
    // Something on the way, or the server itself, can fail when the stream has long begun.
    if (isStatus(frame)) throw undecodable('unable to decode to metav1.WatchEvent', new StatusError(frame));
    const { type, object } = (frame ?? {}) as { type?: unknown; object?: unknown };
    if (typeof type !== 'string' || !eventTypes.has(type))
      throw undecodable(`got invalid watch event type: ${typeof type === 'string' ? type : ''}`);
    if (typeof object !== 'object' || object === null) throw undecodable('unable to decode watch event: no object in it');
    if (type === 'ERROR') {
      if (!this.#options.rawErrors) throw errorFromObject(object);
    } else this.#options.complete?.(object);
    return frame as RawWatchEvent<T>;
  }
}

/** The error of a stream that is no watch stream (client-go `StreamWatcher` with its `ErrorReporter`). */
function undecodable(problem: string, cause?: Error): StatusError {
  const inner = `unable to decode an event from the watch stream: ${problem}`;
  const status = {
    status: 'Failure',
    code: 500,
    reason: 'InternalError',
    message: `an error on the server (${quote(inner)}) has prevented the request from succeeding`,
    details: {
      causes: [
        { reason: 'UnexpectedServerResponse', message: inner },
        { reason: 'ClientWatchDecoding', message: inner },
      ],
    },
  };
  return new StatusError(status, cause && { cause });
}
