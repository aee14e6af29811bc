import { isJSONObject, type JSONObject } from '../../json.js';
import { isLatestImage } from './image-reference.js';
import { isMissing, objectAt, objectsAt, setDefault, setDefaultNumber, setDefaultText, textAt } from '../../json-fields.js';
import { canonicalResources } from '../resource-list.js';

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/**
 * What a container that says nothing gets (Kubernetes `pkg/apis/core/v1` SetDefaults_Container, …_Probe, …_HTTPGetAction). Changes
 * it.
 */
export function defaultContainer(container: JSONObject): void {
  setDefault(container, 'resources', {});
  setDefaultText(container, 'imagePullPolicy', isLatestImage(textAt(container, 'image')) ? 'Always' : 'IfNotPresent');
  setDefaultText(container, 'terminationMessagePath', '/dev/termination-log');
  setDefaultText(container, 'terminationMessagePolicy', 'File');
  for (const port of objectsAt(container, 'ports')) setDefaultText(port, 'protocol', 'TCP');
  for (const { valueFrom } of objectsAt(container, 'env')) {
    if (!isJSONObject(valueFrom)) continue;
    defaultFieldReference(valueFrom);
    const resourceField = objectAt(valueFrom, 'resourceFieldRef');
    if (resourceField) setDefault(resourceField, 'divisor', '0');
  }
  for (const name of probes) {
    const probe = objectAt(container, name);
    if (probe) defaultProbe(probe);
  }
  for (const hook of ['postStart', 'preStop']) defaultHTTPGet(objectAt(container, 'lifecycle', hook, 'httpGet'));
  for (const list of ['limits', 'requests']) canonicalResources(objectAt(container, 'resources', list));
}

/** A reference to a field of the pod is one of version v1. Changes what holds it. */
export function defaultFieldReference(holder: JSONObject): void {
  const reference = objectAt(holder, 'fieldRef');
  if (reference) setDefaultText(reference, 'apiVersion', 'v1');
}

/** What is not requested but limited is requested, as much (SetDefaults_Pod). Changes the container. */
export function requestWhatIsLimited(container: JSONObject): void {
  const resources = objectAt(container, 'resources');
  const limits = objectAt(resources, 'limits');
  if (!resources || !limits || Object.keys(limits).length === 0) return;
  const requests = objectAt(resources, 'requests') ?? {};
  for (const [name, limit] of Object.entries(limits)) setDefault(requests, name, limit);
  resources['requests'] = requests;
}

function defaultProbe(probe: JSONObject): void {
  setDefaultNumber(probe, 'timeoutSeconds', 1);
  setDefaultNumber(probe, 'periodSeconds', 10);
  setDefaultNumber(probe, 'successThreshold', 1);
  setDefaultNumber(probe, 'failureThreshold', 3);
  defaultHTTPGet(objectAt(probe, 'httpGet'));
  const grpc = objectAt(probe, 'grpc');
  if (grpc && isMissing(grpc, 'service')) grpc['service'] = '';
}

function defaultHTTPGet(action: JSONObject | undefined): void {
  if (!action) return;
  setDefaultText(action, 'path', '/');
  setDefaultText(action, 'scheme', 'HTTP');
}
