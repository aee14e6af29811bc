import type { Status, StatusDetails } from '@kubewright/meta-v1';

/**
 * A request failed and the server, or the client in its name, says why with a `Status` (apimachinery `errors.StatusError`).
 *
 * Ask what it means with the predicates (`isNotFound` …): they look through wrapped errors and know what each reason covers.
 */
export class StatusError extends Error {
  override readonly name = 'StatusError';
  /** What the server said, whole. */
  readonly status: Status;

  constructor(status: Status, options?: ErrorOptions) {
    super(typeof status.message === 'string' ? status.message : '', options);
    this.status = status;
  }

  /** One of {@link StatusReason}, or a word of the server's own; empty if it gave none. */
  get reason(): string {
    return this.status.reason ?? '';
  }

  /** HTTP status as the `Status` has it, usually that of the answer; 0 if it has none. */
  get code(): number {
    return this.status.code ?? 0;
  }

  /** The object concerned, and the causes. */
  get details(): StatusDetails | undefined {
    return this.status.details;
  }

  /** Seconds after which the server asks to try again. */
  get retryAfter(): number | undefined {
    return this.details?.retryAfterSeconds || undefined;
  }
}

/** An object came where another one, or a `Status`, was expected (apimachinery `errors.UnexpectedObjectError`). */
export class UnexpectedObjectError extends Error {
  override readonly name = 'UnexpectedObjectError';
  readonly #object: unknown;

  /** @param expected what should have come, if that is known */
  constructor(object: unknown, expected?: { apiVersion?: string | undefined; kind: string }) {
    super(`unexpected object: ${describe(object)}${expected ? `; expected ${describe(expected)}` : ''}`);
    this.#object = object;
  }

  /** The object. It is in no message and in no printed form: it may be a Secret. */
  get object(): unknown {
    return this.#object;
  }
}

/** Whether a decoded answer is a `Status`. Nobody else's kind `Status`, as of a custom resource, counts. */
export function isStatus(answer: unknown): answer is Status {
  if (typeof answer !== 'object' || answer === null) return false;
  const { apiVersion = '', kind } = answer as { apiVersion?: unknown; kind?: unknown };
  // The server may leave the version out, or say any: the kind is the same in all of them.
  return (
    kind === 'Status' && typeof apiVersion === 'string' && (!apiVersion.includes('/') || apiVersion.startsWith('meta.k8s.io/'))
  );
}

/**
 * The error that an object stands for, as of an ERROR event: of its `Status`, whatever that says, or that it is none
 * (apimachinery `errors.FromObject`).
 */
export function errorFromObject(object: unknown): StatusError | UnexpectedObjectError {
  return isStatus(object) ? new StatusError(object) : new UnexpectedObjectError(object);
}

function describe(object: unknown): string {
  if (object === undefined || object === null) return String(object);
  if (typeof object !== 'object') return `a ${typeof object}`;
  const { apiVersion, kind, metadata } = object as { apiVersion?: unknown; kind?: unknown; metadata?: { name?: unknown } | null };
  const words = [apiVersion, kind, metadata?.name].filter((word) => typeof word === 'string' && word !== '');
  return words.length > 0 ? words.join(' ') : 'without apiVersion and kind';
}
