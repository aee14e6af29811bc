import type { JSONValue } from '../json.js';
import type { GroupVersionKind } from '../resources/resource-table.js';
import type { StoredObject } from '../store/entry.js';
export interface TableContent {
  columnDefinitions: object[];
  rows: { cells: JSONValue[] }[];
}
export function tableOf(_kind: GroupVersionKind, objects: readonly StoredObject[], _now: Date): TableContent {
  return { columnDefinitions: [], rows: objects.map(({ metadata }) => ({ cells: [metadata.name] })) };
}
