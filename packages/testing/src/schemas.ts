import { readFileSync } from 'node:fs';
import type { Schema } from './schema.js';

interface SchemaTable {
  kubernetes: string;
  kinds: Readonly<Record<string, string>>;
  definitions: Readonly<Record<string, Schema>>;
}

let table: SchemaTable | undefined;

/** Loaded when something is first asked of it: many a test never needs a schema. */
function schemaTable(): SchemaTable {
  return (table ??= JSON.parse(readFileSync(new URL('../data/schemas.json', import.meta.url), 'utf8')) as SchemaTable);
}

/** The schema of a built-in kind; undefined if there is none. @param group empty for the core group */
export function builtInSchema(group: string, version: string, kind: string): Schema | undefined {
  const { kinds } = schemaTable();
  const name = `${group}/${version}/${kind}`;
  return Object.hasOwn(kinds, name) ? { ref: kinds[name] as string } : undefined;
}

/** The schema with what its reference says, as deep as references go. Throws an Error for a reference that leads nowhere. */
export function resolveSchema(schema: Schema): Schema {
  let resolved = schema;
  while (resolved.ref !== undefined) {
    const { ref, ...own } = resolved;
    const definition = schemaTable().definitions[ref];
    if (!definition) throw new Error(`no definition ${ref}`);
    resolved = Object.keys(own).length === 0 ? definition : { ...definition, ...own };
  }
  return resolved;
}

/** Which Kubernetes the built-in schemas are of, as `v1.36.3`. */
export function schemaVersion(): string {
  return schemaTable().kubernetes;
}
