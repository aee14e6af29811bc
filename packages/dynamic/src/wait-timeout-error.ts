/** What a wait had come to when its time was up. */
export interface WaitTimeout {
  name: string;
  /** The object's kind, if anything was read. */
  kind: string | undefined;
  /** Milliseconds. */
  timeout: number;
  /** As `to be deleted`. */
  waitingFor: string;
  /** What was last seen, in words. */
  lastSeen: string;
  /** The object as it was last seen; undefined if it did not exist. */
  object: unknown;
  /** What the last try failed with, if it failed. */
  error: unknown;
}

/** Longest part of the text about what was last seen, in characters: messages of conditions may be pages. */
const longestText = 1000;

/** A condition did not come true in time. The message says what was last seen; `cause` is the error of the last try, if it failed. */
export class WaitTimeoutError extends Error {
  override readonly name = 'WaitTimeoutError';
  readonly #object: unknown;

  constructor({ name, kind = 'the object', timeout, waitingFor, lastSeen, object, error }: WaitTimeout) {
    const seen = lastSeen.length > longestText ? `${lastSeen.slice(0, longestText)}…` : lastSeen;
    const failed = error === undefined ? '' : `; the last try failed: ${(error as Error).message}`;
    super(
      `timed out after ${timeout / 1000} s waiting for ${kind} "${name}" ${waitingFor}; last seen: ${seen}${failed}`,
      error === undefined ? undefined : { cause: error },
    );
    this.#object = object;
  }

  /** The object as it was last seen; undefined if it did not exist. It is in no printed form: it may be a Secret. */
  get object(): unknown {
    return this.#object;
  }
}
