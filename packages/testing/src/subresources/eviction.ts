import { newBadRequest, newConflict, newForbidden, newTooManyRequests, StatusError } from '@kubewright/rest';
import { decodeOther } from '../http/decode-body.js';
import type { ServerAnswer } from '../http/exchange.js';
import type { ResourceCall } from '../http/handler.js';
import { writeOptionsOf } from '../http/write-options-of.js';
import type { JSONObject } from '../json.js';
import { matchesSelector } from '../kinds/matches-selector.js';
import { isPodReady } from '../kinds/pods/is-pod-ready.js';
import { ensureObject, numberAt, objectAt, textAt } from '../json-fields.js';
import { changeObject } from '../controllers/change-object.js';
import { disruptionCondition, setDisruptionCondition } from '../controllers/disruption-condition.js';
import type { ServedResource } from '../resources/served-resource.js';
import { type Entry, objectOf } from '../store/entry.js';
import { deleteObject } from '../write/delete.js';
import { type DeleteOptions, parseDeleteOptions } from '../write/delete-options.js';
import { notFound } from '../write/errors.js';
import { timestamp } from '../write/server-state.js';
import type { WriteTarget } from '../write/write-target.js';
import { setPodCondition } from './pod-condition.js';
import { createdStatus } from './status-success.js';

type State = ResourceCall['server']['state'];

/** How many evictions may be on their way before the budget's controller has seen them. */
const mostDisrupted = 2000;
const violates = `Cannot evict pod as it would violate the pod's disruption budget.`;

/** Answers `/eviction` of a pod: deletes it if its disruption budget allows it (kubernetes `registry/core/pod/storage/eviction.go`). */
export async function answerEviction(call: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  const { server } = call;
  const { state, registry } = server;
  const { resource, namespace, name } = target;
  const { dryRun, ...writeOptions } = writeOptionsOf(call, 'CreateOptions');
  const object = await decodeOther(call, writeOptions, 'policy/v1beta1');
  if (textAt(objectAt(object, 'metadata'), 'name') !== name)
    throw newBadRequest('name in URL does not match name in Eviction object');
  const wanted = parseDeleteOptions(new URLSearchParams(), objectAt(object, 'deleteOptions') ?? {});
  const options = { ...wanted, dryRun: dryRun || wanted.dryRun };
  const entry = resource.collection.get(namespace, name);
  if (!entry) throw notFound(resource, name);
  const pod = objectOf(entry);
  if (!needsBudget(pod)) {
    evict(state, target, options);
    return createdStatus();
  }
  const budgets = registry.named('poddisruptionbudgets.policy');
  const matching = budgets ? budgetsOf(pod, budgets) : [];
  if (matching.length > 1)
    throw new StatusError({
      status: 'Failure',
      message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
      code: 500,
    });
  const [budget] = matching;
  if (budgets && budget && !mayGoAnyway(pod, objectOf(budget))) decrement(state, budgets, budget, name, options.dryRun);
  evict(state, target, options);
  return createdStatus();
}

/** Pods that do not run yet, or no longer, are no loss. */
function needsBudget(pod: JSONObject): boolean {
  const phase = textAt(objectAt(pod, 'status'), 'phase');
  return !['Succeeded', 'Failed', 'Pending'].includes(phase) && objectAt(pod, 'metadata')?.['deletionTimestamp'] === undefined;
}

function budgetsOf(pod: JSONObject, { collection }: ServedResource): Entry[] {
  const metadata = objectAt(pod, 'metadata');
  const [namespace, labels] = [textAt(metadata, 'namespace'), objectAt(metadata, 'labels')];
  return collection
    .all()
    .filter((entry) => entry.namespace === namespace && matchesSelector(objectAt(objectOf(entry), 'spec', 'selector'), labels));
}

/** A pod that is not ready does not count, if enough others are or its budget says so. */
function mayGoAnyway(pod: JSONObject, budget: JSONObject): boolean {
  if (isPodReady(pod)) return false;
  if (textAt(objectAt(budget, 'spec'), 'unhealthyPodEvictionPolicy') === 'AlwaysAllow') return true;
  const [current, desired] = healthOf(budget);
  return current >= desired && desired > 0;
}

