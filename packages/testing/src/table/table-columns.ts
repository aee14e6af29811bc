import { readFileSync } from 'node:fs';

/** A column of a `Table` of `meta.k8s.io`. */
export interface TableColumn {
  readonly name: string;
  /** An OpenAPI type, as `string` or `integer`. */
  readonly type: string;
  /** `name` for the column with the object's name; often empty. */
  readonly format: string;
  readonly description: string;
  /** 0 for what is always shown, above for what is shown to those who want to know more. */
  readonly priority: number;
}

type ColumnRecord = readonly [name: string, type: string, format: string, description: number, priority: number];

interface ColumnTable {
  readonly kubernetes: string;
  readonly descriptions: readonly string[];
  readonly kinds: Readonly<Record<string, readonly ColumnRecord[]>>;
}

let table: ColumnTable | undefined;

/** Loaded when somebody first wants a table. Made by e2e/src/differential/record-table.mjs. */
function columnTable(): ColumnTable {
  return (table ??= JSON.parse(readFileSync(new URL('../../data/table-columns.json', import.meta.url), 'utf8')) as ColumnTable);
}

/** The columns of a built-in kind, whatever its version; undefined if it has none of its own. @param group empty for the core group */
export function builtInColumns(group: string, kind: string): TableColumn[] | undefined {
  const { kinds, descriptions } = columnTable();
  const name = `${group}/${kind}`;
  if (!Object.hasOwn(kinds, name)) return undefined;
  return kinds[name]?.map(([column, type, format, description, priority]) => ({
    name: column,
    type,
    format,
    description: descriptions[description] ?? '',
    priority,
  }));
}

/** Name, and when an object came to be: what the server says of kinds for which it has no columns. */
export function defaultColumns(): TableColumn[] {
  return builtInColumns('apiextensions.k8s.io', 'CustomResourceDefinition') ?? [];
}
