/**
 * What goes wrong:
 *
 * - `reset`: the connection breaks before the head of the answer; with `after.events` after so many events
 * - `reset-after-head`: it breaks after the head, before the first byte of the body
 * - `half-open`: silence; no answer, or no event any more after so many, and the connection stays
 * - `truncated-body`: the connection breaks in the middle of the body, or of an event
 * - `expired`: 410 `Expired`; a watch is told in its stream
 * - `expired-continue`: the same for a list with a continue token, and only for one
 * - `too-large-resource-version`: 504 `Timeout`, as if the client knew more than the server
 * - `drop-bookmarks`: a watch gets none
 * - `duplicate-events`: a watch gets each event twice
 * - `reorder-events`: in a watch some events go out behind the next one, or a second later if none comes
 */
export type FaultName =
  | 'drop-bookmarks'
  | 'duplicate-events'
  | 'expired'
  | 'expired-continue'
  | 'half-open'
  | 'reorder-events'
  | 'reset'
  | 'reset-after-head'
  | 'too-large-resource-version'
  | 'truncated-body';

/** Answers with an error; a watch with `after.events` is told in its stream. */
export interface StatusFault {
  /** HTTP status from 400 to 599, as 429 or 503. */
  readonly status: number;
  /** Seconds of the `Retry-After` header, and `details.retryAfterSeconds`. @default none */
  readonly retryAfter?: number | undefined;
  /** @default what is usual for the status, as `TooManyRequests` */
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
}

/** Lets a client wait, on the server's clock. */
export interface LatencyFault {
  /** Milliseconds before the answer. */
  readonly latency?: number | undefined;
  /** Milliseconds before each event of a watch. */
  readonly eventLatency?: number | undefined;
  /** Milliseconds by which bookmarks come too late; what comes in between overtakes them. */
  readonly bookmarkLatency?: number | undefined;
}

/** What goes wrong. */
export type FaultAction = FaultName | LatencyFault | StatusFault;

/** Which requests something goes wrong with, and what. All that is named must be so; what is not named may be anything. */
export interface Fault {
  /** As `list`, `watch`, `create`; of paths that are no resource's the method in lower case. */
  readonly verb?: string | undefined;
  /** Plural, as `pods`. */
  readonly resource?: string | undefined;
  /** The core group is empty. */
  readonly group?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly subresource?: string | undefined;
  /** How often it happens at most. @default always */
  readonly times?: number | undefined;
  /** Between 0 and 1: how often it happens to what it is for. @default 1 */
  readonly probability?: number | undefined;
  /** What goes well first. */
  readonly after?: {
    /** Requests that it would be for. @default 0 */
    readonly requests?: number | undefined;
    /**
     * Events of each watch, bookmarks too; with this it happens to streams only.
     *
     * @default what comes before the first event is spoiled too
     */
    readonly events?: number | undefined;
  };
  readonly action: FaultAction;
}

/** A fault that was added. */
export interface FaultHandle {
  /** How often it has happened: to how many requests. */
  readonly hits: number;
  /** Lets it not happen any more. A watch that it has begun to spoil stays spoiled. */
  remove(): void;
}
