import type { JSONObject } from '../json.js';
import { objectAt } from '../json-fields.js';
import type { ServedResource } from '../resources/served-resource.js';
import * as cluster from './warn-of-cluster-kinds.js';
import { customObjectWarnings, definitionWarnings } from './warn-of-custom-resources.js';
import { endpointsWarnings, newSliceWarnings, sliceWarnings } from './warn-of-endpoints.js';
import { newPodWarnings, podStatusWarnings, podWarnings } from './warn-of-pods.js';
import { secretWarnings } from './warn-of-secrets.js';
import { loadBalancerWarnings, serviceWarnings } from './warn-of-services.js';
import { claimWarnings, volumeWarnings } from './warn-of-volumes.js';
import * as workloads from './warn-of-workloads.js';

/** What the server warns of when an object of a kind is written (`WarningsOnCreate`, `WarningsOnUpdate` of a strategy). */
interface Warner {
  readonly ofNew?: (object: JSONObject) => string[];
  readonly ofChanged?: (object: JSONObject, old: JSONObject) => string[];
  readonly ofStatus?: (object: JSONObject) => string[];
}

/** By resource, as `deployments.apps`. */
const warners: Readonly<Record<string, Warner>> = {
  endpoints: always(endpointsWarnings),
  nodes: always(cluster.nodeWarnings),
  persistentvolumeclaims: always(claimWarnings),
  persistentvolumes: always(volumeWarnings),
  pods: { ofNew: newPodWarnings, ofStatus: podStatusWarnings },
  podtemplates: {
    ofNew: bareTemplateWarnings,
    ofChanged: (object, old) => (workloads.hasNewGeneration(object, old) ? bareTemplateWarnings(object) : []),
  },
  replicationcontrollers: {
    ofNew: workloads.newWorkloadWarnings,
    // The server looks at the template of before.
    ofChanged: (object, old) => (workloads.hasNewGeneration(object, old) ? workloads.templateWarnings(old) : []),
  },
  resourcequotas: { ofNew: cluster.quotaWarnings },
  secrets: always(secretWarnings),
  serviceaccounts: always(cluster.accountWarnings),
  services: { ...always(serviceWarnings), ofStatus: loadBalancerWarnings },
  'daemonsets.apps': { ofNew: workloads.templateWarnings, ofChanged: workloads.changedDaemonSetWarnings },
  'deployments.apps': { ofNew: workloads.newWorkloadWarnings, ofChanged: workloads.changedTemplateWarnings },
  'replicasets.apps': { ofNew: workloads.newWorkloadWarnings, ofChanged: workloads.changedTemplateWarnings },
  'statefulsets.apps': { ofNew: workloads.newStatefulSetWarnings, ofChanged: workloads.changedStatefulSetWarnings },
  'cronjobs.batch': { ofNew: workloads.newCronJobWarnings, ofChanged: workloads.changedCronJobWarnings },
  'jobs.batch': { ofNew: workloads.newJobWarnings, ofChanged: workloads.changedJobWarnings },
  'customresourcedefinitions.apiextensions.k8s.io': always(definitionWarnings),
  'endpointslices.discovery.k8s.io': { ofNew: newSliceWarnings, ofChanged: sliceWarnings },
  'ingresses.networking.k8s.io': { ofNew: cluster.newIngressWarnings, ofStatus: loadBalancerWarnings },
  'networkpolicies.networking.k8s.io': always(cluster.networkPolicyWarnings),
  'runtimeclasses.node.k8s.io': always(cluster.runtimeClassWarnings),
  'resourceslices.resource.k8s.io': always(cluster.resourceSliceWarnings),
  'csidrivers.storage.k8s.io': always(cluster.driverWarnings),
  'csistoragecapacities.storage.k8s.io': always(cluster.storageCapacityWarnings),
  'storageclasses.storage.k8s.io': always(cluster.storageClassWarnings),
  ...Object.fromEntries(
    [
      'mutatingadmissionpolicies',
      'mutatingadmissionpolicybindings',
      'mutatingwebhookconfigurations',
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
      'validatingwebhookconfigurations',
    ].map((plural) => [`${plural}.admissionregistration.k8s.io`, always(cluster.staticNameWarnings)]),
  ),
};
const customWarner = always(customObjectWarnings);

/** What to warn of in an object that is to be created, with what its kind puts into it, and valid. */
export function warningsOnCreate(resource: ServedResource, object: JSONObject): string[] {
  return warnerOf(resource)?.ofNew?.(object) ?? [];
}

/** The same for an object that is to replace another. @param subresource empty for the object itself */
export function warningsOnUpdate(resource: ServedResource, subresource: string, object: JSONObject, old: JSONObject): string[] {
  const warner = warnerOf(resource);
  if (subresource === '' || subresource === 'scale') return warner?.ofChanged?.(object, old) ?? [];
  return subresource === 'status' ? (warner?.ofStatus?.(object) ?? []) : [];
}

function warnerOf({ isCustom, groupResource }: ServedResource): Warner | undefined {
  if (isCustom) return customWarner;
  return Object.hasOwn(warners, groupResource) ? warners[groupResource] : undefined;
}

function always(warn: (object: JSONObject, old?: JSONObject) => string[]): Warner {
  return { ofNew: (object) => warn(object), ofChanged: warn };
}

function bareTemplateWarnings(object: JSONObject): string[] {
  return podWarnings(objectAt(object, 'template'), 'template');
}
