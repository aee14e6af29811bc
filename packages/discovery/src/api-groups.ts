import type { APIGroup, APIGroupList, GroupVersionForDiscovery } from '@kubewright/meta-v1';
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
