import { goStruct } from '../decode/go-types.js';
import { readFields } from '../decode/typed-walk.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { undecodablePatch } from '../patch/patch-errors.js';
import { conversionError } from '../patch/struct-conversion.js';
import type { ServedResource } from '../resources/served-resource.js';
import type { WriteOptions } from '../write/write-options.js';

/** What came out of a patch, and what is to be known of it. */
export interface PatchedOptions extends Pick<WriteOptions, 'fieldValidation'> {
  readonly resource: ServedResource;
  /** What an error shows. @default the object */
  readonly shown?: string | undefined;
  readonly isStrategic: boolean;
  /** What was not quite right with the patch itself. */
  readonly strictErrors: readonly string[];
}

/**
 * The object that a patch gave, read as its kind. Throws a `StatusError` of 422 if it is none of its kind, or if it has unknown fields
 * and they are to be refused.
 */
export function patchedObject(
  value: unknown,
  { resource, shown, isStrategic, strictErrors, fieldValidation }: PatchedOptions,
): { object: JSONObject; complaints: string[] } {
  const text = shown ?? JSON.stringify(value);
  const { schema } = resource;
  const struct = schema?.ref === undefined ? undefined : goStruct(schema.ref);
  // It shares parts with the live object, and reading changes it.
  const object = JSON.parse(JSON.stringify(value)) as JSONValue;
  const problem = isStrategic && schema ? conversionError(object, schema) : undefined;
  if (problem !== undefined) throw undecodablePatch(text, problem);
  if (!isJSONObject(object)) throw undecodablePatch(text, 'json: cannot unmarshal into an object');
  if (!struct) return { object, complaints: [...strictErrors] };
  const complaints = [...strictErrors, ...read(object, struct, text, fieldValidation !== 'Ignore')];
  if (fieldValidation === 'Strict' && complaints.length > 0)
    throw undecodablePatch(text, `strict decoding error: ${complaints.join(', ')}`);
  return { object, complaints };
}

function read(object: JSONObject, struct: NonNullable<ReturnType<typeof goStruct>>, text: string, isStrict: boolean): string[] {
  try {
    return readFields(object, struct, { isStrict });
  } catch (error) {
    throw undecodablePatch(text, (error as Error).message);
  }
}
