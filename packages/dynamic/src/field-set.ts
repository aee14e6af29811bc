/**
 * What a field manager owns, as a tree (structured-merge-diff `fieldpath.Set`). Keys are path elements as `metadata.managedFields`
 * writes them: `f:name`, `k:{"name":"web"}`, `v:"text"`, `i:0`. An element without children is owned as it is; of one with children
 * only they are.
 */
export type FieldSet = ReadonlyMap<string, FieldSet>;

/**
 * Reads `fieldsV1`. Elements of kinds that are not known are left out, with all below them, as client-go leaves them out.
 * Throws a TypeError if it, or what is below an element, is no object, and a SyntaxError that names a key or value that is no JSON.
 */
export function readFieldSet(fieldsV1: unknown): FieldSet {
  if (typeof fieldsV1 !== 'object' || fieldsV1 === null || Array.isArray(fieldsV1))
    throw new TypeError('a set of fields must be an object');
  const set = new Map<string, FieldSet>();
  for (const [element, below] of Object.entries(fieldsV1)) {
    if (!/^[fikv]:/.test(element)) continue;
    if (!element.startsWith('f:')) checkJSON(element);
    set.set(element, readFieldSet(below));
  }
  return set;
}

function checkJSON(element: string): void {
  try {
    JSON.parse(element.slice(2));
  } catch (cause) {
    throw new SyntaxError(`${JSON.stringify(element)} has no JSON after its colon`, { cause });
  }
}

/** All that any of the sets owns. */
export function unionOf(sets: readonly FieldSet[]): FieldSet {
  const below = new Map<string, FieldSet[]>();
  for (const set of sets) {
    for (const [element, children] of set) {
      const others = below.get(element);
      if (others) others.push(children);
      else below.set(element, [children]);
    }
  }
  return new Map([...below].map(([element, children]) => [element, unionOf(children)]));
}
