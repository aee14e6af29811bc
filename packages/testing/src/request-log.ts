import type { RequestAttributes } from './http/request-attributes.js';

/** One request, as a server saw it. */
export interface RecordedRequest extends RequestAttributes {
  /** As `GET`. */
  readonly method: string;
  /** What came behind the `?`, decoded; of several values of one name the last. */
  readonly query: Readonly<Record<string, string>>;
  /** Who asked, after impersonation; empty if nobody knows. */
  readonly user: string;
  /** The `User-Agent` header. */
  readonly userAgent: string;
  /** Of the answer; 0 as long as there is none, and if the connection was broken without one. */
  readonly status: number;
}

/** How many requests are kept; then each new one takes the place of the oldest. */
export const keptRequests = 10_000;

/** What was asked of a server, in the order in which it came: an array, which goes on growing. The newest 10,000 are kept. */
export class RequestLog extends Array<RecordedRequest> {
  /** What methods as `filter` give is an ordinary array. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** Forgets all. */
  clear(): void {
    this.length = 0;
  }

  /** Notes a request. What it gives goes on being changed by who notes it. */
  note(request: RecordedRequest): { -readonly [Field in 'status' | 'user']: RecordedRequest[Field] } {
    if (this.length >= keptRequests) this.shift();
    this.push(request);
    return request;
  }
}
