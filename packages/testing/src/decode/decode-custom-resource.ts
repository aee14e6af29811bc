import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { readEmbeddedMetadata, readMetadata } from '../validation/embedded-resources.js';
import { pruneBySchema } from '../validation/schema-pruning.js';
import type { StructuralSchema } from '../validation/structural-schema.js';
import type { ExactJSON } from './go-json.js';
import {
  checkVersion,
  type DecodedObject,
  type FieldValidation,
  parseBody,
  readOrRefuse,
  typeMetaOf,
  unrecognized,
  warnOrRefuse,
} from './request-body.js';
import { UnreadableValueError } from './self-reading.js';
import type { GroupVersionKind } from '../resources/resource-table.js';

/** How {@link decodeCustomResource} reads a body. */
export interface DecodeCustomResourceOptions {
  /** The header, with its parameters. @default JSON if it is undefined or empty */
  contentType: string | undefined;
  /** @default `Warn` */
  fieldValidation?: FieldValidation | undefined;
  schema: StructuralSchema;
  /** What the path is about. */
  gvk: GroupVersionKind;
}

/** As for built-in kinds: Go remembers no more repeated fields. */
const mostRepeated = 100;

/**
 * Reads the body of a request as kube-apiserver reads it into a custom resource (apiextensions-apiserver `customresource_handler.go`):
 * metadata is read as of any object, and what the schema does not know is dropped. Defaults are not put yet: `applySchemaDefaults`
 * does that. Types are looked at by `validateCustomResource`, not here.
 *
 * @throws {StatusError} 415 for another type of content than JSON and YAML; 400 for what is malformed, without a kind, of another
 * version, has metadata of wrong types or, if that is to be refused, unknown and repeated fields
 */
export function decodeCustomResource(body: Uint8Array | string, options: DecodeCustomResourceOptions): DecodedObject {
  const { gvk, schema, contentType, fieldValidation: mode = 'Warn' } = options;
  const { value, exact, repeated = [] } = parseBody(body, contentType, gvk);
  const actual = typeMetaOf(value, body, gvk);
  if (!isJSONObject(value) || typeof value['kind'] !== 'string' || value['kind'] === '') {
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
    throw unrecognized(gvk, `Object 'Kind' is missing in '${text}'`, body);
  }
  const isStrict = mode !== 'Ignore';
  const complaints = readOrRefuse(actual, gvk, () => {
    if (exact?.hugeNumber !== undefined) {
      throw new UnreadableValueError(`json: cannot unmarshal number ${exact.hugeNumber} into Go value of type float64`);
    }
    const twice = exact ? repeatedFields(value, exact) : [];
    const inMetadata = 'metadata' in value ? readMetadata(value['metadata'] ?? {}, isStrict) : [];
    const isOfKind = actual.kind === gvk.kind && actual.group === gvk.group;
    const pruned = isOfKind ? pruneBySchema(value, schema) : [];
    const embedded = isOfKind ? readEmbeddedMetadata(value, schema, isStrict) : [];
    return [
      ...twice,
      ...inMetadata.map((each) => each.replace('"', '"metadata.')),
      ...[...pruned, ...embedded].map((path) => `unknown field "${path}"`),
    ];
  });
  const warnings = warnOrRefuse(repeated, complaints, mode, actual, gvk);
  checkVersion(actual, gvk);
  return { object: value, warnings };
}

/** The fields that stand there twice, in the order of the text. */
function repeatedFields(object: JSONObject, { repeated }: ExactJSON): string[] {
  const found = new Set<string>();
  const visit = (value: JSONValue, path: string): void => {
    if (Array.isArray(value)) for (const [i, item] of value.entries()) visit(item, `${path}[${String(i)}]`);
    if (!isJSONObject(value)) return;
    const seen = new Set<string>();
    for (const key of repeated.get(value) ?? Object.keys(value)) {
      const where = path === '' ? key : `${path}.${key}`;
      if (seen.has(key)) found.add(`duplicate field ${JSON.stringify(where)}`);
      else visit(value[key] as JSONValue, where);
      seen.add(key);
    }
  };
  visit(object, '');
  return [...found].slice(0, mostRepeated);
}
