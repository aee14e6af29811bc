import { goStruct } from '../decode/go-types.js';
import type { FieldValidation } from '../decode/request-body.js';
import { readFields } from '../decode/typed-walk.js';
import { isJSONObject, type JSONValue } from '../json.js';
import type { PatchRequest } from '../patch/patch-object.js';
import type { ServedResource } from '../resources/served-resource.js';
import { decodeFor } from './decode-body.js';

/** Makes objects of a resource of what patches make. */
export function patchDecoder(resource: ServedResource, fieldValidation: FieldValidation): PatchRequest['decode'] {
  const { schema, isCustom } = resource;
  if (schema?.ref !== undefined && !isCustom) return structDecoder(schema.ref, fieldValidation);
  return (patched) => {
    const { object, warnings } = decodeFor(
      resource,
      JSON.stringify(patched),
      undefined,
      fieldValidation === 'Ignore' ? 'Ignore' : 'Warn',
    );
    return { object, strictErrors: warnings };
  };
}

/** The same for a definition of the OpenAPI documents. */
export function structDecoder(definition: string, fieldValidation: FieldValidation): PatchRequest['decode'] {
  const struct = goStruct(definition);
  return (patched) => {
    // It shares parts with the live object, and reading changes it.
    const object = JSON.parse(JSON.stringify(patched)) as JSONValue;
    if (!isJSONObject(object) || !struct) throw new Error('json: cannot unmarshal into an object');
    return { object, strictErrors: readFields(object, struct, { isStrict: fieldValidation !== 'Ignore' }) };
  };
}
