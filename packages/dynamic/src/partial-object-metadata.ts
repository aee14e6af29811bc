import type { ListMeta, ObjectMeta } from '@kubewright/meta-v1';
import type { StoredMeta } from '@kubewright/rest';

/** An object without anything but its metadata (apimachinery `metav1.PartialObjectMetadata`). */
export interface PartialObjectMetadata {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

/** {@link PartialObjectMetadata} as the API server answers it. */
export interface StoredPartialObjectMetadata extends PartialObjectMetadata {
  apiVersion: 'meta.k8s.io/v1';
  kind: 'PartialObjectMetadata';
  metadata: StoredMeta;
}

/** The metadata of many objects (apimachinery `metav1.PartialObjectMetadataList`). */
export interface PartialObjectMetadataList {
  apiVersion: 'meta.k8s.io/v1';
  kind: 'PartialObjectMetadataList';
  metadata: ListMeta & { resourceVersion: string };
  items: StoredPartialObjectMetadata[];
}

const type = { apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadata' } as const;

const listType = { apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadataList' } as const;

/**
 * Leaves of an object its metadata: a server that knows no `PartialObjectMetadata` answers all of it. Throws if it does not look like
 * an object (client-go `metadata.isLikelyObjectMetadata`).
 */
export function partialObjectMetadata(object: object): StoredPartialObjectMetadata {
  const { metadata } = object as { metadata?: unknown };
  if (!isLikelyObjectMeta(metadata)) {
    const { apiVersion, kind } = object as { apiVersion?: unknown; kind?: unknown };
    const words = [apiVersion, kind].filter((word) => typeof word === 'string' && word !== '').join(' ');
    throw new Error(
      `the server's answer${words && ` (${words})`} does not look like an object: its metadata has none of uid, name, generateName and creationTimestamp`,
    );
  }
  return { ...type, metadata };
}

/** The same of a list, whose items may each be more than metadata. */
export function partialObjectMetadataList(list: {
  metadata?: ListMeta & { resourceVersion: string };
  items: readonly object[];
}): PartialObjectMetadataList {
  // Servers may leave it out.
  const metadata = list.metadata ?? { resourceVersion: '' };
  return { ...listType, metadata, items: list.items.map((item) => partialObjectMetadata(item)) };
}

function isLikelyObjectMeta(metadata: unknown): metadata is StoredMeta {
  if (typeof metadata !== 'object' || metadata === null) return false;
  const { uid, name, generateName, creationTimestamp } = metadata as { [field: string]: unknown };
  return [uid, name, generateName, creationTimestamp].some((value) => typeof value === 'string' && value !== '');
}
