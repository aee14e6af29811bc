import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
import { resolveSchema } from '../schemas.js';
import type { Dice } from './dice.test-support.js';

/** In a value that {@link oddJSON} writes: what no value can hold, as it is to be written. */
const raw = (text: string): string => `@raw${text}raw@`;

const rawTexts = [
  '1e400',
  '-1e400',
  '1.0',
  '-0',
  '9223372036854775807',
  '9223372036854775808',
  '1e3',
  '123456789012345678901234567890',
  '0.1e-400',
  String.raw`"\ud800"`,
  String.raw`"a\udc00b"`,
  String.raw`"\u0000"`,
  '{"a":1,"a":{"b":2}}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '[[[[[[[[[[[[]]]]]]]]]]]]',
];

const texts = [
  '',
  ' ',
  'a',
  'A_b.c',
  '-a',
  'a/b',
  'a/b/c',
  '../..',
  '..',
  '.',
  'kube-system',
  'default',
  '0',
  '-1',
  '1Ki',
  '100m',
  '1e9Ei',
  '1.2.3.4',
  '::1',
  '10.0.0.0/8',
  '2020-01-01T00:00:00Z',
  '2020-02-30T25:00:00+99:99',
  '0001-01-01T00:00:00Z',
  'TCP',
  'Always',
  'None',
  'null',
  'true',
  '100%',
  '-5%',
  '\u0000',
  '\ufeff',
  '\ufffd',
  '\u2028',
  'é'.repeat(40),
  '😀',
  'x'.repeat(64),
  'x'.repeat(254),
  'x'.repeat(2000),
  '$(FOO)',
  '%s%n',
  '{{.}}',
  '* * * * *',
  '(((((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '=',
  'a=b,c in (d)',
  '\\',
  '"',
  '\n\r\t',
  'AAAA',
  '====',
];

const numbers = [0, 1, -1, 2, 80, 255, 65535, 65536, 2147483647, 2147483648, -2147483649, 1e15, 1e21, 0.5, -0.1, 2 ** 53];

/** Names of fields that mean something somewhere, or to JavaScript. */
export const oddNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '',
  ' ',
  '$patch',
  '$retainKeys',
  '$setElementOrder/containers',
  '$deleteFromPrimitiveList/finalizers',
  'metadata',
  'spec',
  'status',
  'name',
  'namespace',
  'apiVersion',
  'kind',
  'items',
  'unknown',
  'Metadata',
  'METADATA',
  'resourceVersion',
  'uid',
  'finalizers',
  'ownerReferences',
  'managedFields',
  'generateName',
  'deletionTimestamp',
  'labels',
  'annotations',
  'f:a',
  '.',
  'a.b/c~d',
  '0',
  '-1',
  'length',
  'x'.repeat(300),
];

/** A value of any type, most of them wrong wherever they stand. */
export function oddValue(dice: Dice, depth = 0): JSONValue {
  if (depth > 3) return null;
  return dice.either<JSONValue>(
    () => null,
    () => dice.chance(0.5),
    () => dice.pick(numbers),
    () => dice.pick(texts),
    () => dice.pick(texts),
    () => raw(dice.pick(rawTexts)),
    () => Array.from({ length: dice.below(4) }, () => oddValue(dice, depth + 1)),
    () => oddObject(dice, depth),
    () => [],
    () => ({}),
  );
}

function oddObject(dice: Dice, depth: number): JSONObject {
  const fields = Array.from({ length: dice.below(4) }, () => [dice.pick(oddNames), oddValue(dice, depth + 1)] as const);
  return Object.fromEntries(fields);
}

