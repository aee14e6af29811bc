import type { JSONObject } from '../json.js';
import type { FieldManagerContext } from './field-manager-context.js';
export function managedUpdate(_live: JSONObject | undefined, updated: JSONObject, _context: FieldManagerContext): JSONObject {
  return updated;
}
