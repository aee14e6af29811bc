import type { FieldSet } from './field-set.js';

/**
 * The part of a value that a field set owns, or undefined if nothing of it is there (structured-merge-diff `typed.ExtractItems`,
 * without its schema). Shares nothing with the value.
 *
 * @param all what all managers own together, at the same place: it tells lists and maps that are owned entry by entry from atomic ones
 */
export function ownedPart(value: unknown, owned: FieldSet, all: FieldSet): unknown {
  if (Array.isArray(value)) return ownedItems(value, owned, all);
  if (isMap(value)) return ownedFields(value, owned, all);
  return value;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function ownedFields(
  map: Readonly<Record<string, unknown>>,
  owned: FieldSet,
  all: FieldSet,
): Record<string, unknown> | undefined {
  const entries: [string, unknown][] = [];
  let found = Object.keys(map).length === 0;
  for (const [field, value] of Object.entries(map)) {
    const below = owned.get(`f:${field}`);
    if (!below) continue;
    found = true;
    const allBelow = all.get(`f:${field}`) ?? below;
    const part = below.size === 0 ? wholeOf(value, allBelow) : ownedPart(value, below, allBelow);
    if (part !== undefined) entries.push([field, part]);
  }
  // Not by assignment: a key of a config map may be `__proto__`.
  return found ? Object.fromEntries(entries) : undefined;
}

/** What is owned without any entry of it: all of it, or, if entries have owners of their own, nothing but an empty value. */
function wholeOf(value: unknown, all: FieldSet): unknown {
  const hasEntries = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return hasEntries && all.size > 0 ? undefined : structuredClone(value);
}

function ownedItems(list: readonly unknown[], owned: FieldSet, all: FieldSet): unknown[] | undefined {
  // Lists are sets, or have keys, or are atomic: only entries of the last have no other name than their index.
  if (list.length === 0 || [...owned.keys()].some((element) => element.startsWith('i:'))) return structuredClone([...list]);
  const elementOf = elementsOf(all);
  const parts: unknown[] = [];
  for (const item of list) {
    const element = elementOf(item);
    const below = element === undefined ? undefined : owned.get(element);
    if (!below) continue;
    const allBelow = (element === undefined ? undefined : all.get(element)) ?? below;
    // Nothing left of an element is still that element.
    parts.push(below.size === 0 ? structuredClone(item) : (ownedPart(item, below, allBelow) ?? {}));
  }
  return parts.length > 0 ? parts : undefined;
}

/** Finds the path element of an item of a list, among all that managers own of it. */
function elementsOf(all: FieldSet): (item: unknown) => string | undefined {
  const byValue = new Map<string, string>();
  const byKey: { key: Readonly<Record<string, unknown>>; element: string }[] = [];
  for (const element of all.keys()) {
    const content: unknown = JSON.parse(element.startsWith('f:') ? 'null' : element.slice(2));
    if (element.startsWith('v:')) byValue.set(canonical(content), element);
    else if (element.startsWith('k:') && isMap(content)) byKey.push({ key: content, element });
  }
  const names = [...new Set(byKey.flatMap(({ key }) => Object.keys(key)))];
  const byFields = new Map(byKey.map(({ key, element }) => [keyText(key, names), element]));
  /** Elements by a part of their key, for each part that an item has. */
  const byPart = new Map<string, Map<string, string>>();
  return (item) => {
    if (byKey.length === 0 || !isMap(item)) return byValue.get(canonical(item));
    return byFields.get(keyText(item, names)) ?? elementByPart(item);
  };

  /** The key has what the schema says of a field that the item may lack, as the protocol of a port. The first one that fits counts. */
  function elementByPart(item: Readonly<Record<string, unknown>>): string | undefined {
    const present = names.filter((name) => Object.hasOwn(item, name));
    const part = JSON.stringify(present);
    let elements = byPart.get(part);
    if (!elements) {
      elements = new Map(byKey.toReversed().map(({ key, element }) => [keyText(key, present), element]));
      byPart.set(part, elements);
    }
    return elements.get(keyText(item, present));
  }
}

const keyText = (item: Readonly<Record<string, unknown>>, names: readonly string[]): string =>
  canonical(names.map((name) => (Object.hasOwn(item, name) ? [item[name]] : [])));

/** Equal values give equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isMap(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
