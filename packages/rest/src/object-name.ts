import type { AnyObject } from './any-object.js';
import { kindOf } from './kind-of.js';

/**
 * The name that an object gives itself. Throws a TypeError without one.
 *
 * @param noun the object, for messages: `Pod`
 */
export function nameOf(body: AnyObject, noun: string): string {
  const name: unknown = body.metadata?.name;
  if (name === undefined || name === null || name === '')
    throw new TypeError(`the ${noun} has no metadata.name, which says what to change`);
  if (typeof name !== 'string') throw new TypeError(`metadata.name of the ${noun} must be a string, not ${kindOf(name)}`);
  return name;
}
