import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { goQuote, jsonType } from './go-text.js';
import { malformedPatch } from './patch-errors.js';
import { jsonPatchType, mergePatchType, strategicMergePatchType } from './patch-media-types.js';

/** What a JSON decoder made of a body. */
export interface ParsedBody {
  /** Absent if it is no JSON. */
  value?: JSONValue;
  /** Why it is none, in Go's words: `unexpected end of JSON input`. */
  syntaxError?: string;
  /** How the first number is written that no float64 can hold. */
  hugeNumber?: string | undefined;
  /** Fields that stand there twice, each as `duplicate field "data.a"`. */
  duplicates: readonly string[];
}

/** What becomes of fields that are not known or twice there. A server's default is `Warn`. */
export type FieldValidation = 'Ignore' | 'Strict' | 'Warn';

/** A patch that can be applied, and what is not quite right with it. */
export interface DecodedPatch {
  patch: JSONValue;
  /** To be warned of; or, if validation is strict, to be refused, with what is found in the patched object. Empty if ignored. */
  strictErrors: string[];
}

/** The types of an operation's fields. */
const operationFields = new Set(['op', 'path', 'from', 'value']);

/**
 * Checks that the body is a patch of the type, in the order and words of a server (apiserver `pkg/endpoints/handlers/patch.go`).
 * Throws a StatusError 400 if it is none.
 *
 * @param patchType one that `patchTypeOf` answers with, other than that of server-side apply
 */
export function decodePatch(body: ParsedBody, patchType: string, fieldValidation: FieldValidation): DecodedPatch {
  const validated = fieldValidation !== 'Ignore';
  const prefix = validated && patchType !== strategicMergePatchType ? 'error decoding patch: ' : '';
  if (body.value === undefined) {
    const ignored = patchType === mergePatchType && !validated;
    throw malformedPatch(ignored ? 'Invalid JSON Patch' : `${prefix}${body.syntaxError ?? ''}`);
  }
  const { value } = body;
  const mistake = validated || patchType === strategicMergePatchType ? typeMistake(value, patchType) : undefined;
  if (mistake !== undefined) throw malformedPatch(`${prefix}${mistake}`);
  if (body.hugeNumber !== undefined) {
    const target = patchType === jsonPatchType ? 'Go struct field jsonPatchOp.value of type float64' : 'Go value of type float64';
    throw malformedPatch(`${prefix}json: cannot unmarshal number ${body.hugeNumber} into ${target}`);
  }
  return {
    patch: patchType === strategicMergePatchType ? (value ?? {}) : value,
    strictErrors: validated ? strictErrors(value, patchType, body.duplicates) : [],
  };
}

/** What Go's decoder says of a value that is of another type than the patch should be. */
function typeMistake(value: JSONValue, patchType: string): string | undefined {
  if (value === null) return undefined;
  if (patchType !== jsonPatchType) {
    return isJSONObject(value) ? undefined : unmarshal(value, 'Go value of type map[string]interface {}');
  }
  if (!Array.isArray(value)) return unmarshal(value, 'Go value of type []handlers.jsonPatchOp');
  for (const operation of value) {
    if (operation === null) continue;
    if (!isJSONObject(operation)) return unmarshal(operation, 'Go value of type handlers.jsonPatchOp');
    const wrong = Object.entries(operation).find(
      ([field, given]) => field !== 'value' && operationFields.has(field) && given !== null && typeof given !== 'string',
    );
    if (wrong) return unmarshal(wrong[1], `Go struct field jsonPatchOp.${wrong[0]} of type string`);
  }
  return undefined;
}

function unmarshal(value: JSONValue, target: string): string {
  return `json: cannot unmarshal ${jsonType(value)} into ${target}`;
}

function strictErrors(value: JSONValue, patchType: string, duplicates: readonly string[]): string[] {
  if (patchType !== jsonPatchType) return [...duplicates];
  const operations = Array.isArray(value) ? value : [];
  const unknown = operations.flatMap((operation, index) =>
    Object.keys((operation as JSONObject | null) ?? {})
      .filter((field) => !operationFields.has(field))
      .map((field) => `unknown field ${goQuote(`[${String(index)}].${field}`)}`),
  );
  return [...unknown, ...duplicates].map((error) => `json patch ${error}`);
}
