import { describe, expect, it } from '@jest/globals';
import { lifecycle, podNamed, pods } from '../lifecycle.test-support.js';

const ranges = '/api/v1/namespaces/default/limitranges';
const range = (...limits: object[]): object => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'limits' },
  spec: { limits },
});
const podAsking = (requests: object): object =>
  podNamed('a', { spec: { containers: [{ name: 'main', image: 'web:1', resources: { requests } }] } });

describe('LimitRanges', () => {
  it('give containers what they do not ask for, and say so', async () => {
    await using cluster = await lifecycle();
    await cluster.post(
      ranges,
      range({ type: 'Container', default: { cpu: '1', memory: '1Gi' }, defaultRequest: { cpu: '100m' } }),
    );
    const { json } = await cluster.post(pods, podAsking({ cpu: '200m' }));
    expect(json).toMatchObject({
      metadata: {
        annotations: {
          'kubernetes.io/limit-ranger':
            'LimitRanger plugin set: memory request for container main; cpu, memory limit for container main',
        },
      },
      spec: { containers: [{ resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '200m', memory: '1Gi' } } }] },
      status: { qosClass: 'Burstable' },
    });
  });

  it('refuse who asks for too little, by the name that was made for it', async () => {
    await using cluster = await lifecycle();
    await cluster.post(ranges, range({ type: 'Container', min: { cpu: '1' } }));
    const { metadata: _, ...pod } = podAsking({ cpu: '10m' }) as { metadata: object };
    const { status, json } = await cluster.post(pods, { ...pod, metadata: { generateName: 'web-' } });
    expect(status).toBe(403);
    expect(json['message']).toMatch(
      /^pods "web-[a-z0-9]{5}" is forbidden: minimum cpu usage per Container is 1, but request is 10m$/,
    );
  });

  it('leave other namespaces alone', async () => {
    await using cluster = await lifecycle();
    await cluster.post(ranges.replace('default', 'kube-public'), range({ type: 'Container', min: { cpu: '1' } }));
    expect((await cluster.post(pods, podAsking({ cpu: '10m' }))).status).toBe(201);
  });
});
