import type { JSONObject, JSONValue } from '../json.js';
import { numberAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import type { StoredObject } from '../store/entry.js';
import type { Age } from './row-of.js';

/** What the row of a pod says that has come to its end; undefined for others. */
export function podRowConditions(pod: StoredObject): JSONObject[] | undefined {
  const phase = textAt(objectAt(pod, 'status'), 'phase');
  if (phase !== 'Succeeded' && phase !== 'Failed') return undefined;
  const message = phase === 'Succeeded' ? 'The pod has completed successfully.' : 'The pod failed.';
  return [{ type: 'Completed', status: 'True', reason: phase, message }];
}

/** kubernetes `pkg/printers/internalversion.printPod` */
export function podCells(pod: StoredObject, age: Age): JSONValue[] {
  const { metadata } = pod;
  const spec = objectAt(pod, 'spec');
  const status = objectAt(pod, 'status');
  const { ready, total, reason, restarts, lastRestart } = summary(pod);
  const gates = objectsAt(spec, 'readinessGates').map((gate) => textAt(gate, 'conditionType'));
  const open = gates.filter((type) => conditionOf(status, type) === 'True');
  return [
    metadata.name,
    `${String(ready)}/${String(total)}`,
    reason,
    restarts === 0 || lastRestart === '' ? String(restarts) : `${String(restarts)} (${age(lastRestart)} ago)`,
    age(metadata.creationTimestamp),
    textAt(objectsAt(status, 'podIPs')[0], 'ip') || '<none>',
    textAt(spec, 'nodeName') || '<none>',
    textAt(status, 'nominatedNodeName') || '<none>',
    gates.length === 0 ? '<none>' : `${String(open.length)}/${String(gates.length)}`,
  ];
}

interface Summary {
  readonly ready: number;
  readonly total: number;
  readonly reason: string;
  readonly restarts: number;
  /** Empty if nobody knows. */
  readonly lastRestart: string;
}

function summary(pod: StoredObject): Summary {
  const spec = objectAt(pod, 'spec');
  const status = objectAt(pod, 'status');
  const sidecars = sidecarsOf(spec);
  const total = objectsAt(spec, 'containers').length + sidecars.size;
  const init = initState(pod, sidecars);
  const statuses = objectsAt(status, 'containerStatuses');
  const isInitialized = init.reason === undefined || conditionOf(status, 'Initialized') === 'True';
  if (!isInitialized) {
    const all = objectsAt(status, 'initContainerStatuses').slice(0, init.seen);
    const { ready, reason = '' } = init;
    return { ready, total, reason: deletionReason(pod, reason), ...restartsOf(all) };
  }
  const counted = [
    ...objectsAt(status, 'initContainerStatuses')
      .slice(0, init.seen)
      .filter((one) => isSidecar(one, sidecars)),
    ...statuses,
  ];
  const main = mainState(statuses, init.reason ?? ownReason(status), conditionOf(status, 'Ready') === 'True');
  return { ready: init.ready + main.ready, total, reason: deletionReason(pod, main.reason), ...restartsOf(counted) };
}

/** What the pod says of itself. */
function ownReason(status: JSONObject | undefined): string {
  const isGated = objectsAt(status, 'conditions').some(
    (condition) => textAt(condition, 'type') === 'PodScheduled' && textAt(condition, 'reason') === 'SchedulingGated',
  );
  return isGated ? 'SchedulingGated' : textAt(status, 'reason') || textAt(status, 'phase');
}

/** How far initializing has come. `reason` is undefined when it is done; `seen` counts the containers up to that which is not. */
function initState(pod: StoredObject, sidecars: ReadonlySet<string>): { ready: number; seen: number; reason?: string } {
  const statuses = objectsAt(objectAt(pod, 'status'), 'initContainerStatuses');
  let ready = 0;
  for (const [index, one] of statuses.entries()) {
    const terminated = objectAt(one, 'state', 'terminated');
    if (terminated && exitCode(terminated) === 0) continue;
    if (isSidecar(one, sidecars) && one['started'] === true) {
      if (one['ready'] === true) ready++;
      continue;
    }
    const waiting = textAt(objectAt(one, 'state', 'waiting'), 'reason');
    const total = objectsAt(objectAt(pod, 'spec'), 'initContainers').length;
    const progress = waiting !== '' && waiting !== 'PodInitializing' ? waiting : `${String(index)}/${String(total)}`;
    return { ready, seen: index + 1, reason: `Init:${terminated ? endOf(terminated) : progress}` };
  }
  return { ready, seen: statuses.length };
}

/** What the containers say, the first one last: it has the last word. */
function mainState(statuses: readonly JSONObject[], before: string, isReady: boolean): { ready: number; reason: string } {
  let ready = 0;
  let reason = before;
  let failure = '';
  for (const one of statuses.toReversed()) {
    const waiting = textAt(objectAt(one, 'state', 'waiting'), 'reason');
    const terminated = objectAt(one, 'state', 'terminated');
    if (waiting !== '') reason = waiting;
    else if (terminated) {
      reason = endOf(terminated);
      if (exitCode(terminated) !== 0) failure = reason;
    } else if (one['ready'] === true && objectAt(one, 'state', 'running')) ready++;
  }
  if (reason !== 'Completed') return { ready, reason };
  if (ready > 0 && isReady) return { ready, reason: 'Running' };
  if (failure !== '') return { ready, reason: failure };
  return { ready, reason: ready > 0 ? 'NotReady' : reason };
}

function deletionReason({ metadata, ...pod }: StoredObject, reason: string): string {
  if (metadata.deletionTimestamp === undefined) return reason;
  const status = objectAt(pod, 'status');
  if (textAt(status, 'reason') === 'NodeLost') return 'Unknown';
  return ['Succeeded', 'Failed'].includes(textAt(status, 'phase')) ? reason : 'Terminating';
}

/** How a container ended. */
function endOf(terminated: JSONObject): string {
  const signal = numberAt(terminated, 'signal') ?? 0;
  const code = signal === 0 ? `ExitCode:${String(exitCode(terminated))}` : `Signal:${String(signal)}`;
  return textAt(terminated, 'reason') || code;
}

function exitCode(terminated: JSONObject): number {
  return numberAt(terminated, 'exitCode') ?? 0;
}

function restartsOf(statuses: readonly JSONObject[]): { restarts: number; lastRestart: string } {
  const ends = statuses.map((one) => textAt(objectAt(one, 'lastState', 'terminated'), 'finishedAt'));
  return {
    restarts: statuses.reduce((sum, one) => sum + (numberAt(one, 'restartCount') ?? 0), 0),
    lastRestart: ends.reduce((last, end) => (end > last ? end : last), ''),
  };
}

/** Init containers that go on running. */
function sidecarsOf(spec: JSONObject | undefined): Set<string> {
  const init = objectsAt(spec, 'initContainers').filter((container) => textAt(container, 'restartPolicy') === 'Always');
  return new Set(init.map((container) => textAt(container, 'name')));
}

function isSidecar(status: JSONObject, sidecars: ReadonlySet<string>): boolean {
  return sidecars.has(textAt(status, 'name'));
}

function conditionOf(status: JSONObject | undefined, type: string): string {
  return textAt(
    objectsAt(status, 'conditions').find((condition) => textAt(condition, 'type') === type),
    'status',
  );
}
