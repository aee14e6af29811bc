import { newBadRequest, StatusError, StatusReason } from '@kubewright/rest';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
import { builtInSchema } from '../schemas.js';
import { countKeys } from './count-keys.js';
import { type ExactJSON, parseExactly } from './go-json.js';
import { goStruct, goTypeName, unservedDefinition } from './go-types.js';
import { mayHaveHalfSurrogates, scanText } from './scan-text.js';
import { readFields, typeName } from './typed-walk.js';
import { readYAML } from './yaml-body.js';

/** What a request says of unknown and repeated fields: drop them, drop them and warn, refuse them. */
export type FieldValidation = 'Ignore' | 'Strict' | 'Warn';

/** Which kind of which version. */
export interface GroupVersionKind {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
}

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
}

/** What was read. */
export interface DecodedObject {
  /** With `apiVersion` and `kind`. What is absent is zero: `completeObject` makes it what the server writes. */
  object: JSONObject;
  /** For the headers, each without its code and agent: `unknown field "spec.foo"`. */
  warnings: string[];
}

const mediaTypes = 'application/json, application/yaml, application/vnd.kubernetes.protobuf';

/**
 * Reads the body of a request as kube-apiserver reads it into a built-in kind (apiserver `endpoints/handlers/create.go`,
 * apimachinery `runtime/serializer/json`): JSON or YAML, by the type of the content.
 *
 * @throws {StatusError} 415 for another type of content; 400 for what is malformed, of another kind or version, has fields of wrong
 * types or, if that is to be refused, unknown and repeated ones
 */
export function decodeObject(body: Uint8Array | string, options: DecodeOptions): DecodedObject {
  const isYAML = isYAMLContent(options.contentType);
  const text = typeof body === 'string' ? body : decodeUTF8(body);
  const { gvk } = options;
  const parsed: Parsed | { problem: string } = isYAML ? readYAML(text) : readJSON(text);
  if ('problem' in parsed) throw unrecognized(gvk, parsed.problem, body);
  const actual = identify(parsed.value, options, body);
  const struct = definitionStruct(actual, gvk, options.schema);

  const object = isJSONObject(parsed.value) ? parsed.value : {};
  const mode = options.fieldValidation ?? 'Warn';
  const complaints = readOrRefuse(actual, gvk, () =>
    readFields(object, struct, { exact: parsed.exact, isStrict: mode !== 'Ignore' }),
  );
  const repeated = mode === 'Ignore' ? [] : (parsed.repeated ?? []);
  if (mode === 'Strict' && complaints.length + repeated.length > 0) {
    const first = repeated.length > 0 ? [`yaml: unmarshal errors:\n  ${repeated.join('\n  ')}`] : [];
    throw cannotBeHandled(actual, gvk, `strict decoding error: ${[...first, ...complaints].join(', ')}`);
  }
  const dataVersion = groupVersion(actual);
  if (dataVersion !== groupVersion(gvk)) {
    const what = `the API version in the data (${dataVersion}) does not match the expected API version (${groupVersion(gvk)})`;
    throw newBadRequest(what);
  }
  const { kind, apiVersion } = object;
  const isNamed = kind !== undefined && apiVersion !== undefined;
  return {
    object: isNamed ? object : { kind: actual.kind, apiVersion: dataVersion, ...object },
    warnings: [...repeated, ...complaints],
  };
}

interface Parsed {
  value: JSONValue;
  exact?: ExactJSON | undefined;
  /** Keys of YAML that stand there twice: `line 7: key "a" already set in map`. */
  repeated?: string[];
}

/** Reads JSON fast, and once more, slowly, if it is malformed, or if there is something that `JSON.parse` does not tell. */
function readJSON(text: string): Parsed | { problem: string } {
  let value: JSONValue | undefined;
  try {
    value = JSON.parse(text) as JSONValue;
  } catch {
    // The slow reader says what is wrong.
  }
  if (value !== undefined) {
    const { keys, isOdd, isDeep } = scanText(text);
    if (!isOdd && !isDeep && keys === countKeys(value) && !mayHaveHalfSurrogates(text)) return { value };
  }
  try {
    const exact = parseExactly(text);
    return { value: exact.value, exact };
  } catch (error) {
    return { problem: `couldn't get version/kind; json parse error: ${(error as Error).message}` };
  }
}

function isYAMLContent(contentType: string | undefined): boolean {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === '' || type === 'application/json') return false;
  if (type === 'application/yaml') return true;
  throw new StatusError({
    apiVersion: 'v1',
    kind: 'Status',
    metadata: {},
    status: 'Failure',
    message: `the body of the request was in an unknown format - accepted media types include: ${mediaTypes}`,
    reason: StatusReason.UnsupportedMediaType,
    code: 415,
  });
}

