import { CelList, CelMap, type CelValue, Unreadable } from '../../cel/values.js';
import { Duration, Timestamp } from '../../cel/time-values.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../../json.js';
import { fieldSchema, type StructuralSchema } from '../../validation/structural-schema.js';
import { withMetadata } from './declared-type.js';
import { escapeName, isReserved } from './escape-names.js';

/** What part of an object is, for rules: as its schema says (apiserver `pkg/cel/common/valuesunstructured.go`). */
export function valueOf(value: JSONValue, schema: StructuralSchema): CelValue {
  if (value === null)
    return schema.nullable === true ? null : new Unreadable('invalid data, got null for schema with nullable=false');
  if (schema['x-kubernetes-int-or-string'] === true) {
    if (typeof value === 'string') return value;
    if (Number.isInteger(value)) return BigInt(value as number);
    return new Unreadable('invalid data, expected XIntOrString value to be either a string or integer');
  }
  switch (schema.type) {
    case 'object':
      if (isJSONObject(value)) return mapOf(value, schema);
      return new Unreadable('invalid data, expected a map for the provided schema with type=object');
    case 'array':
      if (Array.isArray(value)) return listOf(value, schema);
      return new Unreadable('invalid data, expected an array for the provided schema with type=array');
    case 'string':
      if (typeof value === 'string') return textOf(value, schema.format);
      return new Unreadable(`invalid data, expected string, got ${typeof value}`);
    case 'number':
      return typeof value === 'number' ? value : new Unreadable(`invalid data, expected float, got ${typeof value}`);
    case 'integer':
      if (Number.isInteger(value)) return BigInt(value as number);
      return new Unreadable(`invalid data, expected int, got ${typeof value}`);
    case 'boolean':
      return typeof value === 'boolean' ? value : new Unreadable(`invalid data, expected bool, got ${typeof value}`);
    default:
      return unknownOf(value);
  }
}

function mapOf(object: JSONObject, given: StructuralSchema): CelMap {
  const isResource = given['x-kubernetes-embedded-resource'] === true;
  const schema = isResource ? withMetadata(given) : given;
  const isObject = isResource || schema.properties !== undefined;
  const entries: [CelValue, CelValue][] = [];
  for (const [name, value] of Object.entries(object)) {
    const inner = fieldSchema(schema, name);
    const key = isObject ? escapeName(name) : name;
    // A field that is null is not there.
    if (key === undefined || (isObject && value === null)) continue;
    // What the schema does not name cannot be reached; it counts for equality.
    const read = inner ? valueOf(value, inner) : unknownOf(value);
    entries.push([key, read]);
    if (isObject && isReserved(name)) entries.push([name, read]);
  }
  return new CelMap(entries, isObject);
}

function listOf(list: readonly JSONValue[], schema: StructuralSchema): CelValue {
  const { items = {} } = schema;
  const type = schema['x-kubernetes-list-type'];
  const keys = (schema['x-kubernetes-list-map-keys'] ?? []).map((key) => escapeName(key) ?? key);
  const identity = type === 'map' || type === 'set' ? { type, keys: type === 'map' ? keys : [] } : undefined;
  return new CelList(
    list.map((item) => valueOf(item, items)),
    identity,
  );
}

function textOf(text: string, format: string | undefined): CelValue {
  switch (format) {
    case 'duration':
      return Duration.parse(text) ?? longDuration(text) ?? new Unreadable(`Invalid duration ${text}`);
    case 'date':
      return Timestamp.parse(`${text}T00:00:00Z`) ?? new Unreadable(`Invalid date formatted string ${text}`);
    case 'date-time':
      return Timestamp.parse(text.toUpperCase()) ?? new Unreadable(`Invalid date-time formatted string ${text}`);
    case 'byte':
      return Uint8Array.from(Buffer.from(text, 'base64'));
    default:
      return text;
  }
}

const units: Readonly<Record<string, bigint>> = { n: 1n, u: 1_000n, µ: 1_000n, ms: 1_000_000n, mill: 1_000_000n };
const longUnits: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** `2 weeks`, which formats allow beside what Go writes. */
function longDuration(text: string): Duration | undefined {
  const [, amount, unit = ''] = /^([0-9]+(?:\.[0-9]+)?)\s*([a-zµ]+)/i.exec(text) ?? [];
  if (amount === undefined) return undefined;
  const name = unit.toLowerCase();
  const small = units[name.slice(0, 4)] ?? units[name.slice(0, 2)] ?? units[name.slice(0, 1)];
  const factor = small ?? BigInt(longUnits[name.slice(0, 1)] ?? 0) * 1_000_000_000n;
  return new Duration(BigInt(Math.trunc(Number(amount))) * factor);
}

/** What no schema describes: it can only be compared. */
function unknownOf(value: JSONValue): CelValue {
  if (Array.isArray(value)) return new CelList(value.map(unknownOf));
  if (isJSONObject(value)) return new CelMap(Object.entries(value).map(([key, one]) => [key, unknownOf(one)]));
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
}
