import { constants } from 'node:buffer';
import type { Status } from '@kubewright/meta-v1';
import { freeMemory, gaveItsMemory } from './gathered-bytes.js';
import { genericError } from './generic-error.js';
import { parseMediaType } from './media-type.js';
import { parseRetryAfter } from './retry-after.js';
import { newInternalError } from './status-constructors.js';
import { isStatus, StatusError, UnexpectedObjectError } from './status-error.js';
import { bodyTooLong, errorCode, type HttpResponse, TransportError } from './transport.js';
import { parseWarningHeaders, type Warning } from './warnings.js';
import { isWellFormedStatus } from './well-formed-status.js';

/** What an answer is about, for errors that the server does not describe itself. */
export interface Subject {
  verb: string;
  group: string;
  resource: string;
  name: string;
  /** Path of the URL: what an error without a resource is about. */
  path: string;
  /** Whether nothing will be decoded: a content type that is none is no error then. */
  bytesOnly: boolean;
  /** Media type of the answer if it names none. */
  contentType: string;
}

interface ResultParts {
  statusCode: number;
  contentType: string;
  body: Uint8Array;
  /** Whether nobody else has the body. */
  ownsBody: boolean;
  warnings: readonly Warning[];
  decodable: boolean;
  failure: StatusError | undefined;
  retryAfterSeconds: number;
}

/** What an answer is expected to be; any version without `apiVersion`. */
export interface ExpectedType {
  apiVersion?: string | undefined;
  kind: string;
}

/**
 * `result.into(expected)` for who wants nothing else of the result: it gives up the bytes of the answer before they are parsed, so that a
 * large one is in memory once less. `raw()` is empty then.
 */
export let takeObject: <T>(result: Result, expected?: ExpectedType) => T;

/** The answer to a request, read to its end (client-go `rest.Result`). */
export class Result {
  static {
    takeObject = (result, expected) => {
      result.#isTaken = true;
      return result.into(expected);
    };
  }

  /** HTTP status. */
  readonly statusCode: number;
  /** `Content-Type` of the answer. */
  readonly contentType: string;
  /** The server's warnings, already given to the warning handler. */
  readonly warnings: readonly Warning[];
  #body: Uint8Array;
  readonly #ownsBody: boolean;
  readonly #decodable: boolean;
  readonly #retryAfterSeconds: number;
  #failure: StatusError | undefined;
  /** Whether the body was asked for a better error. */
  #upgraded = false;
  #decoded: { value: unknown } | undefined;
  #isTaken = false;

  constructor(parts: ResultParts) {
    this.statusCode = parts.statusCode;
    this.contentType = parts.contentType;
    this.warnings = parts.warnings;
    this.#body = parts.body;
    this.#ownsBody = parts.ownsBody;
    this.#decodable = parts.decodable;
    this.#failure = parts.failure;
    this.#retryAfterSeconds = parts.retryAfterSeconds;
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
    if (this.#failure && this.#decodable && !this.#upgraded) {
      const status = this.#tryDecode();
      if (isFailure(status)) this.#failure = new StatusError(withRetryAfter(status, this.#retryAfterSeconds));
      this.#upgraded = true;
    }
    return this.#failure;
  }

