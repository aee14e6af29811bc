import { canonicalQuantity, compareQuantities, quote } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { isMissing, listAt, objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { meansTheSame } from '../kinds/semantic-equality.js';
import { prefixWarnings } from './warn-of-addresses.js';
import { annotationWarnings, hasAnnotation } from './warn-of-annotations.js';
import { nodeLabelWarning, nodeLabelWarnings, nodeTermWarnings } from './warn-of-node-labels.js';

/** What to warn of in a Node. */
export function nodeWarnings(node: JSONObject): string[] {
  const spec = objectAt(node, 'spec');
  return [
    ...(isMissing(spec, 'configSource') ? [] : ['spec.configSource: the feature is removed']),
    ...(textAt(spec, 'externalID') === '' ? [] : ['spec.externalID: this field is deprecated, and is unused by Kubernetes']),
    ...textsAt(spec, 'podCIDRs').flatMap((prefix, i) => prefixWarnings(`spec.podCIDRs[${String(i)}]`, prefix)),
  ];
}

/** What to warn of in a ServiceAccount, if it is new. */
export function accountWarnings(account: JSONObject, old?: JSONObject): string[] {
  const annotation = 'kubernetes.io/enforce-mountable-secrets';
  const text = 'deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets';
  return hasAnnotation(old, annotation) ? [] : annotationWarnings(account, '', { [annotation]: text });
}

/** What to warn of in a ResourceQuota: requests that are higher than limits. */
export function quotaWarnings(quota: JSONObject): string[] {
  const hard = objectAt(quota, 'spec', 'hard') ?? {};
  return ['cpu', 'memory', 'storage', 'ephemeral-storage'].flatMap((name) => {
    const isBare = isMissing(hard, `requests.${name}`) && (name === 'cpu' || name === 'memory');
    const requested = isBare ? name : `requests.${name}`;
    const request = amountAt(hard, requested);
    const limit = amountAt(hard, `limits.${name}`);
    if (request === undefined || limit === undefined || compareQuantities(request, limit) <= 0) return [];
    const [more, less] = [request, limit].map(canonicalQuantity);
    return [`ResourceQuota ${requested} (${more ?? ''}) should be less than limits.${name} (${less ?? ''})`];
  });
}

/** What to warn of in a NetworkPolicy. */
export function networkPolicyWarnings(policy: JSONObject): string[] {
  return (
    [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const
  ).flatMap(([rules, peers]) =>
    objectsAt(objectAt(policy, 'spec'), rules).flatMap((rule, i) =>
      objectsAt(rule, peers).flatMap((peer, j) => {
        const block = objectAt(peer, 'ipBlock');
        const field = `spec.${rules}[${String(i)}].${peers}[${String(j)}].ipBlock`;
        return [
          ...prefixWarnings(`${field}.cidr`, textAt(block, 'cidr')),
          ...textsAt(block, 'except').flatMap((prefix, k) => prefixWarnings(`${field}.except[${String(k)}]`, prefix)),
        ];
      }),
    ),
  );
}

/** What to warn of in a new Ingress. */
export function newIngressWarnings(ingress: JSONObject): string[] {
  const annotation = 'kubernetes.io/ingress.class';
  if (!hasAnnotation(ingress, annotation) || !isMissing(objectAt(ingress, 'spec'), 'ingressClassName')) return [];
  return [`annotation "${annotation}" is deprecated, please use 'spec.ingressClassName' instead`];
}

/** What to warn of in a StorageClass. */
export function storageClassWarnings(storageClass: JSONObject): string[] {
  return objectsAt(storageClass, 'allowedTopologies').flatMap((topology, i) =>
    objectsAt(topology, 'matchLabelExpressions').flatMap((expression, j) => {
      const warning = nodeLabelWarning(textAt(expression, 'key'));
      const field = `allowedTopologies[${String(i)}].matchLabelExpressions[${String(j)}].key`;
      return warning === undefined ? [] : [`${field}: ${warning}`];
    }),
  );
}

/** What to warn of in a CSIStorageCapacity. */
export function storageCapacityWarnings(capacity: JSONObject): string[] {
  const topology = objectAt(capacity, 'nodeTopology');
  return [
    ...nodeTermWarnings(topology, 'nodeTopology'),
    ...nodeLabelWarnings(objectAt(topology, 'matchLabels'), (label) => `nodeTopology.matchLabels.${label}`),
  ];
}

/** What to warn of in a CSIDriver that asks for tokens, if it did not ask for the same ones before. */
export function driverWarnings(driver: JSONObject, old?: JSONObject): string[] {
  const spec = objectAt(driver, 'spec');
  const requests = listAt(spec, 'tokenRequests');
  const isAsBefore = old && meansTheSame(requests, listAt(objectAt(old, 'spec'), 'tokenRequests'));
  if (isAsBefore || requests.length === 0 || !isMissing(spec, 'serviceAccountTokenInSecrets')) return [];
  return [
    'spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes',
  ];
}

/** What to warn of in a RuntimeClass. */
export function runtimeClassWarnings(runtimeClass: JSONObject): string[] {
  return nodeLabelWarnings(objectAt(runtimeClass, 'scheduling', 'nodeSelector'), () => 'scheduling.nodeSelector');
}

/** What to warn of in a ResourceSlice. */
export function resourceSliceWarnings(slice: JSONObject): string[] {
  const driver = textAt(objectAt(slice, 'spec'), 'driver');
  if (driver === driver.toLowerCase()) return [];
  return [`spec.driver: driver names should be lowercase; ${quote(driver)} contains uppercase characters`];
}

/** What to warn of in the name of an object that configures admission. */
export function staticNameWarnings(object: JSONObject): string[] {
  const suffix = '.static.k8s.io';
  if (!textAt(objectAt(object, 'metadata'), 'name').endsWith(suffix)) return [];
  return [
    `metadata.name: names ending with "${suffix}" are reserved for static manifest-based configurations and cannot be managed via the API`,
  ];
}

function amountAt(amounts: JSONObject, name: string): number | string | undefined {
  const amount = amounts[name];
  return typeof amount === 'string' || typeof amount === 'number' ? amount : undefined;
}
