import type { JSONObject } from '../../json.js';
import { defaultContainer, requestWhatIsLimited } from './container-defaults.js';
import {
  ensureObject,
  numberAt,
  objectAt,
  objectsAt,
  setDefault,
  setDefaultNumber,
  setDefaultText,
  textAt,
} from '../../json-fields.js';
import { defaultPodResources } from './pod-resource-defaults.js';
import { agreeOnAddresses } from './pod-addresses.js';
import { canonicalResources } from '../resource-list.js';
import { defaultVolume } from '../storage/volume-defaults.js';

/** The defaults of a Pod (Kubernetes `pkg/apis/core/v1` SetDefaults_Pod and SetDefaults_PodSpec). Changes it. */
export function defaultPod(pod: JSONObject): void {
  agreeOnAddresses(pod);
  const spec = ensureObject(pod, 'spec');
  defaultPodSpec(spec);
  for (const container of containersOf(spec)) requestWhatIsLimited(container);
  defaultPodResources(spec);
  setDefault(spec, 'enableServiceLinks', true);
  const period = numberAt(spec, 'terminationGracePeriodSeconds') ?? 0;
  if (period < 0) spec['terminationGracePeriodSeconds'] = 1;
  if (spec['hostNetwork'] !== true) return;
  for (const container of containersOf(spec)) {
    for (const port of objectsAt(container, 'ports')) setDefaultNumber(port, 'hostPort', numberAt(port, 'containerPort') ?? 0);
  }
}

/** The defaults of a pod template: all of {@link defaultPodSpec}, nothing more. Changes it. */
export function defaultPodTemplate(template: JSONObject): void {
  ensureObject(template, 'metadata');
  defaultPodSpec(ensureObject(template, 'spec'));
}

/** Regular and init containers. */
export function containersOf(spec: JSONObject | undefined): JSONObject[] {
  return [...objectsAt(spec, 'initContainers'), ...objectsAt(spec, 'containers')];
}

function defaultPodSpec(spec: JSONObject): void {
  setDefaultText(spec, 'dnsPolicy', 'ClusterFirst');
  setDefaultText(spec, 'restartPolicy', 'Always');
  setDefault(spec, 'securityContext', {});
  // One field has two names; the older one follows.
  const account = textAt(spec, 'serviceAccountName') || textAt(spec, 'serviceAccount');
  if (account !== '') Object.assign(spec, { serviceAccountName: account, serviceAccount: account });
  setDefault(spec, 'terminationGracePeriodSeconds', 30);
  setDefaultText(spec, 'schedulerName', 'default-scheduler');
  for (const container of containersOf(spec)) defaultContainer(container);
  for (const container of objectsAt(spec, 'ephemeralContainers')) defaultContainer(container);
  for (const volume of objectsAt(spec, 'volumes')) defaultVolume(volume);
  canonicalResources(objectAt(spec, 'overhead'));
  for (const list of ['limits', 'requests']) canonicalResources(objectAt(spec, 'resources', list));
}
