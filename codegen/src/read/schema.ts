import type { SchemaReference } from './description.js';
import type { JsonNode } from './json-node.js';
import { plainString, type Property, type Shape } from './shape.js';

type SpecShape = Shape<SchemaReference>;

/** Keywords that shape a value. */
const shaping = [
  '$ref',
  'additionalProperties',
  'allOf',
  'anyOf',
  'default',
  'description',
  'enum',
  'format',
  'items',
  'nullable',
  'oneOf',
  'properties',
  'required',
  'type',
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
];

/** Keywords that only validate, or that are for kubectl and the server's own merging. */
const validating = [
  'example',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'externalDocs',
  'maxItems',
  'maxLength',
  'maxProperties',
  'maximum',
  'minItems',
  'minLength',
  'minProperties',
  'minimum',
  'multipleOf',
  'not',
  'pattern',
  'title',
  'uniqueItems',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-group-version-kind',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-patch-merge-key',
  'x-kubernetes-patch-strategy',
  'x-kubernetes-selectable-fields',
  'x-kubernetes-unions',
  'x-kubernetes-validations',
];

const keywords: ReadonlySet<string> = new Set([...shaping, ...validating]);

/** Keywords by which a part of `allOf`, `anyOf` or `oneOf` would shape a value instead of only validating it. */
const shapingInJunctor = ['$ref', 'additionalProperties', 'nullable', 'type', 'x-kubernetes-int-or-string'];

/** Where references to schemas lead. */
const schemasPointer = '#/components/schemas/';

/**
 * Reads a schema: the subset of OpenAPI 3.0 that API servers publish, for their own types and for custom resources
 * (kubernetes apiextensions-apiserver pkg/apiserver/schema: "structural schemas"). Anything else throws a `SpecError`.
 */
export function readShape(node: JsonNode): SpecShape {
  node.onlyKeys(keywords, 'schema keyword');
  const shape = readNotNull(node);
  if (node.optional('nullable')?.boolean() !== true || shape.form === 'any') return shape;
  return { form: 'union', of: [shape, { form: 'null' }] };
}

function readNotNull(node: JsonNode): SpecShape {
  if (node.has('$ref')) return readReference(node);
  if (node.optional('x-kubernetes-int-or-string')?.boolean() === true) return numberOrString;
  const type = node.optional('type');
  if (type === undefined) return readUntyped(node);
  for (const junctor of ['allOf', 'anyOf', 'oneOf']) node.optional(junctor)?.items().forEach(onlyValidates);
  switch (type.string()) {
    case 'string':
      return readString(node);
    case 'integer':
    case 'number':
      return { form: 'number' };
    case 'boolean':
      return { form: 'boolean' };
    case 'array':
      return { form: 'array', items: readShape(node.get('items')) };
    case 'object':
      return readObject(node);
    default:
      return type.fail(`unknown type "${type.string()}"`);
  }
}

const numberOrString: SpecShape = { form: 'union', of: [{ form: 'number' }, plainString] };

/** `{ $ref }`. An API server wraps it as `{ allOf: [{ $ref }] }` where it says more than the reference. */
function readReference(node: JsonNode): SpecShape {
  const reference = node.get('$ref');
  const target = reference.string();
  if (!target.startsWith(schemasPointer)) reference.fail(`refers to "${target}", which is no ${schemasPointer}…`);
  const schema = target.slice(schemasPointer.length).replaceAll('~1', '/').replaceAll('~0', '~');
  return { form: 'reference', to: { schema, file: reference.file, pointer: reference.pointer } };
}

function readUntyped(node: JsonNode): SpecShape {
  const lost = ['properties', 'items', 'additionalProperties', 'enum'].find((key) => node.has(key));
  if (lost !== undefined) node.fail(`has "${lost}" without a type`);
  const all = node.optional('allOf')?.items() ?? [];
  const [only] = all;
  if (all.length === 1 && only?.has('$ref') === true) return readReference(only);
  all.forEach(onlyValidates);
  const alternatives = node.optional('oneOf') ?? node.optional('anyOf');
  if (alternatives?.items().every((alternative) => alternative.has('type')) === true) {
    return { form: 'union', of: alternatives.items().map(readShape) };
  }
  alternatives?.items().forEach(onlyValidates);
  return { form: 'any' };
}

function onlyValidates(node: JsonNode): void {
  node.onlyKeys(keywords, 'schema keyword');
  const shapes = shapingInJunctor.find((key) => node.has(key));
  if (shapes !== undefined) node.fail(`has "${shapes}" in a combination of schemas that the generator does not know`);
}

function readString(node: JsonNode): SpecShape {
  const values = node.optional('enum')?.strings() ?? [];
  return { form: 'string', base64: node.optional('format')?.string() === 'byte', values };
}

function readObject(node: JsonNode): SpecShape {
  const declared = node.optional('properties')?.entries() ?? [];
  const open = node.optional('x-kubernetes-preserve-unknown-fields')?.boolean() === true;
  const additional = node.optional('additionalProperties');
  if (declared.length === 0) return { form: 'map', values: readAdditional(additional) };
  if (additional !== undefined && additional.value !== false) additional.fail('stands beside "properties"');
  const required = new Set(node.optional('required')?.strings());
  const names = new Set(declared.map(([name]) => name));
  const missing = [...required].find((name) => !names.has(name));
  if (missing !== undefined && !open) node.get('required').fail(`requires "${missing}", which is not declared`);
  const properties = declared.map(([name, property]) => readProperty(name, property, required.has(name)));
  return { form: 'object', properties: properties.sort((a, b) => (a.name < b.name ? -1 : 1)), open };
}

function readAdditional(node: JsonNode | undefined): SpecShape {
  return node === undefined || typeof node.value === 'boolean' ? { form: 'any' } : readShape(node);
}

function readProperty(name: string, node: JsonNode, required: boolean): Property<SchemaReference> {
  const description = node.optional('description')?.string() ?? '';
  return { name, required, description, default: readDefault(node.optional('default')), shape: readShape(node) };
}

/** A default as JSON; undefined for Go's zero values, with which the server's types fill in whatever has no real default. */
function readDefault(node: JsonNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  const text = JSON.stringify(node.value);
  return ['""', '0', '[]', 'false', 'null', '{}'].includes(text) ? undefined : text;
}
