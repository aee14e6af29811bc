import { isFields } from './document-problems.js';
import type { DynamicObject } from './dynamic-object.js';

/**
 * Kinds as `group/kind`, each line before those that may need it: where objects live and what they are, what limits pods, who may do
 * what, what pods read and mount, how they are reached, and then the pods.
 */
const first = [
  '/Namespace',
  'apiextensions.k8s.io/CustomResourceDefinition',
  ...['scheduling.k8s.io/PriorityClass', 'node.k8s.io/RuntimeClass', 'networking.k8s.io/IngressClass'],
  ...['storage.k8s.io/StorageClass', 'storage.k8s.io/VolumeAttributesClass', 'storage.k8s.io/CSIDriver'],
  ...['/ResourceQuota', '/LimitRange', 'networking.k8s.io/NetworkPolicy'],
  '/ServiceAccount',
  ...['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/Role'],
  ...['rbac.authorization.k8s.io/ClusterRoleBinding', 'rbac.authorization.k8s.io/RoleBinding'],
  ...['/Secret', '/ConfigMap'],
  ...['/PersistentVolume', '/PersistentVolumeClaim'],
  ...['/Endpoints', 'discovery.k8s.io/EndpointSlice', '/Service'],
  'policy/PodDisruptionBudget',
  ...['/Pod', '/ReplicationController', 'apps/ReplicaSet', 'apps/DaemonSet', 'apps/Deployment', 'apps/StatefulSet'],
  ...['batch/Job', 'batch/CronJob'],
  ...['autoscaling/HorizontalPodAutoscaler', 'networking.k8s.io/Ingress'],
];

/** What may refuse all others, or needs a running pod to answer for it. */
const last = [
  ...['admissionregistration.k8s.io/MutatingAdmissionPolicy', 'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding'],
  ...['admissionregistration.k8s.io/ValidatingAdmissionPolicy', 'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding'],
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiregistration.k8s.io/APIService',
];

const ranks = new Map([
  ...first.map((kind, index): [string, number] => [kind, index - first.length]),
  ...last.map((kind, index): [string, number] => [kind, index + 1]),
]);

/**
 * Compares objects by when they are to be applied, for `toSorted`: negative if `a` comes first, 0 if it does not matter.
 *
 * Namespaces and CustomResourceDefinitions come first, then what others need, workloads after that, then all other kinds, among them
 * custom resources, and webhooks and APIServices last. That is how Helm (`releaseutil.InstallOrder`) and kustomize (`order: legacy`)
 * go about it, but by group and kind, so that another group's Service is no Service.
 *
 * @example
 * const ordered = documents.toSorted(byApplyOrder);
 */
export function byApplyOrder(a: DynamicObject, b: DynamicObject): number {
  return rankOf(a) - rankOf(b);
}

/** Anything may come from JavaScript; what is no object that can be applied has no place of its own. */
function rankOf(object: unknown): number {
  const { apiVersion, kind } = isFields(object) ? object : {};
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return 0;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return ranks.get(`${group}/${kind}`) ?? 0;
}
