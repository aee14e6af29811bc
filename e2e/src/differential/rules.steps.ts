import type { DifferentialCase, DifferentialStep } from './case.js';
import { post, remove, wait, waitGone } from './lifecycle.steps.js';

/*
 * What the cases of rules in CEL (`x-kubernetes-validations`) are made of. Each has a definition, and so a group, for itself.
 */

/** Where definitions are created. */
export const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
/** The group of a case: its namespace is in it. */
export const group = '{ns}.rules.example.com';
/** The definition of a case. */
export const own = `${definitions}/widgets.${group}`;
/** Where the objects of its definition are created. */
export const widgets = `/apis/${group}/v1/namespaces/{ns}/widgets`;

/** An element of `x-kubernetes-validations`. */
export interface Rule {
  readonly rule: string;
  readonly [field: string]: unknown;
}

/** A definition with a schema. @param version further fields of its version */
export const definition = (openAPIV3Schema: object, version: object = {}): object => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `widgets.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { plural: 'widgets', kind: 'Widget' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema }, ...version }],
  },
});
/** An object of the definition. @param fields beside its metadata */
export const widget = (name: string, fields: object = {}): object => ({
  apiVersion: `${group}/v1`,
  kind: 'Widget',
  metadata: { name },
  ...fields,
});
/** Waits until the definition is established. */
export const established = wait(own, { fields: { 'status.conditions.1.status': 'True' } });
/** Waits until the resource itself is served. */
export const served = wait(`${widgets}/none`, { fields: { 'details.name': 'none' } });
/** Deletes the definition, and waits until it is gone. */
export const end = [remove(own), waitGone(own)];

/** A schema of which `spec` has properties and rules. */
export const schemaOf = (properties: object, rules: readonly Rule[] = [], more: object = {}): object => ({
  type: 'object',
  properties: {
    spec: { type: 'object', properties, ...(rules.length > 0 && { 'x-kubernetes-validations': rules }) },
    ...more,
  },
});

/** Objects of a definition, in steps. */
export const among = (
  name: string,
  schema: object,
  steps: readonly DifferentialStep[],
  version: object = {},
): DifferentialCase => ({
  name: `rules: ${name}`,
  steps: [post(definitions, definition(schema, version)), established, served, ...steps, ...end],
});
/** Creates an object, in a dry run if nothing else is said. */
export const create = (spec: unknown, query = '?dryRun=All'): DifferentialStep =>
  post(`${widgets}${query}`, widget('a', { spec }));

/** Objects that are created, in a dry run, as far as a rule lets them. */
export const created = (name: string, properties: object, rules: readonly Rule[], specs: readonly unknown[]): DifferentialCase =>
  among(
    name,
    schemaOf(properties, rules),
    specs.map((spec) => create(spec)),
  );

/** Rules that hold or not, one field each, so that one definition serves many. */
export const holding = (
  name: string,
  properties: Record<string, object>,
  spec: object,
  rules: readonly string[],
): DifferentialCase =>
  created(
    name,
    properties,
    rules.map((rule) => ({ rule })),
    [spec],
  );

/** A definition that is refused. */
export const refused = (name: string, schema: object, version: object = {}): DifferentialCase => ({
  name: `rules: a definition with ${name}`,
  steps: [post(definitions, definition(schema, version))],
});
/** A definition that is refused for its rules. @param properties of `spec` */
export const refusedRule = (name: string, properties: object, ...rules: Rule[]): DifferentialCase =>
  refused(name, schemaOf(properties, rules));

/** A schema of a text whose length is limited, as the cost of rules wants it. */
export const text = { type: 'string', maxLength: 64 };
/** A schema of an integer. */
export const integer = { type: 'integer' };
/** A schema of a list of integers. */
export const numbers = { type: 'array', items: integer, maxItems: 10 };
/** A schema of a list of texts. */
export const texts = { type: 'array', items: text, maxItems: 10 };
/** A schema of a list of the type map, with `k` as its key. */
export const pairs = {
  type: 'array',
  maxItems: 10,
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['k'],
  items: { type: 'object', required: ['k'], properties: { k: text, v: integer } },
};
/** Properties of all sorts, for rules to look at. */
export const spec = {
  i: integer,
  j: integer,
  s: text,
  b: { type: 'boolean' },
  n: { type: 'number' },
  l: numbers,
  ls: texts,
  set: { ...texts, 'x-kubernetes-list-type': 'set' },
  ml: pairs,
  m: { type: 'object', additionalProperties: text, maxProperties: 10 },
  ios: { 'x-kubernetes-int-or-string': true, maxLength: 10 },
  time: { type: 'string', format: 'date-time' },
  dur: { type: 'string', format: 'duration' },
  bytes: { type: 'string', format: 'byte', maxLength: 20 },
  nul: { ...text, nullable: true },
  namespace: text,
  'a-b': text,
  'a.b': text,
  'a/b': text,
  a__b: text,
  open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: integer } },
  o: { type: 'object', properties: { p: { type: 'object', properties: { q: integer } } } },
};
/** A `spec` that has a value for each of them. */
export const full = {
  i: 3,
  j: 1,
  s: 'hello',
  b: true,
  n: 1.5,
  l: [1, 2, 3],
  ls: ['a', 'b'],
  set: ['x', 'y'],
  ml: [{ k: 'a', v: 1 }, { k: 'b' }],
  m: { x: '1' },
  ios: '50%',
  time: '2024-02-03T04:05:06Z',
  dur: '1h30m',
  bytes: 'aGVsbG8=',
  nul: null,
  namespace: 'n',
  'a-b': '1',
  'a.b': '2',
  'a/b': '3',
  a__b: '4',
  open: { a: 1, z: 2 },
  o: { p: { q: 1 } },
};
