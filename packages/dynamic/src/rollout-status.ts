import type { ObjectMeta } from '@kubewright/meta-v1';

/** How far a rollout is. */
export interface RolloutStatus {
  done: boolean;
  /** As `kubectl rollout status` prints it. */
  message: string;
}

/** An object that may have a rollout: a Deployment, a StatefulSet or a DaemonSet of apps/v1, of a typed client or a dynamic one. */
export interface Workload {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec?: unknown;
  status?: unknown;
}

/** There is no rollout to wait for: it failed, or the object has none. */
export class RolloutError extends Error {
  override readonly name = 'RolloutError';
  /** `ProgressDeadlineExceeded`: a deployment failed; `NoRollout`: this kind or update strategy has none; `Deleted`: the object is gone. */
  readonly reason: 'Deleted' | 'NoRollout' | 'ProgressDeadlineExceeded';

  constructor(reason: RolloutError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The fields that the rules below read; none of them is null. */
interface WorkloadFields {
  metadata?: ObjectMeta | undefined;
  spec: {
    replicas?: number;
    updateStrategy?: { type?: string; rollingUpdate?: { partition?: number | null } | null };
  };
  status: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    currentReplicas?: number;
    currentRevision?: string;
    updateRevision?: string;
    desiredNumberScheduled?: number;
    updatedNumberScheduled?: number;
    numberAvailable?: number;
    conditions?: { type?: string; reason?: string }[];
  };
}

const rules: Readonly<Record<string, (object: WorkloadFields, name: string) => RolloutStatus>> = {
  Deployment: deploymentStatus,
  StatefulSet: statefulSetStatus,
  DaemonSet: daemonSetStatus,
};

/**
 * How far the rollout of a Deployment, StatefulSet or DaemonSet is (kubectl `pkg/polymorphichelpers/rollout_status.go`).
 *
 * Throws a {@link RolloutError} if a deployment has exceeded its progress deadline, and for kinds and update strategies that have no
 * rollout.
 */
export function rolloutStatus(object: Workload): RolloutStatus {
  const { apiVersion = '', kind = '', metadata, spec, status } = object;
  const [group = ''] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
  const rule = group === 'apps' && Object.hasOwn(rules, kind) ? rules[kind] : undefined;
  if (!rule) {
    throw new RolloutError(
      'NoRollout',
      `no rollout status for ${kind || 'an object without a kind'}${group && `.${group}`}: only Deployments, StatefulSets and DaemonSets of apps/v1 have one`,
    );
  }
  return rule({ metadata, spec: withoutNulls(spec), status: withoutNulls(status) }, metadata?.name ?? '');
}

/** What is null counts as not there, as Go reads it. */
function withoutNulls(fields: unknown): object {
  return Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== null));
}

function deploymentStatus({ metadata, spec, status }: WorkloadFields, name: string): RolloutStatus {
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0, conditions = [] } = status;
  if ((metadata?.generation ?? 0) > observedGeneration) return waiting('Waiting for deployment spec update to be observed...');
  if (conditions.find(({ type }) => type === 'Progressing')?.reason === 'ProgressDeadlineExceeded')
    throw new RolloutError('ProgressDeadlineExceeded', `deployment "${name}" exceeded its progress deadline`);
  const unfinished = `Waiting for deployment "${name}" rollout to finish:`;
  const wanted = spec.replicas ?? 0;
  if (updatedReplicas < wanted)
    return waiting(`${unfinished} ${updatedReplicas} out of ${wanted} new replicas have been updated...`);
  if (replicas > updatedReplicas)
    return waiting(`${unfinished} ${replicas - updatedReplicas} old replicas are pending termination...`);
  if (availableReplicas < updatedReplicas)
    return waiting(`${unfinished} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`);
  return done(`deployment "${name}" successfully rolled out`);
}

function daemonSetStatus({ metadata, spec, status }: WorkloadFields, name: string): RolloutStatus {
  demandRollingUpdate(spec);
  const { observedGeneration = 0, desiredNumberScheduled = 0, updatedNumberScheduled = 0, numberAvailable = 0 } = status;
  if ((metadata?.generation ?? 0) > observedGeneration) return waiting('Waiting for daemon set spec update to be observed...');
  const unfinished = `Waiting for daemon set "${name}" rollout to finish:`;
  if (updatedNumberScheduled < desiredNumberScheduled)
    return waiting(`${unfinished} ${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...`);
  if (numberAvailable < desiredNumberScheduled)
    return waiting(`${unfinished} ${numberAvailable} of ${desiredNumberScheduled} updated pods are available...`);
  return done(`daemon set "${name}" successfully rolled out`);
}

function statefulSetStatus({ metadata, spec, status }: WorkloadFields): RolloutStatus {
  demandRollingUpdate(spec);
  const { observedGeneration = 0, readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0 } = status;
  const { currentRevision = '', updateRevision = '' } = status;
  if (observedGeneration === 0 || (metadata?.generation ?? 0) > observedGeneration)
    return waiting('Waiting for statefulset spec update to be observed...');
  const wanted = spec.replicas;
  if (wanted !== undefined && readyReplicas < wanted) return waiting(`Waiting for ${wanted - readyReplicas} pods to be ready...`);
  const { rollingUpdate } = spec.updateStrategy ?? {};
  if (rollingUpdate) {
    const { partition } = rollingUpdate;
    const updated = (wanted ?? 0) - (partition ?? 0);
    if (wanted !== undefined && typeof partition === 'number' && updatedReplicas < updated)
      return waiting(
        `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${updated} new pods have been updated...`,
      );
    return done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  if (updateRevision !== currentRevision)
    return waiting(`waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`);
  return done(`statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`);
}

function demandRollingUpdate(spec: WorkloadFields['spec']): void {
  if (spec.updateStrategy?.type !== 'RollingUpdate')
    throw new RolloutError('NoRollout', 'rollout status is only available for RollingUpdate strategy type');
}

const waiting = (message: string): RolloutStatus => ({ done: false, message });
const done = (message: string): RolloutStatus => ({ done: true, message });
