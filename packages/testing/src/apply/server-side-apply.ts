import type { JSONObject } from '../json.js';
import type { FieldManagerContext } from './field-manager-context.js';
export function serverSideApply(
  _live: JSONObject | undefined,
  applied: JSONObject,
  _context: FieldManagerContext & { force: boolean },
): JSONObject {
  return applied;
}
