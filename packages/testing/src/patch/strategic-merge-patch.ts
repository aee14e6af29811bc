import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
import { goString, goText } from './go-text.js';
import { mergeLists } from './merge-lists.js';
import { unexpectedPatch } from './patch-errors.js';
import { patchField, patchListField } from './patch-fields.js';
import { deleteFromListPrefix, directive, fieldOfDirective, withoutDirectives } from './patch-directives.js';
import { retainKeys } from './retain-keys.js';
import { setElementOrders } from './set-element-order.js';

/**
 * Applies a strategic merge patch (apimachinery `strategicpatch.StrategicMergeMapPatch`). The schema says which lists are merged,
 * and by which key. Neither argument is changed; the result shares what is the same with both. Nulls that stood in merged lists,
 * and directives in lists that are replaced, are still in the result: decoding it does away with them.
 *
 * @param schema of the document, of a built-in kind: custom resources have no such patches
 *
 * Throws a StatusError with the code that a server answers with, 400, 422 or 500, or a PatchPanic.
 */
export function applyStrategicMergePatch(document: JSONObject, patch: JSONObject, schema: Schema): JSONObject {
  if (Object.hasOwn(patch, directive)) return replacement(patch);

  const [kept, asked] = retainKeys(document, patch);
  setElementOrders(kept, asked, schema, applyStrategicMergePatch);
  for (const [key, value] of asked) {
    const deletes = key.startsWith(deleteFromListPrefix);
    const name = (deletes && fieldOfDirective(key, deleteFromListPrefix)) || key;
    const live = kept.get(name);
    if (value === null) kept.delete(name);
    else if (live !== undefined && isJSONObject(live) && isJSONObject(value))
      kept.set(name, mergeMaps(live, value, schema, name));
    else if (Array.isArray(live) && Array.isArray(value)) {
      const field = patchListField(schema, name);
      const merged = deletes || field.strategy === 'merge';
      kept.set(name, merged ? mergeLists(live, value, field, deletes, applyStrategicMergePatch) : value);
    } else if (!deletes) {
      const fresh = withoutDirectives(withoutNulls(value));
      if (fresh === undefined) kept.delete(name);
      else kept.set(name, fresh);
    } else if (live !== undefined && typeof live === typeof value && !Array.isArray(value) && !isJSONObject(value)) {
      kept.set(name, value);
    }
  }
  return Object.fromEntries(kept);
}

/** What an object becomes that is not merged with the patch. */
function replacement(patch: JSONObject): JSONObject {
  const { [directive]: how, ...rest } = patch;
  if (how === 'replace') return rest;
  if (how === 'delete') return {};
  throw unexpectedPatch(`unknown patch type: ${goString(how as JSONValue)} in map: ${goText(patch)}`);
}

function mergeMaps(live: JSONObject, patch: JSONObject, schema: Schema, name: string): JSONObject {
  const field = patchField(schema, name);
  return field.strategy === 'replace' ? patch : applyStrategicMergePatch(live, patch, field.schema);
}

/** What is new to the object: without fields that are null, as deep as it goes. */
function withoutNulls(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJSONObject(value)) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(fields.map(([key, field]) => [key, withoutNulls(field)]));
}
