import { describe, expect, it } from '@jest/globals';
import { lifecycle } from '../lifecycle.test-support.js';

const deployments = '/apis/apps/v1/namespaces/default/deployments';
const labels = { app: 'web' };
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'web:1' }] } },
  },
};

describe('a Scale', () => {
  it('shows and changes the replicas of a Deployment, and counts a generation', async () => {
    await using cluster = await lifecycle();
    await cluster.post(deployments, deployment);
    expect((await cluster.get(`${deployments}/web/scale`)).json).toMatchObject({
      kind: 'Scale',
      spec: { replicas: 2 },
      status: { selector: 'app=web' },
    });
    await cluster.merge(`${deployments}/web/scale`, { spec: { replicas: 5 } });
    expect((await cluster.get(`${deployments}/web`)).json).toMatchObject({ metadata: { generation: 2 }, spec: { replicas: 5 } });
  });

  it('is refused with fewer than none', async () => {
    await using cluster = await lifecycle();
    await cluster.post(deployments, deployment);
    expect((await cluster.merge(`${deployments}/web/scale`, { spec: { replicas: -1 } })).status).toBe(422);
  });
});
