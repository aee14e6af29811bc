import { compareText } from '../apply/compare-text.js';
import type { GoField, GoType } from '../decode/go-types.js';
import { type Layout, layoutOf } from '../decode/protobuf-layout.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import type { ProtobufWriter } from './protobuf-writer.js';

/**
 * Puts what an object says in front, as a protobuf message of a Go type (the `MarshalToSizedBuffer` of the API's packages): what is
 * no pointer is there even if nobody has set it. Throws an Error for a type that is not known.
 *
 * @param definition of the OpenAPI documents
 */
export function writeObject(writer: ProtobufWriter, object: JSONObject, definition: string): void {
  const layout = layoutOf(definition);
  if (!layout) throw new Error(`${definition}: not known in protobuf`);
  writeFields(writer, object, layout);
}

/** Numbers of fields, the greatest first. Version and kind, which have none, stand around the outermost object only. */
const orders = new WeakMap<Layout, readonly (readonly [number, GoField | Layout])[]>();

function orderOf(layout: Layout): readonly (readonly [number, GoField | Layout])[] {
  let order = orders.get(layout);
  if (!order) {
    order = [...layout].filter(([number]) => number > 0).sort(([a], [b]) => b - a);
    orders.set(layout, order);
  }
  return order;
}

function writeFields(writer: ProtobufWriter, object: JSONObject, layout: Layout): void {
  for (const [number, field] of orderOf(layout)) {
    if (field instanceof Map)
      writer.message(number, () => {
        writeFields(writer, object, field as Layout);
      });
    else writeField(writer, number, (field as GoField).type, object[(field as GoField).name]);
  }
}

function writeField(writer: ProtobufWriter, number: number, type: GoType, value: JSONValue | undefined): void {
  const { kind, isPointer } = type;
  const isNil = value === undefined || value === null;
  if (kind === 'map') writeMap(writer, number, elementOf(type), value);
  else if (kind === 'list' && !isMessage(type)) {
    const list = Array.isArray(value) ? value : [];
    for (let i = list.length - 1; i >= 0; i--) writeValue(writer, number, elementOf(type), list[i] ?? null);
  } else if (!isNil || !(isPointer || kind === 'bytes' || kind === 'list')) writeValue(writer, number, type, value ?? null);
}

/** Lists with a name of their own that are messages with a list in them, for where no field can be repeated. */
function isMessage({ name }: GoType): boolean {
  return name === 'v1.ExtraValue' || name === 'v1.Verbs';
}

/** Entries are messages of their own, in the order of their keys. */
function writeMap(writer: ProtobufWriter, number: number, element: GoType, value: JSONValue | undefined): void {
  if (!isJSONObject(value)) return;
  for (const key of Object.keys(value).sort((a, b) => compareText(b, a)))
    writer.message(number, () => {
      writeField(writer, 2, element, value[key]);
      writer.text(1, key);
    });
}

function writeValue(writer: ProtobufWriter, number: number, type: GoType, value: JSONValue): void {
  switch (type.kind) {
    case 'bool':
      writer.number(number, value === true ? 1 : 0);
      return;
    case 'int32':
    case 'int64':
    case 'uint8':
      writer.number(number, integer(value));
      return;
    case 'float64':
      writer.double(number, typeof value === 'number' ? value : 0);
      return;
    case 'string':
      writer.text(number, typeof value === 'string' ? value : '');
      return;
    case 'bytes':
      writer.bytes(number, Buffer.from(typeof value === 'string' ? value : '', 'base64'));
      return;
    case 'list':
      writer.message(number, () => {
        writeField(writer, 1, { ...type, name: '' }, value);
      });
      return;
    case 'struct':
      writer.message(number, () => {
        writeObject(writer, isJSONObject(value) ? value : {}, type.struct?.definition ?? '');
      });
      return;
    default:
      writer.message(number, () => {
        writeSelf(writer, type, value);
      });
  }
}

/** The content of what has a JSON of its own. */
function writeSelf(writer: ProtobufWriter, { kind, name }: GoType, value: JSONValue): void {
  switch (kind) {
    case 'Time':
    case 'MicroTime':
      if (typeof value === 'string') writeTime(writer, value, kind === 'MicroTime');
      return;
    case 'Quantity':
      writer.text(1, typeof value === 'string' || typeof value === 'number' ? String(value) : '0');
      return;
    case 'IntOrString':
      writer.text(3, typeof value === 'string' ? value : '');
      writer.number(2, integer(value));
      writer.number(1, typeof value === 'string' ? 1 : 0);
      return;
    case 'JSONSchemaPropsOrArray':
      if (Array.isArray(value)) for (const one of [...value].reverse()) writeSchema(writer, 2, one);
      else writeSchema(writer, 1, value);
      return;
    case 'JSONSchemaPropsOrBool':
      if (isJSONObject(value)) writeSchema(writer, 2, value);
      writer.number(1, value === true || isJSONObject(value) ? 1 : 0);
      return;
    case 'JSONSchemaPropsOrStringArray':
      if (Array.isArray(value)) for (const one of [...value].reverse()) writer.text(2, typeof one === 'string' ? one : '');
      else writeSchema(writer, 1, value);
      return;
    case 'JSON':
    case 'FieldsV1':
    case 'RawExtension':
      // An element that is null is the JSON null; a field that is null is none.
      if (value !== null || kind === 'JSON') writer.text(1, JSON.stringify(value));
      return;
    default:
      throw new Error(`${name}: not known in protobuf`);
  }
}

function writeTime(writer: ProtobufWriter, text: string, hasFraction: boolean): void {
  const nanoseconds = hasFraction ? Number((/\.(\d{1,9})/.exec(text)?.[1] ?? '').padEnd(9, '0')) : 0;
  writer.number(2, nanoseconds);
  writer.number(1, Math.floor(Date.parse(text) / 1000));
}

function writeSchema(writer: ProtobufWriter, number: number, value: JSONValue): void {
  if (isJSONObject(value))
    writer.message(number, () => {
      writeObject(writer, value, schemaDefinition);
    });
}

const schemaDefinition = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';

function integer(value: JSONValue): number | bigint {
  return typeof value === 'number' && Number.isInteger(value) ? value : 0;
}

function elementOf({ element, name }: GoType): GoType {
  if (!element) throw new Error(`${name}: what is it a list or map of?`);
  return element;
}
