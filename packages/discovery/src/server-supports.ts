import { isNotFound } from '@kubewright/rest';
import { groupVersionsOf } from './all-resources.js';
import type { Discovery, DiscoveryOptions } from './discovery.js';
import { formatGroupVersion, type GroupVersionResource } from './group-version.js';

/**
 * Checks that the server serves a group-version, such as `apps/v1`; throws if it does not. One that lists no versions at all passes:
 * it may just not let us see them (client-go `discovery.ServerSupportsVersion`).
 */
export async function serverSupportsVersion(
  discovery: Discovery,
  groupVersion: string,
  options: DiscoveryOptions = {},
): Promise<void> {
  const served = groupVersionsOf(await discovery.serverGroups(options));
  if (served.length > 0 && !served.includes(groupVersion))
    throw new Error(`server does not support API version "${groupVersion}"`);
}

/** Whether the server serves a resource, or a subresource (`pods/log`), in that version (client-go `discovery.IsResourceEnabled`). */
export async function isResourceEnabled(
  discovery: Discovery,
  { group, version, resource }: GroupVersionResource,
  options: DiscoveryOptions = {},
): Promise<boolean> {
  try {
    const { resources } = await discovery.serverResourcesForGroupVersion(formatGroupVersion({ group, version }), options);
    return resources.some(({ name }) => name === resource);
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
