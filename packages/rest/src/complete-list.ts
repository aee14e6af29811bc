import { kindOf } from './kind-of.js';
import type { ObjectType } from './object-type.js';
import { UnexpectedObjectError } from './status-error.js';

/**
 * Fills in what a list leaves out: Go answers null for an empty list, and the wire omits the type of items. Throws for what is no
 * list: it must not look like an empty one.
 *
 * @param type of the items; without a kind, the list's own kind says it (apimachinery `unstructuredJSONScheme.decodeToList`)
 * @param resource of the items, for messages
 */
export function completeList<L extends object>(list: ObjectType, type: ObjectType, resource: string): L {
  const what = type.kind === undefined ? `list of ${resource}` : `${type.kind}List`;
  if (!('items' in list)) throw new UnexpectedObjectError(list, { apiVersion: type.apiVersion, kind: what });
  const items: unknown = list.items ?? [];
  const said = `the server answered with a ${what} that cannot be read:`;
  if (!Array.isArray(items)) throw new Error(`${said} its items must be an array, not ${kindOf(items)}`);
  const itemType = type.kind === undefined ? typeOfItems(list) : type;
  for (const [index, item] of items.entries() as Iterable<[number, ObjectType | null]>) {
    if (typeof item !== 'object' || item === null)
      throw new Error(`${said} its item ${String(index)} must be an object, not ${kindOf(item)}`);
    completeObject(item, itemType);
  }
  return { ...(list as L), items };
}

/** Says what an object is if it does not say so itself, and that is known. */
export function completeObject(object: ObjectType, { apiVersion, kind }: ObjectType): void {
  if (kind === undefined) return;
  object.apiVersion ??= apiVersion;
  object.kind ??= kind;
}

function typeOfItems(list: ObjectType): ObjectType {
  const { apiVersion, kind } = list;
  return typeof kind === 'string' && kind.endsWith('List') && kind !== 'List'
    ? { apiVersion, kind: kind.slice(0, -'List'.length) }
    : {};
}
