import { newQuantity, type ParsedQuantity, parseQuantity, compareQuantities, quantityValue } from '@kubewright/rest';
import { type Amounts, amountsOf } from '../admission/amounts.js';
import { podAmounts } from '../admission/pod-amounts.js';
import type { JSONObject } from '../json.js';
import { isMissing, numberAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import { countNames, isExtended, storageClassPart } from './quota-resources.js';

/** What an object uses up of the resources that quotas count. @param now milliseconds since 1970 */
export function usageOf(groupResource: string, object: JSONObject, now: number): Amounts {
  switch (groupResource) {
    case 'pods':
      return usageOfPod(object, now);
    case 'services':
      return usageOfService(object);
    case 'persistentvolumeclaims':
      return usageOfClaim(object);
    default:
      return new Map(countNames(groupResource).map((name) => [name, number(1)]));
  }
}

/** What requests and limits come to in the resources of a quota; a pod, and a container, counts as one pod. */
export function computeUsage(requests: Amounts, limits: Amounts): Map<string, ParsedQuantity> {
  const usage = new Map([['pods', number(1)]]);
  for (const [name, amount] of requests) {
    const isBasic = basic.has(name) || name.startsWith('hugepages-');
    if (isBasic) usage.set(name, amount);
    if (isBasic || isExtended(name)) usage.set(`requests.${name}`, amount);
  }
  for (const [name, amount] of limits) if (basic.has(name)) usage.set(`limits.${name}`, amount);
  return usage;
}

const basic = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** Whether a pod still needs anything: it has not ended, and if it is to go it still has time. */
export function isAlive(pod: JSONObject, now: number): boolean {
  if (['Failed', 'Succeeded'].includes(textAt(objectAt(pod, 'status'), 'phase'))) return false;
  const metadata = objectAt(pod, 'metadata');
  const grace = numberAt(metadata, 'deletionGracePeriodSeconds');
  if (isMissing(metadata, 'deletionTimestamp') || grace === undefined) return true;
  return now <= Date.parse(textAt(metadata, 'deletionTimestamp')) + grace * 1000;
}

function usageOfPod(pod: JSONObject, now: number): Amounts {
  const count: [string, ParsedQuantity] = ['count/pods', number(1)];
  if (!isAlive(pod, now)) return new Map([count]);
  const options = { isWhole: true };
  return computeUsage(podAmounts(pod, 'requests', options), podAmounts(pod, 'limits', options)).set(...count);
}

function usageOfService(service: JSONObject): Amounts {
  const spec = objectAt(service, 'spec');
  const ports = objectsAt(spec, 'ports');
  const type = textAt(spec, 'type');
  const isBalanced = type === 'LoadBalancer';
  const open =
    isBalanced && spec?.['allocateLoadBalancerNodePorts'] === false ? ports.filter(({ nodePort }) => !!nodePort) : ports;
  return new Map([
    ['count/services', number(1)],
    ['services', number(1)],
    ['services.loadbalancers', number(isBalanced ? 1 : 0)],
    ['services.nodeports', number(isBalanced || type === 'NodePort' ? open.length : 0)],
  ]);
}

function usageOfClaim(claim: JSONObject): Amounts {
  const usage = new Map([
    ['persistentvolumeclaims', number(1)],
    ['count/persistentvolumeclaims', number(1)],
  ]);
  const annotation = objectAt(claim, 'metadata', 'annotations')?.['volume.beta.kubernetes.io/storage-class'];
  const className = typeof annotation === 'string' ? annotation : textAt(objectAt(claim, 'spec'), 'storageClassName');
  if (className !== '') usage.set(`${className}${storageClassPart}persistentvolumeclaims`, number(1));
  const storage = storageOf(claim);
  if (storage) usage.set('requests.storage', storage);
  if (storage && className !== '') usage.set(`${className}${storageClassPart}requests.storage`, storage);
  return usage;
}

/** Of what is wanted and what is given the greater, in whole bytes. */
function storageOf(claim: JSONObject): ParsedQuantity | undefined {
  const wanted = amountsOf(objectAt(claim, 'spec', 'resources', 'requests')).get('storage');
  const given = amountsOf(objectAt(claim, 'status', 'allocatedResources')).get('storage');
  if (!wanted) return undefined;
  const counted = given && compareQuantities(given, wanted) > 0 ? given : wanted;
  return counted.exponent < 0 ? newQuantity(quantityValue(counted), counted.format) : counted;
}

function number(count: number): ParsedQuantity {
  return parseQuantity(count);
}
