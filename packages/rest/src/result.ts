import type { Status } from '@kubewright/meta-v1';
import { genericError } from './generic-error.js';
import { parseMediaType } from './media-type.js';
import { parseRetryAfter } from './retry-after.js';
import { isStatus, StatusError } from './status-error.js';
import { type HttpResponse, printableURL } from './transport.js';
import { parseWarningHeaders, type Warning } from './warnings.js';

/** What an answer is about, for errors that the server does not describe itself. */
export interface Subject {
  verb: string;
  group: string;
  resource: string;
  name: string;
  /** Media type of the answer if it names none. */
  contentType: string;
}

interface ResultParts {
  statusCode: number;
  contentType: string;
  body: Uint8Array;
  warnings: readonly Warning[];
  decodable: boolean;
  failure: StatusError | undefined;
}

/** The answer to a request, read to its end (client-go `rest.Result`). */
export class Result {
  /** HTTP status. */
  readonly statusCode: number;
  /** `Content-Type` of the answer. */
  readonly contentType: string;
  /** The server's warnings, already given to the warning handler. */
  readonly warnings: readonly Warning[];
  readonly #body: Uint8Array;
  readonly #decodable: boolean;
  #failure: StatusError | undefined;
  #decoded: { value: unknown } | undefined;

  constructor(parts: ResultParts) {
    this.statusCode = parts.statusCode;
    this.contentType = parts.contentType;
    this.warnings = parts.warnings;
    this.#body = parts.body;
    this.#decodable = parts.decodable;
    this.#failure = parts.failure;
  }

  /** Whether the request created an object (201). */
  get wasCreated(): boolean {
    return this.statusCode === 201;
  }

  /** The body as it came, also next to an error. */
  raw(): Uint8Array {
    return this.#body;
  }

  /** The error that the answer stands for: the server's own `Status` if it sent one, a general one otherwise; undefined for success. */
  error(): Error | undefined {
    if (this.#failure && this.#decodable) {
      const status = this.#tryDecode();
      if (isFailure(status)) this.#failure = new StatusError(status);
    }
    return this.#failure;
  }

  /**
   * The decoded answer. Throws {@link error}; a `Status` that is no success even if HTTP says 200; and an error that names
   * status and media type if the body is empty, no JSON or no object.
   */
  into<T>(): T {
    const error = this.error();
    if (error) throw error;
    const described = `status code: ${String(this.statusCode)} and content type: ${this.contentType}`;
    if (!this.#decodable) throw new Error(`serializer for ${this.contentType} doesn't exist`);
    if (this.#body.length === 0) throw new Error(`0-length response with ${described}`);
    const value = this.#decode();
    if (typeof value !== 'object' || value === null) throw new Error(`no object in the response with ${described}`);
    if (isStatus(value) && value.status !== 'Success') throw new StatusError(value);
    return value as T;
  }

  #decode(): unknown {
    if (this.#decoded) return this.#decoded.value;
    let value: unknown;
    try {
      value = JSON.parse(new TextDecoder().decode(this.#body));
    } catch {
      // The parser's own message quotes the body, which may hold a Secret.
      throw new Error(
        `the answer with status code: ${String(this.statusCode)} and content type: ${this.contentType} is no JSON (${String(this.#body.length)} bytes)`,
      );
    }
    this.#decoded = { value };
    return value;
  }

  #tryDecode(): unknown {
    try {
      return this.#decode();
    } catch {
      return undefined;
    }
  }
}

/** Reads an answer to its end and turns it into a {@link Result} (client-go `Request.transformResponse`). */
export async function readResult(response: HttpResponse, subject: Subject, now: Date): Promise<Result> {
  const { status, headers } = response;
  let body: Uint8Array;
  try {
    body = await response.body.bytes();
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'TransportError') throw cause;
    throw new Error(`unexpected error when reading response body. Please retry. Original error: ${cause.message}`, { cause });
  }
  const contentType = headers.get('content-type') ?? subject.contentType;
  const succeeded = status === 101 || (status >= 200 && status <= 206);
  const { warnings } = parseWarningHeaders(headers.all('warning'));
  let mediaType: string;
  try {
    mediaType = contentType === '' ? '' : parseMediaType(contentType);
  } catch (error) {
    return new Result({
      statusCode: status,
      contentType,
      body,
      warnings,
      decodable: false,
      failure: badMediaType(error as Error),
    });
  }
  const decodable = mediaType === '' || mediaType === 'application/json';
  const failure = succeeded ? undefined : describeFailure(response, body, subject, now);
  return new Result({ statusCode: status, contentType, body, warnings, decodable, failure });
}

/** The error of an answer that a watch or a stream cannot use. */
export function responseError(result: Result, url: URL): Error {
  return result.error() ?? new Error(`for request ${printableURL(url)}, got status: ${String(result.statusCode)}`);
}

function describeFailure(
  { status, headers }: HttpResponse,
  body: Uint8Array,
  { verb, group, resource, name }: Subject,
  now: Date,
): StatusError {
  const retryAfter = parseRetryAfter(headers.get('retry-after'), now) ?? 0;
  return genericError({
    code: status,
    verb,
    group,
    resource,
    name,
    body,
    contentType: headers.get('content-type') ?? '',
    retryAfterSeconds: Math.ceil(retryAfter / 1000),
  });
}

function badMediaType(error: Error): StatusError {
  return new StatusError({
    status: 'Failure',
    code: 500,
    reason: 'InternalError',
    message: `Internal error occurred: ${error.message}`,
  });
}

function isFailure(value: unknown): value is Status {
  return isStatus(value) && value.status === 'Failure';
}