  /**
   * The decoded answer. Throws {@link error}; a `Status` that is no success even if HTTP says 200; an error that names status
   * and media type if the body is empty or no JSON (a SyntaxError), or no object; and an `UnexpectedObjectError` if it is of another type than
   * `expected`. A body that does not say its kind or version is of any.
   */
  into<T>(expected?: ExpectedType): T {
    const error = this.error();
    if (error) throw error;
    const described = `status code: ${String(this.statusCode)} and content type: ${this.contentType}`;
    if (!this.#decodable) {
      const bytes = String(this.#body.length);
      throw new Error(
        `serializer for ${this.contentType} doesn't exist: raw() gives the ${bytes} bytes of the answer as they are`,
      );
    }
    if (this.#body.length === 0 && !this.#decoded) throw new SyntaxError(`0-length response with ${described}`);
    const value = this.#decode();
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new Error(`no object in the response with ${described}`);
    if (isStatus(value) && value.status !== 'Success') throw new StatusError(value);
    if (expected && !isOfType(value, expected)) throw new UnexpectedObjectError(value, expected);
    return value as T;
  }

  #decode(): unknown {
    if (this.#decoded) return this.#decoded.value;
    const { length } = this.#body;
    const text = new TextDecoder().decode(this.#body);
    if (this.#isTaken) this.#giveUpBody();
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      // The parser's own message quotes the body, which may hold a Secret.
      throw new SyntaxError(
        `the answer with status code: ${String(this.statusCode)} and content type: ${this.contentType} is no JSON (${String(length)} bytes)`,
      );
    }
    this.#decoded = { value };
    return value;
  }

  #giveUpBody(): void {
    if (this.#ownsBody) freeMemory(this.#body);
    this.#body = new Uint8Array();
  }

  #tryDecode(): unknown {
    try {
      return this.#decode();
    } catch {
      return undefined;
    }
  }
}

/** `retryAfterSeconds` of a `Status` is an int32. */
const largestSeconds = 2 ** 31 - 1;

/** Longest body that is read into memory, in bytes: what JavaScript can hold as one text, about 512 MiB. */
const longestBody = constants.MAX_STRING_LENGTH;

/**
 * Reads an answer to its end and turns it into a {@link Result} (client-go `Request.transformResponse`). Rejects, and closes the
 * answer, if it is longer than `longest` bytes.
 */
export async function readResult(
  response: HttpResponse,
  subject: Subject,
  now: () => Date,
  longest: number = longestBody,
): Promise<Result> {
  const { status, headers } = response;
  const body = await readBody(response, longest);
  const contentType = headers.get('content-type') ?? subject.contentType;
  const retryAfter = headers.has('retry-after') ? (parseRetryAfter(headers.get('retry-after'), now()) ?? 0) : 0;
  const parts = {
    statusCode: status,
    contentType,
    body,
    ownsBody: gaveItsMemory(response.body),
    warnings: headers.has('warning') ? parseWarningHeaders(headers.all('warning')).warnings : [],
    retryAfterSeconds: Math.min(Math.ceil(retryAfter / 1000), largestSeconds),
  };
  let mediaType: string | undefined;
  try {
    mediaType = contentType === '' ? '' : parseMediaType(contentType);
  } catch (error) {
    if (!subject.bytesOnly) return new Result({ ...parts, decodable: false, failure: newInternalError(error as Error) });
  }
  const decodable = mediaType === '' || mediaType === 'application/json';
  const succeeded = status === 101 || (status >= 200 && status <= 206);
  if (succeeded) return new Result({ ...parts, decodable, failure: undefined });
  const said = { body, contentType: headers.get('content-type') ?? '', retryAfterSeconds: parts.retryAfterSeconds };
  return new Result({ ...parts, decodable, failure: genericError({ ...subject, ...said, code: status }) });
}

async function readBody({ body }: HttpResponse, longest: number): Promise<Uint8Array> {
  try {
    return await body.bytes(longest);
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'TransportError' || errorCode(cause) === bodyTooLong) throw cause;
    throw new TransportError('unexpected error when reading response body. Please retry. Original error', cause);
  }
}

function isFailure(value: unknown): value is Status {
  return isStatus(value) && value.status === 'Failure' && isWellFormedStatus(value);
}

/** Whoever was not waited for needs to know for how long, also where the server says it in a header only. */
function withRetryAfter(status: Status, retryAfterSeconds: number): Status {
  if (retryAfterSeconds === 0 || status.details?.retryAfterSeconds) return status;
  return { ...status, details: { ...status.details, retryAfterSeconds } };
}

function isOfType(value: object, { apiVersion, kind }: ExpectedType): boolean {
  const { apiVersion: version, kind: actual } = value as { apiVersion?: unknown; kind?: unknown };
  return isSame(actual, kind) && isSame(version, apiVersion);
}

/** Servers may leave a type out; then it is what was asked for. */
function isSame(actual: unknown, expected: string | undefined): boolean {
  return expected === undefined || actual === undefined || actual === '' || actual === expected;
}
