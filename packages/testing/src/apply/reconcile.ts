import { type FieldSet, leaf } from './field-set.js';
import { fieldName } from './path-element.js';
import { typeOfField, type ValueType } from './value-type.js';

/**
 * The set as the schema of today has it (structured-merge-diff `typed/reconcile_schema.go`): who owned fields in what is atomic now
 * owns the whole. Answers the set itself if nothing has to change.
 */
export function reconcileWithSchema(set: FieldSet, type: ValueType): FieldSet {
  if (set.children === undefined) return set;
  const { map, list } = type;
  if (map !== undefined) return map.deduced ? set : belowOf(set, (element) => typeOfMember(map, element));
  if (type.scalar !== undefined || list === undefined) return set;
  return belowOf(set, () => list.items());
}

function typeOfMember(map: NonNullable<ValueType['map']>, element: string): ValueType | undefined {
  const name = fieldName(element);
  return name === undefined ? map.values?.() : typeOfField(map, name);
}

function belowOf(set: FieldSet, typeOf: (element: string) => ValueType | undefined): FieldSet {
  let children: Map<string, FieldSet> | undefined;
  for (const [element, node] of set.children ?? []) {
    if (node.children === undefined) continue;
    const type = typeOf(element);
    if (type === undefined) continue;
    const reconciled = isAtomic(type) ? leaf : reconcileWithSchema(node, type);
    if (reconciled !== node) (children ??= new Map(set.children)).set(element, reconciled);
  }
  return children === undefined ? set : { member: set.member, children };
}

function isAtomic({ map, scalar, list }: ValueType): boolean {
  if (map !== undefined) return map.atomic;
  return scalar === undefined && list?.atomic === true;
}
