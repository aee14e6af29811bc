import type { ParsedQuantity } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import { type Amounts, amountsOf, greatest, sum } from './amounts.js';

/** How the amounts of a pod are counted. */
export interface CountOptions {
  /** Whether what runs counts where it is more than what is wanted, and what the runtime adds; else the spec of containers alone. */
  readonly isWhole: boolean;
}

type List = 'limits' | 'requests';
const none: Amounts = new Map();

/**
 * What a pod requests, or is limited to, of each resource: the containers together, or what an init container needs more, or what the
 * pod says for all (component-helpers `resource` PodRequests, PodLimits).
 */
export function podAmounts(pod: JSONObject, list: List, { isWhole }: CountOptions): Amounts {
  const spec = objectAt(pod, 'spec');
  const own = (container: JSONObject): Amounts => (isWhole ? effective(pod, container, list) : listed(container, list));
  const counted = containerAmounts(spec, list, own);
  for (const [name, amount] of amountsOf(objectAt(spec, 'resources', list)))
    if (name === 'cpu' || name === 'memory' || (isWhole && name.startsWith('hugepages-'))) counted.set(name, amount);
  const overhead = amountsOf(objectAt(spec, 'overhead'));
  if (!isWhole || overhead.size === 0) return counted;
  if (list === 'requests') return sum(counted, overhead);
  // Who has no limit gets none.
  return sum(counted, new Map([...overhead].filter(([name]) => (counted.get(name)?.unscaled ?? 0n) !== 0n)));
}

/**
 * The same without what the pod says for all (AggregateContainerRequests, AggregateContainerLimits).
 *
 * @param own what a container that goes on running counts with
 */
export function containerAmounts(
  spec: JSONObject | undefined,
  list: List,
  own: (container: JSONObject) => Amounts = (container) => listed(container, list),
): Map<string, ParsedQuantity> {
  let total = objectsAt(spec, 'containers').map(own).reduce(sum, none);
  let beside: Amounts = none;
  let first: Amounts = none;
  for (const container of objectsAt(spec, 'initContainers')) {
    if (!isSidecar(container)) {
      first = greatest(first, sum(listed(container, list), beside));
      continue;
    }
    const amounts = own(container);
    total = sum(total, amounts);
    beside = sum(beside, amounts);
    first = greatest(first, beside);
  }
  return greatest(total, first);
}

function isSidecar(container: JSONObject): boolean {
  return container['restartPolicy'] === 'Always';
}

function listed(container: JSONObject, list: List): Amounts {
  return amountsOf(objectAt(container, 'resources', list));
}

/** While a container is resized the most of what it wants, got and has counts; if the resize cannot be, what it wants does not. */
function effective(pod: JSONObject, container: JSONObject, list: List): Amounts {
  const status = objectAt(pod, 'status');
  const state = [...objectsAt(status, 'containerStatuses'), ...objectsAt(status, 'initContainerStatuses')].find(
    ({ name }) => name === container['name'],
  );
  const wanted = listed(container, list);
  if (!objectAt(state, 'resources')) return wanted;
  const actual = amountsOf(objectAt(state, 'resources', list));
  const allocated = list === 'requests' ? amountsOf(objectAt(state, 'allocatedResources')) : none;
  const pending = objectsAt(status, 'conditions').find(({ type }) => type === 'PodResizePending');
  return textAt(pending, 'reason') === 'Infeasible' ? greatest(actual, allocated) : greatest(wanted, actual, allocated);
}
