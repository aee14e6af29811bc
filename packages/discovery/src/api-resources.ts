import type { APIResource, APIResourceList } from '@kubewright/meta-v1';
import type { Fields } from './fields.js';

// The unaggregated documents. Fields are put in client-go's order, as in api-groups.ts.

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
