// @ts-check
// What does the embedded server have to know of the API? Makes data/ from openapi/: node make-tables.mjs [--check].
//
// schemas.json: each definition without its words; discovery.json: the aggregated discovery documents; openapi/: the documents as
// they are, compressed; go-types.json: the Go types of fields, from e2e/vectors (npm run vectors). With --check nothing is written: it fails, and names the files, if they are not what would be written.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { compactDefinition } from './compact-definition.mjs';
import { compactGoTypes } from './compact-go-types.mjs';

const root = new URL('../../../', import.meta.url);
const version = readFileSync(new URL('openapi/VERSION', root), 'utf8').trim();
const source = new URL(`openapi/${version}/`, root);
const target = new URL('../data/', import.meta.url);
const suffix = '_openapi.json';

/** @type {Map<string, string>} the content of each file of data/, before compression */
const files = new Map();

/** @type {Record<string, import('../src/schema.js').Schema>} */
const definitions = {};
/** @type {Record<string, string>} the definition of each kind, by `group/version/kind` */
const kinds = {};
for (const name of readdirSync(source).sort()) {
  if (!name.endsWith(suffix)) continue;
  const text = readFileSync(new URL(name, source), 'utf8');
  files.set(`openapi/${name.slice(0, -suffix.length)}.json.gz`, text);
  const document = JSON.parse(text);
  for (const [definition, schema] of Object.entries(document.components?.schemas ?? {})) {
    const compact = compactDefinition(schema, `${name} ${definition}`);
    const known = definitions[definition];
    if (known && JSON.stringify(known) !== JSON.stringify(compact)) throw new Error(`${name}: another ${definition} than before`);
    definitions[definition] = compact;
    const gvks = schema['x-kubernetes-group-version-kind'] ?? [];
    // What belongs to many groups, as DeleteOptions, is no resource.
    if (gvks.length === 1) kinds[`${gvks[0].group}/${gvks[0].version}/${gvks[0].kind}`] = definition;
  }
}
files.set('discovery.json', `${JSON.stringify(JSON.parse(readFileSync(new URL('discovery.json', source), 'utf8')))}\n`);
files.set('schemas.json', `${JSON.stringify({ kubernetes: version, kinds: sorted(kinds), definitions: sorted(definitions) })}\n`);
files.set('go-types.json', `${JSON.stringify(compactGoTypes(new URL('e2e/vectors/vectors/testing/', root), kinds))}\n`);

/**
 * @template T
 * @param {Record<string, T>} record
 * @returns {Record<string, T>}
 */
function sorted(record) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @param {string} file */
function present(file) {
  const url = new URL(file, target);
  if (!existsSync(url)) return undefined;
  const bytes = readFileSync(url);
  // Compressed bytes differ from one zlib to the next.
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

const stale = [...files].filter(([file, text]) => present(file) !== text).map(([file]) => file);
const folder = new URL('openapi/', target);
const left = existsSync(folder) ? readdirSync(folder).map((name) => `openapi/${name}`) : [];
const surplus = left.filter((file) => !files.has(file));

if (process.argv.includes('--check')) {
  if (stale.length + surplus.length > 0) {
    console.error(
      `packages/testing/data is not what openapi/${version} gives; run npm run generate: ${[...stale, ...surplus].join(', ')}`,
    );
    process.exitCode = 1;
  }
} else {
  mkdirSync(folder, { recursive: true });
  for (const file of surplus) rmSync(new URL(file, target));
  for (const file of stale) {
    const text = files.get(file) ?? '';
    writeFileSync(new URL(file, target), file.endsWith('.gz') ? gzipSync(text, { level: 9 }) : text);
  }
}
