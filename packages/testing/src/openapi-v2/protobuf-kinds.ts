import { yamlText } from '../encode/yaml-text.js';
import type { ProtobufWriter } from '../encode/protobuf-writer.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';

/** Puts a value in front, as the field of that number. */
export type Kind = (writer: ProtobufWriter, number: number, value: JSONValue) => void;

/** Fields of a message by their names in JSON; `x-` is all extensions. */
export type Fields = Readonly<Record<string, readonly [number: number, kind: Kind]>>;

/** {@link Fields} in the order in which they are written. */
export type OrderedFields = readonly (readonly [name: string, field: readonly [number: number, kind: Kind]])[];

// What is nothing is not written: empty texts, zeros and false.

export const text: Kind = (writer, number, value) => {
  if (typeof value === 'string' && value !== '') writer.text(number, value);
};

export const flag: Kind = (writer, number, value) => {
  if (value === true) writer.number(number, 1);
};

/** A flag that says something even if it is false. */
export const decision: Kind = (writer, number, value) => {
  writer.number(number, value === true ? 1 : 0);
};

export const integer: Kind = (writer, number, value) => {
  if (typeof value === 'number' && value !== 0) writer.number(number, Math.trunc(value));
};

export const double: Kind = (writer, number, value) => {
  if (typeof value === 'number' && value !== 0) writer.double(number, value);
};

/** Anything, as YAML. */
export const any: Kind = (writer, number, value) => {
  writer.message(number, () => {
    writer.text(2, yamlText(value));
  });
};

/** A field for each element; for one that is no list, as if it were the only one. */
export const repeated =
  (kind: Kind): Kind =>
  (writer, number, value) => {
    for (const one of Array.isArray(value) ? [...value].reverse() : [value]) kind(writer, number, one);
  };

/** An object. @param fields asked for when it is needed, for messages that stand in themselves */
export const message = (fields: () => Fields): Kind => {
  let order: OrderedFields | undefined;
  return (writer, number, value) => {
    writer.message(number, () => {
      if (isJSONObject(value)) writeFields(writer, value, (order ??= inWritingOrder(fields())));
    });
  };
};

/** A map: messages of a name and a value. @param entry number of their field in the message that holds them */
export const named =
  (kind: Kind, entry = 1): Kind =>
  (writer, number, value) => {
    writer.message(number, () => {
      entries(kind)(writer, entry, value);
    });
  };

/** The messages of a map, in no message of their own. */
const entries =
  (kind: Kind): Kind =>
  (writer, number, value) => {
    for (const [name, one] of isJSONObject(value) ? Object.entries(value).reverse() : [])
      writer.message(number, () => {
        kind(writer, 2, one);
        writer.text(1, name);
      });
  };

/** A message around a message. */
export const within =
  (outer: number, kind: Kind): Kind =>
  (writer, number, value) => {
    writer.message(number, () => {
      kind(writer, outer, value);
    });
  };

/** One of several kinds. */
export const either =
  (choose: (value: JSONValue) => Kind): Kind =>
  (writer, number, value) => {
    choose(value)(writer, number, value);
  };

/** Puts all fields of an object in front, in the order of those given. Fields that the message has not are left out. */
export function writeFields(writer: ProtobufWriter, object: JSONObject, fields: OrderedFields): void {
  for (const [name, [number, kind]] of fields) {
    if (name === 'x-') entries(any)(writer, number, extensionsOf(object));
    else if (object[name] !== undefined) kind(writer, number, object[name]);
  }
}

/** The fields of a message, the one of the greatest number first, as they are written. */
export function inWritingOrder(fields: Fields): OrderedFields {
  return Object.entries(fields).sort(([, [a]], [, [b]]) => b - a);
}

function extensionsOf(object: JSONObject): JSONObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name.startsWith('x-')));
}
