import { readFileSync } from 'node:fs';

/** A group, a version and a kind; the core group is empty. */
export interface GroupVersionKind {
  group: string;
  version: string;
  kind: string;
}

/** What a subresource is made of. */
export interface SubresourceInfo {
  readonly kind: GroupVersionKind;
  readonly verbs: readonly string[];
}

/** A resource in one of its versions, as discovery tells of it. */
export interface ResourceInfo {
  readonly group: string;
  readonly version: string;
  /** Plural, as in URLs. */
  readonly resource: string;
  readonly kind: GroupVersionKind;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: Readonly<Record<string, SubresourceInfo>>;
}

/** One version of a group. */
export interface GroupVersionInfo {
  readonly version: string;
  readonly resources: readonly ResourceInfo[];
}

/** A group with its versions, the preferred one first. */
export interface GroupInfo {
  readonly group: string;
  readonly versions: readonly GroupVersionInfo[];
}

/** A list of `apidiscovery.k8s.io/v2`, as a server answers. */
interface DiscoveryList {
  items: {
    metadata: { name?: string };
    versions: { version: string; resources?: DiscoveryResource[] }[];
  }[];
}

interface DiscoveryResource extends DiscoverySubject {
  resource: string;
  scope: string;
  singularResource: string;
  shortNames?: string[];
  categories?: string[];
  subresources?: (DiscoverySubject & { subresource: string })[];
}

interface DiscoverySubject {
  responseKind: GroupVersionKind;
  verbs: string[];
}

/** The groups of a Kubernetes without extensions, in the order in which discovery lists them. */
export function builtInGroups(): GroupInfo[] {
  const file = new URL('../../data/discovery.json', import.meta.url);
  const { api, apis } = JSON.parse(readFileSync(file, 'utf8')) as { api: DiscoveryList; apis: DiscoveryList };
  return [...api.items, ...apis.items].map(({ metadata, versions }) => {
    const group = metadata.name ?? '';
    return {
      group,
      versions: versions.map(({ version, resources = [] }) => ({
        version,
        resources: resources.map((resource) => resourceInfo(group, version, resource)),
      })),
    };
  });
}

function resourceInfo(group: string, version: string, resource: DiscoveryResource): ResourceInfo {
  return {
    group,
    version,
    resource: resource.resource,
    kind: kindOf(resource, group, version),
    singular: resource.singularResource,
    namespaced: resource.scope === 'Namespaced',
    verbs: resource.verbs,
    shortNames: resource.shortNames ?? [],
    categories: resource.categories ?? [],
    subresources: Object.fromEntries(
      (resource.subresources ?? []).map((subresource) => [
        subresource.subresource,
        { kind: kindOf(subresource, group, version), verbs: subresource.verbs },
      ]),
    ),
  };
}

/** Discovery leaves group and version away when they are the resource's own. */
function kindOf({ responseKind }: DiscoverySubject, group: string, version: string): GroupVersionKind {
  const { kind } = responseKind;
  return responseKind.version === ''
    ? { group, version, kind }
    : { group: responseKind.group, version: responseKind.version, kind };
}

/** The apiVersion of a group and version: `apps/v1`, `v1`. */
export function apiVersionOf({ group, version }: { group: string; version: string }): string {
  return group === '' ? version : `${group}/${version}`;
}

/** How a resource is named whatever its version: `deployments.apps`, `pods`. */
export function groupResourceName({ group, resource }: { group: string; resource: string }): string {
  return group === '' ? resource : `${resource}.${group}`;
}
