import { createHash } from 'node:crypto';
import type { GroupInfo, GroupVersionInfo, ResourceInfo } from '../resources/resource-table.js';
import { apiVersionOf } from '../resources/resource-table.js';

/** The aggregated documents (`apidiscovery.k8s.io/v2`). @param isCore whether of `/api`, else of `/apis` */
export function aggregatedDiscovery(groups: readonly GroupInfo[], isCore: boolean): object {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/v2`,
    metadata: {},
    items: groups
      .filter(({ group }) => (group === '') === isCore)
      .map(({ group, versions }) => ({
        metadata: group === '' ? {} : { name: group },
        versions: versions.map(({ version: name, resources }) => ({
          version: name,
          resources: resources.map(aggregatedResource),
          freshness: 'Current',
        })),
      })),
  };
}

function aggregatedResource(info: ResourceInfo): object {
  const own = ({ group, version, kind }: ResourceInfo['kind']): object =>
    group === info.group && version === info.version ? { group: '', version: '', kind } : { group, version, kind };
  const subresources = Object.entries(info.subresources);
  return {
    resource: info.resource,
    responseKind: own(info.kind),
    scope: info.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: info.singular,
    verbs: info.verbs,
    ...(info.shortNames.length > 0 && { shortNames: info.shortNames }),
    ...(info.categories.length > 0 && { categories: info.categories }),
    ...(subresources.length > 0 && {
      subresources: subresources.map(([subresource, { kind, verbs }]) => ({ subresource, responseKind: own(kind), verbs })),
    }),
  };
}

/** `/api`. @param address where the server is, as `127.0.0.1:6443` */
export function coreVersions(groups: readonly GroupInfo[], address: string): object {
  const versions = groups.find(({ group }) => group === '')?.versions.map(({ version }) => version) ?? [];
  return { kind: 'APIVersions', versions, serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }] };
}

/** `/apis`. */
export function groupList(groups: readonly GroupInfo[]): object {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.filter(({ group }) => group !== '').map(groupEntry) };
}

/** `/apis/apps`. */
export function groupDocument(group: GroupInfo): object {
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group) };
}

function groupEntry({ group, versions }: GroupInfo): object {
  const list = versions.map(({ version }) => ({ groupVersion: apiVersionOf({ group, version }), version }));
  return { name: group, versions: list, preferredVersion: list[0] };
}

/** `/api/v1`, `/apis/apps/v1`: subresources stand as resources of their own, all in the order of their names. */
export function resourceList({ group }: GroupInfo, { version, resources }: GroupVersionInfo): object {
  const ordered = [...resources].sort((a, b) => (a.resource < b.resource ? -1 : 1));
  const entries = ordered.flatMap((info) => [
    resourceEntry(info),
    ...Object.entries(info.subresources).map(([subresource, { kind, verbs }]) => ({
      name: `${info.resource}/${subresource}`,
      singularName: '',
      namespaced: info.namespaced,
      ...foreignKind(info, kind),
      kind: kind.kind,
      verbs,
    })),
  ]);
  return {
    kind: 'APIResourceList',
    ...(group !== '' && { apiVersion: 'v1' }),
    groupVersion: apiVersionOf({ group, version }),
    resources: entries,
  };
}

function resourceEntry(info: ResourceInfo): { name: string } {
  return {
    name: info.resource,
    ...{
      singularName: info.singular,
      namespaced: info.namespaced,
      ...foreignKind(info, info.kind),
      kind: info.kind.kind,
      verbs: info.verbs,
      ...(info.shortNames.length > 0 && { shortNames: info.shortNames }),
      ...(info.categories.length > 0 && { categories: info.categories }),
      ...(info.verbs.includes('watch') && { storageVersionHash: storageVersionHash(info) }),
    },
  };
}

function foreignKind(info: ResourceInfo, kind: ResourceInfo['kind']): object {
  return kind.group === info.group && kind.version === info.version ? {} : { group: kind.group, version: kind.version };
}

/** Says in which version objects are kept, so that migrations see when that changes (apiserver `discovery.StorageVersionHash`). */
function storageVersionHash({ kind }: ResourceInfo): string {
  const name = `${kind.group}/${kind.version}/${kind.kind}`;
  return createHash('sha256')
    .update(keptAs[name] ?? name)
    .digest()
    .subarray(0, 8)
    .toString('base64');
}

/** The kinds whose objects are not kept in the version that is served (kube-apiserver `DefaultStorageFactory`). */
const keptAs: Readonly<Record<string, string>> = {
  'admissionregistration.k8s.io/v1/MutatingAdmissionPolicy': 'admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBinding':
    'admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicyBinding',
  'apiextensions.k8s.io/v1/CustomResourceDefinition': 'apiextensions.k8s.io/v1beta1/CustomResourceDefinition',
  'autoscaling/v1/HorizontalPodAutoscaler': 'autoscaling/v2/HorizontalPodAutoscaler',
  'events.k8s.io/v1/Event': '/v1/Event',
};
