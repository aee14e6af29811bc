import { type Clock, newBadRequest, type StatusError } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import type { GroupVersionKind } from '../resources/resource-table.js';
import { type Entry, objectOf, type StoredObject } from '../store/entry.js';
import { tableOf } from '../table/table-of.js';
import type { BookmarkObject, Presentation } from './presentation.js';

/** Which table a client wants. */
export interface TableRequest {
  /** `v1` or `v1beta1` of `meta.k8s.io` */
  readonly version: string;
  /** What each row says of its object: `None`, `Metadata` (also if empty) or `Object`. */
  readonly includeObject: string;
  readonly clock: Clock;
}

/** Of what tables tell: a served resource is one. */
export interface TableSubject {
  readonly info: { readonly kind: GroupVersionKind };
  /** The columns of custom resources; undefined for built-in ones. */
  readonly custom: { readonly printerColumns: readonly JSONObject[] } | undefined;
}

/** API services say their columns in each event of a watch. */
const alwaysWithColumns = 'APIService';
const notNamed = { name: '', uid: '', resourceVersion: '', creationTimestamp: '' };

/**
 * Objects as a `Table` of `meta.k8s.io`. To show them throws a `StatusError` of 400 if `includeObject` is nothing that there is, as the
 * server finds out when it has done all else.
 */
export function tablePresentation(subject: TableSubject, { version, includeObject, clock }: TableRequest): Presentation {
  const { kind } = subject.info;
  const apiVersion = `meta.k8s.io/${version}`;
  const check = (): void => {
    if (!['', 'Metadata', 'None', 'Object'].includes(includeObject)) throw noSuchInclusion(includeObject);
  };
  const table = (
    objects: readonly StoredObject[],
    metadata: object,
    hasColumns = true,
    shown: (object: StoredObject) => JSONObject | null = (object) => rowObject(object, includeObject, apiVersion),
  ): string => {
    check();
    const { columnDefinitions, rows } = tableOf(kind, objects, clock.date(), subject.custom?.printerColumns);
    return JSON.stringify({
      kind: 'Table',
      apiVersion,
      metadata,
      columnDefinitions: hasColumns || kind.kind === alwaysWithColumns ? columnDefinitions : null,
      rows: rows && rows.map((row, index) => ({ ...row, object: shown(objects[index] as StoredObject) })),
    });
  };
  const one = (entry: Entry, hasColumns?: boolean): string =>
    table([objectOf(entry)], { resourceVersion: String(entry.revision) }, hasColumns);
  return {
    contentType: 'application/json',
    checkWatch: check,
    one: (entry) => one(entry),
    list: (entries, metadata) => table(entries.map(objectOf), metadata),
    event: one,
    bookmark: (bookmark, isFirst) => {
      const { metadata } = bookmark;
      const object: StoredObject = { ...bookmark, metadata: { ...notNamed, ...metadata } };
      // Who waits for the end of the initial events looks for it in the metadata.
      const included = metadata.annotations && includeObject === 'None' ? 'Metadata' : includeObject;
      const { resourceVersion } = metadata;
      return table([object], { resourceVersion }, isFirst, () => rowObject(bookmark, included, apiVersion));
    },
  };
}

function rowObject(object: BookmarkObject | StoredObject, includeObject: string, apiVersion: string): JSONObject | null {
  if (includeObject === 'None') return null;
  return includeObject === 'Object' ? { ...object } : { kind: 'PartialObjectMetadata', apiVersion, metadata: object.metadata };
}

function noSuchInclusion(includeObject: string): StatusError {
  return newBadRequest(
    `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(includeObject)}: must be 'Metadata', 'Object', 'None', or empty`,
  );
}
