import type { GroupKind } from '@kubewright/discovery';
import { ColumnAligner } from './align-columns.js';
import { cellText, goText } from './cell-text.js';
import type { Table, TableColumnDefinition, TableRow } from './table.js';

/** What to show of a table, as options of `kubectl get` say it. */
export interface FormatTableOptions {
  /** Shows all columns, as `-o wide`. @default false */
  wide?: boolean | undefined;
  /** Begins with the namespace of each object, as `-A`; resources of the cluster have none. @default false */
  withNamespace?: boolean | undefined;
  /** Leaves out the names of the columns, as `--no-headers`. @default false */
  noHeaders?: boolean | undefined;
  /** Labels that get a column each, as `-L app`. @default none */
  labelColumns?: readonly string[] | undefined;
  /** Ends with all labels, as `--show-labels`. @default false */
  showLabels?: boolean | undefined;
  /** Puts the kind before each name, as `--show-kind` and several resources at once do: `deployment.apps/web`. @default not shown */
  kind?: GroupKind | undefined;
}

/**
 * Prints a table as `kubectl get` shows it (cli-runtime `printers.NewTablePrinter`).
 *
 * Namespace and labels come from the objects of the rows, which a table has unless it was asked for with `includeObject: 'None'`.
 *
 * @returns lines, each with its end; an empty text if there is no row: {@link noResourcesFound} is what kubectl then says
 */
export function formatTable(table: Table, options: FormatTableOptions = {}): string {
  return new TablePrinter(options).print(table);
}

/** Prints tables that come one after the other, as those of a watch: columns are named once, and stay as wide as they were. */
export class TablePrinter {
  readonly #options: FormatTableOptions;
  readonly #aligner = new ColumnAligner();
  #namedColumns: string | undefined;

  constructor(options: FormatTableOptions = {}) {
    this.#options = options;
  }

  /** As {@link formatTable}. */
  print(table: Table): string {
    if (table.rows.length === 0) return '';
    const extra = extraColumns(this.#options);
    const lines = table.rows.map((row) => this.#line(row, table.columnDefinitions, extra));
    const columns = JSON.stringify(table.columnDefinitions);
    if (!this.#options.noHeaders && columns !== this.#namedColumns) lines.unshift(this.#header(table.columnDefinitions, extra));
    this.#namedColumns = columns;
    return this.#aligner.align(lines.map(splitAtTabs));
  }

  #isShown({ priority }: TableColumnDefinition): boolean {
    return this.#options.wide === true || priority === 0;
  }

  #header(columns: readonly TableColumnDefinition[], { before, after }: ExtraColumns): string[] {
    const shown = columns.filter((column) => this.#isShown(column));
    return [...before, ...shown, ...after].map(({ name }) => upperCase(cellText(name)));
  }

  #line(row: TableRow, columns: readonly TableColumnDefinition[], { before, after }: ExtraColumns): string[] {
    const { kind } = this.#options;
    const nameColumn = kind && columns.findIndex(({ format, type }) => format === 'name' && type === 'string');
    // A server may send fewer cells than columns, or more.
    const cells = columns.slice(0, after.length > 0 ? undefined : row.cells.length).flatMap((column, index) => {
      const text = cellText(row.cells[index]);
      if (!this.#isShown(column)) return [];
      return index === nameColumn && kind ? `${kindPrefix(kind)}${text}` : text;
    });
    const [first, last] = [before, after].map((extra) => extra.map(({ cell }) => cellText(cell(row))));
    return [...(first ?? []), ...cells, ...(last ?? [])];
  }
}

/** What kubectl says, on stderr, when it found nothing; without a namespace, of all of them or of resources of the cluster. */
export function noResourcesFound(namespace?: string): string {
  return namespace === undefined ? 'No resources found' : `No resources found in ${namespace} namespace.`;
}

interface ExtraColumn {
  name: string;
  cell: (row: TableRow) => string;
}

interface ExtraColumns {
  before: ExtraColumn[];
  after: ExtraColumn[];
}

function extraColumns({ withNamespace, labelColumns = [], showLabels }: FormatTableOptions): ExtraColumns {
  const namespace = { name: 'Namespace', cell: ({ object }: TableRow) => object?.metadata?.namespace ?? '' };
  const columns = labelColumns.map((label) => ({
    // What is before the slash would be the same everywhere.
    name: label.slice(label.lastIndexOf('/') + 1),
    cell: ({ object }: TableRow) => {
      const labels = object?.metadata?.labels ?? {};
      return Object.hasOwn(labels, label) ? (labels[label] ?? '') : '';
    },
  }));
  const labels = { name: 'Labels', cell: labelsText };
  return { before: withNamespace ? [namespace] : [], after: showLabels ? [...columns, labels] : columns };
}

/** All labels in alphabetical order (apimachinery `labels.FormatLabels`); nothing is known of a row without metadata. */
function labelsText({ object }: TableRow): string {
  if (!object?.metadata) return '';
  const labels = Object.entries(object.metadata.labels ?? {}).map(([key, value]) => `${key}=${goText(value)}`);
  return labels.sort().join(',') || '<none>';
}

function kindPrefix({ group, kind }: GroupKind): string {
  return `${(group === '' ? kind : `${kind}.${group}`).toLowerCase()}/`;
}

/** Letter by letter, as Go does it: one that becomes two stays as it is. */
function upperCase(name: string): string {
  return Array.from(name, (letter) => {
    const upper = letter.toUpperCase();
    return Array.from(upper).length === 1 ? upper : letter;
  }).join('');
}

/** A tab in a cell begins another one, in kubectl too. */
function splitAtTabs(cells: readonly string[]): string[] {
  return cells.join('\t').split(/[\t\v]/);
}
