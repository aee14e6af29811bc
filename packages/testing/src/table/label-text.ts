import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { listAt, objectAt, objectsAt, textAt } from '../json-fields.js';

/** A text, a number or a truth value, as text. */
export function scalarText(value: JSONValue | undefined): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

/** Labels as `a=1,b=2`, sorted; `<none>` if there are none (apimachinery `labels.FormatLabels`). */
export function labelsText(labels: JSONValue | undefined): string {
  const pairs = isJSONObject(labels) ? Object.entries(labels).map(([key, value]) => `${key}=${scalarText(value)}`) : [];
  return pairs.sort(byText).join(',') || '<none>';
}

/** A label selector as `a=1,b in (2,3)`, sorted by keys; empty if it is missing or selects all. */
export function selectorText(selector: JSONObject | undefined): string {
  const labels = Object.entries(objectAt(selector, 'matchLabels') ?? {}).map(([key, value]): [string, string] => [
    key,
    `${key}=${scalarText(value)}`,
  ]);
  const expressions = objectsAt(selector, 'matchExpressions').map((expression): [string, string] => [
    textAt(expression, 'key'),
    expressionText(expression),
  ]);
  return [...labels, ...expressions]
    .sort(([a], [b]) => byText(a, b))
    .map(([, text]) => text)
    .join(',');
}

/** As {@link selectorText}; `<none>` if that is empty (apimachinery `metav1.FormatLabelSelector`). */
export function selectorOrNone(selector: JSONObject | undefined): string {
  return selectorText(selector) || '<none>';
}

function expressionText(expression: JSONObject): string {
  const key = textAt(expression, 'key');
  const values = listAt(expression, 'values').map(scalarText).sort(byText).join(',');
  switch (textAt(expression, 'operator')) {
    case 'In':
      return `${key} in (${values})`;
    case 'NotIn':
      return `${key} notin (${values})`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return key;
  }
}

/** In the order of Go's strings. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
