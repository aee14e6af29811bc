import { describe, expect, it } from '@jest/globals';
import { lifecycle } from '../lifecycle.test-support.js';

const claims = '/api/v1/namespaces/default/persistentvolumeclaims';
const pods = '/api/v1/namespaces/default/pods';
const claim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const pod = (nodeName?: string): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'user' },
  spec: {
    ...(nodeName !== undefined && { nodeName }),
    containers: [{ name: 'main', image: 'registry.example.com/main' }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  },
});

describe('protection of storage', () => {
  it('lets a claim go that no pod uses', async () => {
    await using cluster = await lifecycle();
    await cluster.post(claims, claim);
    await cluster.remove(`${claims}/data`);
    expect((await cluster.get(`${claims}/data`)).status).toBe(404);
  });

  it('keeps a claim while a pod on a node uses it', async () => {
    await using cluster = await lifecycle();
    await cluster.post(claims, claim);
    await cluster.post(pods, pod('worker'));
    await cluster.remove(`${claims}/data`);
    expect((await cluster.get(`${claims}/data`)).json).toMatchObject({
      metadata: { finalizers: ['kubernetes.io/pvc-protection'], deletionTimestamp: expect.any(String) },
    });
    await cluster.remove(`${pods}/user?gracePeriodSeconds=0`);
    expect((await cluster.get(`${claims}/data`)).status).toBe(404);
  });

  it('does not keep a claim for a pod that has no node', async () => {
    await using cluster = await lifecycle();
    await cluster.post(claims, claim);
    await cluster.post(pods, pod());
    await cluster.remove(`${claims}/data`);
    expect((await cluster.get(`${claims}/data`)).status).toBe(404);
  });

  it('keeps a volume while it is bound', async () => {
    await using cluster = await lifecycle();
    const volumes = '/api/v1/persistentvolumes';
    await cluster.post(volumes, {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'disk' },
      spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/data' } },
    });
    await cluster.merge(`${volumes}/disk/status`, { status: { phase: 'Bound' } });
    await cluster.remove(`${volumes}/disk`);
    expect((await cluster.get(`${volumes}/disk`)).status).toBe(200);
    await cluster.merge(`${volumes}/disk/status`, { status: { phase: 'Released' } });
    expect((await cluster.get(`${volumes}/disk`)).status).toBe(404);
  });
});
