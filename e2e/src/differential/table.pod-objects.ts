import { ago, days, hours, minutes, type TableObject } from './table.object.js';

const path = '/api/v1/namespaces/{ns}/pods';

type Fields = Readonly<Record<string, unknown>>;

function pod(
  name: string,
  { status, spec, metadata, isDeleted }: { status?: Fields; spec?: Fields; metadata?: Fields; isDeleted?: boolean } = {},
): TableObject {
  const containers = [{ name: 'a', image: 'registry.example/a:1' }];
  return {
    name: `a pod ${name}`,
    path,
    object: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', ...metadata },
      spec: { containers, ...spec },
    },
    ...(status && { status }),
    ...(isDeleted && { isDeleted }),
  };
}

function container(name: string, state: Fields, more: Fields = {}): Fields {
  return { name, image: 'i', imageID: '', ready: false, restartCount: 0, state, ...more };
}

const running = { running: { startedAt: ago(90 * minutes) } };
const completed = terminated({ exitCode: 0, reason: 'Completed' });

function terminated(fields: Fields): Fields {
  return { terminated: { startedAt: ago(3 * days), finishedAt: ago(2 * days), ...fields } };
}

function waiting(reason: string): Fields {
  return { waiting: { reason } };
}

function condition(type: string, status: string, more: Fields = {}): Fields {
  return { type, status, lastTransitionTime: ago(days), ...more };
}

const ready = condition('Ready', 'True');
const two = { containers: ['a', 'b'].map((name) => ({ name, image: `registry.example/${name}:1` })) };
const finalized = { finalizers: ['example.com/keep'] };

function withInit(...names: string[]): Fields {
  return { initContainers: names.map((name) => ({ name, image: 'i' })) };
}

const sidecar = { initContainers: [{ name: 'side', image: 'i', restartPolicy: 'Always' }] };
const sidecarAndInit = { initContainers: [...sidecar.initContainers, { name: 'x', image: 'i' }] };

const inStates: readonly [string, Fields][] = [
  ['that runs', running],
  ['that waits with no reason', { waiting: {} }],
  ['whose container is being created', waiting('ContainerCreating')],
  ['in CrashLoopBackOff', waiting('CrashLoopBackOff')],
  ['with ImagePullBackOff', waiting('ImagePullBackOff')],
  ['with an error', terminated({ exitCode: 1, reason: 'Error' })],
  ['without memory', terminated({ exitCode: 137, reason: 'OOMKilled' })],
  ['with an exit code and no reason', terminated({ exitCode: 3 })],
  ['with a signal and no reason', terminated({ exitCode: 137, signal: 9 })],
  ['that is completed', completed],
];

const inInitStates: readonly [string, Fields][] = [
  ['that runs', running],
  ['that waits for the pod', waiting('PodInitializing')],
  ['that waits with no reason', { waiting: {} }],
  ['in CrashLoopBackOff', waiting('CrashLoopBackOff')],
  ['with an error', terminated({ exitCode: 1, reason: 'Error' })],
  ['with an exit code', terminated({ exitCode: 3 })],
  ['with a signal', terminated({ exitCode: 137, signal: 9 })],
  ['that is completed', completed],
];

const restarts: readonly [string, number][] = [
  ['seconds', 90],
  ['minutes', 15 * minutes + 30],
  ['hours', 5 * hours + 30 * minutes + 30],
  ['a day', 30 * hours + 1800],
  ['days', 3 * days + 5 * hours + 1800],
  ['weeks', 20 * days + 3600],
  ['years', 3 * 365 * days + 40 * days + 3600],
  ['a decade', 11 * 365 * days + 3600],
  ['less than nothing', -10 * minutes],
];

