import { isJSONObject, type JSONObject } from '../json.js';
import type { Schema } from '../schema.js';
import { resolveSchema } from '../schemas.js';

const empty = new WeakMap<Schema, JSONObject>();

/**
 * What an object of a built-in kind is before anything is set, as Go has it: fields that are structs and fields that are always
 * written are there (`spec`, `spec.strategy`), lists among them as null. Who creates an object does not own those. Shared: not to be
 * changed.
 */
export function emptyObject(schema: Schema): JSONObject {
  const resolved = resolveSchema(schema);
  let object = empty.get(resolved);
  if (object === undefined) empty.set(resolved, (object = makeEmpty(resolved)));
  return object;
}

function makeEmpty({ properties = {}, required = [] }: Schema): JSONObject {
  const object: JSONObject = {};
  for (const [name, property] of Object.entries(properties)) {
    if (isJSONObject(property.default)) object[name] = { ...emptyObject(property) };
    else if (required.includes(name)) object[name] = property.default ?? null;
  }
  return object;
}
