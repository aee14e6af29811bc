import type { APIGroup, APIGroupList, APIResourceList, Info } from '@kubewright/meta-v1';
import type { OpenAPIV3 } from './openapi-v3.js';

/** What every question to discovery takes. */
export interface DiscoveryOptions {
  /** Ends the wait: the call rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** All that a server serves, in the server's order: the core group first, then by group and version. */
export interface GroupsAndResources {
  groups: APIGroup[];
  /** One list for each group-version. */
  resources: APIResourceList[];
}

/** What the answers of `/api` and `/apis` say. */
export interface GroupsAndMaybeResources {
  groups: APIGroupList;
  /** Resources by group-version (`apps/v1`); undefined if the server gave its groups only, and each group-version has to be asked for. */
  resources: ReadonlyMap<string, APIResourceList> | undefined;
  /** Why group-versions are missing, by group-version. */
  failures: ReadonlyMap<string, Error>;
}

/**
 * What an API server serves (client-go `discovery.DiscoveryInterface`).
 *
 * What is returned may be shared with others who ask: do not change it. All methods reject with the signal's reason, the
 * `StatusError` of the server, a `TransportError`, or an Error that says what in the answer could not be read.
 */
export interface Discovery {
  /** The groups with their versions, each with the version that the server prefers. */
  serverGroups(options?: DiscoveryOptions): Promise<APIGroupList>;
  /**
   * The resources and subresources of one group-version, such as `v1` or `apps/v1`. A server without the core group has none in `v1`;
   * any other that is missing is NotFound.
   */
  serverResourcesForGroupVersion(groupVersion: string, options?: DiscoveryOptions): Promise<APIResourceList>;
  /** Everything. Rejects with a `GroupDiscoveryFailedError`, which holds the rest, if some group-versions cannot be read. */
  serverGroupsAndResources(options?: DiscoveryOptions): Promise<GroupsAndResources>;
  /**
   * Each resource once, in the version that the server prefers, or in the first that has it; no subresources. A group-version of
   * whose resources none was chosen has an empty list. Rejects as {@link serverGroupsAndResources} does.
   */
  serverPreferredResources(options?: DiscoveryOptions): Promise<APIResourceList[]>;
  /** {@link serverPreferredResources} that live in namespaces, without empty lists. */
  serverPreferredNamespacedResources(options?: DiscoveryOptions): Promise<APIResourceList[]>;
  /** What the server calls itself. Never cached. */
  serverVersion(options?: DiscoveryOptions): Promise<Info>;
  /** The OpenAPI v3 documents. */
  openAPIV3(): OpenAPIV3;
}

/** Discovery that may get groups and resources in one go (client-go `discovery.AggregatedDiscoveryInterface`). */
export interface AggregatedDiscovery extends Discovery {
  /** The groups, and the resources too if the server gives them together. */
  groupsAndMaybeResources(options?: DiscoveryOptions): Promise<GroupsAndMaybeResources>;
}

/** Discovery that remembers (client-go `discovery.CachedDiscoveryInterface`). */
export interface CachedDiscovery extends Discovery {
  /** Whether what is remembered is so new that, if something is missing, asking the server again would not find it. */
  fresh(): boolean;
  /** Forgets: nothing that was learnt before is used from now on. */
  invalidate(): void;
}
