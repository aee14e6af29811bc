/**
 * When {@link waitFor} may end. Any function from the object, or undefined if it does not exist, to a boolean is one; what it throws
 * ends the wait. It must look at the object as it is: of several changes in a row only the last may be shown.
 */
export interface WaitCondition<O> {
  (object: O | undefined): boolean;
  /** What the object is waited for to do, for the text of a timeout. @default to meet the condition */
  readonly waitingFor?: string;
  /** What of an object says why the condition does not hold, for the text of a timeout. @default its phase and its conditions */
  readonly describe?: (object: O) => string;
}

/** A condition that only an existing object meets. */
export interface ObjectCondition {
  <O>(object: O | undefined): object is O;
  readonly waitingFor: string;
  readonly describe?: (object: unknown) => string;
}

/** A condition of an object's `status.conditions`; no more is known of what a resource keeps there. */
interface StatusCondition {
  type?: unknown;
  status?: unknown;
  reason?: unknown;
  message?: unknown;
  observedGeneration?: unknown;
}

interface ObjectWithStatus {
  metadata?: { generation?: unknown; uid?: string };
  status?: { phase?: unknown; conditions?: unknown; observedGeneration?: unknown };
}

/**
 * The object has this condition in `status.conditions`, with this status; upper and lower case are the same (kubectl
 * `wait --for=condition=Ready=False`). A condition that was written for an older `metadata.generation`, by its own
 * `observedGeneration` or else that of the status, does not count.
 */
export function condition(type: string, status = 'True'): ObjectCondition {
  const ofType = (object: unknown): StatusCondition | undefined =>
    conditionsOf(object).find((one) => typeof one.status === 'string' && isSameWord(one.type, type));
  const holds = <O>(object: O | undefined): object is O => {
    const found = ofType(object);
    return found !== undefined && isSameWord(found.status, status) && outdatedBy(found, object) === undefined;
  };
  const describe = (object: unknown): string => {
    const found = ofType(object);
    return found ? inWords(found) + (outdatedBy(found, object) ?? '') : `no condition ${type}`;
  };
  return Object.assign(holds, { waitingFor: `to have the condition ${type}=${status}`, describe });
}

/**
 * The object does not exist (kubectl `wait --for=delete`).
 *
 * @param uid `metadata.uid` of the object that is meant: another one of the same name is not waited for
 */
export function deleted(uid?: string): WaitCondition<object> {
  return Object.assign(
    (object: ObjectWithStatus | undefined): boolean =>
      object === undefined || (uid !== undefined && object.metadata?.uid !== uid),
    { waitingFor: 'to be deleted' },
  );
}

/** The object exists (kubectl `wait --for=create`). */
export function created(): ObjectCondition {
  return Object.assign(<O>(object: O | undefined): object is O => object !== undefined, { waitingFor: 'to exist' });
}

/**
 * A field of the object has this value (kubectl `wait --for=jsonpath`).
 *
 * @example
 * await waitFor(pods, 'web', field((pod) => pod.status?.phase, 'Running'));
 */
export function field<O>(
  read: (object: O) => unknown,
  value: boolean | number | string,
): ((object: O | undefined) => object is O) & { readonly waitingFor: string; readonly describe: (object: O) => string } {
  return Object.assign((object: O | undefined): object is O => object !== undefined && read(object) === value, {
    waitingFor: `to have ${shown(value)} at ${String(read).replace(/\s+/g, ' ').slice(0, 100)}`,
    describe: (object: O): string => `${shown(read(object))} there; ${describeStatus(object)}`,
  });
}

/** A text is not told: it may be that of a Secret. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** What the text of a timeout says of an object unless the condition knows better: its phase and its conditions. */
export function describeStatus(object: unknown): string {
  const { phase } = (object as ObjectWithStatus).status ?? {};
  const words = [...(typeof phase === 'string' ? [`phase ${phase}`] : []), ...conditionsOf(object).map(inWords)];
  return words.length > 0 ? words.join(', ') : 'it exists';
}

function conditionsOf(object: unknown): StatusCondition[] {
  const conditions = (object as ObjectWithStatus | undefined)?.status?.conditions;
  const all: unknown[] = Array.isArray(conditions) ? conditions : [];
  return all.filter((one): one is StatusCondition => typeof one === 'object' && one !== null);
}

function inWords({ type, status, reason, message }: StatusCondition): string {
  const why = [reason, message].filter((word) => typeof word === 'string' && word !== '').join(': ');
  return `${wordOf(type)}=${wordOf(status)}${why && ` (${why})`}`;
}

/** What is no text has no place in a condition, and maybe none in a text. */
const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '?');

/** That a condition was written before the object's spec, if it was. */
function outdatedBy(found: StatusCondition, object: unknown): string | undefined {
  const { metadata, status } = object as ObjectWithStatus;
  const generation = metadata?.generation;
  const observed = typeof found.observedGeneration === 'number' ? found.observedGeneration : status?.observedGeneration;
  if (typeof generation !== 'number' || typeof observed !== 'number' || observed >= generation) return undefined;
  return `, but that is of generation ${observed}, and the object of ${generation}`;
}

const isSameWord = (a: unknown, b: string): boolean => typeof a === 'string' && a.toLowerCase() === b.toLowerCase();
