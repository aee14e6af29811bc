import type { ResourceNames } from '@kubewright/rest';
import type { DiscoveryOptions } from './discovery.js';
import type { GroupKind, GroupVersionKind, GroupVersionResource, PartialResource } from './group-version.js';

/**
 * Finds the resource of a kind and the kind of a resource (apimachinery `meta.RESTMapper`).
 *
 * Where only one answer is wanted and several match, the core group's v1 comes first, then each group's preferred version, then its
 * other versions, in the server's order; if that does not decide, the call rejects with an `AmbiguousResourceError` or an
 * `AmbiguousKindError`, which list the matches. If nothing matches it rejects with a `NoResourceMatchError` or a `NoKindMatchError`,
 * and if a resource has no name with another Error.
 */
export interface RESTMapper {
  /** The kind of a resource. */
  kindFor(resource: PartialResource, options?: DiscoveryOptions): Promise<GroupVersionKind>;
  /** All kinds that a resource may mean. */
  kindsFor(resource: PartialResource, options?: DiscoveryOptions): Promise<GroupVersionKind[]>;
  /** The resource that is meant, with its plural name. */
  resourceFor(resource: PartialResource, options?: DiscoveryOptions): Promise<GroupVersionResource>;
  /** All resources that may be meant. */
  resourcesFor(resource: PartialResource, options?: DiscoveryOptions): Promise<GroupVersionResource[]>;
  /**
   * Kind and resource, as `RESTClient.resource` takes them.
   *
   * @param kind as the server writes it, or in lower case
   * @param versions to look in, the first that has the kind; any if there are none
   */
  restMapping(kind: GroupKind, versions?: readonly string[], options?: DiscoveryOptions): Promise<ResourceNames>;
  /** All that {@link restMapping} could give. */
  restMappings(kind: GroupKind, versions?: readonly string[], options?: DiscoveryOptions): Promise<ResourceNames[]>;
  /** The singular name of a resource: `pod` of `pods`. */
  resourceSingularizer(resource: string, options?: DiscoveryOptions): Promise<string>;
}
