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
export interface RequestLog extends Array<RecordedRequest> {
  /** Forgets all. */
  clear(): void;
}

/** The same for the server, which goes on writing it. */
export interface GrowingRequestLog extends RequestLog {
  /** Notes a request. What it gives goes on being changed by who notes it. */
  note(request: RecordedRequest): { -readonly [Field in 'status' | 'user']: RecordedRequest[Field] };
}

/**
 * A list of no requests. An ordinary array with methods of its own: from one of a class, the engine would take the oldest away by moving
 * all others, one by one.
 */
export function requestLog(): GrowingRequestLog {
  const requests: RecordedRequest[] = [];
  const methods: Pick<GrowingRequestLog, 'clear' | 'note'> = {
    clear: () => {
      requests.length = 0;
    },
    note: (request) => {
      if (requests.length >= keptRequests) requests.shift();
      requests.push(request);
      return request;
    },
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(requests, name, { value });
  return requests as GrowingRequestLog;
}
