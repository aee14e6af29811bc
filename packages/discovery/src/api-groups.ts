import type { APIGroup, APIGroupList, APIResource, APIResourceList, GroupVersionForDiscovery } from '@kubewright/meta-v1';
import type { Fields } from './fields.js';

// The unaggregated documents. Fields are put in client-go's order, so that what is written to a cache reads as kubectl writes it.

/** The groups of `/apis` (meta/v1 `APIGroupList`). */
export function readGroupList(fields: Fields): APIGroupList {
  return { groups: fields.list('groups').map(readGroup) };
}

/** The one group of `/api`, the core group (meta/v1 `APIVersions`). */
export function readCoreVersions(fields: Fields): APIGroupList {
  const versions = fields.texts('versions').map((version) => ({ groupVersion: version, version }));
  return { groups: [{ name: '', versions, preferredVersion: versions[0] ?? noVersion() }] };
}

/** The resources of one group-version (meta/v1 `APIResourceList`). */
export function readResourceList(fields: Fields, groupVersion: string): APIResourceList {
  return {
    groupVersion: fields.text('groupVersion') || groupVersion,
    resources: fields.list('resources').map(readResource),
  };
}

/** A resource as it stands in lists and in caches, with those fields only that say something. */
export function apiResource(resource: Required<APIResource>): APIResource {
  const { name, singularName, namespaced, group, version, kind, verbs, shortNames, categories, storageVersionHash } = resource;
  return {
    name,
    singularName,
    namespaced,
    ...(group === '' ? {} : { group }),
    ...(version === '' ? {} : { version }),
    kind,
    verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(storageVersionHash === '' ? {} : { storageVersionHash }),
  };
}

/** What stands for a preferred version where there is none. */
export function noVersion(): GroupVersionForDiscovery {
  return { groupVersion: '', version: '' };
}

function readGroup(fields: Fields): APIGroup {
  const addresses = fields.list('serverAddressByClientCIDRs').map((address) => ({
    clientCIDR: address.text('clientCIDR'),
    serverAddress: address.text('serverAddress'),
  }));
  return {
    name: fields.text('name'),
    versions: fields.list('versions').map(readVersion),
    preferredVersion: readVersion(fields.part('preferredVersion')),
    ...(addresses.length === 0 ? {} : { serverAddressByClientCIDRs: addresses }),
  };
}

function readVersion(fields: Fields): GroupVersionForDiscovery {
  return { groupVersion: fields.text('groupVersion'), version: fields.text('version') };
}

function readResource(fields: Fields): APIResource {
  return apiResource({
    name: fields.text('name'),
    singularName: fields.text('singularName'),
    namespaced: fields.flag('namespaced'),
    group: fields.text('group'),
    version: fields.text('version'),
    kind: fields.text('kind'),
    verbs: fields.texts('verbs'),
    shortNames: fields.texts('shortNames'),
    categories: fields.texts('categories'),
    storageVersionHash: fields.text('storageVersionHash'),
  });
}
