import type { Deprecation } from './group-version.js';

/** From here on a description explains values of an enumeration one by one; one of those may be deprecated, not the property. */
const valueList = '\n\nPossible enum values:';

/** By Go's convention, in capitals, as the first word; what follows is the advice. */
const marker = /(?:^Deprecated\b[:.]?|\bDeprecated:|\bDEPRECATED\b:?)\s*([^\n]*)/;

/** As a sentence, which is the advice itself. */
const sentence = /\b(This (?:API|field) is deprecated\b[^\n]*)/;

/**
 * Finds what a description says of its own deprecation: no document sets OpenAPI's `deprecated`, they say it in prose.
 *
 * @returns the rest of that paragraph
 */
export function deprecationIn(description: string): Deprecation {
  const [text = ''] = description.split(valueList, 1);
  const found = marker.exec(text) ?? sentence.exec(text);
  return found?.[1]?.trim();
}

/** Whether a description says nothing but its own deprecation. */
export function isOnlyDeprecation(description: string, deprecation: Deprecation): boolean {
  const text = description.trim();
  if (deprecation === undefined || !text.endsWith(deprecation)) return false;
  return /^(?:deprecated[:.]?\s*)?$/i.test(text.slice(0, text.length - deprecation.length));
}
