import type { JSONObject } from '../json.js';
import { objectAt } from '../json-fields.js';

/** A map as the server shows it in messages: in the order of its keys. Null if there is none. */
export function asGoMap(map: JSONObject | undefined): JSONObject | null {
  return map ? Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))) : null;
}

/** A label selector as the server shows it in messages. Null if there is none. */
export function asGoSelector(selector: JSONObject | undefined): JSONObject | null {
  if (!selector) return null;
  const labels = asGoMap(objectAt(selector, 'matchLabels'));
  return labels ? { ...selector, matchLabels: labels } : selector;
}
