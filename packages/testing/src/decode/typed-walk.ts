import { quote } from '@kubewright/rest';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import type { ExactJSON } from './go-json.js';
import { type GoField, goStruct, type GoStruct, type GoType, zeroOfScalar } from './go-types.js';
import { readBase64, readMicroTime, readQuantity, readTime, UnreadableValueError } from './self-reading.js';

/** An object whose fields have wrong types. The message is Go's: `json: cannot unmarshal string into Go struct field …`. */
export class WrongTypeError extends Error {
  override readonly name = 'WrongTypeError';
}

/** What else is known of the text, for {@link readFields}. */
export interface WalkOptions {
  /** Of a text with something odd; without it, numbers are as `JSON.parse` reads them, and no key is repeated. */
  exact?: ExactJSON | undefined;
  /** Whether to say what is unknown or repeated. */
  isStrict: boolean;
}

/** Go remembers no more of them. */
const mostComplaints = 100;

/**
 * Reads an object as Go reads it into a struct (sigs.k8s.io/json), **changing it**: unknown fields go, and so does whatever is nil or,
 * without a pointer, zero, so that what is absent is zero; quantities, times and bytes are written as the server writes them.
 *
 * Gives what is unknown or repeated, as `unknown field "spec.foo"`, in the order of the text, at most 100; nothing if not strict.
 *
 * @throws {WrongTypeError} for the first field of a wrong type
 * @throws {UnreadableValueError} for a quantity or a time that is none
 */
export function readFields(object: JSONObject, struct: GoStruct, options: WalkOptions): string[] {
  const walk = new TypedWalk(options);
  walk.struct(object, struct);
  return walk.finish();
}

type Container = JSONObject | JSONValue[];

class TypedWalk {
  /** From the outermost object: fields, keys of maps, indexes of lists. */
  readonly #path: (GoField | number | string)[] = [];
  readonly #exact: ExactJSON | undefined;
  readonly #isStrict: boolean;
  readonly #complaints = new Set<string>();
  #wrongType: string | undefined;

  constructor({ exact, isStrict }: WalkOptions) {
    this.#exact = exact;
    this.#isStrict = isStrict;
  }

  finish(): string[] {
    if (this.#wrongType !== undefined) throw new WrongTypeError(this.#wrongType);
    return [...this.#complaints];
  }

  struct(object: JSONObject, struct: GoStruct): void {
    const repeated = this.#exact?.repeated.get(object);
    if (repeated) {
      const seen = new Set<string>();
      for (const key of repeated) {
        if (struct.fields.has(key) && seen.has(key)) this.#complain('duplicate', key);
        else this.#field(object, struct, key);
        seen.add(key);
      }
    } else {
      for (const key in object) this.#field(object, struct, key);
    }
  }

  #field(object: JSONObject, struct: GoStruct, key: string): void {
    const field = struct.fields.get(key);
    if (!field) {
      this.#complain('unknown', key);
      Reflect.deleteProperty(object, key);
      return;
    }
    const value = object[key] as JSONValue;
    this.#path.push(field);
    const read = value === null ? null : this.#value(object, key, value, field.type);
    this.#path.pop();
    if (read === null || (!field.type.isPointer && (read === '' || read === 0 || read === false))) {
      Reflect.deleteProperty(object, key);
    } else if (read !== value) {
      object[key] = read;
    }
  }

  /** The value as it is written; null for nil. */
  #value(container: Container, key: number | string, value: JSONValue, type: GoType): JSONValue {
    switch (type.kind) {
      case 'string':
        return typeof value === 'string' ? value : this.#wrong(value, type.name);
      case 'bool':
        return typeof value === 'boolean' ? value : this.#wrong(value, type.name);
      case 'int32':
      case 'int64':
      case 'uint8':
        return this.#integer(container, key, value, type.kind, type.name);
      case 'float64':
        return typeof value === 'number' ? value : this.#wrong(value, type.name);
      case 'struct':
        if (!isJSONObject(value)) return this.#wrong(value, type.name);
        this.struct(value, type.struct as GoStruct);
        return value;
      case 'list':
        return Array.isArray(value) ? this.#list(value, type.element as GoType) : this.#wrong(value, type.name);
      case 'map':
        return isJSONObject(value) ? this.#map(value, type.element as GoType) : this.#wrong(value, type.name);
      case 'bytes':
        return this.#bytes(value, type.name);
      default:
        return this.#selfReading(container, key, value, type);
    }
  }

