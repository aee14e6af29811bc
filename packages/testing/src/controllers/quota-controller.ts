import { type Amounts, amountsOf, areEqual, listOf, only, sum } from '../admission/amounts.js';
import type { JSONObject } from '../json.js';
import { listAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import { meansTheSame } from '../kinds/semantic-equality.js';
import { isCounted, namesUsedBy } from '../quota/quota-resources.js';
import { isInScopes, isTerminating } from '../quota/quota-scopes.js';
import { isAlive, usageOf } from '../quota/usage.js';
import type { StoreEvent } from '../store/collection.js';
import { type Entry, objectOf, type StoredObject } from '../store/entry.js';
import { changeObject } from './change-object.js';
import type { Controller, ControllerContext } from './controller.js';

const quotas = 'resourcequotas';

/**
 * Keeps the status of ResourceQuotas: what they allow, and how much of it is used up. Admission adds what is created; this counts
 * anew what there is when a quota comes or changes, and when something goes (kube-controller-manager `resourcequota`).
 */
export class QuotaController implements Controller {
  readonly #context: ControllerContext;
  /** Of states of objects, which do not change. */
  readonly #usages = new WeakMap<Entry, Amounts>();

  constructor(context: ControllerContext) {
    this.#context = context;
  }

  onEvent(collection: string, event: StoreEvent): void {
    const { type, entry, previous } = event;
    if (collection === quotas && type !== 'DELETED' && (!previous || hasOtherLimits(entry, previous))) this.#look(entry);
    if (type === 'ADDED' || !isCounted(collection)) return;
    const present = this.#context.registry.named(quotas)?.collection;
    if (!present || present.size === 0) return;
    const concerned = present.all().filter(({ namespace }) => namespace === entry.namespace);
    if (concerned.length === 0 || (type === 'MODIFIED' && !this.#usesLess(collection, event))) return;
    for (const quota of concerned)
      if (namesUsedBy(collection, Object.keys(objectAt(objectOf(quota), 'status', 'hard') ?? {})).length > 0) this.#look(quota);
  }

  /** Whether a change may free something that admission does not see. */
  #usesLess(collection: string, { entry, previous }: StoreEvent): boolean {
    if (!previous || !['persistentvolumeclaims', 'pods', 'services'].includes(collection)) return false;
    const [before, after] = [objectOf(previous), objectOf(entry)];
    if (collection === 'services') return countedType(before) !== countedType(after);
    if (collection === 'persistentvolumeclaims')
      return !meansTheSame(objectAt(before, 'status'), objectAt(after, 'status')) || attributesOf(before) !== attributesOf(after);
    const now = this.#now();
    return (
      isTerminating(before) !== isTerminating(after) ||
      (isAlive(before, now) && !isAlive(after, now)) ||
      !meansTheSame(runningResources(before), runningResources(after))
    );
  }

  #look({ namespace, name }: Entry): void {
    this.#context.queue.add(`quota ${namespace}/${name}`, () => {
      const { state, registry } = this.#context;
      const resource = registry.named(quotas);
      const entry = resource?.collection.get(namespace, name);
      if (!resource || !entry) return;
      const quota = objectOf(entry);
      const hard = amountsOf(objectAt(quota, 'spec', 'hard'));
      const status = objectAt(quota, 'status');
      const before = amountsOf(objectAt(status, 'used'));
      // What nobody counts stays as it was.
      const used = only(new Map([...before, ...this.#used(quota, hard)]), hard.keys());
      const isCurrent =
        areEqual(hard, amountsOf(objectAt(status, 'hard'))) && objectAt(status, 'used') !== undefined && areEqual(used, before);
      if (isCurrent) return;
      changeObject(state, { resource, namespace, name, subresource: 'status' }, (changed) => {
        changed['status'] = { hard: listOf(hard), used: listOf(used) };
      });
    });
  }

  #used(quota: StoredObject, hard: Amounts): Amounts {
    const spec = objectAt(quota, 'spec');
    const { namespace } = quota.metadata;
    const isScoped = objectAt(spec, 'scopeSelector') !== undefined || listAt(spec, 'scopes').length > 0;
    let used: Amounts = new Map();
    for (const { groupResource, info, collection } of this.#context.registry.preferred()) {
      if (!info.namespaced || !isCounted(groupResource)) continue;
      const names = namesUsedBy(groupResource, hard.keys());
      if (names.length === 0) continue;
      used = sum(used, amountsOf(Object.fromEntries(names.map((name) => [name, 0]))));
      const usages = collection
        .all()
        .filter((entry) => entry.namespace === namespace && (!isScoped || isInScopes(groupResource, spec, objectOf(entry))))
        .map((entry) => this.#usageOf(groupResource, entry));
      used = only(usages.reduce(sum, used), hard.keys());
    }
    return used;
  }

  #usageOf(groupResource: string, entry: Entry): Amounts {
    const known = this.#usages.get(entry);
    if (known) return known;
    const object = objectOf(entry);
    const usage = usageOf(groupResource, object, this.#now());
    // What is being deleted uses less some time later.
    if (object.metadata.deletionTimestamp === undefined) this.#usages.set(entry, usage);
    return usage;
  }

  #now(): number {
    return this.#context.state.clock.date().getTime();
  }
}

function hasOtherLimits(entry: Entry, previous: Entry): boolean {
  const [after, before] = [entry, previous].map((one) => amountsOf(objectAt(objectOf(one), 'spec', 'hard')));
  return !areEqual(after ?? new Map(), before ?? new Map());
}

/** Types that use up more than a Service does. */
function countedType(service: JSONObject): unknown {
  const type = objectAt(service, 'spec')?.['type'];
  return type === 'LoadBalancer' || type === 'NodePort' ? type : '';
}

function attributesOf(claim: JSONObject): unknown {
  return objectAt(claim, 'spec')?.['volumeAttributesClassName'];
}

/** What the containers have got, by name. */
function runningResources(pod: JSONObject): JSONObject {
  const status = objectAt(pod, 'status');
  return Object.fromEntries(
    [...objectsAt(status, 'containerStatuses'), ...objectsAt(status, 'initContainerStatuses')].map((container) => [
      textAt(container, 'name'),
      container['resources'] ?? {},
    ]),
  );
}
