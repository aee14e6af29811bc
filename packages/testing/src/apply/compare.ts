import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { ownField } from '../json-fields.js';
import { equalValues } from './compare-values.js';
import { emptySet, type FieldSet, fieldNode, leaf, union } from './field-set.js';
import { groupElements } from './list-element.js';
import { fieldElement } from './path-element.js';
import { type ListType, type MapType, shapeOf, typeOfField, type ValueType } from './value-type.js';

/** What became of fields from one object to another. */
export interface Comparison {
  /** Added, or present in both and different. */
  readonly changed: FieldSet;
  readonly removed: FieldSet;
}

/** The part of a comparison below one step; undefined where there is nothing. */
interface Difference {
  changed: FieldSet | undefined;
  removed: FieldSet | undefined;
}

const same: Difference = { changed: undefined, removed: undefined };
const changedLeaf: Difference = { changed: leaf, removed: undefined };
const removedLeaf: Difference = { changed: undefined, removed: leaf };

/**
 * Compares two objects of a type field by field (structured-merge-diff `typed/compare.go`). Throws an Error for a field that the type
 * does not know, and for elements of lists that cannot be told apart.
 */
export function compare(before: JSONObject, after: JSONObject, type: ValueType): Comparison {
  const { changed = emptySet, removed = emptySet } = compareValue(before, after, type);
  return { changed, removed };
}

function compareValue(before: JSONValue | undefined, after: JSONValue | undefined, type: ValueType): Difference {
  if (before === undefined) return compareShape(before, after, type, shapeOf(type, after));
  if (after === undefined) return compareShape(before, after, type, shapeOf(type, before));
  const shapeBefore = shapeOf(type, before);
  const shapeAfter = shapeOf(type, after);
  const difference = compareShape(before, after, type, shapeAfter);
  if (shapeBefore === shapeAfter) return difference;
  // The value is something else now than it was.
  return join(compareShape(before, after, type, shapeBefore), difference);
}

function join(left: Difference, right: Difference): Difference {
  return { changed: joinSets(left.changed, right.changed), removed: joinSets(left.removed, right.removed) };
}

function joinSets(left: FieldSet | undefined, right: FieldSet | undefined): FieldSet | undefined {
  return left === undefined ? right : right === undefined ? left : union(left, right);
}

function compareShape(
  before: JSONValue | undefined,
  after: JSONValue | undefined,
  type: ValueType,
  shape: ReturnType<typeof shapeOf>,
): Difference {
  if (shape === 'map') return compareMaps(before, after, type.map as MapType);
  if (shape === 'list') return compareLists(before, after, type.list as ListType);
  return compareLeaves(before, after);
}

/** What is not looked into: scalars, atomic lists and objects, and empty ones, which differ from none. */
function compareLeaves(before: JSONValue | undefined, after: JSONValue | undefined): Difference {
  if (before === undefined) return changedLeaf;
  if (after === undefined) return removedLeaf;
  return equalValues(before, after) ? same : changedLeaf;
}

function compareMaps(before: JSONValue | undefined, after: JSONValue | undefined, map: MapType): Difference {
  const left = isJSONObject(before) ? before : undefined;
  const right = isJSONObject(after) ? after : undefined;
  if (map.atomic || (isEmptyObject(left) && isEmptyObject(right))) return compareLeaves(before, after);
  const below = new DifferenceBelow();
  for (const name in left) compareField(name, left[name], ownField(right, name), map, below);
  for (const name in right)
    if (left === undefined || !Object.hasOwn(left, name)) compareField(name, undefined, right[name], map, below);
  return below.of(before, after);
}

function isEmptyObject(object: JSONObject | undefined): boolean {
  for (const _ in object) return false;
  return true;
}

function compareField(
  name: string,
  before: JSONValue | undefined,
  after: JSONValue | undefined,
  map: MapType,
  below: DifferenceBelow,
): void {
  const field = map.fields.get(name);
  const type = field?.type() ?? typeOfField(map, name);
  if (type === undefined) throw new Error(`.${name}: field not declared in schema`);
  if (before === after) return;
  below.add(field?.element ?? fieldElement(name), compareValue(before, after, type));
}

function compareLists(before: JSONValue | undefined, after: JSONValue | undefined, list: ListType): Difference {
  const left = Array.isArray(before) ? before : [];
  const right = Array.isArray(after) ? after : [];
  if (list.atomic || (left.length === 0 && right.length === 0)) return compareLeaves(before, after);
  const [groupsBefore, groupsAfter] = [groupElements(list, left), groupElements(list, right)];
  const below = new DifferenceBelow();
  for (const [element, items] of groupsBefore) below.add(element, compareGroups(items, groupsAfter.get(element) ?? [], list));
  for (const [element, items] of groupsAfter) if (!groupsBefore.has(element)) below.add(element, compareGroups([], items, list));
  return below.of(before, after);
}

/** Duplicates are one field together, which is not looked into. */
function compareGroups(before: readonly JSONValue[], after: readonly JSONValue[], list: ListType): Difference {
  if (before.length <= 1 && after.length <= 1) return compareValue(before[0], after[0], list.items());
  if (before.length > 1 && after.length > 1) return compareLeaves([...before], [...after]);
  if (before.length > 1) {
    return after.length === 0 ? removedLeaf : join(compareValue(undefined, after[0], list.items()), removedLeaf);
  }
  return before.length === 0 ? changedLeaf : join(compareValue(before[0], undefined, list.items()), changedLeaf);
}

/** Gathers what differs below a value that is looked into. */
class DifferenceBelow {
  #changed: Map<string, FieldSet> | undefined;
  #removed: Map<string, FieldSet> | undefined;

  add(element: string, { changed, removed }: Difference): void {
    if (changed !== undefined) (this.#changed ??= new Map<string, FieldSet>()).set(element, changed);
    if (removed !== undefined) (this.#removed ??= new Map<string, FieldSet>()).set(element, removed);
  }

  of(before: JSONValue | undefined, after: JSONValue | undefined): Difference {
    return { changed: fieldNode(before === undefined, this.#changed), removed: fieldNode(after === undefined, this.#removed) };
  }
}
