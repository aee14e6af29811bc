import { describe, expect, it } from '@jest/globals';
import { lifecycle, podNamed, pods } from '../lifecycle.test-support.js';

describe('a pod', () => {
  it('is bound to a node once', async () => {
    await using cluster = await lifecycle();
    await cluster.post(pods, podNamed('a'));
    const binding = { apiVersion: 'v1', kind: 'Binding', metadata: { name: 'a' }, target: { kind: 'Node', name: 'n1' } };
    expect((await cluster.post(`${pods}/a/binding`, binding)).status).toBe(201);
    expect((await cluster.get(`${pods}/a`)).json).toMatchObject({
      spec: { nodeName: 'n1' },
      status: { conditions: [{ type: 'PodScheduled', status: 'True' }] },
    });
    const { status, json } = await cluster.post(`${pods}/a/binding`, binding);
    expect(status).toBe(409);
    expect(json['message']).toContain('pod a is already assigned to node "n1"');
  });

  it('gets a container to debug it, and keeps it', async () => {
    await using cluster = await lifecycle();
    await cluster.post(pods, podNamed('a'));
    const path = `${pods}/a/ephemeralcontainers`;
    const added = await cluster.merge(path, { spec: { ephemeralContainers: [{ name: 'debug', image: 'busybox' }] } });
    expect(added.json).toMatchObject({ metadata: { generation: 2 }, spec: { ephemeralContainers: [{ name: 'debug' }] } });
    expect((await cluster.merge(path, { spec: { ephemeralContainers: [] } })).status).toBe(422);
  });

  it('is resized, and changed in nothing else by that', async () => {
    await using cluster = await lifecycle();
    const container = { name: 'main', image: 'web:1', resources: { requests: { cpu: '100m' } } };
    await cluster.post(pods, podNamed('a', { spec: { containers: [container] } }));
    const changed = { name: 'main', image: 'web:2', resources: { requests: { cpu: '200m' } } };
    const { json } = await cluster.merge(`${pods}/a/resize`, { spec: { containers: [changed] } });
    expect(json).toMatchObject({ spec: { containers: [{ image: 'web:1', resources: { requests: { cpu: '200m' } } }] } });
  });
});
