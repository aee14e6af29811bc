import type { JSONObject, JSONValue } from '../json.js';
import type { GroupVersionKind } from '../resources/resource-table.js';
import type { StoredObject } from '../store/entry.js';
import { createdAtCells } from './access-cells.js';
import { builtInCells } from './built-in-cells.js';
import { customTable } from './custom-table.js';
import { podRowConditions } from './pod-cells.js';
import { agesAt } from './row-of.js';
import { builtInColumns, defaultColumns, type TableColumn } from './table-columns.js';

/** Columns and rows of a `Table` of `meta.k8s.io`. */
export interface TableContent {
  readonly columnDefinitions: TableColumn[];
  /** Null, not empty, if there are none of a kind that the server has no columns of its own for. */
  readonly rows: TableRow[] | null;
}

/** What a table says of an object. */
export interface TableRow {
  /** One for each column, those with a priority too. */
  readonly cells: JSONValue[];
  /** Only of pods that have come to their end. */
  readonly conditions?: JSONObject[];
}

/**
 * Objects of a kind as a table: columns and cells are those of kube-apiserver 1.36.
 *
 * @param now what ages count to
 * @param printerColumns `additionalPrinterColumns` of a custom resource; undefined for a built-in kind
 */
export function tableOf(
  kind: GroupVersionKind,
  objects: readonly StoredObject[],
  now: Date,
  printerColumns?: readonly JSONObject[],
): TableContent {
  const age = agesAt(now);
  if (printerColumns) {
    const { columns, cellsOf } = customTable(printerColumns);
    return { columnDefinitions: columns, rows: objects.map((object) => ({ cells: cellsOf(object, age) })) };
  }
  const cellsOf = builtInCells(kind.group, kind.kind);
  if (objects.length === 0 && cellsOf === createdAtCells) return { columnDefinitions: columnsOf(kind), rows: null };
  const isPod = kind.group === '' && kind.kind === 'Pod';
  return {
    columnDefinitions: columnsOf(kind),
    rows: objects.map((object) => {
      const conditions = isPod ? podRowConditions(object) : undefined;
      return { cells: cellsOf(object, age), ...(conditions && { conditions }) };
    }),
  };
}

function columnsOf({ group, kind }: GroupVersionKind): TableColumn[] {
  return builtInColumns(group, kind) ?? defaultColumns();
}
