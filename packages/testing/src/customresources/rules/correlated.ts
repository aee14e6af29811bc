import { isJSONObject, type JSONValue } from '../../json.js';
import { ownField } from '../../json-fields.js';
import { fieldSchema, type StructuralSchema } from '../../validation/structural-schema.js';
import { oldItems } from './map-list.js';

/** Part of an object beside what it was before an update (apiserver `pkg/cel/common/equality.go`). */
export class Correlated {
  readonly #value: JSONValue;
  readonly #old: JSONValue;
  readonly #schema: StructuralSchema;
  #isEqual: boolean | undefined;

  constructor(value: JSONValue, old: JSONValue, schema: StructuralSchema) {
    this.#value = value;
    this.#old = old;
    this.#schema = schema;
  }

  /** Undefined if it was not there, or cannot be found again. */
  key(name: string): Correlated | undefined {
    if (!isJSONObject(this.#value) || !isJSONObject(this.#old)) return undefined;
    const [value, old, schema] = [ownField(this.#value, name), ownField(this.#old, name), fieldSchema(this.#schema, name)];
    return value === undefined || old === undefined || !schema ? undefined : new Correlated(value, old, schema);
  }

  index(place: number): Correlated | undefined {
    const { items } = this.#schema;
    const value = Array.isArray(this.#value) ? this.#value[place] : undefined;
    if (value === undefined || !items) return undefined;
    const old = oldItems(this.#old, this.#schema)(value);
    return old === undefined ? undefined : new Correlated(value, old, items);
  }

  /** Whether nothing in it has changed. */
  get isEqual(): boolean {
    return (this.#isEqual ??= isSame(this.#value, this.#old, this.#schema));
  }
}

/** Elements of lists that are maps may stand in another order. */
function isSame(value: JSONValue, old: JSONValue, schema: StructuralSchema | undefined): boolean {
  if (Array.isArray(value)) {
    if (!Array.isArray(old) || value.length !== old.length) return false;
    if (schema?.['x-kubernetes-list-type'] !== 'map') return value.every((item, i) => isSame(item, old[i] ?? null, undefined));
    const before = oldItems(old, schema);
    return value.every((item) => {
      const known = before(item);
      return known !== undefined && isSame(item, known, schema.items);
    });
  }
  if (!isJSONObject(value)) return value === old;
  if (!isJSONObject(old)) return false;
  const names = Object.keys(value);
  if (names.length !== Object.keys(old).length) return false;
  return names.every((name) => {
    const [one, other] = [ownField(value, name), ownField(old, name)];
    return one !== undefined && other !== undefined && isSame(one, other, schema && fieldSchema(schema, name));
  });
}
