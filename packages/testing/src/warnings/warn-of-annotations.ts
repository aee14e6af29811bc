import type { JSONObject } from '../json.js';
import { objectAt } from '../json-fields.js';

/** Whether an object has an annotation, even an empty one. */
export function hasAnnotation(object: JSONObject | undefined, annotation: string): boolean {
  return Object.hasOwn(objectAt(object, 'metadata', 'annotations') ?? {}, annotation);
}

/**
 * What to warn of in the annotations of an object.
 *
 * @param prefix of fields, with its dot; empty for the object itself
 * @param texts annotations with what is to be said of them
 */
export function annotationWarnings(
  object: JSONObject | undefined,
  prefix: string,
  texts: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(texts)
    .filter(([annotation]) => hasAnnotation(object, annotation))
    .map(([annotation, text]) => `${prefix}metadata.annotations[${annotation}]: ${text}`);
}
