import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../../rest/src/fake-clock.test-support.js';
import { ask, type Answered } from '../ask.test-support.js';
import { podNamed, pods } from '../lifecycle.test-support.js';
import { startTestServer, type TestServer } from '../test-server.js';
import { definitionOf, definitions } from '../custom-definition.test-support.js';

const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
const budget = (spec: object): object => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web' },
  spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
});
const condition = { type: 'Ready', status: 'True' };

async function send(server: TestServer, method: string, path: string, body: object): Promise<Answered> {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const answer = await ask(server, method, path, { body: JSON.stringify(body), headers: { 'Content-Type': type } });
  await server.idle();
  return answer;
}

async function readyPod(server: TestServer, name: string, metadata: object = {}): Promise<void> {
  await send(server, 'POST', pods, podNamed(name, { metadata: { labels: { app: 'web' }, ...metadata } }));
  await send(server, 'PATCH', `${pods}/${name}/status`, { status: { phase: 'Running', conditions: [condition] } });
}

const statusOf = async (server: TestServer, path = `${budgets}/web`): Promise<unknown> =>
  (await ask(server, 'GET', path)).json['status'];

describe('the disruption controller', () => {
  it('puts right what somebody else wrote into the status', async () => {
    await using server = await startTestServer();
    await readyPod(server, 'a');
    await send(server, 'POST', budgets, budget({ minAvailable: 1 }));
    await send(server, 'PATCH', `${budgets}/web/status`, { status: { disruptionsAllowed: 9, currentHealthy: 9 } });
    expect(await statusOf(server)).toMatchObject({
      disruptionsAllowed: 0,
      currentHealthy: 1,
      desiredHealthy: 1,
      expectedPods: 1,
    });
  });

  it('counts a pod again that was to be evicted and is still there after two minutes', async () => {
    const clock = new FakeClock();
    await using server = await startTestServer({ clock });
    for (const name of ['a', 'b']) await readyPod(server, name);
    await send(server, 'POST', budgets, budget({ minAvailable: 1 }));
    const disruptedPods = { a: clock.date().toISOString() };
    await send(server, 'PATCH', `${budgets}/web/status`, { status: { disruptedPods, disruptionsAllowed: 0 } });
    expect(await statusOf(server)).toMatchObject({
      currentHealthy: 1,
      disruptionsAllowed: 0,
      disruptedPods: { a: expect.any(String) },
    });
    await clock.advance(2 * 60_000);
    await server.idle();
    expect(await statusOf(server)).toMatchObject({ currentHealthy: 2, disruptionsAllowed: 1 });
    expect(await statusOf(server)).not.toHaveProperty('disruptedPods');
  });

  it('says of a pod that it is to stay if it is still there after two minutes', async () => {
    const clock = new FakeClock();
    await using server = await startTestServer({ clock });
    await readyPod(server, 'a');
    const disruption = { type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' };
    const conditions = [condition, { ...disruption, lastTransitionTime: clock.date().toISOString() }];
    await send(server, 'PATCH', `${pods}/a/status`, { status: { conditions } });
    await clock.advance(60_000);
    await server.idle();
    expect(await statusOf(server, `${pods}/a`)).toMatchObject({ conditions: [{ status: 'True' }, { status: 'True' }] });
    await clock.advance(60_000);
    await server.idle();
    expect(await statusOf(server, `${pods}/a`)).toMatchObject({ conditions: [{ status: 'True' }, { status: 'False' }] });
  });

  it('asks custom resources for their scale', async () => {
    await using server = await startTestServer();
    const replicas = { type: 'object', properties: { replicas: { type: 'integer' } } };
    const version = {
      schema: { openAPIV3Schema: { type: 'object', properties: { spec: replicas, status: replicas } } },
      subresources: { status: {}, scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } },
    };
    await send(server, 'POST', definitions, definitionOf('Web', { versions: [version] }));
    const { json } = await send(server, 'POST', '/apis/example.com/v1/namespaces/default/webs', {
      apiVersion: 'example.com/v1',
      kind: 'Web',
      metadata: { name: 'w' },
      spec: { replicas: 4 },
    });
    const { uid } = json['metadata'] as { uid: string };
    const owner = { apiVersion: 'example.com/v1', kind: 'Web', name: 'w', uid, controller: true };
    for (const name of ['a', 'b']) await readyPod(server, name, { ownerReferences: [owner] });
    await send(server, 'POST', budgets, budget({ maxUnavailable: '60%' }));
    expect(await statusOf(server)).toMatchObject({
      expectedPods: 4,
      desiredHealthy: 1,
      currentHealthy: 2,
      disruptionsAllowed: 1,
    });
  });
});
