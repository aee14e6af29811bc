import type {
  ApplyConfiguration,
  ApplyOptions,
  HasScale,
  HasStatus,
  HasSubresources,
  ResourceClient,
  Stored,
} from '@kubewright/rest';
import type { DynamicList, DynamicObject } from './dynamic-object.js';

/** An object as the API server answers it. Whether it is in a namespace only its metadata says. */
export type StoredDynamicObject = Stored<DynamicObject, 'Cluster'>;

/** The fields that a field manager wants an object to have. Without `metadata.name` there is no saying of which object. */
export type DynamicApplyConfiguration = ApplyConfiguration<DynamicObject> | DynamicObject;

/**
 * The verbs and subresources of any resource: those of typed clients, without knowing which of them this resource has. What it has
 * not, the server refuses (`isNotFound`, `isMethodNotSupported`).
 *
 * `apiVersion` of an object that is sent is filled in, and so is `kind` if the client knows it. Throws a TypeError if they are of
 * another resource, or if the kind is missing and not known.
 */
export interface DynamicResourceClient
  extends
    ResourceClient<DynamicObject, DynamicList, 'Cluster'>,
    HasStatus<DynamicObject, 'Cluster'>,
    HasScale<DynamicObject, 'Cluster'>,
    HasSubresources<DynamicObject> {
  /**
   * Server-side apply: creates or changes the object so that it has these fields, owned by `fieldManager`. Throws a TypeError
   * without `fieldManager` or `metadata.name`, or with `metadata.managedFields`; Conflict if another manager owns a field and
   * `force` is not set.
   */
  apply(body: DynamicApplyConfiguration, options: ApplyOptions): Promise<StoredDynamicObject>;
  /** Server-side apply of the status. Throws as {@link apply} does. */
  applyStatus(body: DynamicApplyConfiguration, options: ApplyOptions): Promise<StoredDynamicObject>;
  /** Server-side apply of the scale. Throws as {@link apply} does. */
  applyScale(body: DynamicApplyConfiguration, options: ApplyOptions): Promise<StoredDynamicObject>;
}

/** A resource in all namespaces, or of the cluster. */
export interface DynamicResource extends DynamicResourceClient {
  /** The same resource in one namespace. Throws if that is empty, or if the resource is known to have none. */
  namespace(namespace: string): DynamicResourceClient;
}
