import { newBadRequest, StatusError, StatusReason } from '@kubewright/rest';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { countKeys } from './count-keys.js';
import { type ExactJSON, parseExactly } from './go-json.js';
import { mayHaveHalfSurrogates, scanText } from './scan-text.js';
import { typeName } from './typed-walk.js';
import { readYAML } from './yaml-body.js';
import { apiVersionOf, type GroupVersionKind } from '../resources/resource-table.js';

/** What a request says of unknown and repeated fields: drop them, drop them and warn, refuse them. */
export type FieldValidation = 'Ignore' | 'Strict' | 'Warn';

/** What was read. */
export interface DecodedObject {
  /** With `apiVersion` and `kind`. What is absent is zero: `completeObject` makes it what the server writes. */
  object: JSONObject;
  /** For the headers, each without its code and agent: `unknown field "spec.foo"`. */
  warnings: string[];
}

/** A body that was parsed, and what its value does not hold. */
export interface ParsedBody {
  value: JSONValue;
  /** Of JSON with something odd. */
  exact?: ExactJSON | undefined;
  /** Keys of YAML that stand there twice: `line 7: key "a" already set in map`. */
  repeated?: string[];
}

/**
 * Parses a body, JSON or YAML by the type of its content.
 *
 * @param contentType the header; JSON if it is undefined or empty
 * @throws {StatusError} 415 for another type of content, 400 for what is malformed
 */
export function parseBody(body: Uint8Array | string, contentType: string | undefined, gvk: GroupVersionKind): ParsedBody {
  const parsed = readContent(body, contentType);
  if ('problem' in parsed) throw unrecognized(gvk, parsed.problem, body);
  return parsed;
}

/**
 * The same, for who says otherwise what is wrong.
 *
 * @throws {StatusError} 415 for another type of content
 */
export function readContent(body: Uint8Array | string, contentType: string | undefined): ParsedBody | { problem: string } {
  const isYAML = isYAMLContent(contentType);
  const text = typeof body === 'string' ? body : decodeUTF8(body);
  return isYAML ? readYAML(text) : readJSON(text);
}

/**
 * What the data says of its version and kind, empty if nothing.
 *
 * @throws {StatusError} 400 for what is no object, and if they are no texts
 */
export function typeMetaOf(value: JSONValue, body: Uint8Array | string, gvk: GroupVersionKind): GroupVersionKind {
  return readTypeMeta(value, (what) => {
    throw unrecognized(gvk, what, body);
  });
}

/** The same, for who says otherwise what is wrong. @param fail throws an error that tells it */
export function readTypeMeta(value: JSONValue, fail: (what: string) => never): GroupVersionKind {
  const failJSON = (what: string): never => fail(`couldn't get version/kind; json parse error: json: cannot unmarshal ${what}`);
  if (value === null) return { group: '', version: '', kind: '' };
  if (!isJSONObject(value)) return failJSON(`${typeName(value)} into Go value of type ${typeMetaStruct}`);
  const [apiVersion = '', kind = ''] = ['apiVersion', 'kind'].map((field) => {
    const text = value[field] ?? anyCase(value, field) ?? '';
    return typeof text === 'string' ? text : failJSON(`${typeName(text)} into Go struct field .${field} of type string`);
  });
  const parts = apiVersion.split('/');
  if (parts.length > 2) return fail(`unexpected GroupVersion string: ${apiVersion}`);
  const [group, version] = parts.length === 2 ? (parts as [string, string]) : ['', apiVersion];
  return { group, version, kind };
}

/** @throws {StatusError} 400 if the data is of another version than the path */
export function checkVersion(actual: GroupVersionKind, gvk: GroupVersionKind): void {
  const [said, expected] = [apiVersionOf(actual), apiVersionOf(gvk)];
  if (said !== expected)
    throw newBadRequest(`the API version in the data (${said}) does not match the expected API version (${expected})`);
}

/**
 * Warnings of what is unknown or repeated.
 *
 * @param complaints each as the server words it
 * @throws {StatusError} 400 if they are to be refused
 */
export function warnOrRefuse(
  repeated: readonly string[],
  complaints: readonly string[],
  mode: FieldValidation,
  actual: GroupVersionKind,
  gvk: GroupVersionKind,
): string[] {
  if (mode === 'Ignore') return [];
  if (mode === 'Strict' && complaints.length + repeated.length > 0) {
    const first = repeated.length > 0 ? [`yaml: unmarshal errors:\n  ${repeated.join('\n  ')}`] : [];
    throw cannotBeHandled(actual, gvk, `strict decoding error: ${[...first, ...complaints].join(', ')}`);
  }
  return [...repeated, ...complaints];
}

/** What `read` gives. @throws {StatusError} 400 with the message of what it throws */
export function readOrRefuse<T>(actual: GroupVersionKind, gvk: GroupVersionKind, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw cannotBeHandled(actual, gvk, (error as Error).message, error);
  }
}

/** The 400 for data that cannot become an object of the kind. */
function cannotBeHandled(actual: GroupVersionKind, gvk: GroupVersionKind, why: string, cause?: unknown): StatusError {
  const error = newBadRequest(`${actual.kind} in version "${actual.version}" cannot be handled as a ${gvk.kind}: ${why}`);
  if (cause !== undefined) error.cause = cause;
  return error;
}

/** The 400 for data of which not even the kind is known. */
export function unrecognized(gvk: GroupVersionKind, why: string, body: Uint8Array | string): StatusError {
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

/** Reads JSON fast, and once more, slowly, if it is malformed, or if there is something that `JSON.parse` does not tell. */
function readJSON(text: string): ParsedBody | { problem: string } {
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
  return utf8.decode(body);
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Go looks for version and kind in any case. */
function anyCase(object: JSONObject, field: string): JSONValue | undefined {
  for (const key in object) if (key.length === field.length && key.toLowerCase() === field.toLowerCase()) return object[key];
  return undefined;
}

const typeMetaStruct = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;

const mediaTypes = 'application/json, application/yaml, application/vnd.kubernetes.protobuf';
