import type { JSONObject } from '../json.js';
import { isPodReady } from '../kinds/pods/is-pod-ready.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import { meansTheSame } from '../kinds/semantic-equality.js';
import type { StoreEvent } from '../store/collection.js';
import { type Entry, objectOf, type StoredObject } from '../store/entry.js';
import { setPodCondition } from '../subresources/pod-condition.js';
import { timestamp } from '../write/server-state.js';
import { changeObject } from './change-object.js';
import type { Controller, ControllerContext } from './controller.js';
import { type DisruptionReason, setDisruptionCondition } from './disruption-condition.js';
import { controllerOf, type CountedPod, expectedPods, UncountablePods } from './expected-pods.js';
import { matchesSelector } from '../kinds/matches-selector.js';

const budgets = 'poddisruptionbudgets.policy';
/** How long a pod may stay that was to be evicted, in milliseconds: then it counts again. */
const patience = 2 * 60 * 1000;

/** What budgets need to know of a pod. */
interface PodFacts extends CountedPod {
  readonly isReady: boolean;
  readonly isTerminating: boolean;
}

/**
 * Keeps the status of PodDisruptionBudgets: how many pods may go, of those that there are and those that there should be
 * (kube-controller-manager `disruption`). A pod that several budgets select is counted in each; the real controller looks at one of
 * them, by chance.
 */
export class DisruptionController implements Controller {
  readonly #context: ControllerContext;
  /** Of states of pods, which do not change. */
  readonly #facts = new WeakMap<Entry, PodFacts>();

  constructor(context: ControllerContext) {
    this.#context = context;
  }

  onEvent(collection: string, { type, entry }: StoreEvent): void {
    if (collection === budgets) {
      if (type !== 'DELETED') this.#look(entry.namespace, entry.name);
      return;
    }
    if (collection !== 'pods') return;
    if (type !== 'DELETED' && entry.text.includes('"DisruptionTarget"')) this.#keep(entry);
    for (const budget of this.#budgetsFor(entry)) this.#look(budget.namespace, budget.name);
  }

  #budgetsFor(pod: Entry): Entry[] {
    const collection = this.#context.registry.named(budgets)?.collection;
    if (!collection || collection.size === 0) return [];
    return collection.all().filter((budget) => budget.namespace === pod.namespace && selects(objectOf(budget), pod));
  }

