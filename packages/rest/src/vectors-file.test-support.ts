import { readdirSync, readFileSync } from 'node:fs';

/** One case that was put to client-go: what was asked of it, and what it did. */
export interface Vector {
  /** Table, slash, and what is special about the case. */
  readonly id: string;
  readonly in: unknown;
  readonly did: unknown;
}

const folder = new URL('../../../e2e/vectors/vectors/', import.meta.url);

/** The tables there are, as `npm run vectors` wrote them. */
export function vectorTables(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** All vectors of one table. */
export function readVectors(table: string): Vector[] {
  return JSON.parse(readFileSync(new URL(`${table}.json`, folder), 'utf8')) as Vector[];
}

/** The object without what Go leaves out of JSON: what is undefined, empty, zero or false. */
export function omitEmpty<T extends object>(object: T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !isEmpty(value))) as Partial<T>;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || value === 0 || value === false || (Array.isArray(value) && value.length === 0);
}