export const podTableObjects: readonly TableObject[] = [
  pod('that nobody has looked at'),
  ...['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'].map((phase) => pod(`of phase ${phase}`, { status: { phase } })),
  pod('that was evicted', { status: { phase: 'Failed', reason: 'Evicted', message: 'no room' } }),
  pod('with scheduling gates', { spec: { schedulingGates: [{ name: 'example.com/gate' }] } }),
  pod('that says itself that its scheduling is gated', {
    status: { phase: 'Pending', conditions: [condition('PodScheduled', 'False', { reason: 'SchedulingGated' })] },
  }),
  pod('that cannot be scheduled', {
    status: { phase: 'Pending', conditions: [condition('PodScheduled', 'False', { reason: 'Unschedulable' })] },
  }),
  ...inStates.map(([name, state]) =>
    pod(`with a container ${name}`, { status: { phase: 'Running', containerStatuses: [container('a', state)] } }),
  ),
  ...inStates.map(([name, state]) =>
    pod(`with a ready container and one ${name}`, {
      spec: two,
      status: {
        phase: 'Running',
        conditions: [ready],
        containerStatuses: [container('a', running, { ready: true }), container('b', state)],
      },
    }),
  ),
  pod('with a ready container', {
    status: { phase: 'Running', conditions: [ready], containerStatuses: [container('a', running, { ready: true })] },
  }),
  pod('of which one container is completed and the other one runs, not ready', {
    spec: two,
    status: { phase: 'Running', containerStatuses: [container('a', completed), container('b', running, { ready: true })] },
  }),
  pod('of which one container is completed and the other one failed', {
    spec: two,
    status: {
      phase: 'Failed',
      containerStatuses: [container('a', completed), container('b', terminated({ exitCode: 2, reason: 'Error' }))],
    },
  }),
  pod('that is completed and has succeeded', {
    spec: { restartPolicy: 'Never' },
    status: { phase: 'Succeeded', containerStatuses: [container('a', completed)] },
  }),
  ...restarts.map(([name, seconds]) =>
    pod(`that restarted ${name} ago`, {
      status: {
        phase: 'Running',
        containerStatuses: [
          container('a', running, {
            ready: true,
            restartCount: 4,
            lastState: { terminated: { exitCode: 1, startedAt: ago(20 * 365 * days), finishedAt: ago(seconds) } },
          }),
        ],
      },
    }),
  ),
  pod('that restarted nobody knows when', {
    status: { phase: 'Running', containerStatuses: [container('a', running, { restartCount: 2 })] },
  }),
  pod('whose containers restarted both', {
    spec: two,
    status: {
      phase: 'Running',
      containerStatuses: [
        container('a', running, { restartCount: 2, lastState: terminated({ exitCode: 1 }) }),
        container('b', running, { restartCount: 3, lastState: terminated({ exitCode: 1, finishedAt: ago(30 * minutes + 20) }) }),
      ],
    },
  }),
  ...inInitStates.map(([name, state]) =>
    pod(`with an init container ${name}`, {
      spec: withInit('x', 'y'),
      status: { phase: 'Pending', initContainerStatuses: [container('x', state), container('y', waiting('PodInitializing'))] },
    }),
  ),
  pod('whose second init container runs', {
    spec: withInit('x', 'y'),
    status: { phase: 'Pending', initContainerStatuses: [container('x', completed), container('y', running)] },
  }),
  pod('whose init container restarted', {
    spec: withInit('x'),
    status: {
      phase: 'Pending',
      initContainerStatuses: [container('x', running, { restartCount: 5, lastState: terminated({ exitCode: 1 }) })],
    },
  }),
  pod('whose init containers are done', {
    spec: withInit('x'),
    status: {
      phase: 'Running',
      conditions: [ready, condition('Initialized', 'True')],
      initContainerStatuses: [container('x', completed, { ready: true, restartCount: 3 })],
      containerStatuses: [container('a', running, { ready: true, restartCount: 1 })],
    },
  }),
  pod('that is initialized though an init container waits', {
    spec: withInit('x'),
    status: {
      phase: 'Running',
      conditions: [condition('Initialized', 'True')],
      initContainerStatuses: [container('x', waiting('Restarting'))],
      containerStatuses: [container('a', running, { ready: true })],
    },
  }),
  pod('with a sidecar that is not started', {
    spec: sidecar,
    status: { phase: 'Pending', initContainerStatuses: [container('side', running, { started: false })] },
  }),
  pod('with a sidecar that is started and ready', {
    spec: sidecar,
    status: {
      phase: 'Running',
      conditions: [ready],
      initContainerStatuses: [
        container('side', running, { started: true, ready: true, restartCount: 2, lastState: terminated({ exitCode: 1 }) }),
      ],
      containerStatuses: [container('a', running, { ready: true, restartCount: 1 })],
    },
  }),
  pod('with a sidecar before an init container', {
    spec: sidecarAndInit,
    status: {
      phase: 'Pending',
      initContainerStatuses: [container('side', running, { started: true, ready: true }), container('x', running)],
    },
  }),
  pod('with a sidecar that crashed', {
    spec: sidecar,
    status: {
      phase: 'Running',
      initContainerStatuses: [container('side', waiting('CrashLoopBackOff'), { started: false })],
      containerStatuses: [container('a', running, { ready: true })],
    },
  }),
  pod('that is being deleted', { metadata: finalized, isDeleted: true }),
  pod('that is being deleted while it runs', {
    metadata: finalized,
    status: { phase: 'Running', containerStatuses: [container('a', running, { ready: true })] },
    isDeleted: true,
  }),
  pod('that is being deleted after its end', {
    metadata: finalized,
    status: { phase: 'Succeeded', containerStatuses: [container('a', completed)] },
    isDeleted: true,
  }),
  pod('that is being deleted on a node that is lost', {
    metadata: finalized,
    status: { phase: 'Running', reason: 'NodeLost' },
    isDeleted: true,
  }),
  pod('with addresses on a node', {
    spec: { nodeName: 'node-1' },
    status: { phase: 'Running', podIP: '10.1.0.7', podIPs: [{ ip: '10.1.0.7' }, { ip: 'fd00::7' }], hostIP: '10.0.0.1' },
  }),
  pod('with a nominated node', { status: { phase: 'Pending', nominatedNodeName: 'node-2' } }),
  pod('with readiness gates of which nobody knows', {
    spec: { readinessGates: [{ conditionType: 'example.com/a' }, { conditionType: 'example.com/b' }] },
  }),
  pod('with readiness gates, one of them open', {
    spec: { readinessGates: [{ conditionType: 'example.com/a' }, { conditionType: 'example.com/b' }] },
    status: { conditions: [condition('example.com/a', 'True'), condition('example.com/b', 'False')] },
  }),
];
