import { readFileSync } from 'node:fs';

/** One answer of the server. */
export interface Served {
  /** @default 200 */
  status?: number;
  /** Content type. @default application/json */
  type?: string;
  body?: unknown;
  /** In place of `body`, as it is. */
  text?: string;
}

/** A method of the Go program, and its arguments. */
export type Call = readonly [method: string, ...texts: string[]];

/** A client, what the server answers at each path (the last answer stays; what is missing is a 404), and the calls. */
export interface Case {
  client: 'live' | 'memory' | 'disk';
  legacy?: boolean;
  noPeers?: boolean;
  base?: string;
  serve: Readonly<Record<string, readonly string[]>>;
  calls: readonly Call[];
}

/** What one call did. */
export interface Did {
  value?: unknown;
  error?: { text: string; is?: string[]; failures?: Record<string, string> };
  warnings?: string[];
  requests?: string[];
  accept?: string[];
}

/** One case that was put to client-go, and what each call did. */
export interface Vector {
  id: string;
  in: Case;
  did: Did[];
}

const folder = new URL('../../../e2e/vectors/vectors/discovery/', import.meta.url);

const readTable = (table: string): unknown => JSON.parse(readFileSync(new URL(`${table}.json`, folder), 'utf8'));

const documents = new Map((readTable('documents') as { id: string; in: Served }[]).map((document) => [document.id, document.in]));

/** The tables of cases. */
export const tables = ['server', 'cached', 'mapper'];

/** All cases of one table. */
export function readVectors(table: string): Vector[] {
  return readTable(table) as Vector[];
}

/** What the server answers: `serve` of a case names it by a digest. */
export function documentOf(digest: string): Served {
  const document = documents.get(`discovery/documents/${digest}`);
  if (!document) throw new Error(`there is no document ${digest}`);
  return document;
}
