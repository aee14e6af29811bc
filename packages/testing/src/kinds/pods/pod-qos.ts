import { addQuantities, parseQuantity, type QuantityLike } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { compareAmounts, isShortQuantity } from '../../short-quantity.js';
import { objectAt } from '../../json-fields.js';
import { containersOf } from './pod-defaults.js';

const counted = ['cpu', 'memory'] as const;
type Amounts = Partial<Record<(typeof counted)[number], QuantityLike>>;

/** How well a pod is treated when its node runs short: by its requests and limits (Kubernetes `pkg/apis/core/helper/qos`). */
export function podQOSClass(pod: JSONObject): 'BestEffort' | 'Burstable' | 'Guaranteed' {
  const spec = objectAt(pod, 'spec');
  const ofPod = objectAt(spec, 'resources');
  const all = ofPod ? [ofPod] : containersOf(spec).map((container) => objectAt(container, 'resources'));
  const requests = total(all.map((resources) => objectAt(resources, 'requests')));
  const limits = total(all.map((resources) => objectAt(resources, 'limits')));
  if (Object.keys(requests).length === 0 && Object.keys(limits).length === 0) return 'BestEffort';
  const isLimited = all.every((resources) => {
    const own = objectAt(resources, 'limits');
    if (ofPod && Object.keys(own ?? {}).length === 0) return true;
    return counted.every((name) => isPositive(own?.[name]));
  });
  const isMet = counted.every((name) => requests[name] === undefined || isEqual(requests[name], limits[name]));
  const isWhole = Object.keys(requests).length === Object.keys(limits).length;
  return isLimited && isMet && isWhole ? 'Guaranteed' : 'Burstable';
}

function total(lists: readonly (JSONObject | undefined)[]): Amounts {
  const sum: Amounts = {};
  for (const list of lists) {
    for (const name of counted) {
      const amount = list?.[name];
      if (isPositive(amount)) sum[name] = sum[name] === undefined ? amount : addQuantities(sum[name], amount);
    }
  }
  return sum;
}

function isPositive(amount: unknown): amount is number | string {
  return (
    (typeof amount === 'string' || typeof amount === 'number') && (isShortQuantity(amount) || parseQuantity(amount).unscaled > 0n)
  );
}

function isEqual(a: QuantityLike, b: QuantityLike | undefined): boolean {
  return b !== undefined && compareAmounts(a, b) === 0;
}