/** A byte order mark stays: Go reads it as a character. */
function decodeUTF8(body: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
}

/** Version and kind of the data; what it does not say is as the path says. */
function identify(value: JSONValue, { gvk }: DecodeOptions, body: Uint8Array | string): GroupVersionKind {
  const fail = (what: string): never => {
    throw unrecognized(gvk, what, body);
  };
  const failJSON = (what: string): never => fail(`couldn't get version/kind; json parse error: json: cannot unmarshal ${what}`);
  if (value === null) return gvk;
  if (!isJSONObject(value)) return failJSON(`${typeName(value)} into Go value of type ${typeMetaStruct}`);
  const texts = ['apiVersion', 'kind'].map((field) => {
    const text = value[field] ?? anyCase(value, field) ?? '';
    return typeof text === 'string' ? text : failJSON(`${typeName(text)} into Go struct field .${field} of type string`);
  });
  const [apiVersion = '', kind = ''] = texts;
  const parts = apiVersion.split('/');
  if (parts.length > 2) return fail(`unexpected GroupVersion string: ${apiVersion}`);
  const [group, version] = parts.length === 2 ? (parts as [string, string]) : ['', apiVersion];
  const isUnsaid = version === '' && (group === '' || group === gvk.group);
  return { kind: kind === '' ? gvk.kind : kind, ...(isUnsaid ? { group: gvk.group, version: gvk.version } : { group, version }) };
}

/** Go looks for version and kind in any case. */
function anyCase(object: JSONObject, field: string): JSONValue | undefined {
  for (const key in object) if (key.length === field.length && key.toLowerCase() === field.toLowerCase()) return object[key];
  return undefined;
}

const typeMetaStruct = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;

/** The struct that the data is read into. */
function definitionStruct(
  actual: GroupVersionKind,
  gvk: GroupVersionKind,
  schema: Schema,
): NonNullable<ReturnType<typeof goStruct>> {
  const name = `${actual.group}/${actual.version}/${actual.kind}`;
  const isExpected = actual.kind === gvk.kind && groupVersion(actual) === groupVersion(gvk);
  const definition = isExpected
    ? schema.ref
    : (builtInSchema(actual.group, actual.version, actual.kind)?.ref ?? unservedDefinition(name));
  const struct = definition === undefined ? undefined : goStruct(definition);
  if (definition === undefined) {
    const version = groupVersion(actual);
    const what = `no kind "${actual.kind}" is registered for version "${version}" in scheme "pkg/runtime/scheme.go:111"`;
    throw cannotBeHandled(actual, gvk, what);
  }
  if (actual.kind !== gvk.kind) {
    const target = `${internalPackage(gvk.group)}.${gvk.kind}`;
    throw cannotBeHandled(actual, gvk, `converting (${goTypeName(definition)}) to (${target}): unknown conversion`);
  }
  return struct ?? { fields: new Map(), always: [] };
}

/** The Go package of a group's internal types. */
function internalPackage(group: string): string {
  if (group === '') return 'core';
  return group.split('.', 1)[0] as string;
}

function groupVersion({ group, version }: GroupVersionKind): string {
  return group === '' ? version : `${group}/${version}`;
}

function readOrRefuse<T>(actual: GroupVersionKind, gvk: GroupVersionKind, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw cannotBeHandled(actual, gvk, (error as Error).message, error);
  }
}

function cannotBeHandled(actual: GroupVersionKind, gvk: GroupVersionKind, why: string, cause?: unknown): StatusError {
  const error = newBadRequest(`${actual.kind} in version "${actual.version}" cannot be handled as a ${gvk.kind}: ${why}`);
  if (cause !== undefined) error.cause = cause;
  return error;
}

function unrecognized(gvk: GroupVersionKind, why: string, body: Uint8Array | string): StatusError {
  return newBadRequest(`the object provided is unrecognized (must be of type ${gvk.kind}): ${why} (${summary(body)})`);
}

/** The beginning of a body: as it is if it looks like JSON, in hexadecimal digits otherwise. */
function summary(body: Uint8Array | string): string {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  if (bytes.length === 0) return '<empty>';
  const begin = bytes.subarray(0, 30);
  const text = begin[0] === 0x7b ? decodeUTF8(begin) : Buffer.from(begin).toString('hex');
  return bytes.length > 30 ? `${text} ...` : text;
}
