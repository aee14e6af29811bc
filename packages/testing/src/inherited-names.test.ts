import { afterEach, describe, expect, it } from '@jest/globals';
import { ask, servers } from './ask.test-support.js';
import { configMaps, pods } from './lifecycle.test-support.js';

const { start, closeAll } = servers();
afterEach(closeAll);

describe.each(['constructor', '__proto__', 'toString'])('what users call %s', (name) => {
  it('is nobody’s any more when it goes', async () => {
    const server = await start();
    const applied = `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"${name}":"x","other":"y"}}`;
    const headers = { 'Content-Type': 'application/apply-patch+yaml' };
    await ask(server, 'PATCH', `${configMaps}/a?fieldManager=m`, { headers, body: applied });
    const { json } = await ask(server, 'PATCH', `${configMaps}/a`, {
      headers: { 'Content-Type': 'application/json-patch+json' },
      body: [{ op: 'remove', path: `/data/${name}` }],
    });
    expect(json).toMatchObject({ metadata: { managedFields: [{ fieldsV1: { 'f:data': { 'f:other': {} } } }] } });
    expect(JSON.stringify(json)).not.toContain(name);
  });

  it('is a key of a secret', async () => {
    const server = await start();
    const secrets = '/api/v1/namespaces/default/secrets';
    const { text } = await ask(server, 'POST', secrets, { body: `{"metadata":{"name":"a"},"stringData":{"${name}":"x"}}` });
    expect(text).toContain(`"data":{"${name}":"eA=="}`);
  });
});

describe('a pod called constructor', () => {
  it('is counted by its budget', async () => {
    const server = await start();
    const metadata = { name: 'constructor', labels: { app: 'a' } };
    const spec = { automountServiceAccountToken: false, containers: [{ name: 'c', image: 'i' }] };
    await ask(server, 'POST', pods, { body: { metadata, spec } });
    const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
    const selector = { matchLabels: { app: 'a' } };
    await ask(server, 'POST', budgets, { body: { metadata: { name: 'b' }, spec: { minAvailable: 1, selector } } });
    const { status } = await ask(server, 'PATCH', `${pods}/constructor/status`, {
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: { status: { conditions: [{ type: 'Ready', status: 'True' }] } },
    });
    expect(status).toBe(200);
    await server.idle();
    expect((await ask(server, 'GET', `${budgets}/b`)).json['status']).toMatchObject({ expectedPods: 1, currentHealthy: 1 });
  });
});
