import type { APIGroupList, APIResourceList } from '@kubewright/meta-v1';
import type {
  AggregatedDiscovery,
  Discovery,
  DiscoveryOptions,
  GroupsAndMaybeResources,
  GroupsAndResources,
} from './discovery.js';
import { EmptyResponseError, GroupDiscoveryFailedError } from './discovery-errors.js';
import { formatGroupVersion } from './group-version.js';

/** Groups, and the resources of every group-version that could be read. */
export interface Found {
  groups: APIGroupList;
  /** By group-version. */
  resources: ReadonlyMap<string, APIResourceList>;
  /** By group-version. */
  failures: ReadonlyMap<string, Error>;
}

/** All groups and resources, in the order of the groups (client-go `discovery.ServerGroupsAndResources`). */
export async function allGroupsAndResources(discovery: Discovery, options: DiscoveryOptions): Promise<GroupsAndResources> {
  const { groups, resources, failures } = await findAll(discovery, options);
  const everything = { groups: groups.groups, resources: inOrder(groups, resources) };
  if (failures.size > 0) throw new GroupDiscoveryFailedError(everything, failures);
  return everything;
}

/** The groups and all resources: as they come with the groups, or else one request for each group-version, at the same time. */
export async function findAll(discovery: Discovery, options: DiscoveryOptions): Promise<Found> {
  const { groups, resources, failures } = await groupsOf(discovery, options);
  if (resources) return { groups, resources, failures };
  return { groups, ...(await fetchResources(discovery, groups, options)) };
}

async function groupsOf(discovery: Discovery, options: DiscoveryOptions): Promise<GroupsAndMaybeResources> {
  if (isAggregating(discovery)) return discovery.groupsAndMaybeResources(options);
  return { groups: await discovery.serverGroups(options), resources: undefined, failures: new Map() };
}

function isAggregating(discovery: Discovery): discovery is AggregatedDiscovery {
  return 'groupsAndMaybeResources' in discovery;
}

async function fetchResources(
  discovery: Discovery,
  groups: APIGroupList,
  options: DiscoveryOptions,
): Promise<Omit<Found, 'groups'>> {
  const resources = new Map<string, APIResourceList>();
  const failures = new Map<string, Error>();
  await Promise.all(
    groupVersionsOf(groups).map(async (groupVersion) => {
      try {
        resources.set(groupVersion, await discovery.serverResourcesForGroupVersion(groupVersion, options));
      } catch (error) {
        // An aborted call has no partial result.
        options.signal?.throwIfAborted();
        if (!(error instanceof Error)) throw error;
        failures.set(groupVersion, error);
        if (error instanceof EmptyResponseError) resources.set(groupVersion, { groupVersion, resources: [] });
      }
    }),
  );
  return { resources, failures };
}

/** Every group-version of every group, in their order. */
export function groupVersionsOf({ groups }: APIGroupList): string[] {
  return groups.flatMap(({ name, versions }) => versions.map(({ version }) => formatGroupVersion({ group: name, version })));
}

function inOrder(groups: APIGroupList, resources: ReadonlyMap<string, APIResourceList>): APIResourceList[] {
  return groupVersionsOf(groups).flatMap((groupVersion) => resources.get(groupVersion) ?? []);
}
