import { structOfData } from '../decode/decode-object.js';
import { type FieldValidation, readTypeMeta } from '../decode/request-body.js';
import { readFields } from '../decode/typed-walk.js';
import { isJSONObject, type JSONValue } from '../json.js';
import type { PatchRequest } from '../patch/patch-object.js';
import { apiVersionOf, type GroupVersionKind } from '../resources/resource-table.js';
import type { ServedResource } from '../resources/served-resource.js';
import { decodeFor } from './decode-body.js';

/** Makes objects of a resource of what patches make. */
export function patchDecoder(
  resource: ServedResource,
  fieldValidation: FieldValidation,
  isStrategic: boolean,
): PatchRequest['decode'] {
  const { schema, isCustom } = resource;
  if (schema?.ref !== undefined && !isCustom) return structDecoder(schema.ref, resource.info.kind, fieldValidation, isStrategic);
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

/**
 * The same for a definition of the OpenAPI documents.
 *
 * @param isStrategic whether the server goes on with the live object, whatever version and kind the patch gives it; what other patches
 * make it reads anew (apiserver `handlers.smpPatcher`, `jsonPatcher`)
 */
export function structDecoder(
  definition: string,
  gvk: GroupVersionKind,
  fieldValidation: FieldValidation,
  isStrategic: boolean,
): PatchRequest['decode'] {
  const schema = { ref: definition };
  return (patched) => {
    const type = isStrategic ? gvk : typeOfPatched(patched, gvk);
    const isStrict = fieldValidation !== 'Ignore';
    const named = { apiVersion: apiVersionOf(gvk), kind: gvk.kind };
    // Without a version it is read into the internal type, whose fields have other names.
    if (type.version === '') return { object: named, strictErrors: isStrict ? unknownFields(patched) : [] };
    const struct = structOfData(type, gvk, schema);
    // It shares parts with the live object, and reading changes it.
    const read = JSON.parse(JSON.stringify(patched)) as JSONValue;
    const object = isJSONObject(read) ? read : {};
    const strictErrors = readFields(object, struct, { isStrict });
    return { object: Object.assign(object, named), strictErrors };
  };
}

function unknownFields(patched: JSONValue): string[] {
  const names = isJSONObject(patched) ? Object.keys(patched) : [];
  return names.filter((name) => !['apiVersion', 'kind'].includes(name)).map((name) => `unknown field ${JSON.stringify(name)}`);
}

/** What an object says that it is, when a patch has changed it. */
function typeOfPatched(patched: JSONValue, gvk: GroupVersionKind): GroupVersionKind {
  const { kind, group, version } = readTypeMeta(patched, (what) => {
    throw new Error(what);
  });
  return version === '' && group === '' ? { ...gvk, version: '' } : { group, version, kind: kind === '' ? gvk.kind : kind };
}
