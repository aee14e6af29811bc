import { describe, expect, it } from '@jest/globals';
import { startTestServer } from '../test-server.js';
import { ask } from '../ask.test-support.js';
import { lifecycle } from '../lifecycle.test-support.js';

const own = '/api/v1/namespaces/own';
const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'own' } };
const map = (name: string, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
});

describe('namespaces', () => {
  it('are there from the start as in a cluster, with a Service', async () => {
    await using cluster = await lifecycle();
    const { items } = (await cluster.get('/api/v1/namespaces')).json as { items?: unknown } as {
      items: { metadata: { name: string } }[];
    };
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system']);
    expect((await cluster.get('/api/v1/namespaces/default/services/kubernetes')).json).toMatchObject({
      spec: { clusterIP: '10.96.0.1' },
    });
  });

  it('are not there if the server begins with nothing', async () => {
    await using server = await startTestServer({ initialObjects: false });
    expect((await ask(server, 'GET', '/api/v1/namespaces')).json).toMatchObject({ items: [] });
  });

  it('get an account and a certificate, and get them again', async () => {
    await using cluster = await lifecycle();
    await cluster.post('/api/v1/namespaces', namespace);
    await cluster.remove(`${own}/serviceaccounts/default`);
    await cluster.merge(`${own}/configmaps/kube-root-ca.crt`, { data: { 'ca.crt': 'other' } });
    expect((await cluster.get(`${own}/serviceaccounts/default`)).status).toBe(200);
    expect((await cluster.get(`${own}/configmaps/kube-root-ca.crt`)).json).toMatchObject({ data: { 'ca.crt': '' } });
  });

  it('go with all that is in them', async () => {
    await using cluster = await lifecycle();
    await cluster.post('/api/v1/namespaces', namespace);
    await cluster.post(`${own}/configmaps`, map('a'));
    expect((await cluster.remove(own)).json).toMatchObject({ status: { phase: 'Terminating' } });
    expect((await cluster.get(own)).status).toBe(404);
    expect((await cluster.get(`${own}/configmaps`)).json).toMatchObject({ items: [] });
  });

  it('say what keeps them, and go when it is gone', async () => {
    await using cluster = await lifecycle();
    await cluster.post('/api/v1/namespaces', namespace);
    await cluster.post(`${own}/configmaps`, map('a', { finalizers: ['example.com/hold'] }));
    await cluster.remove(own);
    const message = 'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances';
    const { json } = await cluster.get(own);
    expect(json).toMatchObject({ status: { conditions: expect.arrayContaining([expect.objectContaining({ message })]) } });
    await cluster.merge(`${own}/configmaps/a`, { metadata: { finalizers: null } });
    expect((await cluster.get(own)).status).toBe(404);
  });
});
