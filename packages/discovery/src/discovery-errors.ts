import type { APIGroup, APIResourceList } from '@kubewright/meta-v1';
import type { GroupsAndResources } from './discovery.js';

/** Some group-versions could not be read; holds those that could (client-go `discovery.ErrGroupDiscoveryFailed`). */
export class GroupDiscoveryFailedError extends Error {
  override readonly name = 'GroupDiscoveryFailedError';
  /** What could be read, all groups included. */
  readonly groups: readonly APIGroup[];
  /** What could be read. */
  readonly resources: readonly APIResourceList[];
  /** What went wrong, by group-version (`apps/v1`). */
  readonly failures: ReadonlyMap<string, Error>;

  constructor({ groups, resources }: GroupsAndResources, failures: ReadonlyMap<string, Error>) {
    const reasons = [...failures].map(([groupVersion, error]) => `${groupVersion}: ${error.message}`).sort();
    super(`unable to retrieve the complete list of server APIs: ${reasons.join(', ')}`);
    this.groups = groups;
    this.resources = resources;
    this.failures = failures;
  }
}

/** The server could not reach whoever serves the group-version, and knows only what was so before (client-go `discovery.StaleGroupVersionError`). */
export class StaleGroupVersionError extends Error {
  override readonly name = 'StaleGroupVersionError';
  /** Such as `metrics.k8s.io/v1beta1`. */
  readonly groupVersion: string;

  constructor(groupVersion: string) {
    super(`stale GroupVersion discovery: ${groupVersion}`);
    this.groupVersion = groupVersion;
  }
}

/** The server lists a group-version, but no resource in it (client-go `memory.emptyResponseError`). */
export class EmptyResponseError extends Error {
  override readonly name = 'EmptyResponseError';
  /** Such as `metrics.k8s.io/v1beta1`. */
  readonly groupVersion: string;

  constructor(groupVersion: string) {
    super(`received empty response for: ${groupVersion}`);
    this.groupVersion = groupVersion;
  }
}

/** The cache knows no such group-version (client-go `memory.ErrCacheNotFound`). */
export class CacheNotFoundError extends Error {
  override readonly name = 'CacheNotFoundError';
  /** What was asked for. */
  readonly groupVersion: string;

  constructor(groupVersion: string) {
    super(`not found: the server listed no group-version "${groupVersion}" when it was asked; invalidate() has it asked again`);
    this.groupVersion = groupVersion;
  }
}

/** Whether an error is a {@link GroupDiscoveryFailedError}, also one of another copy of this package. */
export function isGroupDiscoveryFailed(error: unknown): error is GroupDiscoveryFailedError {
  return error instanceof Error && error.name === 'GroupDiscoveryFailedError';
}
