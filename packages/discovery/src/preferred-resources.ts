import type { APIGroup, APIResource, APIResourceList } from '@kubewright/meta-v1';
import { findAll, type Found } from './all-resources.js';
import type { Discovery, DiscoveryOptions } from './discovery.js';
import { GroupDiscoveryFailedError, isGroupDiscoveryFailed } from './discovery-errors.js';
import { formatGroupVersion } from './group-version.js';

/** Each resource in one version only (client-go `discovery.ServerPreferredResources`). */
export async function preferredResources(discovery: Discovery, options: DiscoveryOptions): Promise<APIResourceList[]> {
  const found = await findAll(discovery, options);
  const { groups } = found.groups;
  const preferred = groups.flatMap((group) => preferredOf(group, found.resources));
  if (found.failures.size > 0) throw new GroupDiscoveryFailedError({ groups, resources: preferred }, found.failures);
  return preferred;
}

/** Of preferred resources those in namespaces, also in what a partial failure holds. */
export async function namespacedResources(preferred: Promise<APIResourceList[]>): Promise<APIResourceList[]> {
  try {
    return namespaced(await preferred);
  } catch (error) {
    if (!isGroupDiscoveryFailed(error)) throw error;
    throw new GroupDiscoveryFailedError({ groups: [...error.groups], resources: namespaced(error.resources) }, error.failures);
  }
}

/** For each group-version that could be read, those of its resources that no other version of the group has instead. */
function preferredOf(group: APIGroup, resources: Found['resources']): APIResourceList[] {
  const lists: (APIResourceList & { version: string })[] = [];
  const chosen = new Map<string, string>();
  for (const { version, groupVersion } of group.versions) {
    const list = resources.get(formatGroupVersion({ group: group.name, version }));
    if (!list) continue;
    const whole = list.resources.filter(({ name }) => !name.includes('/'));
    lists.push({ groupVersion, version, resources: whole });
    for (const { name } of whole) if (!chosen.has(name) || version === group.preferredVersion?.version) chosen.set(name, version);
  }
  return lists.map(({ groupVersion, version, resources: all }) => {
    const isChosen = ({ name }: APIResource): boolean => chosen.get(name) === version;
    return { groupVersion, resources: all.filter(isChosen) };
  });
}

function namespaced(lists: readonly APIResourceList[]): APIResourceList[] {
  return lists
    .map((list) => ({ ...list, resources: list.resources.filter((resource) => resource.namespaced) }))
    .filter(({ resources }) => resources.length > 0);
}
