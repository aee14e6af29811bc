import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { emptySet, type FieldSet, fieldNode, leaf, union } from './field-set.js';
import { parsePathElement, sortPathElements, unknownElement } from './path-element.js';

/**
 * Reads `fieldsV1` (structured-merge-diff `fieldpath/serialize.go`). Throws an Error for what is no object, or has steps that cannot be
 * read; steps of unknown kinds are left out.
 */
export function fieldsFromJSON(fields: JSONValue): FieldSet {
  const { children } = read(fields);
  return children === undefined ? emptySet : { member: false, children };
}

function read(fields: JSONValue): FieldSet {
  if (fields === null) return leaf;
  if (!isJSONObject(fields)) throw new Error(`no set of fields: ${JSON.stringify(fields)}`);
  let member = false;
  let children: Map<string, FieldSet> | undefined;
  for (const step in fields) {
    if (step === '.') {
      member = true;
      continue;
    }
    const element = parsePathElement(step);
    if (element === unknownElement) continue;
    const node = read(fields[step] as JSONValue);
    children ??= new Map<string, FieldSet>();
    const before = children.get(element);
    children.set(element, before === undefined ? node : union(before, node));
  }
  return fieldNode(member, children) ?? leaf;
}

/** Writes `fieldsV1`, in the canonical order. */
export function fieldsToJSON(set: FieldSet): JSONObject {
  const fields: JSONObject = {};
  if (set.children === undefined) return fields;
  if (set.member) fields['.'] = {};
  for (const step of sortPathElements(set.children.keys())) fields[step] = fieldsToJSON(set.children.get(step) as FieldSet);
  return fields;
}
