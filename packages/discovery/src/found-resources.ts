import type { APIResourceList } from '@kubewright/meta-v1';
import type { Discovery, DiscoveryOptions } from './discovery.js';
import { isGroupDiscoveryFailed } from './discovery-errors.js';

/** All resources that can be found, be it without those of some group-versions. */
export async function foundResources(discovery: Discovery, options?: DiscoveryOptions): Promise<readonly APIResourceList[]> {
  try {
    return (await discovery.serverGroupsAndResources(options)).resources;
  } catch (error) {
    if (!isGroupDiscoveryFailed(error)) throw error;
    return error.resources;
  }
}
