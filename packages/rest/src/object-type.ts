import { kindOf } from './kind-of.js';
import { quote } from './quote.js';
import { UnexpectedObjectError } from './status-error.js';

/** What an object is, as far as that is known. */
export interface ObjectType {
  apiVersion?: string | undefined;
  kind?: string | undefined;
}

/**
 * A copy of `body` that says what it is. Throws a TypeError if it is no object, if it says that it is something else than `type`, and
 * if neither of them knows.
 *
 * @param what the body, for messages: `Pod`
 */
export function withType<B extends object>(body: B, type: ObjectType, what: string): B & { apiVersion: string; kind: string } {
  const value: unknown = body;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`the ${what} must be an object, not ${kindOf(body)}`);
  const said = { apiVersion: fieldOf(body, 'apiVersion', type, what), kind: fieldOf(body, 'kind', type, what) };
  // In front of the rest, as people write it, and instead of what is empty.
  // Not by assignment: a field of a custom resource may be called `__proto__`.
  return { ...said, ...body, ...said };
}

/**
 * Throws an `UnexpectedObjectError` if nobody says what an answer is (apimachinery `unstructuredJSONScheme.detectKind`).
 *
 * @param type what it is if it does not say so
 * @param what was asked for, for messages
 */
export function checkSaysKind(answer: object, type: ObjectType, what: string): void {
  const { kind } = answer as { kind?: unknown };
  if (type.kind === undefined && (typeof kind !== 'string' || kind === ''))
    throw new UnexpectedObjectError(answer, { kind: what });
}

function fieldOf(body: object, name: 'apiVersion' | 'kind', type: ObjectType, what: string): string {
  const known = type[name];
  const said = (body as { [field: string]: unknown })[name];
  if (said === undefined || said === null || said === '') {
    if (known === undefined) throw new TypeError(`the ${what} has no ${name}, which says what it is`);
    return known;
  }
  if (typeof said !== 'string') throw new TypeError(`${name} of the ${what} must be a string, not ${kindOf(said)}`);
  if (known === undefined || said === known) return said;
  throw new TypeError(
    `${name} of the ${what} is ${quote(said)} instead of ${quote(known)}: correct it, or use the client of its own resource`,
  );
}
