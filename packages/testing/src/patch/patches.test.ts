import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { StatusError } from '@kubewright/rest';
import type { JSONObject, JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
import { builtInSchema } from '../schemas.js';
import { applyJSONPatch } from './json-patch.js';
import { applyMergePatch } from './merge-patch.js';
import { PatchPanic } from './patch-errors.js';
import { conversionError } from './struct-conversion.js';
import { applyStrategicMergePatch } from './strategic-merge-patch.js';

interface Vector {
  id: string;
  in: { kind?: string; document?: JSONObject; patch: JSONValue };
  did: Outcome;
}

/** The patched document; or the error's text and code; or what Go panics with. */
interface Outcome {
  document?: JSONValue;
  error?: string;
  code?: number;
  panic?: string;
}

const folder = new URL('../../../../e2e/vectors/vectors/patches/', import.meta.url);
const read = (table: string): unknown => JSON.parse(readFileSync(new URL(`${table}.json`, folder), 'utf8'));
const objects = new Map((read('objects') as { in: string; did: JSONObject }[]).map(({ in: kind, did }) => [kind, did]));

/** Where we do something else, and why. */
const spelled = 'json-patch compares how numbers and texts are spelled; parsed JSON does not tell';
const differences = new Map([
  ['patches/json/[{"op":"test","path":"/spec/ratio","value":1.50}]', spelled],
  ['patches/json/[{"op":"test","path":"/spec/replicas","value":3.0}]', spelled],
  ['patches/json/[{"op":"test","path":"/metadata/labels/app","value":"w\\u0065b"}]', spelled],
  [
    'patches/json/[{"op":"add","path":"/spec/x","value":null},{"op":"test","path":"/spec/x"}]',
    'to json-patch a null that the same patch put there is another one than a null without a value',
  ],
]);

function documentOf({ in: { kind = '', document } }: Vector): JSONObject {
  return document ?? (objects.get(kind) as JSONObject);
}

function outcomeOf(apply: () => JSONValue): Outcome {
  try {
    return { document: apply() };
  } catch (error) {
    if (error instanceof PatchPanic) return { panic: 'panic' };
    if (!(error instanceof StatusError)) throw error;
    return { error: error.cause instanceof Error ? error.cause.message : error.message, code: error.code };
  }
}

function strategically(document: JSONObject, patch: JSONValue, kind = ''): JSONValue {
  const [group = '', version = '', name = ''] = kind.split('/');
  const schema = builtInSchema(group, version, name);
  if (!schema) throw new Error(`no schema of ${kind}`);
  return applyStrategicMergePatch(document, patch as JSONObject, schema);
}

const tables: [string, (document: JSONObject, patch: JSONValue, kind?: string) => JSONValue][] = [
  ['strategic-merge', strategically],
  ['json', applyJSONPatch],
  ['merge', applyMergePatch],
];

describe.each(tables)('%s patches do what they do in kube-apiserver', (table, apply) => {
  const vectors = (read(table) as Vector[]).filter(({ in: { patch } }) => table !== 'strategic-merge' || isObject(patch));

  it.each(vectors)('$id', (vector) => {
    const document = documentOf(vector);
    const { patch, kind } = vector.in;
    const before = JSON.stringify([document, patch]);
    const outcome = outcomeOf(() => apply(document, patch, kind));
    const expected = vector.did.panic === undefined ? vector.did : { panic: 'panic' };
    if (differences.has(vector.id)) expect(outcome).not.toEqual(expected);
    else expect(outcome).toEqual(expected);
    expect(JSON.stringify([document, patch])).toBe(before);
  });
});

it('knows all differences by their vectors', () => {
  const ids = new Set(tables.flatMap(([table]) => (read(table) as Vector[]).map(({ id }) => id)));
  expect([...differences.keys()].filter((id) => !ids.has(id))).toEqual([]);
});

describe('a field that is called __proto__', () => {
  const document: JSONObject = { metadata: { labels: { a: 'b' } } };
  const polluting = JSON.parse('{"metadata":{"labels":{"__proto__":{"polluted":"yes"}}}}') as JSONObject;
  const operations: JSONValue = [{ op: 'add', path: '/metadata/labels/__proto__', value: { polluted: 'yes' } }];

  it.each<[string, () => JSONValue]>([
    ['strategic merge', () => strategically(document, polluting, '/v1/Pod')],
    ['merge', () => applyMergePatch(document, polluting)],
    ['JSON', () => applyJSONPatch(document, operations)],
  ])('is a field like any other to a %s patch', (_how, apply) => {
    expect(JSON.stringify(apply())).toBe('{"metadata":{"labels":{"a":"b","__proto__":{"polluted":"yes"}}}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

it('applies 10,000 operations, and refuses one more', () => {
  const operations = Array.from({ length: 10_000 }, () => ({ op: 'add', path: '/n', value: 1 }));
  expect(applyJSONPatch({ n: 0 }, operations)).toEqual({ n: 1 });
  expect(outcomeOf(() => applyJSONPatch({ n: 0 }, [...operations, { op: 'add', path: '/n', value: 2 }]))).toEqual({
    error: 'Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001',
    code: 413,
  });
});

it('merges lists of 20,000 elements by their keys', () => {
  const elements = (count: number, rest: JSONObject): JSONObject[] =>
    Array.from({ length: count }, (_, index) => ({ name: `c${String(index)}`, ...rest }));
  const patch = { spec: { containers: [...elements(10_000, { $patch: 'delete' }), { name: 'new' }] } };
  const { spec } = strategically({ spec: { containers: elements(20_000, {}) } }, patch, '/v1/Pod') as { spec: JSONObject };
  expect(spec['containers']).toHaveLength(10_001);
});

describe('what is said of patched objects that do not fit their kind is what a server says', () => {
  const vectors = read('conversions') as { id: string; in: { kind: string; patch: JSONValue }; did: { error?: string } }[];

  it.each(vectors)('$id', ({ in: { kind, patch }, did }) => {
    const [group = '', version = '', name = ''] = kind.split('/');
    expect(conversionError(patch, builtInSchema(group, version, name) ?? {})).toBe(did.error);
  });
});

describe("the schemas say what the tags of the server's structs say", () => {
  const { definitions } = JSON.parse(readFileSync(new URL('../../data/schemas.json', import.meta.url), 'utf8')) as {
    definitions: Record<string, Schema>;
  };
  const tags = (read('tags') as { in: string; did: Record<string, [string, string]> }[]).filter(
    ({ in: name }) => definitions[name],
  );

  it.each(tags)('$in', ({ in: name, did }) => {
    const fields = Object.entries(definitions[name]?.properties ?? {}).filter(
      ([, { patchStrategy, patchMergeKey }]) => patchStrategy ?? patchMergeKey,
    );
    const said = fields.map(([field, schema]) => [field, [(schema.patchStrategy ?? []).join(','), schema.patchMergeKey ?? '']]);
    expect(Object.fromEntries(said)).toEqual(did);
  });

  it('says nothing more, but of what client-go does not know', () => {
    const known = new Set(tags.map(({ in: name }) => name));
    const more = Object.entries(definitions).filter(
      ([name, { properties = {} }]) =>
        !known.has(name) && Object.values(properties).some(({ patchStrategy, patchMergeKey }) => patchStrategy ?? patchMergeKey),
    );
    expect(more.map(([name]) => name)).toEqual([
      'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps',
      'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceStatus',
    ]);
  });
});

function isObject(patch: JSONValue): boolean {
  return typeof patch === 'object' && patch !== null && !Array.isArray(patch);
}
