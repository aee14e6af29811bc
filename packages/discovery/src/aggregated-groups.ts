import type { APIGroup, APIResource, APIResourceList } from '@kubewright/meta-v1';
import { noVersion } from './api-groups.js';
import { apiResource } from './api-resources.js';
import type { GroupsAndMaybeResources } from './discovery.js';
import { StaleGroupVersionError } from './discovery-errors.js';
import type { Fields } from './fields.js';
import { formatGroupVersion, type GroupVersionKind } from './group-version.js';

/**
 * Groups and resources of an aggregated document: apidiscovery.k8s.io `APIGroupDiscoveryList`, which is the same in v2 and v2beta1
 * (client-go `discovery.SplitGroupsAndResources`).
 *
 * A stale version is a failure, and the preferred version is the first that is not stale.
 */
export function readAggregatedGroups(fields: Fields): GroupsAndMaybeResources {
  const resources = new Map<string, APIResourceList>();
  const failures = new Map<string, Error>();
  const groups = fields.list('items').map((item): APIGroup => {
    const group = item.part('metadata').text('name');
    const versions = [];
    for (const served of item.list('versions')) {
      const version = served.text('version');
      const groupVersion = formatGroupVersion({ group, version });
      if (served.text('freshness') === 'Stale') failures.set(groupVersion, new StaleGroupVersionError(groupVersion));
      else {
        versions.push({ groupVersion, version });
        resources.set(groupVersion, { groupVersion, resources: served.list('resources').flatMap(readResource) });
      }
    }
    return { name: group, versions, preferredVersion: versions[0] ?? noVersion() };
  });
  return { groups: { groups }, resources, failures };
}

/** A resource and its subresources; what has no kind is left out, but not the subresources of such a one. */
function readResource(fields: Fields): APIResource[] {
  const parent = {
    name: fields.text('resource'),
    singularName: fields.text('singularResource'),
    namespaced: fields.text('scope') === 'Namespaced',
    storageVersionHash: '',
  };
  const own = {
    ...parent,
    verbs: fields.texts('verbs'),
    shortNames: fields.texts('shortNames'),
    categories: fields.texts('categories'),
  };
  const resources = readKind(fields).map((kind) => apiResource({ ...own, ...kind }));
  for (const subresource of fields.list('subresources')) {
    const name = `${parent.name}/${subresource.text('subresource')}`;
    const verbs = subresource.texts('verbs');
    for (const kind of readKind(subresource))
      resources.push(apiResource({ ...parent, name, verbs, shortNames: [], categories: [], ...kind }));
  }
  return resources;
}

/** The kind that is answered, if there is one. */
function readKind(fields: Fields): GroupVersionKind[] {
  const responseKind = fields.part('responseKind');
  const found = { group: responseKind.text('group'), version: responseKind.text('version'), kind: responseKind.text('kind') };
  return found.group === '' && found.version === '' && found.kind === '' ? [] : [found];
}
