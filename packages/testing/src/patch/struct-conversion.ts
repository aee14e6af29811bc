import { isJSONObject, type JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
import { resolveSchema } from '../schemas.js';
import { goKind } from './patch-fields.js';

/**
 * Why a strategically patched object does not fit into its kind; undefined if it does. A server converts it without writing JSON,
 * and says so in other words than when it decodes (apimachinery `runtime.DefaultUnstructuredConverter`).
 *
 * Of several mistakes the one in the first field by name is told. Nothing is said of what has a JSON form of its own, as times,
 * quantities and int-or-strings, nor of fields that are not known.
 */
export function conversionError(value: JSONValue, schema: Schema): string | undefined {
  const { type, types, format, properties = {}, items, additionalProperties } = resolveSchema(schema);
  if (value === null || types || (type === 'string' && format !== undefined)) return undefined;
  const kind = goKind(schema);
  const actual = kindOf(value);
  switch (kind) {
    case 'struct':
      // Without fields it is what takes any JSON.
      if (Object.keys(properties).length === 0) return undefined;
      if (!isJSONObject(value)) return `cannot restore struct from: ${actual}`;
      return first(Object.keys(value).sort(), (key) =>
        Object.hasOwn(properties, key) ? conversionError(value[key] as JSONValue, properties[key] as Schema) : undefined,
      );
    case 'map':
      if (!isJSONObject(value)) return `cannot restore map from ${actual}`;
      return first(Object.values(value), (element) => conversionError(element, additionalProperties ?? {}));
    case 'slice':
      if (!Array.isArray(value)) return `cannot restore slice from ${actual}`;
      return first(value, (element) => conversionError(element, items ?? {}));
    case 'string':
      if (actual === 'string') return undefined;
      return actual === 'int64' ? 'cannot convert int64 to string' : 'unrecognized type: string';
    case 'boolean':
      return actual === 'bool' ? undefined : 'unrecognized type: bool';
    default:
      if (actual === 'int64' || (actual === 'float64' && type === 'number')) return undefined;
      return actual === 'float64' ? `cannot convert float64 to ${kind}` : `unrecognized type: ${goNumberKind(kind)}`;
  }
}

function first<T>(values: readonly T[], errorOf: (value: T) => string | undefined): string | undefined {
  for (const value of values) {
    const error = errorOf(value);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** OpenAPI's `number` has a format `double`. */
function goNumberKind(kind: string): string {
  return kind === 'number' ? 'float64' : kind;
}

function kindOf(value: JSONValue): string {
  if (Array.isArray(value)) return 'slice';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'map';
}
