import * as types from '../../cel/types.js';
import type { CelType } from '../../cel/types.js';
import type { StructuralSchema } from '../../validation/structural-schema.js';
import { escapeName, isReserved } from './escape-names.js';

/** What a schema says of values, for rules: their type, and how many there may be (apiserver `pkg/cel/common/schemas.go`). */
export interface DeclaredType {
  readonly type: CelType;
  /** Characters, bytes, elements or entries; of a request, if the schema says nothing. */
  readonly maxElements: number;
  /** Bytes that the smallest value takes as JSON. */
  readonly minSize: number;
  /** Of lists and maps. */
  readonly element?: DeclaredType;
  /** Of objects, by escaped names. */
  readonly fields?: ReadonlyMap<string, DeclaredType>;
}

/** Bytes. */
const largestRequest = 3 * 1024 * 1024;

const longestTimes: Readonly<Record<string, number>> = { duration: 32, date: 12, 'date-time': 32 };
const shortestTimes: Readonly<Record<string, number>> = { duration: 3, date: 12, 'date-time': 21 };

/**
 * The type that rules see; undefined for what they do not see at all.
 *
 * @param name of the type, if it is an object
 * @param isResource whether it has a kind and metadata, though the schema need not say so
 */
export function declareType(schema: StructuralSchema, name: string, isResource: boolean): DeclaredType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true)
    return { type: types.dyn, maxElements: longestText(schema, largestRequest - 2), minSize: 1 };
  const full = isResource ? withMetadata(schema) : schema;
  switch (full.type) {
    case 'array':
      return declareList(full, name);
    case 'object':
      return typeof full.additionalProperties === 'object' ? declareMap(full, name) : declareObject(full, name);
    case 'string':
      return declareText(full);
    case 'boolean':
      return { type: types.bool, maxElements: 0, minSize: 4 };
    case 'number':
      return { type: types.double, maxElements: 0, minSize: 1 };
    case 'integer':
      return { type: types.int, maxElements: 0, minSize: 1 };
    default:
      return undefined;
  }
}

function declareList({ items, maxItems }: StructuralSchema, name: string): DeclaredType | undefined {
  const element = items && declareType(items, `${name}.@idx`, items['x-kubernetes-embedded-resource'] === true);
  if (!element) return undefined;
  const most = maxItems === undefined ? Math.floor((largestRequest - 2) / (element.minSize + 1)) : Math.max(0, maxItems);
  return { type: types.listOf(element.type), maxElements: most, minSize: 2, element };
}

function declareMap({ additionalProperties, maxProperties }: StructuralSchema, name: string): DeclaredType | undefined {
  if (typeof additionalProperties !== 'object') return undefined;
  const isResource = additionalProperties['x-kubernetes-embedded-resource'] === true;
  const element = declareType(additionalProperties, `${name}.@elem`, isResource);
  if (!element) return undefined;
  const most =
    maxProperties === undefined ? Math.floor((largestRequest - 2) / (element.minSize + 6)) : Math.max(0, maxProperties);
  return { type: types.mapOf(types.string, element.type), maxElements: most, minSize: 2, element };
}

function declareObject({ properties = {}, required = [] }: StructuralSchema, name: string): DeclaredType {
  const fields = new Map<string, DeclaredType>();
  let minSize = 2;
  for (const [property, schema] of Object.entries(properties)) {
    const escaped = escapeName(property);
    const field = declareType(schema, `${name}.${escaped ?? property}`, schema['x-kubernetes-embedded-resource'] === true);
    if (!field) continue;
    if (escaped !== undefined) fields.set(escaped, field);
    // Two quotes, a colon and a comma.
    if (required.includes(property) && schema.default === undefined) minSize += Buffer.byteLength(property) + field.minSize + 4;
  }
  const known = new Map(Array.from(fields, ([field, declared]) => [field, declared.type]));
  for (const property of Object.keys(properties).filter(isReserved)) {
    const type = known.get(escapeName(property) ?? '');
    if (type) known.set(property, type);
  }
  const type = types.objectOf(name, known);
  return { type, maxElements: 0, minSize, fields };
}

function declareText(schema: StructuralSchema): DeclaredType {
  const { format = '', maxLength, enum: allowed = [] } = schema;
  const longest = longestTimes[format];
  if (longest !== undefined)
    return {
      type: format === 'duration' ? types.duration : types.timestamp,
      maxElements: longest,
      minSize: shortestTimes[format] ?? 2,
    };
  if (format === 'byte') return { type: types.bytes, maxElements: Math.max(0, maxLength ?? largestRequest - 2), minSize: 2 };
  const lengths = allowed.map((value) => (typeof value === 'string' ? Buffer.byteLength(value) : 0));
  const most = lengths.length > 0 ? Math.max(...lengths) : largestRequest - 2;
  return { type: types.string, maxElements: longestText(schema, most), minSize: 2 };
}

/** A character may take four bytes. */
function longestText({ maxLength }: StructuralSchema, otherwise: number): number {
  return maxLength === undefined ? otherwise : Math.max(0, maxLength) * 4;
}

const text: StructuralSchema = { type: 'string' };

/** A schema with what rules may see of every resource: kind, version, name. */
export function withMetadata(schema: StructuralSchema): StructuralSchema {
  const metadata: StructuralSchema = { type: 'object', properties: { name: text, generateName: text } };
  return { ...schema, properties: { ...schema.properties, kind: text, apiVersion: text, metadata } };
}
