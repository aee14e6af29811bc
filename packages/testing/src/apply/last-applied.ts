import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { canonicalJSON } from './canonical-json.js';
import { compare } from './compare.js';
import type { FieldManagerContext } from './field-manager.js';
import { difference, type FieldSet } from './field-set.js';
import { toFieldSet } from './to-field-set.js';
import { mistakesOf } from './validate.js';
import { valueType } from './value-type.js';
import { metadataOf } from '../json-fields.js';

/** Where `kubectl apply` without `--server-side` keeps what it applied last. */
const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
/** Bytes of all annotations together. */
const maxAnnotationsSize = 256 * 1024;

/**
 * What client-side apply owns: the fields of the annotation that the live object still has as they were applied. undefined if there is
 * no annotation, or none that can be used (apimachinery `managedfields/internal/lastappliedmanager.go`).
 */
export function ownedByClientSideApply(
  live: JSONObject,
  { schema, apiVersion, kind }: FieldManagerContext,
): FieldSet | undefined {
  const text = lastApplied(live);
  if (text === undefined) return undefined;
  const type = valueType(schema);
  try {
    const applied: unknown = JSON.parse(text);
    if (!isJSONObject(applied) || applied.apiVersion !== apiVersion || applied.kind !== kind) return undefined;
    if (mistakesOf(applied, type) !== undefined || mistakesOf(live, type) !== undefined) return undefined;
    const { changed, removed } = compare(applied, live, type);
    return difference(difference(toFieldSet(applied, type), changed), removed);
  } catch {
    return undefined;
  }
}

/** The text of the annotation; undefined if it is missing or empty. */
function lastApplied(object: JSONObject): string | undefined {
  const { annotations } = metadataOf(object);
  const text = isJSONObject(annotations) ? annotations[annotation] : undefined;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/**
 * The object with the annotation saying what was applied now, if it has the annotation: client-side apply can go on from there. If the
 * annotations would get too large it goes away (apimachinery `managedfields/internal/lastappliedupdater.go`).
 */
export function withLastApplied(object: JSONObject, applied: JSONObject): JSONObject {
  if (lastApplied(object) === undefined) return object;
  const annotations: JSONObject = { ...(metadataOf(object).annotations as JSONObject), [annotation]: annotationOf(applied) };
  if (sizeOf(annotations) > maxAnnotationsSize) Reflect.deleteProperty(annotations, annotation);
  return { ...object, metadata: { ...metadataOf(object), annotations } };
}

function sizeOf(annotations: JSONObject): number {
  return Object.entries(annotations).reduce(
    (size, [name, text]) => size + Buffer.byteLength(`${name}${typeof text === 'string' ? text : ''}`),
    0,
  );
}

/** The applied object as a text, without the annotation itself. */
function annotationOf(applied: JSONObject): string {
  const { metadata } = applied;
  if (!isJSONObject(metadata) || metadata.annotations === undefined) return `${canonicalJSON(applied)}\n`;
  const { annotations, ...others } = metadata;
  const kept: JSONObject = isTexts(annotations) ? { annotations: omit(annotations, annotation) } : {};
  return `${canonicalJSON({ ...applied, metadata: { ...others, ...kept } })}\n`;
}

function isTexts(value: JSONValue): value is Record<string, string> {
  return isJSONObject(value) && Object.values(value).every((text) => typeof text === 'string');
}

function omit(object: JSONObject, name: string): JSONObject {
  const { [name]: _, ...others } = object;
  return others;
}
