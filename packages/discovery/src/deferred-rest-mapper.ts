import type { ResourceNames } from '@kubewright/rest';
import type { CachedDiscovery, DiscoveryOptions } from './discovery.js';
import { isGroupDiscoveryFailed } from './discovery-errors.js';
import { DiscoveryRESTMapper } from './discovery-rest-mapper.js';
import type { GroupKind, GroupVersionKind, GroupVersionResource, PartialResource } from './group-version.js';
import type { RESTMapper } from './rest-mapper.js';
import { SingleFlight } from './single-flight.js';

/**
 * Maps by what discovery finds, which it asks for when the first mapping is wanted (client-go
 * `restmapper.DeferredDiscoveryRESTMapper`). When a mapping fails, whatever the error, and the cache is not fresh, everything is read
 * again, once: so new resources are found without anybody's help.
 *
 * Group-versions that cannot be read are left out; if then nothing matches, the error's cause says which.
 */
export class DeferredRESTMapper implements RESTMapper {
  readonly #discovery: CachedDiscovery;
  readonly #building = new SingleFlight<DiscoveryRESTMapper>();
  #mapper: DiscoveryRESTMapper | undefined;
  /** Counts resets. */
  #generation = 0;

  constructor(discovery: CachedDiscovery) {
    this.#discovery = discovery;
  }

  /** Forgets what was found, and so does the cache: the next call asks the server. */
  reset(): void {
    this.#generation++;
    this.#discovery.invalidate();
    this.#building.forget();
    this.#mapper = undefined;
  }

  kindFor(resource: PartialResource, options?: DiscoveryOptions): Promise<GroupVersionKind> {
    return this.#map((mapper) => mapper.kindFor(resource), options);
  }

  kindsFor(resource: PartialResource, options?: DiscoveryOptions): Promise<GroupVersionKind[]> {
    return this.#map((mapper) => mapper.kindsFor(resource), options);
  }

  resourceFor(resource: PartialResource, options?: DiscoveryOptions): Promise<GroupVersionResource> {
    return this.#map((mapper) => mapper.resourceFor(resource), options);
  }

  resourcesFor(resource: PartialResource, options?: DiscoveryOptions): Promise<GroupVersionResource[]> {
    return this.#map((mapper) => mapper.resourcesFor(resource), options);
  }

  restMapping(kind: GroupKind, versions?: readonly string[], options?: DiscoveryOptions): Promise<ResourceNames> {
    return this.#map((mapper) => mapper.restMapping(kind, versions), options);
  }

  restMappings(kind: GroupKind, versions?: readonly string[], options?: DiscoveryOptions): Promise<ResourceNames[]> {
    return this.#map((mapper) => mapper.restMappings(kind, versions), options);
  }

  resourceSingularizer(resource: string, options?: DiscoveryOptions): Promise<string> {
    return this.#map((mapper) => mapper.resourceSingularizer(resource), options);
  }

  async #map<T>(map: (mapper: DiscoveryRESTMapper) => T, { signal }: DiscoveryOptions = {}): Promise<T> {
    const mapper = await this.#current(signal);
    try {
      return map(mapper);
    } catch (error) {
      // Somebody else may have begun anew in the meantime.
      if (this.#mapper === mapper) {
        if (this.#discovery.fresh()) throw error;
        this.reset();
      }
    }
    return map(await this.#current(signal));
  }

  async #current(signal: AbortSignal | undefined): Promise<DiscoveryRESTMapper> {
    signal?.throwIfAborted();
    return this.#mapper ?? this.#building.run((working) => this.#build(working), signal);
  }

  async #build(signal: AbortSignal): Promise<DiscoveryRESTMapper> {
    const generation = this.#generation;
    const mapper = await this.#discovery.serverGroupsAndResources({ signal }).then(
      (found) => new DiscoveryRESTMapper(found),
      (error: unknown) => {
        if (!isGroupDiscoveryFailed(error)) throw error;
        return new DiscoveryRESTMapper({ groups: [...error.groups], resources: [...error.resources] }, error);
      },
    );
    if (generation === this.#generation) this.#mapper = mapper;
    return mapper;
  }
}
