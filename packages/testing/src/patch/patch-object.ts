import type { JSONObject, JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
import { decodePatch, type FieldValidation, type ParsedBody } from './decode-patch.js';
import { encodeJSON } from './encode-json.js';
import { goText } from './go-text.js';
import { applyJSONPatch } from './json-patch.js';
import { applyMergePatch } from './merge-patch.js';
import { undecodablePatch } from './patch-errors.js';
import { inGoOrder } from './go-order.js';
import { jsonPatchType, mergePatchType, strategicMergePatchType } from './patch-media-types.js';
import { applyStrategicMergePatch } from './strategic-merge-patch.js';
import { conversionError } from './struct-conversion.js';

/** What is known of a patch besides its body. */
export interface PatchRequest {
  /** What `patchTypeOf` answers, other than the type of server-side apply. */
  patchType: string;
  fieldValidation: FieldValidation;
  /** Of the object. */
  schema: Schema;
  /**
   * Makes an object of the kind of what the patch made: drops nulls and fields that are not known.
   *
   * Throws an Error, whose message is a decoder's, if that cannot be; answers with the fields that are not known or twice there,
   * as `unknown field "spec.nope"`.
   */
  decode: (patched: JSONValue) => { object: JSONObject; strictErrors: readonly string[] };
}

/**
 * What becomes of an object by a patch: before defaults, validation and the check that it is still the same object. The live
 * object is not changed.
 *
 * Throws a StatusError with the status of the answer, or a PatchPanic (apiserver `pkg/endpoints/handlers/patch.go`).
 *
 * @returns the object, and the texts of the warnings that the answer has
 */
export function patchObject(
  live: JSONObject,
  body: ParsedBody,
  request: PatchRequest,
): { object: JSONObject; warnings: string[] } {
  const { patchType, fieldValidation, schema, decode } = request;
  const { patch, strictErrors } = decodePatch(body, patchType, fieldValidation);
  const strategic = patchType === strategicMergePatchType;
  const patched = strategic
    ? applyStrategicMergePatch(live, patch as JSONObject, schema)
    : patchType === jsonPatchType
      ? applyJSONPatch(live, patch)
      : applyMergePatch(live, patch);
  const undecodable = (why: string, options?: ErrorOptions): Error =>
    undecodablePatch(
      strategic ? goText(patch) : encodeJSON(patchType === mergePatchType ? inGoOrder(patched, patch) : patched),
      why,
      options,
    );

  const mistake = strategic ? conversionError(patched, schema) : undefined;
  if (mistake !== undefined) throw undecodable(mistake);
  let decoded;
  try {
    decoded = decode(patched);
  } catch (error) {
    throw undecodable(error instanceof Error ? error.message : String(error), { cause: error });
  }
  if (fieldValidation === 'Ignore') return { object: decoded.object, warnings: [] };
  const found = strategic ? [...decoded.strictErrors].sort() : decoded.strictErrors;
  const warnings = [...strictErrors, ...found];
  if (fieldValidation === 'Strict' && warnings.length > 0) throw undecodable(`strict decoding error: ${warnings.join(', ')}`);
  return { object: decoded.object, warnings };
}
