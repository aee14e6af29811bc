import { describe, expect, it } from '@jest/globals';
import { type RolloutError, rolloutStatus, type Workload } from './rollout-status.js';

const deployment = (status: object, spec: object = { replicas: 3 }, generation = 2): Workload => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', generation },
  spec,
  status: { observedGeneration: 2, ...status },
});
const rolling = { updateStrategy: { type: 'RollingUpdate' } };
const daemonSet = (status: object, spec: object = rolling): Workload => ({ ...deployment(status, spec), kind: 'DaemonSet' });
const statefulSet = (status: object, spec: object = {}): Workload => ({
  ...deployment(status, { replicas: 3, ...rolling, ...spec }),
  kind: 'StatefulSet',
});
const partitioned = (rollingUpdate: object | null): object => ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } });
const revisions = { currentRevision: 'web-1', updateRevision: 'web-2' };

/** The texts are kubectl's, and so is what comes before what. */
const cases: readonly (readonly [object: Workload, message: string, done?: true])[] = [
  [deployment({}, { replicas: 3 }, 3), 'Waiting for deployment spec update to be observed...'],
  [deployment({ observedGeneration: undefined }), 'Waiting for deployment spec update to be observed...'],
  [deployment({}), 'Waiting for deployment "web" rollout to finish: 0 out of 3 new replicas have been updated...'],
  [
    deployment({ replicas: 4, updatedReplicas: 2 }),
    'Waiting for deployment "web" rollout to finish: 2 out of 3 new replicas have been updated...',
  ],
  [
    deployment({ replicas: 4, updatedReplicas: 3 }),
    'Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...',
  ],
  [
    deployment({ replicas: 3, updatedReplicas: 3, availableReplicas: 2 }),
    'Waiting for deployment "web" rollout to finish: 2 of 3 updated replicas are available...',
  ],
  [deployment({ replicas: 3, updatedReplicas: 3, availableReplicas: 3 }), 'deployment "web" successfully rolled out', true],
  [deployment({}, {}), 'deployment "web" successfully rolled out', true],
  [deployment({ conditions: null, replicas: null }, { replicas: null }), 'deployment "web" successfully rolled out', true],
  [{ ...deployment({}), spec: null, status: null, metadata: { name: 'web' } }, 'deployment "web" successfully rolled out', true],
  [{ ...deployment({}), status: null }, 'Waiting for deployment spec update to be observed...'],
  [{ ...daemonSet({}), status: null }, 'Waiting for daemon set spec update to be observed...'],
  [{ ...statefulSet({}), status: null }, 'Waiting for statefulset spec update to be observed...'],
  [deployment({}, { replicas: 0 }), 'deployment "web" successfully rolled out', true],
  [daemonSet({ observedGeneration: 1 }), 'Waiting for daemon set spec update to be observed...'],
  [
    daemonSet({ desiredNumberScheduled: 5, updatedNumberScheduled: 2 }),
    'Waiting for daemon set "web" rollout to finish: 2 out of 5 new pods have been updated...',
  ],
  [
    daemonSet({ desiredNumberScheduled: 5, updatedNumberScheduled: 5, numberAvailable: 4 }),
    'Waiting for daemon set "web" rollout to finish: 4 of 5 updated pods are available...',
  ],
  [
    daemonSet({ desiredNumberScheduled: 5, updatedNumberScheduled: 5, numberAvailable: 5 }),
    'daemon set "web" successfully rolled out',
    true,
  ],
  [statefulSet({ observedGeneration: 1 }), 'Waiting for statefulset spec update to be observed...'],
  [statefulSet({ observedGeneration: 0 }), 'Waiting for statefulset spec update to be observed...'],
  [statefulSet({ readyReplicas: 1, ...revisions }), 'Waiting for 2 pods to be ready...'],
  [
    statefulSet({ readyReplicas: 3, updatedReplicas: 1, ...revisions }, partitioned({ partition: 1 })),
    'Waiting for partitioned roll out to finish: 1 out of 2 new pods have been updated...',
  ],
  [
    statefulSet({ readyReplicas: 3, updatedReplicas: 2, ...revisions }, partitioned({ partition: 1 })),
    'partitioned roll out complete: 2 new pods have been updated...',
    true,
  ],
  [
    statefulSet({ readyReplicas: 3, updatedReplicas: 0, ...revisions }, partitioned({})),
    'partitioned roll out complete: 0 new pods have been updated...',
    true,
  ],
  [
    statefulSet({ readyReplicas: 3, updatedReplicas: 1, ...revisions }, partitioned(null)),
    'waiting for statefulset rolling update to complete 1 pods at revision web-2...',
  ],
  [
    statefulSet({ readyReplicas: 3, currentReplicas: 3, currentRevision: 'web-2', updateRevision: 'web-2' }),
    'statefulset rolling update complete 3 pods at revision web-2...',
    true,
  ],
];

const failureOf = (object: Workload): RolloutError => {
  try {
    throw new Error(`no failure, but ${JSON.stringify(rolloutStatus(object))}`);
  } catch (error) {
    return error as RolloutError;
  }
};

describe('the status of a rollout is kubectl’s', () => {
  it.each(cases.map(([object, message, done = false], index) => ({ index, object, message, done })))(
    '$index: $message',
    ({ object, message, done }) => {
      expect(rolloutStatus(object)).toEqual({ done, message });
    },
  );

  it('says that a deployment has exceeded its progress deadline, once its spec was observed', () => {
    const conditions = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }];
    const error = failureOf(deployment({ conditions }));
    expect([error.name, error.reason, error.message]).toEqual([
      'RolloutError',
      'ProgressDeadlineExceeded',
      'deployment "web" exceeded its progress deadline',
    ]);
    expect(rolloutStatus(deployment({ conditions }, {}, 3)).done).toBe(false);
  });

  it.each([
    daemonSet({}, { updateStrategy: { type: 'OnDelete' } }),
    daemonSet({}, {}),
    statefulSet({}, { updateStrategy: { type: 'OnDelete' } }),
  ])('has none where pods are replaced by hand: %#', (object) => {
    const { reason, message } = failureOf(object);
    expect([reason, message]).toEqual(['NoRollout', 'rollout status is only available for RollingUpdate strategy type']);
  });

  it.each([
    [{ apiVersion: 'batch/v1', kind: 'Job' }, 'Job.batch'],
    [{ apiVersion: 'v1', kind: 'Deployment' }, 'Deployment'],
    [{ apiVersion: 'apps/v1', kind: 'toString' }, 'toString.apps'],
    [{}, 'an object without a kind'],
  ])('has none of other kinds: %j', (object, kind) => {
    const { reason, message } = failureOf(object);
    expect([reason, message]).toEqual([
      'NoRollout',
      `no rollout status for ${kind}: only Deployments, StatefulSets and DaemonSets of apps/v1 have one`,
    ]);
  });
});