function healthOf(budget: JSONObject): [number, number] {
  const status = objectAt(budget, 'status');
  return [numberAt(status, 'currentHealthy') ?? 0, numberAt(status, 'desiredHealthy') ?? 0];
}

function decrement(state: State, budgets: ServedResource, entry: Entry, pod: string, dryRun: boolean): void {
  const budget = objectOf(entry);
  const status = ensureObject(budget, 'status');
  const { name } = budget.metadata;
  if ((numberAt(status, 'observedGeneration') ?? 0) < (numberAt(budget.metadata, 'generation') ?? 0))
    throw tooMany(`The disruption budget ${name} is still being processed by the server.`, 10);
  const allowed = numberAt(status, 'disruptionsAllowed') ?? 0;
  const resource = { group: 'policy', resource: 'poddisruptionbudget' };
  if (allowed < 0) throw newForbidden(resource, name, 'pdb disruptions allowed is negative');
  const disrupted = objectAt(status, 'disruptedPods') ?? {};
  if (Object.keys(disrupted).length > mostDisrupted)
    throw newForbidden(resource, name, 'DisruptedPods map too big - too many evictions not confirmed by PDB controller');
  if (allowed === 0) throw tooMany(whyNot(budget, name), 0);
  if (dryRun) return;
  const now = timestamp(state);
  changeObject(
    state,
    { resource: budgets, namespace: entry.namespace, name, subresource: 'status' },
    (changed) => {
      const counted = ensureObject(changed, 'status');
      counted['disruptionsAllowed'] = allowed - 1;
      if (allowed === 1) setDisruptionCondition(changed, 'InsufficientPods', '', now);
      counted['disruptedPods'] = { ...disrupted, [pod]: now };
    },
    'kube-apiserver',
  );
}

function whyNot(budget: JSONObject, name: string): string {
  const condition = disruptionCondition(objectAt(budget, 'status'));
  const [message, reason] = [textAt(condition, 'message'), textAt(condition, 'reason')];
  const isFalse = condition?.['status'] === 'False' && message !== '';
  const [current, desired] = healthOf(budget);
  if (isFalse && reason === 'SyncFailed')
    return `The disruption budget ${name} does not allow evicting pods currently because it failed sync: ${message}`;
  if (current <= desired)
    return `The disruption budget ${name} needs ${String(desired)} healthy pods and has ${String(current)} currently`;
  if (isFalse) return `The disruption budget ${name} does not allow evicting pods currently (${reason}): ${message}`;
  return `The disruption budget ${name} does not allow evicting pods currently`;
}

function tooMany(message: string, retryAfterSeconds: number): StatusError {
  const { status } = newTooManyRequests(violates, retryAfterSeconds);
  const { retryAfterSeconds: _, ...details } = status.details ?? {};
  return new StatusError({
    ...status,
    details: {
      ...details,
      causes: [{ reason: 'DisruptionBudget', message }],
      ...(retryAfterSeconds > 0 && { retryAfterSeconds }),
    },
  });
}

/** Deletes the pod, which says first why. */
function evict(state: State, target: WriteTarget, options: DeleteOptions): void {
  const { resource, namespace, name } = target;
  const entry = resource.collection.get(namespace, name);
  if (!entry) throw notFound(resource, name);
  const pods = { ...target, subresource: '' };
  if (options.dryRun) {
    deleteObject(state, pods, options);
    return;
  }
  checkPreconditions(entry, options);
  const pod = objectOf(entry);
  const reason = { reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting' };
  setPodCondition(pod, { type: 'DisruptionTarget', status: 'True', ...reason }, timestamp(state));
  const marked = state.store.put(resource.collection, pod);
  const { resourceVersion } = options;
  deleteObject(state, pods, { ...options, resourceVersion: resourceVersion && String(marked.revision) });
}

function checkPreconditions({ name, uid, revision }: Entry, options: DeleteOptions): void {
  const about = { group: '', resource: 'Pod' };
  if (options.uid !== undefined && options.uid !== uid)
    throw newConflict(
      about,
      name,
      `the UID in the precondition (${options.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  if (options.resourceVersion !== undefined && options.resourceVersion !== String(revision))
    throw newConflict(
      about,
      name,
      `the ResourceVersion in the precondition (${options.resourceVersion}) does not match the ResourceVersion in record (${String(revision)}). The object might have been modified`,
    );
}
