import { isDeepStrictEqual } from 'node:util';
import { SpecError } from '../generation-error.js';
import type { GroupVersionKind, SchemaDescription, SchemaReference } from './description.js';
import type { JsonNode } from './json-node.js';
import { readShape } from './schema.js';
import { visitReferences } from './shape.js';

const kindsKeyword = 'x-kubernetes-group-version-kind';

interface Entry {
  readonly node: JsonNode;
  readonly description: SchemaDescription;
  readonly references: readonly SchemaReference[];
}

/**
 * The schemas of all documents. API servers repeat a schema in every document that needs it, always the same, apart from
 * the group-version-kinds: DeleteOptions and WatchEvent claim the group-version of the document that they stand in.
 */
export class SchemaTable {
  readonly #entries = new Map<string, Entry>();

  /** Adds a document's `components`. Throws for a reference to nowhere, and for a schema that another document defines differently. */
  add(components: JsonNode): void {
    const schemas = components.optional('schemas')?.entries() ?? [];
    const names = new Set(schemas.map(([name]) => name));
    for (const [name, node] of schemas) {
      for (const reference of this.#merge(name, node).references) {
        if (names.has(reference.schema)) continue;
        throw new SpecError({ file: node.file, pointer: reference.pointer }, `the document has no schema "${reference.schema}"`);
      }
    }
  }

  descriptions(): Map<string, SchemaDescription> {
    return new Map([...this.#entries].map(([name, { description }]) => [name, description]));
  }

  #merge(name: string, node: JsonNode): Entry {
    const entry = this.#entries.get(name) ?? this.#create(name, node);
    if (entry.node !== node && !isDeepStrictEqual(withoutKinds(entry.node), withoutKinds(node))) {
      node.fail(`differs from the schema of that name in ${entry.node.file}`);
    }
    for (const kind of readKinds(node)) {
      if (!entry.description.kinds.some((known) => isDeepStrictEqual(known, kind))) entry.description.kinds.push(kind);
    }
    return entry;
  }

  #create(name: string, node: JsonNode): Entry {
    if (!name.includes('.')) node.fail('the name of a schema must begin with the module that it belongs to');
    const shape = readShape(node);
    const references: SchemaReference[] = [];
    visitReferences(shape, (reference) => references.push(reference));
    const description = node.optional('description')?.string() ?? '';
    const entry: Entry = {
      node,
      references,
      description: { description, kinds: [], shape, file: node.file, pointer: node.pointer },
    };
    this.#entries.set(name, entry);
    return entry;
  }
}

function withoutKinds(node: JsonNode): unknown {
  return new Map(node.keys().flatMap((key) => (key === kindsKeyword ? [] : [[key, node.get(key).value]])));
}

function readKinds(node: JsonNode): GroupVersionKind[] {
  return (node.optional(kindsKeyword)?.items() ?? []).map((kind) => ({
    group: kind.get('group').string(),
    version: kind.get('version').string(),
    kind: kind.get('kind').string(),
  }));
}
