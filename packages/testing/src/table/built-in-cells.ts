import type { JSONValue } from '../json.js';
import { isJSONObject } from '../json.js';
import { textAt } from '../json-fields.js';
import type { StoredObject } from '../store/entry.js';
import * as access from './access-cells.js';
import { autoscalerCells } from './autoscaler-cells.js';
import * as cluster from './cluster-cells.js';
import { eventCells } from './event-cells.js';
import * as network from './network-cells.js';
import { podCells } from './pod-cells.js';
import type { Age, CellsOf } from './row-of.js';
import * as storage from './storage-cells.js';
import * as workload from './workload-cells.js';

const admission = 'admissionregistration.k8s.io';
const rbac = 'rbac.authorization.k8s.io';

/** By group and kind; versions of a kind have the same rows. */
const cellsByKind: Readonly<Record<string, CellsOf>> = {
  '/ComponentStatus': cluster.componentStatusCells,
  '/ConfigMap': configMapCells,
  '/Endpoints': network.endpointsCells,
  '/Event': eventCells,
  '/Namespace': cluster.namespaceCells,
  '/Node': cluster.nodeCells,
  '/PersistentVolume': storage.persistentVolumeCells,
  '/PersistentVolumeClaim': storage.persistentVolumeClaimCells,
  '/Pod': podCells,
  '/PodTemplate': workload.podTemplateCells,
  '/ReplicationController': workload.replicationControllerCells,
  '/ResourceQuota': cluster.resourceQuotaCells,
  '/Secret': secretCells,
  '/Service': network.serviceCells,
  '/ServiceAccount': access.nameAndAgeCells,
  [`${admission}/MutatingAdmissionPolicy`]: access.mutatingPolicyCells,
  [`${admission}/MutatingAdmissionPolicyBinding`]: access.policyBindingCells,
  [`${admission}/MutatingWebhookConfiguration`]: access.webhookConfigurationCells,
  [`${admission}/ValidatingAdmissionPolicy`]: access.validatingPolicyCells,
  [`${admission}/ValidatingAdmissionPolicyBinding`]: access.policyBindingCells,
  [`${admission}/ValidatingWebhookConfiguration`]: access.webhookConfigurationCells,
  'apiregistration.k8s.io/APIService': access.apiServiceCells,
  'apps/ControllerRevision': workload.controllerRevisionCells,
  'apps/DaemonSet': workload.daemonSetCells,
  'apps/Deployment': workload.deploymentCells,
  'apps/ReplicaSet': workload.replicaSetCells,
  'apps/StatefulSet': workload.statefulSetCells,
  'autoscaling/HorizontalPodAutoscaler': autoscalerCells,
  'autoscaling/Scale': workload.scaleCells,
  'batch/CronJob': workload.cronJobCells,
  'batch/Job': workload.jobCells,
  'certificates.k8s.io/CertificateSigningRequest': access.certificateSigningRequestCells,
  'coordination.k8s.io/Lease': cluster.leaseCells,
  'discovery.k8s.io/EndpointSlice': network.endpointSliceCells,
  'events.k8s.io/Event': eventCells,
  'flowcontrol.apiserver.k8s.io/FlowSchema': access.flowSchemaCells,
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': access.priorityLevelCells,
  'networking.k8s.io/IPAddress': network.ipAddressCells,
  'networking.k8s.io/Ingress': network.ingressCells,
  'networking.k8s.io/IngressClass': network.ingressClassCells,
  'networking.k8s.io/NetworkPolicy': network.networkPolicyCells,
  'networking.k8s.io/ServiceCIDR': network.serviceCIDRCells,
  'node.k8s.io/RuntimeClass': cluster.runtimeClassCells,
  'policy/PodDisruptionBudget': cluster.podDisruptionBudgetCells,
  [`${rbac}/ClusterRoleBinding`]: access.roleBindingCells,
  [`${rbac}/RoleBinding`]: access.roleBindingCells,
  'resource.k8s.io/DeviceClass': access.nameAndAgeCells,
  'resource.k8s.io/ResourceClaim': access.resourceClaimCells,
  'resource.k8s.io/ResourceClaimTemplate': access.nameAndAgeCells,
  'resource.k8s.io/ResourceSlice': access.resourceSliceCells,
  'scheduling.k8s.io/PriorityClass': cluster.priorityClassCells,
  'storage.k8s.io/CSIDriver': storage.csiDriverCells,
  'storage.k8s.io/CSINode': storage.csiNodeCells,
  'storage.k8s.io/StorageClass': storage.storageClassCells,
  'storage.k8s.io/VolumeAttachment': storage.volumeAttachmentCells,
  'storage.k8s.io/VolumeAttributesClass': storage.volumeAttributesClassCells,
};

/** What stands in the rows of a built-in kind: name and time of creation if nothing else is known of it. */
export function builtInCells(group: string, kind: string): CellsOf {
  const name = `${group}/${kind}`;
  return (Object.hasOwn(cellsByKind, name) ? cellsByKind[name] : undefined) ?? access.createdAtCells;
}

function configMapCells(object: StoredObject, age: Age): JSONValue[] {
  const { name, creationTimestamp } = object.metadata;
  return [name, sizeOf(object['data']) + sizeOf(object['binaryData']), age(creationTimestamp)];
}

function secretCells(object: StoredObject, age: Age): JSONValue[] {
  const { name, creationTimestamp } = object.metadata;
  return [name, textAt(object, 'type'), sizeOf(object['data']), age(creationTimestamp)];
}

function sizeOf(map: JSONValue | undefined): number {
  return isJSONObject(map) ? Object.keys(map).length : 0;
}
