import type { ServedResource } from '../resources/served-resource.js';

/** Where etcd has resources that are not under their own name. */
const prefixes: Readonly<Record<string, string>> = {
  'customresourcedefinitions.apiextensions.k8s.io': 'apiextensions.k8s.io/customresourcedefinitions',
  'apiservices.apiregistration.k8s.io': 'apiregistration.k8s.io/apiservices',
  endpoints: 'services/endpoints',
  'ingresses.networking.k8s.io': 'ingress',
  nodes: 'minions',
  replicationcontrollers: 'controllers',
  services: 'services/specs',
};

/** Why an object that has another uid than its writer thinks is not written: the words of the storage, with its key. */
export function preconditionFailed(
  { resource, namespace, name }: { resource: ServedResource; namespace: string; name: string },
  wanted: string,
  present: string,
): string {
  const { group, resource: plural } = resource.info;
  const prefix = resource.isCustom ? `${group}/${plural}` : (prefixes[resource.groupResource] ?? plural);
  const key = ['/registry', prefix, ...(namespace === '' ? [] : [namespace]), name].join('/');
  return `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${wanted}, UID in object meta: ${present}`;
}
