import type { GroupResource } from '@kubewright/rest';
import type { Discovery, DiscoveryOptions } from './discovery.js';
import { foundResources } from './found-resources.js';
import { groupOf } from './group-version.js';

/**
 * The resources of a category such as `all`, each once, in the order of discovery; undefined if no resource is in a category of that
 * name (client-go `restmapper.NewDiscoveryCategoryExpander`).
 */
export async function expandCategory(
  discovery: Discovery,
  category: string,
  options?: DiscoveryOptions,
): Promise<GroupResource[] | undefined> {
  const members = new Map<string, GroupResource>();
  for (const { groupVersion, resources } of await foundResources(discovery, options)) {
    const group = groupOf(groupVersion);
    for (const { name, categories = [] } of resources)
      if (categories.includes(category)) members.set(`${group}/${name}`, { group, resource: name });
  }
  return members.size === 0 ? undefined : [...members.values()];
}
