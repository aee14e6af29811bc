import type { JSONObject } from '../../json.js';
import { objectAt, objectsAt } from '../../json-fields.js';

/** Whether a pod says that it can serve. */
export function isPodReady(pod: JSONObject): boolean {
  return objectsAt(objectAt(pod, 'status'), 'conditions').some(({ type, status }) => type === 'Ready' && status === 'True');
}
