import { resolveSchema } from '../schemas.js';
import type { JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
import { fieldElement } from './path-element.js';

/*
 * What apply has to know of a value, as kube-openapi `pkg/schemaconv` reads it off a schema. A value may be of several shapes: where the
 * schema names no type, everything is allowed.
 */

/** What a scalar may be. */
export type ScalarType = 'boolean' | 'numeric' | 'string' | 'untyped';

/** How lists are. */
export interface ListType {
  readonly atomic: boolean;
  /** Fields that tell elements apart, in the order of their names; none in a set. */
  readonly keys: readonly string[];
  /** The keys in the order in which the schema names them. */
  readonly namedKeys: readonly string[];
  readonly items: () => ValueType;
}

/** A field that the schema names. */
export interface FieldType {
  /** The step that leads there. */
  readonly element: string;
  readonly default: JSONValue | undefined;
  readonly type: () => ValueType;
}

/** How objects are. */
export interface MapType {
  readonly atomic: boolean;
  readonly fields: ReadonlyMap<string, FieldType>;
  /** What fields are that the schema does not name; undefined if there must be none. */
  readonly values: (() => ValueType) | undefined;
  /** Whether anything may stand in it, as in a custom resource without a schema. */
  readonly deduced: boolean;
}

/** The shapes that a value may have. */
export interface ValueType {
  readonly scalar?: ScalarType;
  readonly list?: ListType;
  readonly map?: MapType;
}

const untypedAtomic: ValueType = {
  scalar: 'untyped',
  list: { atomic: true, keys: [], namedKeys: [], items: () => untypedAtomic },
  map: { atomic: true, fields: new Map(), values: () => untypedAtomic, deduced: false },
};

const deduced: ValueType = {
  scalar: 'untyped',
  list: { atomic: true, keys: [], namedKeys: [], items: () => untypedAtomic },
  map: { atomic: false, fields: new Map(), values: () => deduced, deduced: true },
};

/** Definitions that apply takes for something else than their schema says. */
const definitions: Readonly<Record<string, ValueType>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { scalar: 'untyped' },
  'io.k8s.apimachinery.pkg.runtime.RawExtension': untypedAtomic,
};

const types = new WeakMap<Schema, ValueType>();
const typesPreserving = new WeakMap<Schema, ValueType>();

/**
 * The type of what a schema describes. It is made once for each schema object, and its parts when they are first asked for.
 *
 * @param preserve whether a schema around this one keeps unknown fields
 */
export function valueType(schema: Schema, preserve = false): ValueType {
  if (schema.ref !== undefined && Object.hasOwn(definitions, schema.ref)) return definitions[schema.ref] as ValueType;
  const resolved = resolveSchema(schema.ref !== undefined && schema.mapType === undefined ? { ref: schema.ref } : schema);
  // Resolving a reference with something beside it makes a new object each time.
  const identity = schema.mapType === undefined ? resolved : schema;
  const known = preserve ? typesPreserving : types;
  let type = known.get(identity);
  if (type === undefined) known.set(identity, (type = makeType(resolved, preserve || schema.preserveUnknownFields === true)));
  return type;
}

function makeType(schema: Schema, preserve: boolean): ValueType {
  const keep = preserve || schema.preserveUnknownFields === true;
  switch (schema.type) {
    case 'object':
      return { map: mapType(schema, keep) };
    case 'array':
      return { list: listType(schema, keep) };
    case 'boolean':
      return { scalar: 'boolean' };
    case 'integer':
    case 'number':
      return { scalar: 'numeric' };
    case 'string':
      return { scalar: schema.format === undefined || schema.format === '' || schema.format === 'byte' ? 'string' : 'untyped' };
    default:
      return { scalar: 'untyped', list: listType(schema, keep), map: mapType(schema, keep) };
  }
}

function listType(schema: Schema, preserve: boolean): ListType {
  const { items, listType: type, patchMergeKey } = schema;
  // A list that says nothing of apply is merged as strategic merge patches merge it.
  const merged = type === undefined && schema.patchStrategy?.includes('merge') === true;
  const namedKeys = merged ? (patchMergeKey === undefined ? [] : [patchMergeKey]) : type === 'map' ? (schema.listKeys ?? []) : [];
  return {
    atomic: !merged && (type === undefined || type === 'atomic'),
    keys: namedKeys.toSorted(),
    namedKeys,
    items: once(() => (items ? valueType(items, preserve) : untypedAtomic)),
  };
}

function mapType(schema: Schema, preserve: boolean): MapType {
  const { properties, additionalProperties: values } = schema;
  const fields = new Map<string, FieldType>();
  for (const name in properties) {
    const property = properties[name] as Schema;
    fields.set(name, {
      element: fieldElement(name),
      default: property.default,
      type: once(() => valueType(property, preserve)),
    });
  }
  const atomic = schema.mapType === 'atomic';
  if (values !== undefined) return { atomic, fields, values: once(() => valueType(values, preserve)), deduced: false };
  const open = preserve || fields.size === 0;
  return { atomic, fields, values: open ? () => deduced : undefined, deduced: open && fields.size === 0 };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** The shapes in the order in which apply looks for one if the value does not tell. */
const shapes = ['map', 'scalar', 'list'] as const;

/** As what apply treats a value of this type (structured-merge-diff `typed/helpers.go`); undefined if the type allows nothing. */
export function shapeOf(type: ValueType, value: JSONValue | undefined): (typeof shapes)[number] | undefined {
  if (value !== undefined && value !== null) {
    const shape = Array.isArray(value) ? 'list' : typeof value === 'object' ? 'map' : 'scalar';
    if (type[shape] !== undefined) return shape;
  }
  return shapes.find((shape) => type[shape] !== undefined);
}

/** The type of a field of an object; undefined if the schema knows no such field. */
export function typeOfField(map: MapType, name: string): ValueType | undefined {
  return (map.fields.get(name)?.type ?? map.values)?.();
}
