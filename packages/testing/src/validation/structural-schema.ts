import type { JSONValue } from '../json.js';

/** The schema of a custom resource, as a CustomResourceDefinition says it in `schema.openAPIV3Schema`. */
export interface StructuralSchema {
  type?: 'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string';
  format?: string;
  nullable?: boolean;
  default?: JSONValue;
  enum?: JSONValue[];
  properties?: Readonly<Record<string, StructuralSchema>>;
  required?: readonly string[];
  additionalProperties?: StructuralSchema | boolean;
  minProperties?: number;
  maxProperties?: number;
  items?: StructuralSchema;
  minItems?: number;
  maxItems?: number;
  /** Unicode characters, not bytes. */
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  exclusiveMinimum?: boolean;
  maximum?: number;
  exclusiveMaximum?: boolean;
  multipleOf?: number;
  allOf?: readonly StructuralSchema[];
  anyOf?: readonly StructuralSchema[];
  oneOf?: readonly StructuralSchema[];
  not?: StructuralSchema;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-list-type'?: 'atomic' | 'map' | 'set';
  'x-kubernetes-list-map-keys'?: readonly string[];
  'x-kubernetes-map-type'?: 'atomic' | 'granular';
  'x-kubernetes-validations'?: readonly ValidationRule[];
}

/** A rule in CEL that a value has to keep. */
export interface ValidationRule {
  rule: string;
  message?: string;
  messageExpression?: string;
  /** `FieldValueInvalid` if it is left out. */
  reason?: string;
  /** Of the field that is wrong, below the value. */
  fieldPath?: string;
  optionalOldSelf?: boolean;
}

/** The schema of a field; undefined if none is said. */
export function fieldSchema(schema: StructuralSchema | undefined, name: string): StructuralSchema | undefined {
  if (schema?.properties && Object.hasOwn(schema.properties, name)) return schema.properties[name];
  return typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

/** Whether a field is one of those that every object has; its own schema need not say them. */
export function isIdentity(name: string): boolean {
  return name === 'apiVersion' || name === 'kind' || name === 'metadata';
}
