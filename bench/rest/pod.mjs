// @ts-check
// What does a pod look like on the wire? As one of a Deployment that runs: some 4 KB, half of it managed fields.

/**
 * @param {number} index makes name, uid and version its own
 */
export function pod(index) {
  const name = `web-5b6c8f9d7c-${String(index).padStart(6, '0')}`;
  const uid = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const time = '2026-11-21T08:00:00Z';
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name,
      generateName: 'web-5b6c8f9d7c-',
      namespace: 'bench',
      uid,
      resourceVersion: String(1000 + index),
      generation: 1,
      creationTimestamp: time,
      labels: { app: 'web', tier: 'frontend', 'pod-template-hash': '5b6c8f9d7c' },
      annotations: {
        'example.com/owner': 'team "web"',
        'example.com/checksum': 'f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2',
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: 'web-5b6c8f9d7c',
          uid: '11111111-0000-4000-8000-000000000000',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
      managedFields: [
        {
          manager: 'kube-controller-manager',
          operation: 'Update',
          apiVersion: 'v1',
          time,
          fieldsType: 'FieldsV1',
          fieldsV1: managed(
            ['f:metadata', 'f:labels', 'f:app', 'f:tier', 'f:pod-template-hash', 'f:generateName', 'f:ownerReferences'],
            {
              'f:spec': managed(
                [
                  'f:containers',
                  'f:dnsPolicy',
                  'f:enableServiceLinks',
                  'f:restartPolicy',
                  'f:schedulerName',
                  'f:securityContext',
                  'f:terminationGracePeriodSeconds',
                  'f:env',
                  'f:image',
                  'f:imagePullPolicy',
                  'f:livenessProbe',
                  'f:ports',
                  'f:resources',
                  'f:volumeMounts',
                ],
                {},
              ),
            },
          ),
        },
        {
          manager: 'kubelet',
          operation: 'Update',
          apiVersion: 'v1',
          time,
          fieldsType: 'FieldsV1',
          subresource: 'status',
          fieldsV1: managed(['f:status'], {
            'f:conditions': managed(
              [
                'k:{"type":"ContainersReady"}',
                'k:{"type":"Initialized"}',
                'k:{"type":"PodReadyToStartContainers"}',
                'k:{"type":"Ready"}',
              ],
              {},
            ),
            'f:hostIP': {},
            'f:phase': {},
            'f:podIP': {},
            'f:podIPs': managed(['k:{"ip":"10.244.1.17"}'], {}),
            'f:startTime': {},
          }),
        },
      ],
    },
    spec: {
      volumes: [
        {
          name: 'kube-api-access',
          projected: {
            sources: [
              { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
              { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
              {
                downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] },
              },
            ],
            defaultMode: 420,
          },
        },
      ],
      containers: [
        {
          name: 'web',
          image: 'images.example.com/web:1.27.3',
          ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
          env: [
            { name: 'POD_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
            { name: 'LOG_LEVEL', value: 'info' },
          ],
          resources: { limits: { cpu: '500m', memory: '256Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
          volumeMounts: [{ name: 'kube-api-access', readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }],
          livenessProbe: {
            httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' },
            timeoutSeconds: 1,
            periodSeconds: 10,
            successThreshold: 1,
            failureThreshold: 3,
          },
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          imagePullPolicy: 'IfNotPresent',
        },
      ],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      serviceAccountName: 'default',
      serviceAccount: 'default',
      nodeName: 'node-1',
      securityContext: {},
      schedulerName: 'default-scheduler',
      tolerations: ['not-ready', 'unreachable'].map((taint) => ({
        key: `node.kubernetes.io/${taint}`,
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      })),
      priority: 0,
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
    },
    status: {
      phase: 'Running',
      conditions: ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
        type,
        observedGeneration: 1,
        status: 'True',
        lastProbeTime: null,
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
          lastState: {},
          ready: true,
          restartCount: 0,
          image: 'images.example.com/web:1.27.3',
          imageID: 'images.example.com/web@sha256:f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2',
          containerID: 'containerd://f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2',
          started: true,
        },
      ],
      qosClass: 'Burstable',
    },
  };
}

/**
 * A set of managed fields: each name with nothing below it, and what has more.
 *
 * @param {readonly string[]} names
 * @param {Readonly<Record<string, unknown>>} more
 */
function managed(names, more) {
  return { ...Object.fromEntries(names.map((name) => [name, { '.': {}, 'f:name': {}, 'f:type': {} }])), ...more };
}
