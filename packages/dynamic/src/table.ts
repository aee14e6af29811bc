import type { ListMeta } from '@kubewright/meta-v1';
import { UnexpectedObjectError } from '@kubewright/rest';
import type { DynamicObject } from './dynamic-object.js';

/** How the server prints objects for people: what `kubectl get` shows (apimachinery `metav1.Table`). */
export interface Table {
  /** `meta.k8s.io/v1`, or `meta.k8s.io/v1beta1` of a server before Kubernetes 1.15; the two are alike. */
  apiVersion: string;
  kind: 'Table';
  /** Of the list that the table shows, or with the resource version of its one object. */
  metadata: ListMeta;
  columnDefinitions: TableColumnDefinition[];
  /** One for each object, in the order of the list. */
  rows: TableRow[];
}

/** What a column is called and how it is meant (apimachinery `metav1.TableColumnDefinition`). */
export interface TableColumnDefinition {
  /** For people, as `Up-to-date`. */
  name: string;
  /** An OpenAPI type: `string`, `integer`, `number`, `boolean`, `date`. */
  type: string;
  /** An OpenAPI format; `name` for the column with the names of the objects, often empty. */
  format: string;
  description: string;
  /** 0 for what is always shown, more for what a wide table shows. */
  priority: number;
}

/** One object as the server prints it (apimachinery `metav1.TableRow`). */
export interface TableRow {
  /** One for each column, at most: text, a number, a boolean, null for nothing. Times are as old as the server says: `5d`. */
  cells: unknown[];
  /** What is so about the object, as `Completed` of a pod that has ended. */
  conditions?: TableRowCondition[];
  /** What `includeObject` asked for: only the metadata (a `PartialObjectMetadata`) unless told otherwise. */
  object?: DynamicObject | null;
}

/** Something about the object of a row (apimachinery `metav1.TableRowCondition`). */
export interface TableRowCondition {
  /** `Completed` is the only one. */
  type: string;
  status: 'False' | 'True' | 'Unknown';
  reason?: string;
  message?: string;
}

/**
 * The server does not print this resource as a table, and answered with something else. Its cause is an `UnexpectedObjectError`, which
 * holds the answer.
 */
export class NoTableError extends Error {
  override readonly name = 'NoTableError';
}

const versions = new Set<unknown>(['meta.k8s.io/v1', 'meta.k8s.io/v1beta1']);

/**
 * Takes a server's answer for a table. What it leaves out is filled in: an empty list of rows may be null on the wire.
 *
 * @param resource whose table was asked for, for messages
 * @param columns of a table that names none: a watch tells them once
 * @throws {NoTableError} if the answer is of another kind
 * @throws {Error} that says what is wrong with the table
 */
export function readTable(answer: object, resource: string, columns: TableColumnDefinition[] = []): Table {
  const table = answer as Partial<Record<keyof Table, unknown>>;
  if (table.kind !== 'Table' || !versions.has(table.apiVersion)) {
    const cause = new UnexpectedObjectError(answer, { apiVersion: 'meta.k8s.io/v1', kind: 'Table' });
    throw new NoTableError(`the server prints no table of ${resource}: read the objects themselves (${cause.message})`, {
      cause,
    });
  }
  const definitions = objects(table.columnDefinitions, 'columnDefinitions', resource).map(columnOf);
  return {
    apiVersion: table.apiVersion as string,
    kind: 'Table',
    metadata: table.metadata ?? {},
    columnDefinitions: definitions.length === 0 ? columns : definitions,
    rows: objects(table.rows, 'rows', resource).map((row) => ({
      ...(row as Partial<TableRow>),
      cells: array((row as Partial<TableRow>).cells, 'cells of a row', resource),
    })),
  };
}

function columnOf(definition: object): TableColumnDefinition {
  const { name, type, format, description, priority } = definition as Partial<Record<keyof TableColumnDefinition, unknown>>;
  return {
    name: textOf(name),
    type: textOf(type),
    format: textOf(format),
    description: textOf(description),
    priority: typeof priority === 'number' ? priority : 0,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function objects(value: unknown, what: string, resource: string): object[] {
  const elements = array(value, what, resource);
  for (const element of elements)
    if (typeof element !== 'object' || element === null) throw unreadable(what, 'objects', resource);
  return elements as object[];
}

function array(value: unknown, what: string, resource: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw unreadable(what, 'an array', resource);
  return value;
}

function unreadable(what: string, expected: string, resource: string): Error {
  return new Error(`the server answered with a table of ${resource} that cannot be read: the ${what} must be ${expected}`);
}
