import type { APIGroupList, APIResourceList, Info } from '@kubewright/meta-v1';
import { type Clock, systemClock } from '@kubewright/rest';
import { allGroupsAndResources, groupVersionsOf } from './all-resources.js';
import { CachedOpenAPIV3 } from './cached-openapi-v3.js';
import type {
  AggregatedDiscovery,
  CachedDiscovery,
  DiscoveryOptions,
  GroupsAndMaybeResources,
  GroupsAndResources,
} from './discovery.js';
import { CacheNotFoundError, EmptyResponseError } from './discovery-errors.js';
import { freshFor } from './fresh-for.js';
import type { OpenAPIV3 } from './openapi-v3.js';
import { namespacedResources, preferredResources } from './preferred-resources.js';
import { SingleFlight } from './single-flight.js';
import { isTransient } from './transient-error.js';

/** The resources of a group-version, or why they are not known. */
type Entry = { list: APIResourceList; error?: undefined } | { list?: undefined; error: Error };

interface Content {
  groups: APIGroupList;
  entries: Map<string, Entry>;
  /** Whether groups and resources came together. */
  aggregated: boolean;
  /** By the clock's `now`. */
  filledAt: number;
}

/** What a {@link MemoryCachedDiscovery} goes by. */
export interface MemoryCacheOptions {
  /** Tells how old the content is, for `fresh()`. @default the system's */
  clock?: Clock | undefined;
}

/**
 * Remembers groups, resources and OpenAPI documents until it is told to forget (client-go `memory.NewMemCacheClient`). Everything is
 * read when it is first asked for anything, once for all who ask at the same time.
 *
 * A group-version that it does not know is a `CacheNotFoundError`, and is not asked for. One that failed for a passing reason (no
 * connection, 5xx, 429) is asked for again each time.
 */
export class MemoryCachedDiscovery implements AggregatedDiscovery, CachedDiscovery {
  readonly #delegate: AggregatedDiscovery;
  readonly #clock: Clock;
  readonly #filling = new SingleFlight<Content>();
  readonly #refetching = new Map<string, SingleFlight<Entry>>();
  #content: Content | undefined;
  #openAPIV3: OpenAPIV3 | undefined;
  /** Counts invalidations. */
  #generation = 0;

  constructor(delegate: AggregatedDiscovery, { clock = systemClock }: MemoryCacheOptions = {}) {
    this.#delegate = delegate;
    this.#clock = clock;
  }

  /** Whether it was filled in the last ten seconds. */
  fresh(): boolean {
    return this.#content !== undefined && this.#clock.now() - this.#content.filledAt < freshFor;
  }

  invalidate(): void {
    this.#generation++;
    this.#content = undefined;
    this.#openAPIV3 = undefined;
    this.#filling.forget();
    this.#refetching.clear();
  }

  async groupsAndMaybeResources({ signal }: DiscoveryOptions = {}): Promise<GroupsAndMaybeResources> {
    const { groups, entries, aggregated } = await this.#filled(signal);
    if (!aggregated) return { groups, resources: undefined, failures: new Map() };
    const resources = new Map<string, APIResourceList>();
    const failures = new Map<string, Error>();
    for (const [groupVersion, { list, error }] of entries) {
      if (list) resources.set(groupVersion, list);
      else failures.set(groupVersion, error);
    }
    return { groups, resources, failures };
  }

  async serverGroups({ signal }: DiscoveryOptions = {}): Promise<APIGroupList> {
    return (await this.#filled(signal)).groups;
  }

  async serverResourcesForGroupVersion(groupVersion: string, { signal }: DiscoveryOptions = {}): Promise<APIResourceList> {
    const { entries } = await this.#filled(signal);
    let entry = entries.get(groupVersion);
    if (!entry) throw new CacheNotFoundError(groupVersion);
    if (entry.error && isTransient(entry.error)) {
      entry = await this.#refetch(groupVersion, signal);
      entries.set(groupVersion, entry);
    }
    if (entry.error) throw entry.error;
    return entry.list;
  }

  async serverGroupsAndResources(options: DiscoveryOptions = {}): Promise<GroupsAndResources> {
    return allGroupsAndResources(this, options);
  }

  async serverPreferredResources(options: DiscoveryOptions = {}): Promise<APIResourceList[]> {
    return preferredResources(this, options);
  }

  async serverPreferredNamespacedResources(options: DiscoveryOptions = {}): Promise<APIResourceList[]> {
    return namespacedResources(this.serverPreferredResources(options));
  }

  async serverVersion(options: DiscoveryOptions = {}): Promise<Info> {
    return this.#delegate.serverVersion(options);
  }

  openAPIV3(): OpenAPIV3 {
    return (this.#openAPIV3 ??= new CachedOpenAPIV3(this.#delegate.openAPIV3()));
  }

  async #filled(signal: AbortSignal | undefined): Promise<Content> {
    signal?.throwIfAborted();
    return this.#content ?? this.#filling.run((working) => this.#fill(working), signal);
  }

  async #fill(signal: AbortSignal): Promise<Content> {
    const generation = this.#generation;
    const { groups, resources, failures } = await this.#delegate.groupsAndMaybeResources({ signal });
    const entries = new Map<string, Entry>();
    if (resources) {
      for (const [groupVersion, list] of resources) entries.set(groupVersion, { list });
      for (const [groupVersion, error] of failures) entries.set(groupVersion, { error });
    } else {
      const fetch = async (groupVersion: string): Promise<void> => {
        entries.set(groupVersion, await this.#fetch(groupVersion, signal));
      };
      await Promise.all(groupVersionsOf(groups).map(fetch));
    }
    const content = { groups, entries, aggregated: resources !== undefined, filledAt: this.#clock.now() };
    // A server without any group is one that is not ready yet.
    if (generation === this.#generation && (resources || groups.groups.length > 0)) this.#content = content;
    return content;
  }

  async #refetch(groupVersion: string, signal: AbortSignal | undefined): Promise<Entry> {
    let flight = this.#refetching.get(groupVersion);
    if (!flight) this.#refetching.set(groupVersion, (flight = new SingleFlight()));
    return flight.run((working) => this.#fetch(groupVersion, working), signal);
  }

  async #fetch(groupVersion: string, signal: AbortSignal): Promise<Entry> {
    try {
      const list = await this.#delegate.serverResourcesForGroupVersion(groupVersion, { signal });
      return list.resources.length > 0 ? { list } : { error: new EmptyResponseError(groupVersion) };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Error)) throw error;
      return { error };
    }
  }
}
