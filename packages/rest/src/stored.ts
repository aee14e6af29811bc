import type { ListMeta, ObjectMeta } from '@kubewright/meta-v1';

/**
 * Where objects of a resource live.
 *
 * `Namespaced` and `Cluster` are a CustomResourceDefinition's words. `Virtual` is for answers that the server computes for
 * one request and keeps nowhere (access reviews, component statuses): no name, uid or resource version is certain there.
 */
export type Scope = 'Cluster' | 'Namespaced' | 'Virtual';

/** The metadata that every stored object carries, whatever its kind. */
export interface StoredMeta extends ObjectMeta {
  name: string;
  uid: string;
  resourceVersion: string;
  creationTimestamp: string;
}

/** {@link StoredMeta} of an object that lives in a namespace. */
export interface NamespacedMeta extends StoredMeta {
  namespace: string;
}

/** What an API server adds to an object of each {@link Scope}. */
export interface StoredFields {
  Namespaced: { apiVersion: string; kind: string; metadata: NamespacedMeta };
  Cluster: { apiVersion: string; kind: string; metadata: StoredMeta };
  Virtual: { apiVersion: string; kind: string };
}

/**
 * An object as the API server answers it: `pod.metadata.name` needs no `!`.
 *
 * The wire omits `apiVersion` and `kind` on list items; the client fills them in, so they are certain here.
 */
export type Stored<T, S extends Scope = 'Namespaced'> = StoredFields[S] & T;

/** A list as the API server answers it. */
export type StoredList<T, L, S extends Scope = 'Namespaced'> = Omit<L, 'apiVersion' | 'items' | 'kind' | 'metadata'> & {
  apiVersion: string;
  kind: string;
  metadata: ListMeta & { resourceVersion: string };
  items: Stored<T, S>[];
};
