import { type Entry, objectOf } from '../store/entry.js';
import type { Presentation } from './presentation.js';

/** `PartialObjectMetadata` of `meta.k8s.io`. @param version `v1` or `v1beta1` */
export function metadataPresentation(version: string): Presentation {
  const apiVersion = `meta.k8s.io/${version}`;
  const one = (entry: Entry): string =>
    JSON.stringify({ kind: 'PartialObjectMetadata', apiVersion, metadata: objectOf(entry).metadata });
  return {
    contentType: 'application/json',
    one,
    event: one,
    bookmark: ({ metadata }) => JSON.stringify({ kind: 'PartialObjectMetadata', apiVersion, metadata }),
    list: (entries, metadata) =>
      `{"kind":"PartialObjectMetadataList","apiVersion":"${apiVersion}","metadata":${JSON.stringify(metadata)},"items":[${entries.map(one).join(',')}]}\n`,
  };
}