  #look(namespace: string, name: string): void {
    this.#context.queue.add(`budget ${namespace}/${name}`, () => {
      const { state, registry } = this.#context;
      const resource = registry.named(budgets);
      const entry = resource?.collection.get(namespace, name);
      if (!resource || !entry) return;
      const budget = objectOf(entry);
      const status = this.#statusOf(budget);
      if (meansTheSame(status, objectAt(budget, 'status') ?? {})) return;
      changeObject(state, { resource, namespace, name, subresource: 'status' }, (changed) => {
        changed['status'] = status;
      });
    });
  }

  /** What the status should be. */
  #statusOf(budget: StoredObject): JSONObject {
    const { registry, state } = this.#context;
    const now = timestamp(state);
    const before = objectAt(budget, 'status') ?? {};
    const pods = this.#podsOf(budget);
    try {
      const { expected, desired } = expectedPods(objectAt(budget, 'spec'), pods, namespaceOf(budget), registry);
      const disruptedPods = this.#disrupted(budget, pods);
      const isHealthy = ({ name, isReady, isTerminating }: PodFacts): boolean =>
        isReady && !isTerminating && !Object.hasOwn(disruptedPods, name);
      const currentHealthy = pods.filter(isHealthy).length;
      const disruptionsAllowed = expected <= 0 ? 0 : Math.max(0, currentHealthy - desired);
      const counts = { disruptionsAllowed, currentHealthy, desiredHealthy: desired, expectedPods: expected };
      const status = {
        observedGeneration: budget.metadata.generation ?? 0,
        ...(Object.keys(disruptedPods).length > 0 && { disruptedPods }),
        ...counts,
        conditions: objectsAt(before, 'conditions'),
      };
      return withCondition(status, disruptionsAllowed > 0 ? 'SufficientPods' : 'InsufficientPods', '', now);
    } catch (error) {
      if (!(error instanceof UncountablePods)) throw error;
      return withCondition({ ...before, disruptionsAllowed: 0 }, 'SyncFailed', error.message, now);
    }
  }

  #podsOf(budget: StoredObject): PodFacts[] {
    const namespace = namespaceOf(budget);
    return (this.#context.registry.named('pods')?.collection.all() ?? [])
      .filter((entry) => entry.namespace === namespace && selects(budget, entry))
      .map((entry) => this.#factsOf(entry));
  }

  #factsOf(entry: Entry): PodFacts {
    let facts = this.#facts.get(entry);
    if (!facts) {
      const pod = objectOf(entry);
      const isTerminating = pod.metadata.deletionTimestamp !== undefined;
      facts = { name: entry.name, controller: controllerOf(pod), isReady: isPodReady(pod), isTerminating };
      this.#facts.set(entry, facts);
    }
    return facts;
  }

  /** The pods that are still on their way out: name to when they were evicted. Looks again when the first has had its time. */
  #disrupted(budget: StoredObject, pods: readonly PodFacts[]): JSONObject {
    const before = objectAt(budget, 'status', 'disruptedPods') ?? {};
    const now = this.#context.state.clock.date().getTime();
    const disrupted: JSONObject = {};
    let next = Infinity;
    for (const { name, isTerminating } of pods) {
      const since = textAt(before, name);
      const end = Date.parse(since) + patience;
      if (since === '' || isTerminating || end <= now) continue;
      disrupted[name] = since;
      next = Math.min(next, end - now);
    }
    const { name } = budget.metadata;
    const namespace = namespaceOf(budget);
    if (next < Infinity)
      this.#context.delayed.after(`budget ${namespace}/${name}`, next, () => {
        this.#look(namespace, name);
      });
    return disrupted;
  }

  /** A pod that was to go and is still there after its time is to stay. */
  #keep({ namespace, name }: Entry): void {
    const key = `disruption of ${namespace}/${name}`;
    this.#context.queue.add(key, () => {
      const { state, registry, delayed } = this.#context;
      const resource = registry.named('pods');
      const entry = resource?.collection.get(namespace, name);
      if (!resource || !entry) return;
      const since = disruptedSince(objectOf(entry));
      if (since === undefined) return;
      const left = since + patience - state.clock.date().getTime();
      if (left > 0)
        delayed.after(key, left, () => {
          this.#keep(entry);
        });
      else
        changeObject(state, { resource, namespace, name, subresource: 'status' }, (pod) => {
          setPodCondition(pod, { type: 'DisruptionTarget', status: 'False' }, timestamp(state));
        });
    });
  }
}

function withCondition(status: JSONObject, reason: DisruptionReason, message: string, now: string): JSONObject {
  setDisruptionCondition({ status }, reason, message, now);
  return status;
}

function namespaceOf({ metadata }: StoredObject): string {
  return textAt(metadata, 'namespace');
}

function selects(budget: JSONObject, pod: Entry): boolean {
  return matchesSelector(objectAt(budget, 'spec', 'selector'), pod.labels);
}

/** Since when somebody wants a pod to go that is not going, in milliseconds; undefined if nobody does, or the kubelet knows why. */
function disruptedSince(pod: StoredObject): number | undefined {
  const status = objectAt(pod, 'status');
  if (pod.metadata.deletionTimestamp !== undefined || ['Failed', 'Succeeded'].includes(textAt(status, 'phase'))) return undefined;
  const condition = objectsAt(status, 'conditions').find(({ type }) => type === 'DisruptionTarget');
  if (condition?.['status'] !== 'True' || condition['reason'] === 'TerminationByKubelet') return undefined;
  return Date.parse(textAt(condition, 'lastTransitionTime')) || 0;
}
