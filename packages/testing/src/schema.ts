import type { JSONValue } from './json.js';

/** What the server has to know of a value: made from the OpenAPI documents, or from the schema of a CustomResourceDefinition. */
export interface Schema {
  /** Absent if {@link types} or {@link ref} says it, or if anything may stand there. */
  type?: 'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string';
  /** Several that are allowed: integer and string for IntOrString, number and string for Quantity. */
  types?: ('integer' | 'number' | 'string')[];
  format?: string;
  /** The definition that says the rest; what stands beside it here goes before. */
  ref?: string;
  /** What is put in the place of what is missing. An empty object only says that the field is a struct, which is always there. */
  default?: JSONValue;
  enum?: JSONValue[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  /** What the values of a map are. */
  additionalProperties?: Schema;
  items?: Schema;
  /** How server-side apply merges a list; `atomic` if absent. */
  listType?: 'atomic' | 'map' | 'set';
  /** The fields by which the elements of a `map` list are told apart. */
  listKeys?: readonly string[];
  /** How server-side apply merges an object; `granular` if absent. */
  mapType?: 'atomic' | 'granular';
  /** How a strategic merge patch treats a list or an object: `merge`, `replace`, `retainKeys`. */
  patchStrategy?: readonly string[];
  /** The field by which a strategic merge patch tells the elements of a list apart. */
  patchMergeKey?: string;
  /** Of custom resources: fields that are not named here are kept. */
  preserveUnknownFields?: true;
}
