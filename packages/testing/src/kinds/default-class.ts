import type { JSONObject } from '../json.js';
import { objectAt, textAt } from '../json-fields.js';

/**
 * The name of the class that is taken where none is named: of several the newest, then the first by name. Undefined if no class
 * has an annotation that says so.
 */
export function defaultOf(classes: readonly JSONObject[], annotations: readonly string[]): string | undefined {
  const [chosen] = classes
    .filter((one) => annotations.some((annotation) => objectAt(one, 'metadata', 'annotations')?.[annotation] === 'true'))
    .map((one) => ({ name: nameOf(one), created: textAt(objectAt(one, 'metadata'), 'creationTimestamp') }))
    .sort((a, b) => compare(b.created, a.created) || compare(a.name, b.name));
  return chosen?.name;
}

const nameOf = (object: JSONObject): string => textAt(objectAt(object, 'metadata'), 'name');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
