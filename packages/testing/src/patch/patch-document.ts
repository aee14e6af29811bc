import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { goQuote } from './go-text.js';

/** An operation does not fit the document; json-patch's text. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
}

/** A document that JSON patches change, and where in it their paths lead. */
export class PatchDocument {
  /** The document as it is now. */
  value: JSONValue;

  /** @param value of which a copy is changed */
  constructor(value: JSONValue) {
    this.value = structuredClone(value);
  }

  /** The place that a JSON pointer names, which need not have a value yet; undefined if what it would be in is not there. */
  locate(pointer: string): Place | undefined {
    const segments = pointer.split('/').slice(1).map(decodeSegment);
    const key = segments.pop();
    if (key === undefined) return undefined;
    let container: JSONValue | undefined = this.value;
    for (const segment of segments) {
      container = child(container, segment);
      if (container === undefined) return undefined;
    }
    if (Array.isArray(container)) return new Element(container, key);
    return isJSONObject(container) ? new Field(container, key) : undefined;
  }
}

/** A place in an object or a list. Whatever it throws is an OperationError. */
export interface Place {
  /** The last segment of the path. */
  readonly key: string;
  /** undefined for a field that is not there. Throws for an element that is not there. */
  get(): JSONValue | undefined;
  /** Whether {@link get} does not throw. */
  isInBounds(): boolean;
  /** In the place of what is there. */
  set(value: JSONValue): void;
  /** Makes room in a list; `-` is its end. */
  add(value: JSONValue): void;
  remove(): void;
}

class Field implements Place {
  readonly key: string;
  readonly #object: JSONObject;

  constructor(object: JSONObject, key: string) {
    this.#object = object;
    this.key = key;
  }

  get(): JSONValue | undefined {
    return Object.hasOwn(this.#object, this.key) ? this.#object[this.key] : undefined;
  }

  isInBounds(): boolean {
    return true;
  }

  set(value: JSONValue): void {
    // An assignment to `__proto__` would make no field.
    Object.defineProperty(this.#object, this.key, { value, configurable: true, enumerable: true, writable: true });
  }

  add(value: JSONValue): void {
    this.set(value);
  }

  remove(): void {
    if (!Object.hasOwn(this.#object, this.key))
      throw new OperationError(`Unable to remove nonexistent key: ${this.key}: missing value`);
    Reflect.deleteProperty(this.#object, this.key);
  }
}

class Element implements Place {
  readonly key: string;
  readonly #list: JSONValue[];

  constructor(list: JSONValue[], key: string) {
    this.#list = list;
    this.key = key;
  }

  get(): JSONValue {
    return this.#list[this.#index(this.#list.length)] as JSONValue;
  }

  isInBounds(): boolean {
    try {
      this.#index(this.#list.length);
      return true;
    } catch {
      return false;
    }
  }

  set(value: JSONValue): void {
    this.#list[this.#index(this.#list.length)] = value;
  }

  add(value: JSONValue): void {
    if (this.key === '-') this.#list.push(value);
    else {
      requireIndex(this.key);
      this.#list.splice(this.#index(this.#list.length + 1), 0, value);
    }
  }

  remove(): void {
    this.#list.splice(this.#index(this.#list.length), 1);
  }

  /** @param size how many places there are: a negative index counts from there */
  #index(size: number): number {
    const index = parseIndex(this.key);
    if (index >= size || index < -size)
      throw new OperationError(`Unable to access invalid index: ${String(index)}: invalid index referenced`);
    return index < 0 ? index + size : index;
  }
}

/** The value at a segment below a value, if there is one. */
function child(container: JSONValue, segment: string): JSONValue | undefined {
  if (Array.isArray(container)) {
    const element = new Element(container, segment);
    return element.isInBounds() ? element.get() : undefined;
  }
  return isJSONObject(container) && Object.hasOwn(container, segment) ? container[segment] : undefined;
}

function decodeSegment(segment: string): string {
  return segment.replace(/~[01]/g, (escape) => (escape === '~1' ? '/' : '~'));
}

/** Throws, in the words of adding, for what is no index. */
function requireIndex(key: string): void {
  try {
    parseIndex(key);
  } catch (error) {
    throw new OperationError(`value was not a proper array index: '${key}': ${(error as OperationError).message}`, {
      cause: error,
    });
  }
}

/** As Go's `strconv.Atoi` reads it. */
function parseIndex(text: string): number {
  if (!/^[+-]?[0-9]+$/.test(text)) throw new OperationError(`strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
  const index = BigInt(text.replace(/^\+/, ''));
  if (BigInt.asIntN(64, index) !== index) throw new OperationError(`strconv.Atoi: parsing ${goQuote(text)}: value out of range`);
  return Number(index);
}