  #integer(container: Container, key: number | string, value: JSONValue, kind: string, type: string): JSONValue {
    if (typeof value !== 'number') return this.#wrong(value, type);
    const literal = this.#exact?.literals.get(container)?.get(key);
    if (!fits(value, literal, kind)) this.#wrong(value, type, literal ?? String(value));
    return value;
  }

  #list(list: JSONValue[], element: GoType): JSONValue {
    // Elements that are right as they are make most lists.
    for (let i = 0; i < list.length; i++) {
      const value = list[i] as JSONValue;
      if (element.kind === 'string' && typeof value === 'string') continue;
      this.#path.push(i);
      const read = value === null ? null : this.#value(list, i, value, element);
      list[i] = read === null && !element.isPointer ? zeroOf(element) : read;
      this.#path.pop();
    }
    return list;
  }

  #map(map: JSONObject, element: GoType): JSONValue {
    const repeated = this.#exact?.repeated.get(map);
    if (repeated) {
      const seen = new Set<string>();
      for (const key of repeated) if (seen.size === seen.add(key).size) this.#complain('duplicate', key);
    }
    for (const key in map) {
      const value = map[key] as JSONValue;
      if (element.kind === 'string' && typeof value === 'string') continue;
      this.#path.push(key);
      const read = value === null ? null : this.#value(map, key, value, element);
      this.#path.pop();
      const written = read === null && !element.isPointer ? zeroOf(element) : read;
      if (written !== value)
        Object.defineProperty(map, key, { value: written, writable: true, enumerable: true, configurable: true });
    }
    return map;
  }

  /** Base64, or a list of numbers. */
  #bytes(value: JSONValue, type: string): JSONValue {
    if (Array.isArray(value)) {
      const bytes = value.map((byte, i) => this.#integer(value, i, byte ?? 0, 'uint8', 'uint8'));
      return Buffer.from(bytes.map(Number)).toString('base64');
    }
    if (typeof value !== 'string') return this.#wrong(value, type);
    try {
      return readBase64(value);
    } catch (error) {
      this.#wrongType ??= (error as Error).message;
      return value;
    }
  }

  #selfReading(container: Container, key: number | string, value: JSONValue, type: GoType): JSONValue {
    switch (type.kind) {
      case 'Quantity': {
        const literal = this.#exact?.literals.get(container)?.get(key);
        return readQuantity(typeof value === 'string' ? value : (literal ?? JSON.stringify(value)));
      }
      case 'Time':
        return readTime(typeof value === 'string' ? value : this.#stop(value, 'string'));
      case 'MicroTime':
        return readMicroTime(typeof value === 'string' ? value : this.#stop(value, 'string'));
      case 'IntOrString': {
        if (typeof value === 'string') return value;
        const literal = this.#exact?.literals.get(container)?.get(key);
        const isFitting = typeof value === 'number' && fits(value, literal, 'int32');
        return isFitting ? value : this.#stop(value, 'int32', typeof value === 'number' ? (literal ?? String(value)) : undefined);
      }
      case 'JSONSchemaPropsOrBool':
        if (typeof value === 'boolean') return value;
        if (!isJSONObject(value)) throw new UnreadableValueError('boolean or JSON schema expected');
        return nestedSchema(value);
      case 'JSONSchemaPropsOrArray':
        if (Array.isArray(value))
          return value.length === 0 ? null : value.map((each) => (isJSONObject(each) ? nestedSchema(each) : {}));
        return isJSONObject(value) ? nestedSchema(value) : null;
      case 'JSONSchemaPropsOrStringArray':
        if (Array.isArray(value)) return value.length === 0 ? null : value;
        return isJSONObject(value) ? nestedSchema(value) : null;
      default:
        return value;
    }
  }

  /** Remembers the first; Go goes on to read. */
  #wrong(value: JSONValue, type: string, literal?: string): JSONValue {
    this.#wrongType ??= this.#mismatch(value, type, literal);
    return value;
  }

  /** What reads itself ends everything. */
  #stop(value: JSONValue, type: string, literal?: string): never {
    throw new UnreadableValueError(this.#mismatch(value, type, literal));
  }

  #mismatch(value: JSONValue, type: string, literal?: string): string {
    const fields = this.#path.filter((part) => typeof part === 'object');
    const place = `${fields.at(-1)?.owner ?? ''}.${fields.flatMap(({ embeddedIn, name }) => [...embeddedIn, name]).join('.')}`;
    const what = `${typeName(value)}${literal === undefined ? '' : ` ${literal}`}`;
    return `json: cannot unmarshal ${what} into Go struct field ${place} of type ${type}`;
  }

  #complain(what: 'duplicate' | 'unknown', key: string): void {
    if (!this.#isStrict || this.#complaints.size >= mostComplaints) return;
    const path = [...this.#path, key]
      .map((part) => (typeof part === 'number' ? `[${String(part)}]` : `.${nameOf(part)}`))
      .join('');
    this.#complaints.add(`${what} field ${quote(path.slice(1))}`);
  }
}

function nameOf(part: GoField | string): string {
  return typeof part === 'string' ? part : part.name;
}

/** A schema inside of what reads itself: unknown fields vanish there without a word. */
function nestedSchema(schema: JSONObject): JSONObject {
  const struct = goStruct('io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps');
  if (struct) readFields(schema, struct, { isStrict: false });
  return schema;
}

/** Whether an integer type takes a number. @param literal how it is written, if that is odd */
function fits(value: number, literal: string | undefined, kind: string): boolean {
  if (literal !== undefined) {
    if (!/^-?[0-9]+$/.test(literal)) return false;
    if (kind === 'int64') return BigInt.asIntN(64, BigInt(literal)) === BigInt(literal);
  }
  if (!Number.isInteger(value)) return false;
  if (kind === 'int32') return value === Math.trunc(value) && value >= -2147483648 && value <= 2147483647;
  // Without a literal nobody knows the last digits: 2 ** 63 may have been the greatest that there is.
  return kind === 'int64' ? Math.abs(value) <= 2 ** 63 : value >= 0 && value <= 255;
}

/** What a nil element of a list or a map is. */
function zeroOf({ kind }: GoType): JSONValue {
  if (kind === 'struct') return {};
  return kind === 'bytes' ? '' : zeroOfScalar(kind);
}

/** A value's type in Go's words. */
export function typeName(value: JSONValue): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
