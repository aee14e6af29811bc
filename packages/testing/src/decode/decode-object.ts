import { isJSONObject, type JSONObject } from '../json.js';
import type { Schema } from '../schema.js';
import { builtInSchema } from '../schemas.js';
import { goStruct, type GoStruct, goTypeName, unservedDefinition } from './go-types.js';
import { isProtobufContent, protobufBodyAsJSON } from './protobuf-body.js';
import {
  checkVersion,
  type DecodedObject,
  type FieldValidation,
  parseBody,
  readOrRefuse,
  typeMetaOf,
  warnOrRefuse,
} from './request-body.js';
import { apiVersionOf, type GroupVersionKind } from '../resources/resource-table.js';
import { readFields } from './typed-walk.js';

/** How {@link decodeObject} reads a body. */
export interface DecodeOptions {
  /** The header, with its parameters. @default JSON if it is undefined or empty */
  contentType: string | undefined;
  /** @default `Warn` */
  fieldValidation?: FieldValidation | undefined;
  /** Of a built-in kind: a reference to its definition. */
  schema: Schema;
  /** What the path is about. */
  gvk: GroupVersionKind;
  /** Another version that the data may be of, in which the kind has the same fields, as `policy/v1beta1`. @default none */
  otherVersion?: string | undefined;
}

/**
 * Reads the body of a request as kube-apiserver reads it into a built-in kind (apiserver `endpoints/handlers/create.go`,
 * apimachinery `runtime/serializer/json`): JSON, YAML or protobuf, by the type of the content.
 *
 * @throws {StatusError} 415 for another type of content; 400 for what is malformed, of another kind or version, has fields of wrong
 * types or, if that is to be refused, unknown and repeated ones
 */
export function decodeObject(body: Uint8Array | string, options: DecodeOptions): DecodedObject {
  const { gvk, contentType } = options;
  if (isProtobufContent(contentType)) {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    const text = protobufBodyAsJSON(bytes, gvk);
    return decodeObject(text, { ...options, contentType: 'application/json', fieldValidation: 'Ignore' });
  }
  const { fieldValidation: mode = 'Warn' } = options;
  const { value, exact, repeated = [] } = parseBody(body, contentType, gvk);
  const { group, version, kind } = typeMetaOf(value, body, gvk);
  const isVersionUnsaid = version === '' && (group === '' || group === gvk.group);
  const actual = {
    kind: kind === '' ? gvk.kind : kind,
    ...(isVersionUnsaid ? { group: gvk.group, version: gvk.version } : { group, version }),
  };
  const isOther = actual.kind === gvk.kind && apiVersionOf(actual) === options.otherVersion;
  const struct = readOrRefuse(actual, gvk, () => structOfData(isOther ? gvk : actual, gvk, options.schema));

  const object = isJSONObject(value) ? value : {};
  const isUnmanaged = hasNoManagedFields(object);
  const complaints = readOrRefuse(actual, gvk, () => readFields(object, struct, { exact, isStrict: mode !== 'Ignore' }));
  const warnings = warnOrRefuse(repeated, complaints, mode, actual, gvk);
  if (!isOther) checkVersion(actual, gvk);
  // Of lists that may be left out this one is told from none.
  if (isUnmanaged && isJSONObject(object['metadata'])) object['metadata']['managedFields'] = [];
  const isNamed = object['kind'] !== undefined && object['apiVersion'] !== undefined;
  return { object: isNamed ? object : { kind: actual.kind, apiVersion: apiVersionOf(actual), ...object }, warnings };
}

/** Whether whoever sends the object wants all its managed fields gone. */
export function hasNoManagedFields({ metadata }: JSONObject): boolean {
  const entries = isJSONObject(metadata) ? metadata['managedFields'] : undefined;
  return Array.isArray(entries) && entries.length === 0;
}

/**
 * The struct that data is read into.
 *
 * @param actual what the data says that it is
 * @throws {Error} if no object of the kind becomes of it, in the server's words
 */
export function structOfData(actual: GroupVersionKind, gvk: GroupVersionKind, schema: Schema): GoStruct {
  const name = `${actual.group}/${actual.version}/${actual.kind}`;
  const isExpected = actual.kind === gvk.kind && apiVersionOf(actual) === apiVersionOf(gvk);
  const definition = isExpected
    ? schema.ref
    : (builtInSchema(actual.group, actual.version, actual.kind)?.ref ?? unservedDefinition(name));
  const struct = definition === undefined ? undefined : goStruct(definition);
  if (definition === undefined) throw new Error(noKind(actual.kind, apiVersionOf(actual)));
  if (actual.kind !== gvk.kind) {
    const target = `${internalPackage(gvk.group)}.${gvk.kind}`;
    throw new Error(`converting (${goTypeName(definition)}) to (${target}): unknown conversion`);
  }
  return struct ?? { definition: '', fields: new Map(), always: [] };
}

/** What is said of a kind that nobody knows. */
export function noKind(kind: string, apiVersion: string): string {
  return `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`;
}

/** The Go package of a group's internal types. */
function internalPackage(group: string): string {
  if (group === '') return 'core';
  return group.split('.', 1)[0] as string;
}
