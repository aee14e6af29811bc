import { canonicalQuantity } from '@kubewright/rest';
import { containerAmounts } from '../../admission/pod-amounts.js';
import type { JSONObject } from '../../json.js';
import { isMissing, objectAt, setDefault } from '../../json-fields.js';
import { isPodResource } from './validate-pod-resources.js';
import { isHugePages, isOvercommitAllowed } from './validate-resources.js';

/**
 * What a pod with limits for all its containers requests for them: what they request together, else what the limits are; and its
 * limits of huge pages are those of the containers (Kubernetes defaultHugePagePodLimits, defaultPodRequests). Changes the spec.
 */
export function defaultPodResources(spec: JSONObject): void {
  const resources = objectAt(spec, 'resources');
  if (!resources) return;
  const [limits, requests] = ['limits', 'requests'].map((list) => ({ ...objectAt(resources, list) })) as [JSONObject, JSONObject];
  const isEmpty = (list: JSONObject): boolean => Object.keys(list).length === 0;
  if (isEmpty(limits) && isEmpty(requests)) return;
  for (const [name, amount] of containerAmounts(spec, 'limits')) {
    if (isHugePages(name) && isMissing(requests, name)) setDefault(limits, name, canonicalQuantity(amount));
  }
  if (isEmpty(limits)) return;
  resources['limits'] = limits;
  for (const [name, amount] of containerAmounts(spec, 'requests')) {
    if (isPodResource(name) && isOvercommitAllowed(name)) setDefault(requests, name, canonicalQuantity(amount));
  }
  for (const [name, limit] of Object.entries(limits)) if (isPodResource(name)) setDefault(requests, name, limit);
  if (!isEmpty(requests)) resources['requests'] = requests;
}
