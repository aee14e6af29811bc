import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { numberAt, textAt } from '../json-fields.js';
import type { StoredObject } from '../store/entry.js';
import { compilePath, PathError } from './json-path.js';
import { byText } from './label-text.js';
import type { Age } from './row-of.js';
import { builtInColumns, type TableColumn } from './table-columns.js';

/** What custom resources have for columns if their definition names none. */
export const ageColumn: JSONObject = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };

/** Columns of custom resources, and the cells of their rows. */
export interface CustomTable {
  readonly columns: TableColumn[];
  readonly cellsOf: (object: StoredObject, age: Age) => JSONValue[];
}

/**
 * The table that a definition asks for (apiextensions-apiserver `tableconvertor`).
 *
 * @param printerColumns `additionalPrinterColumns` of a version
 */
export function customTable(printerColumns: readonly JSONObject[]): CustomTable {
  const [name, ...more] = builtInColumns('', 'ServiceAccount') ?? [];
  const printed = printerColumns.length === 0 ? [ageColumn] : printerColumns;
  const added = printed.map((column): TableColumn => {
    const jsonPath = textAt(column, 'jsonPath');
    return {
      name: textAt(column, 'name'),
      type: textAt(column, 'type'),
      format: textAt(column, 'format'),
      description:
        textAt(column, 'description') ||
        (column === ageColumn
          ? (more[0]?.description ?? '')
          : `Custom resource definition column (in JSONPath format): ${jsonPath}`),
      priority: numberAt(column, 'priority') ?? 0,
    };
  });
  const cells = printed.map((column) => cellOf(textAt(column, 'type'), textAt(column, 'jsonPath')));
  return {
    columns: [...(name ? [name] : []), ...added],
    cellsOf: (object, age) => [object.metadata.name, ...cells.map((cell) => cell(object, age))],
  };
}

function cellOf(type: string, jsonPath: string): (object: StoredObject, age: Age) => JSONValue {
  let find: ReturnType<typeof compilePath> | undefined;
  return (object, age) => {
    try {
      find ??= compilePath(jsonPath);
      const [value] = find([object]);
      return value === undefined ? null : typedCell(type, value, age);
    } catch (error) {
      if (error instanceof PathError) return null;
      throw error;
    }
  };
}

function typedCell(type: string, value: JSONValue, age: Age): JSONValue {
  switch (type) {
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      if (typeof value !== 'string') return null;
      return value !== '' && !isTime(value) ? '<invalid>' : age(value);
    default:
      return value === null ? '<no value>' : typeof value === 'object' ? JSON.stringify(sorted(value)) : String(value);
  }
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** With the fields of objects in order. */
function sorted(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJSONObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, JSONValue] => [key, sorted(inner)]);
  return Object.fromEntries(entries.sort(([a], [b]) => byText(a, b)));
}
