import { type FieldSet, fieldNode } from './field-set.js';
import { fieldName } from './path-element.js';
import { typeOfField, type ValueType } from './value-type.js';

/**
 * The set with every field that the schema names and that has members below it (structured-merge-diff
 * `EnsureNamedFieldsAreMembers`): whoever owns `spec.replicas` has to do with `spec`, too.
 */
export function withNamedFields(set: FieldSet, type: ValueType | undefined): FieldSet {
  if (set.children === undefined) return set;
  const children = new Map<string, FieldSet>();
  for (const [element, node] of set.children) {
    const name = fieldName(element);
    const named = name !== undefined && type?.map?.fields.has(name) === true;
    const deeper = withNamedFields(node, typeBelow(type, element));
    children.set(element, named && !deeper.member ? { member: true, children: deeper.children } : deeper);
  }
  return fieldNode(set.member, children) as FieldSet;
}

function typeBelow(type: ValueType | undefined, element: string): ValueType | undefined {
  const name = fieldName(element);
  if (name !== undefined) return type?.map && typeOfField(type.map, name);
  return element.startsWith('k:') ? type?.list?.items() : undefined;
}
