import type { Labels } from '@kubewright/rest';
import { isJSONObject, type JSONObject } from '../json.js';

/** An object of which the server knows what every object has. */
export interface StoredObject extends JSONObject {
  apiVersion: string;
  kind: string;
  metadata: StoredMetadata;
}

/** What the store itself reads and writes of `metadata`. */
export interface StoredMetadata extends JSONObject {
  name: string;
  uid: string;
  resourceVersion: string;
  creationTimestamp: string;
}

/**
 * One state of an object. Nothing changes it: a write puts another one in its place.
 *
 * What is kept is the text: whoever reads the object gets one of its own, and most who read want the text.
 */
export interface Entry {
  readonly apiVersion: string;
  /** Empty if the resource has no namespaces. */
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly revision: number;
  readonly labels: Labels;
  /** The object as JSON, `metadata.resourceVersion` as {@link revision}. */
  readonly text: string;
  /** Moves the text out of the heap, where it would be looked at again and again; reading it takes a little longer then. */
  pack(): void;
}

const noLabels: Labels = {};

/**
 * The entry of an object, whose metadata get their `resourceVersion`.
 *
 * @param revision 0 for an object that is not stored: it keeps what it says
 */
export function entryOf(object: StoredObject, revision: number): Entry {
  const { kind, apiVersion, ...rest } = object;
  const { metadata } = object;
  if (revision > 0) metadata.resourceVersion = String(revision);
  else if (metadata.resourceVersion === '') Reflect.deleteProperty(metadata, 'resourceVersion');
  // Kind and version first: {@link itemText} counts on it.
  return new TextEntry(object, revision, JSON.stringify({ kind, apiVersion, ...rest }));
}

/** The entry whose text that is. Throws a `SyntaxError` if it is no JSON, and a `TypeError` if it is no object that was stored. */
export function entryOfText(text: string): Entry {
  const object = JSON.parse(text) as StoredObject;
  const revision = Number(object.metadata.resourceVersion);
  if (typeof object.metadata.name !== 'string' || !Number.isSafeInteger(revision))
    throw new TypeError('not the text of a stored object');
  return new TextEntry(object, revision, text);
}

class TextEntry implements Entry {
  readonly apiVersion: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly revision: number;
  readonly labels: Labels;
  #text: Buffer | string;

  constructor({ apiVersion, metadata }: StoredObject, revision: number, text: string) {
    const { name, uid, namespace, labels } = metadata;
    this.apiVersion = apiVersion;
    this.namespace = typeof namespace === 'string' ? namespace : '';
    this.name = name;
    this.uid = uid;
    this.revision = revision;
    this.labels = isJSONObject(labels) ? (labels as Record<string, string>) : noLabels;
    this.#text = text;
  }

  get text(): string {
    return typeof this.#text === 'string' ? this.#text : this.#text.toString();
  }

  pack(): void {
    if (typeof this.#text === 'string') this.#text = Buffer.from(this.#text);
  }
}

/** The object without kind and version, as lists of built-in kinds have it. */
export function itemText(text: string, { kind, apiVersion }: { kind: string; apiVersion: string }): string {
  return `{${text.slice(`{"kind":"${kind}","apiVersion":"${apiVersion}",`.length)}`;
}

/** The object, which belongs to the caller. */
export function objectOf(entry: Entry): StoredObject {
  return JSON.parse(entry.text) as StoredObject;
}
