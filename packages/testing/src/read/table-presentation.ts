import type { Clock } from '@kubewright/rest';
import type { ServedResource } from '../resources/served-resource.js';
import { type Entry, objectOf } from '../store/entry.js';
import { tableOf } from '../table/table-of.js';
import type { Presentation } from './presentation.js';

/**
 * Objects as a `Table` of `meta.k8s.io`.
 *
 * @param version `v1` or `v1beta1`
 * @param includeObject what each row says of its object: `None`, `Metadata` (also if empty) or `Object`
 */
export function tablePresentation(resource: ServedResource, version: string, includeObject: string, clock: Clock): Presentation {
  const apiVersion = `meta.k8s.io/${version}`;
  const table = (entries: readonly Entry[], metadata: object, hasColumns: boolean): string => {
    const objects = entries.map(objectOf);
    const { columnDefinitions, rows } = tableOf(resource.info.kind, objects, clock.date());
    return JSON.stringify({
      kind: 'Table',
      apiVersion,
      metadata,
      columnDefinitions: hasColumns ? columnDefinitions : null,
      rows: rows.map((row, index) => ({ ...row, ...rowObject(objects[index] ?? {}, includeObject, apiVersion) })),
    });
  };
  const metadataOf = ({ revision }: Entry): object => ({ resourceVersion: String(revision) });
  return {
    contentType: 'application/json',
    one: (entry) => table([entry], metadataOf(entry), true),
    list: (entries, metadata) => table(entries, metadata, true),
    event: (entry, isFirst) => table([entry], metadataOf(entry), isFirst),
  };
}

function rowObject(object: { metadata?: object }, includeObject: string, apiVersion: string): { object?: object } {
  if (includeObject === 'None') return {};
  if (includeObject === 'Object') return { object };
  return { object: { kind: 'PartialObjectMetadata', apiVersion, metadata: object.metadata ?? {} } };
}
