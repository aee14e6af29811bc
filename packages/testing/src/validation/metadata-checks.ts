import type { JSONObject } from '../json.js';
import type { FieldError } from './field-errors.js';
import { type MetadataRules, validateKubeFinalizers, validateMetadata, validateMetadataUpdate } from './metadata.js';

/**
 * A look at the metadata of an object that is to replace another: at `all` of it as of a new object, at `changes` against the old one, or
 * at the `finalizers` that only Kubernetes itself may name.
 */
type MetadataCheck = 'all' | 'changes' | 'finalizers';

const ofMost: readonly MetadataCheck[] = ['changes', 'finalizers'];
const changesThenAll: readonly MetadataCheck[] = [...ofMost, 'all', 'finalizers'];
const allThenChanges: readonly MetadataCheck[] = ['all', 'finalizers', ...ofMost];
const onlyAll: readonly MetadataCheck[] = ['all', 'finalizers'];

/**
 * What the functions of a kind look at in an update, after what the server looks at for all kinds: a mistake is told as often as it is
 * found (kubernetes `ValidateUpdate` of `pkg/registry`).
 */
const byKind: Readonly<Record<string, readonly MetadataCheck[]>> = {
  'Pod.': changesThenAll,
  'PersistentVolumeClaim.': changesThenAll,
  'ConfigMap.': changesThenAll,
  'Secret.': changesThenAll,
  'ServiceAccount.': changesThenAll,
  'Endpoints.': changesThenAll,
  'Ingress.networking.k8s.io': changesThenAll,
  'IngressClass.networking.k8s.io': changesThenAll,
  'VolumeAttributesClass.storage.k8s.io': changesThenAll,
  'Namespace.': allThenChanges,
  'Node.': allThenChanges,
  'Job.batch': allThenChanges,
  'Role.rbac.authorization.k8s.io': allThenChanges,
  'RoleBinding.rbac.authorization.k8s.io': allThenChanges,
  'ClusterRole.rbac.authorization.k8s.io': allThenChanges,
  'ClusterRoleBinding.rbac.authorization.k8s.io': allThenChanges,
  'StorageClass.storage.k8s.io': allThenChanges,
  'CSIStorageCapacity.storage.k8s.io': allThenChanges,
  'PersistentVolume.': [...onlyAll, ...onlyAll],
  'LimitRange.': onlyAll,
  'EndpointSlice.discovery.k8s.io': onlyAll,
  'FlowSchema.flowcontrol.apiserver.k8s.io': onlyAll,
  'PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io': onlyAll,
  'VolumeAttachment.storage.k8s.io': onlyAll,
  'CSINode.storage.k8s.io': onlyAll,
  'Event.': [],
  'Event.events.k8s.io': [],
  'PodDisruptionBudget.policy': [],
  'Lease.coordination.k8s.io': ['changes'],
  'CustomResourceDefinition.apiextensions.k8s.io': ['changes'],
  'APIService.apiregistration.k8s.io': ['changes', 'all'],
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io': ['all'],
  'MutatingWebhookConfiguration.admissionregistration.k8s.io': ['all'],
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io': ['all'],
  'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io': ['all'],
  'RuntimeClass.node.k8s.io': ['all', 'changes'],
};

/** The same for `/status`. */
const byKindForStatus: typeof byKind = {
  'PodDisruptionBudget.policy': [],
  'CronJob.batch': [],
  'CustomResourceDefinition.apiextensions.k8s.io': ['changes'],
  'APIService.apiregistration.k8s.io': ['changes'],
};

/** Whether objects of a built-in kind may have only finalizers that Kubernetes knows, and others with a slash. */
export function heedsKubeFinalizers({ group, kind }: { readonly group: string; readonly kind: string }): boolean {
  return (byKind[`${kind}.${group}`] ?? ofMost).includes('finalizers');
}

/** Whose metadata they are, and of which subresource the update is; empty for the object itself. */
export interface UpdatedKind {
  readonly group: string;
  readonly kind: string;
  readonly subresource: string;
  readonly isNamespaced: boolean;
}

/** What is wrong with the metadata of a built-in object that is to replace another, as often as the server says it. */
export function checkMetadataUpdate(object: JSONObject, old: JSONObject, updated: UpdatedKind): FieldError[] {
  const { group, kind, subresource, isNamespaced } = updated;
  const rules: MetadataRules = { isNamespaced, nameRule: 'path' };
  const table = subresource === '' ? byKind : byKindForStatus;
  const ofKind = table[`${kind}.${group}`] ?? ofMost;
  return ['all' as const, 'changes' as const, ...ofKind].flatMap((check) => {
    switch (check) {
      case 'all':
        return validateMetadata(object, rules);
      case 'changes':
        return validateMetadataUpdate(object, old);
      case 'finalizers':
        return validateKubeFinalizers(object);
    }
  });
}
