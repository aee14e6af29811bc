import { sortPathElements } from './path-element.js';

/**
 * A set of fields of an object, as a tree of steps (see path-element.ts). A node says whether it is itself in the set, and has children
 * that are, or have children that are. No node is without both, but the root of the empty set. Nodes are shared between sets: nothing
 * changes one after it was made.
 *
 * The root is never a member: nobody owns "the object".
 */
export interface FieldSet {
  readonly member: boolean;
  readonly children: ReadonlyMap<string, FieldSet> | undefined;
}

/** A node that is in the set and has no children. */
export const leaf: FieldSet = { member: true, children: undefined };

/** The set of nothing. */
export const emptySet: FieldSet = { member: false, children: undefined };

/** The node with this membership and these children; undefined if it would have nothing. */
export function fieldNode(member: boolean, children: ReadonlyMap<string, FieldSet> | undefined): FieldSet | undefined {
  if (children !== undefined && children.size > 0) return { member, children };
  return member ? leaf : undefined;
}

/** Whether nothing is in the set. */
export function isEmptySet(set: FieldSet): boolean {
  return set.children === undefined;
}

/** The set of these paths, each a list of steps. */
export function setOf(...paths: (readonly string[])[]): FieldSet {
  let set = emptySet;
  for (const path of paths) {
    let single = leaf;
    for (const step of path.toReversed()) single = { member: false, children: new Map([[step, single]]) };
    if (single !== leaf) set = union(set, single);
  }
  return set;
}

/** What is in one of two sets, or in both. */
export function union(left: FieldSet, right: FieldSet): FieldSet {
  if (left === right) return left;
  if (left.children === undefined && (right.member || !left.member)) return right;
  if (right.children === undefined && (left.member || !right.member)) return left;
  const children = new Map(left.children);
  for (const [step, node] of right.children ?? []) {
    const own = children.get(step);
    children.set(step, own === undefined ? node : union(own, node));
  }
  return { member: left.member || right.member, children };
}

/** What is in both sets. */
export function intersection(left: FieldSet, right: FieldSet): FieldSet {
  return intersect(left, right) ?? emptySet;
}

function intersect(left: FieldSet, right: FieldSet): FieldSet | undefined {
  if (left === right) return left;
  let children: Map<string, FieldSet> | undefined;
  if (left.children !== undefined && right.children !== undefined) {
    for (const [step, node] of left.children) {
      const other = right.children.get(step);
      const shared = other === undefined ? undefined : intersect(node, other);
      if (shared !== undefined) (children ??= new Map<string, FieldSet>()).set(step, shared);
    }
  }
  return fieldNode(left.member && right.member, children);
}

/** What is in the left set and not in the right one. Children of what goes away stay. */
export function difference(left: FieldSet, right: FieldSet): FieldSet {
  return subtract(left, right, false) ?? emptySet;
}

/** What is in the left set, without what is in the right one and everything below that. */
export function recursiveDifference(left: FieldSet, right: FieldSet): FieldSet {
  return subtract(left, right, true) ?? emptySet;
}

/** Answers the left node itself if nothing of it goes away. */
function subtract(left: FieldSet, right: FieldSet, recursive: boolean): FieldSet | undefined {
  let children: Map<string, FieldSet> | undefined;
  if (left.children !== undefined && right.children !== undefined) {
    const [few, many] =
      right.children.size < left.children.size ? [right.children, left.children] : [left.children, right.children];
    for (const step of few.keys()) {
      if (!many.has(step)) continue;
      const [node, other] = [left.children.get(step) as FieldSet, right.children.get(step) as FieldSet];
      const rest = recursive && other.member ? undefined : subtract(node, other, recursive);
      if (rest === node) continue;
      children ??= new Map(left.children);
      if (rest === undefined) children.delete(step);
      else children.set(step, rest);
    }
  }
  const member = left.member && !right.member;
  return member === left.member && children === undefined ? left : fieldNode(member, children ?? left.children);
}

/** What has nothing of the set below it. */
export function leaves(set: FieldSet): FieldSet {
  if (set.children === undefined) return set;
  return { member: false, children: new Map([...set.children].map(([step, node]) => [step, leaves(node)])) };
}

/** Whether both sets have the same members. */
export function equalSets(left: FieldSet, right: FieldSet): boolean {
  if (left === right) return true;
  if (left.member !== right.member || left.children?.size !== right.children?.size) return false;
  for (const [step, node] of left.children ?? []) {
    const other = right.children?.get(step);
    if (other === undefined || !equalSets(node, other)) return false;
  }
  return true;
}

/** Whether the path leads to a member. */
export function hasPath(set: FieldSet, path: readonly string[]): boolean {
  let node: FieldSet | undefined = set;
  for (const step of path) node = node?.children?.get(step);
  return path.length > 0 && node?.member === true;
}

/** The paths of all members in the server's order: the members of a node before what is below them. */
export function* pathsOf(set: FieldSet, prefix: readonly string[] = []): Generator<string[]> {
  const steps = sortPathElements(set.children?.keys() ?? []);
  for (const step of steps) if (set.children?.get(step)?.member === true) yield [...prefix, step];
  for (const step of steps) yield* pathsOf(set.children?.get(step) as FieldSet, [...prefix, step]);
}
