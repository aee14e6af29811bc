import { labelKeyProblems, labelValueProblems } from '@kubewright/rest';
import { isJSONObject, type JSONValue } from '../json.js';
import { type FieldError, invalidValue, tooLong } from './field-errors.js';
import { checkText } from './text-rules.js';

/** All keys and values of annotations together, in bytes. */
const largestAnnotations = 256 * 1024;

/** What is wrong with labels. @param labels as an object has them; absent is right */
export function validateLabels(labels: JSONValue | undefined, field: string): FieldError[] {
  return entries(labels).flatMap(([key, value]) => [
    ...checkText(labelKeyProblems, key, field),
    ...checkText(labelValueProblems, value, field),
  ]);
}

/** What is wrong with annotations: their keys, in any case, and 256 KiB for all of them. */
export function validateAnnotations(annotations: JSONValue | undefined, field: string): FieldError[] {
  const all = entries(annotations);
  const errors = all.flatMap(([key]) => labelKeyProblems(key.toLowerCase()).map((problem) => invalidValue(field, key, problem)));
  const size = all.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  return size > largestAnnotations ? [...errors, tooLong(field, largestAnnotations)] : errors;
}

function entries(map: JSONValue | undefined): [string, string][] {
  return isJSONObject(map) ? Object.entries(map).map(([key, value]) => [key, typeof value === 'string' ? value : '']) : [];
}
