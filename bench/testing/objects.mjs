// @ts-check
// What objects is the embedded server measured with? As people write them, before a server has put anything into them.

const settings = Array.from({ length: 22 }, (_, index) => `settings.example.com/option-${String(index)}: "value of it"`).join(
  '\n',
);

/**
 * A ConfigMap of 1 KB: its data is 1,024 characters.
 *
 * @param {string} name
 */
export function configMap(name) {
  return {
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: { name, namespace: 'default', labels: { app: 'web' } },
    data: { 'settings.yaml': settings.padEnd(1024, '#') },
  };
}

/**
 * A pod with what a pod has to have, and labels: as tests write them.
 *
 * @param {number} index makes the name its own
 */
export function smallPod(index) {
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name: `web-${String(index).padStart(6, '0')}`, namespace: 'default', labels: { app: 'web', tier: 'frontend' } },
    spec: { containers: [{ name: 'web', image: 'images.example.com/web:1.27.3' }] },
  };
}

/**
 * A pod of one container that says a lot, as the template of a Deployment in production.
 *
 * @param {number} index makes the name its own
 * @param {boolean} isRunning whether it brings the status of a pod that runs
 */
export function pod(index, isRunning) {
  const time = '2026-11-21T08:00:00Z';
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name: `web-${String(index).padStart(6, '0')}`,
      namespace: 'default',
      labels: { app: 'web', tier: 'frontend' },
      annotations: { 'example.com/owner': 'team "web"' },
    },
    spec: {
      containers: [
        {
          name: 'web',
          image: 'images.example.com/web:1.27.3',
          ports: [{ name: 'http', containerPort: 8080 }],
          env: [
            { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
            { name: 'LOG_LEVEL', value: 'info' },
          ],
          resources: { limits: { cpu: '500m', memory: '256Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
          livenessProbe: { httpGet: { path: '/healthz', port: 8080 } },
        },
      ],
    },
    ...(isRunning && {
      status: {
        phase: 'Running',
        conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({
          type,
          status: 'True',
          lastTransitionTime: time,
        })),
        hostIP: '192.168.0.11',
        podIP: '10.244.1.17',
        podIPs: [{ ip: '10.244.1.17' }],
        startTime: time,
        containerStatuses: [
          {
            name: 'web',
            state: { running: { startedAt: time } },
            ready: true,
            started: true,
            restartCount: 0,
            image: 'images.example.com/web:1.27.3',
            imageID: 'images.example.com/web@sha256:f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2',
          },
        ],
      },
    }),
  };
}