/** A value of the types that the schema wants, with contents that may mean nothing. */
export function valueOfSchema(dice: Dice, schema: Schema, depth = 0): JSONValue {
  const { type, types, properties, items, additionalProperties, enum: allowed, format } = resolveSchema(schema);
  if (allowed && dice.chance(0.8)) return dice.pick(allowed);
  if (types) return dice.chance(0.5) ? dice.pick(numbers) : dice.pick(texts);
  switch (type) {
    case 'string':
      if (format === 'date-time' && dice.chance(0.7)) return '2020-01-01T00:00:00Z';
      return dice.pick(texts);
    case 'integer':
    case 'number':
      return dice.pick(numbers);
    case 'boolean':
      return dice.chance(0.5);
    case 'array':
      return items && depth < 8 ? Array.from({ length: dice.below(3) }, () => valueOfSchema(dice, items, depth + 1)) : [];
    default:
  }
  if (properties) {
    const share = depth < 2 ? 0.5 : 1.2 / Object.keys(properties).length + 0.1;
    const chosen = depth < 8 ? Object.entries(properties).filter(() => dice.chance(share)) : [];
    return Object.fromEntries(chosen.map(([name, field]) => [name, valueOfSchema(dice, field, depth + 1)]));
  }
  if (additionalProperties && depth < 8)
    return Object.fromEntries(
      Array.from({ length: dice.below(3) }, () => [dice.pick(texts), valueOfSchema(dice, additionalProperties, depth + 1)]),
    );
  return type === 'object' ? {} : oddValue(dice, depth + 1);
}

interface Place {
  readonly container: JSONObject | JSONValue[];
  readonly key: string;
  readonly schema: Schema | undefined;
}

/** A copy of a value that is changed in a few places: fields of other types, of other names, repeated, gone, or new. */
export function mutated(dice: Dice, value: JSONValue, schema: Schema | undefined): JSONValue {
  const root: JSONObject = { root: structuredClone(value) };
  for (let left = 1 + dice.below(3); left > 0; left--) {
    const places: Place[] = [];
    collect(root, { properties: { root: schema ?? {} } }, places);
    if (places.length > 0) mutatePlace(dice, dice.pick(places));
  }
  return root['root'] ?? null;
}

function collect(container: JSONObject | JSONValue[], schema: Schema | undefined, places: Place[]): void {
  const resolved = schema && resolveSchema(schema);
  for (const [key, value] of Object.entries(container)) {
    const own = resolved?.properties;
    const field = Array.isArray(container)
      ? resolved?.items
      : own && Object.hasOwn(own, key)
        ? own[key]
        : resolved?.additionalProperties;
    places.push({ container, key, schema: field });
    if (Array.isArray(value) || isJSONObject(value)) collect(value, field, places);
  }
}

function mutatePlace(dice: Dice, { container, key, schema }: Place): void {
  const fields = container as Record<string, JSONValue>;
  const value = fields[key] as JSONValue;
  const set = (to: JSONValue): void => {
    Object.defineProperty(fields, key, { value: to, writable: true, enumerable: true, configurable: true });
  };
  dice.either(
    () => {
      set(oddValue(dice));
    },
    () => {
      set(schema ? valueOfSchema(dice, schema) : oddValue(dice));
    },
    () => {
      if (Array.isArray(container)) container.splice(Number(key), 1);
      else Reflect.deleteProperty(container, key);
    },
    () => {
      set([value, value]);
    },
    () => {
      if (Array.isArray(value) && value.length > 0) set([...value, structuredClone(dice.pick(value))]);
      else set({ [key]: value });
    },
    () => {
      const properties = schema && resolveSchema(schema).properties;
      const known = Object.entries(properties ?? {});
      if (known.length === 0 || !isJSONObject(value)) return;
      const [name, field] = dice.pick(known);
      value[name] = valueOfSchema(dice, field);
    },
    () => {
      if (isJSONObject(value)) value[`@name${dice.pick(oddNames)}name@`] = oddValue(dice);
    },
  );
}

/** Writes a value, with what only a text can hold. */
export function oddJSON(value: JSONValue): string {
  return JSON.stringify(value)
    .replace(/"@raw((?:[^"\\]|\\.)*?)raw@"/g, (_whole, text: string) => JSON.parse(`"${text}"`) as string)
    .replaceAll(/"@name(.*?)name@"/g, '"$1"');
}
