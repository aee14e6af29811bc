import { describe, expect, it } from '@jest/globals';
import { lifecycle, type Lifecycle, podNamed, pods } from '../lifecycle.test-support.js';

const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';

/** Two pods that are ready, and a budget that wants one to stay. */
async function guarded(cluster: Lifecycle): Promise<void> {
  for (const name of ['a', 'b']) {
    await cluster.post(pods, podNamed(name, { metadata: { labels: { app: 'web' } } }));
    await cluster.merge(`${pods}/${name}/status`, {
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    });
  }
  await cluster.post(budgets, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web' },
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
  });
}

const evict = (cluster: Lifecycle, name: string, deleteOptions: object = {}) =>
  cluster.post(`${pods}/${name}/eviction`, { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name }, deleteOptions });

describe('an eviction', () => {
  it('is counted by the budget, which forbids the next one', async () => {
    await using cluster = await lifecycle();
    await guarded(cluster);
    expect((await evict(cluster, 'a')).status).toBe(201);
    expect((await cluster.get(`${pods}/a`)).status).toBe(404);
    expect((await cluster.get(`${budgets}/web`)).json).toMatchObject({
      status: { disruptionsAllowed: 0, currentHealthy: 1, expectedPods: 1 },
    });
    const { status, json } = await evict(cluster, 'b');
    expect(status).toBe(429);
    expect(json).toMatchObject({ reason: 'TooManyRequests', details: { causes: [{ reason: 'DisruptionBudget' }] } });
  });

  it('may be of the version in which older clients send it', async () => {
    await using cluster = await lifecycle();
    await guarded(cluster);
    const eviction = { apiVersion: 'policy/v1beta1', kind: 'Eviction', metadata: { name: 'a' } };
    expect((await cluster.post(`${pods}/a/eviction`, eviction)).status).toBe(201);
  });

  it('that is dry leaves pod and budget alone', async () => {
    await using cluster = await lifecycle();
    await guarded(cluster);
    expect((await evict(cluster, 'a', { dryRun: ['All'] })).status).toBe(201);
    expect((await cluster.get(`${pods}/a`)).status).toBe(200);
    expect((await cluster.get(`${budgets}/web`)).json).toMatchObject({ status: { disruptionsAllowed: 1 } });
  });
});
