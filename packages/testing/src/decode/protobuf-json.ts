import { formatMicroTime, formatTime } from '@kubewright/rest';
import type { GoField, GoType } from './go-types.js';
import { type Layout, layoutOf } from './protobuf-layout.js';
import { MalformedProtobufError, packedNumbers, protobufFields, type ProtobufValue } from './protobuf-reader.js';

/**
 * The members of the JSON object that says what a protobuf message says, each as `"name":value`. Texts, because they hold integers
 * of 64 bits.
 *
 * @param definition of the OpenAPI documents; nothing is known of another
 * @throws {MalformedProtobufError}
 */
export function protobufJSON(message: Uint8Array, definition: string): string[] {
  const layout = layoutOf(definition);
  return layout ? members(message, layout) : [];
}

function members(message: Uint8Array, layout: Layout): string[] {
  const single = new Map<string, string>();
  const lists = new Map<string, string[]>();
  const maps = new Map<string, Map<string, string>>();
  const embedded: string[] = [];
  for (const { number, value } of protobufFields(message)) {
    const field = layout.get(number);
    if (!field) continue;
    if (field instanceof Map) {
      embedded.push(...members(bytes(value), field as Layout));
      continue;
    }
    const { name, type } = field as GoField;
    if (type.kind === 'list') entry(lists, name, () => []).push(...elements(value, elementOf(type)));
    else if (type.kind === 'map') {
      const [key, item] = mapEntry(bytes(value), elementOf(type));
      entry(maps, name, () => new Map<string, string>()).set(key, item);
    } else single.set(name, text(value, type));
  }
  return [
    ...[...single].map(([name, value]) => `${JSON.stringify(name)}:${value}`),
    ...[...lists].map(([name, values]) => `${JSON.stringify(name)}:[${values.join(',')}]`),
    ...[...maps].map(([name, values]) => {
      return `${JSON.stringify(name)}:{${[...values].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
    }),
    ...embedded,
  ];
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

/** Numbers may be packed: several in one field. */
function elements(value: ProtobufValue, element: GoType): string[] {
  const isPacked = value instanceof Uint8Array && ['bool', 'int32', 'int64'].includes(element.kind);
  return isPacked ? packedNumbers(value).map((number) => text(number, element)) : [text(value, element)];
}

/** An entry is a message of its own. */
function mapEntry(message: Uint8Array, element: GoType): [key: string, value: string] {
  const found = fieldsOf(message);
  const value = found.get(2);
  return [utf8(bytes(found.get(1) ?? nothing)), value === undefined ? 'null' : text(value, element)];
}

/** The JSON of a value that is not repeated. */
function text(value: ProtobufValue, type: GoType): string {
  switch (type.kind) {
    case 'bool':
      return bits(value) === 0n ? 'false' : 'true';
    case 'int32':
    case 'int64':
    case 'uint8':
      return String(BigInt.asIntN(64, bits(value)));
    case 'float64':
      return JSON.stringify(new Float64Array(BigUint64Array.of(bits(value)).buffer)[0]);
    case 'string':
      return JSON.stringify(utf8(bytes(value)));
    case 'bytes':
      return JSON.stringify(Buffer.from(bytes(value)).toString('base64'));
    case 'list':
      // A named list, such as ExtraValue, where no field can be repeated.
      return `[${[...protobufFields(bytes(value))].flatMap((item) => elements(item.value, elementOf(type))).join(',')}]`;
    case 'struct':
      return `{${members(bytes(value), layoutOf(type.struct?.definition ?? '') ?? new Map<number, never>()).join(',')}}`;
    default:
      return selfReading(bytes(value), type.kind);
  }
}

/** The JSON of what has one of its own. */
function selfReading(message: Uint8Array, kind: GoType['kind']): string {
  const fields = fieldsOf(message);
  const first = fields.get(1);
  const second = fields.get(2);
  switch (kind) {
    case 'Time':
    case 'MicroTime': {
      if (first === undefined && second === undefined) return 'null';
      const milliseconds = Number(BigInt.asIntN(64, bits(first ?? 0n))) * 1000 + Number(bits(second ?? 0n)) / 1e6;
      const date = new Date(Math.floor(milliseconds));
      if (Number.isNaN(date.getTime())) throw new MalformedProtobufError('a time that is out of range');
      if (kind === 'Time') return JSON.stringify(formatTime(date));
      const microseconds = String(Math.floor(Number(bits(second ?? 0n)) / 1000)).padStart(6, '0');
      return JSON.stringify(formatMicroTime(date).replace(/\.\d+Z$/, `.${microseconds}Z`));
    }
    case 'Quantity':
      return JSON.stringify(utf8(bytes(first ?? nothing)) || '0');
    case 'IntOrString':
      return bits(first ?? 0n) === 0n
        ? String(BigInt.asIntN(64, bits(second ?? 0n)))
        : JSON.stringify(utf8(bytes(fields.get(3) ?? nothing)));
    case 'JSONSchemaPropsOrArray':
    case 'JSONSchemaPropsOrBool':
    case 'JSONSchemaPropsOrStringArray':
      return schemaOr(message, kind);
    default:
      return json(utf8(bytes(first ?? nothing)));
  }
}

const schemaDefinition = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';

/** A schema, or a list of schemas or texts, or whether anything is allowed. */
function schemaOr(message: Uint8Array, kind: GoType['kind']): string {
  const schemaOf = (value: ProtobufValue): string => `{${protobufJSON(bytes(value), schemaDefinition).join(',')}}`;
  const fields = [...protobufFields(message)];
  const isBool = kind === 'JSONSchemaPropsOrBool';
  const schema = fields.find(({ number }) => number === (isBool ? 2 : 1));
  if (schema) return schemaOf(schema.value);
  if (isBool) return String(fields.some(({ number, value }) => number === 1 && value !== 0n));
  const list = fields.filter(({ number }) => number === 2);
  return `[${list.map(({ value }) => (kind === 'JSONSchemaPropsOrArray' ? schemaOf(value) : JSON.stringify(utf8(bytes(value))))).join(',')}]`;
}

/** What was JSON before it was put into a message. */
function json(raw: string): string {
  if (raw === '') return 'null';
  try {
    JSON.parse(raw);
  } catch (error) {
    throw new MalformedProtobufError('JSON in a message that is none', { cause: error });
  }
  return raw;
}

const nothing = new Uint8Array();

function fieldsOf(message: Uint8Array): Map<number, ProtobufValue> {
  return new Map([...protobufFields(message)].map(({ number, value }) => [number, value]));
}

function elementOf({ element, name }: GoType): GoType {
  if (!element) throw new Error(`${name}: what is it a list or map of?`);
  return element;
}

function bytes(value: ProtobufValue): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new MalformedProtobufError('wrong wireType: a number where bytes should be');
}

function bits(value: ProtobufValue): bigint {
  if (typeof value === 'bigint') return value;
  throw new MalformedProtobufError('wrong wireType: bytes where a number should be');
}

function utf8(text: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(text);
}
