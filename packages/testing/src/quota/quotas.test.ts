import { describe, expect, it } from '@jest/globals';
import { configMaps, lifecycle, type Lifecycle, podNamed, pods } from '../lifecycle.test-support.js';
import { definitionOf, definitions } from '../custom-definition.test-support.js';

const quotas = '/api/v1/namespaces/default/resourcequotas';
const limit = (cluster: Lifecycle, hard: object, spec: object = {}) =>
  cluster.post(quotas, { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard, ...spec } });
const used = async (cluster: Lifecycle): Promise<unknown> =>
  ((await cluster.get(`${quotas}/q`)).json['status'] as { used: unknown }).used;

describe('ResourceQuotas', () => {
  it('count what there is, refuse what is too much, and are freed by deletions', async () => {
    await using cluster = await lifecycle();
    await cluster.configMap('a');
    await limit(cluster, { configmaps: '3' });
    expect(await used(cluster)).toEqual({ configmaps: '2' });
    await cluster.configMap('b');
    const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } };
    expect((await cluster.post(configMaps, body)).json).toMatchObject({
      code: 403,
      message:
        'configmaps "c" is forbidden: exceeded quota: q, requested: configmaps=1, used: configmaps=3, limited: configmaps=3',
    });
    await cluster.remove(`${configMaps}/a`);
    expect(await used(cluster)).toEqual({ configmaps: '2' });
    expect((await cluster.post(configMaps, body)).status).toBe(201);
  });

  it('do not count what could not be stored', async () => {
    await using cluster = await lifecycle();
    await cluster.configMap('a');
    await limit(cluster, { configmaps: '5' });
    const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
    expect((await cluster.post(configMaps, body)).status).toBe(409);
    expect((await cluster.post(`${configMaps}?dryRun=All`, { ...body, metadata: { name: 'b' } })).status).toBe(201);
    expect(await used(cluster)).toEqual({ configmaps: '2' });
  });

  it('count objects of custom resources', async () => {
    await using cluster = await lifecycle();
    await cluster.post(definitions, definitionOf('Web'));
    await limit(cluster, { 'count/webs.example.com': '1' });
    const webs = '/apis/example.com/v1/namespaces/default/webs';
    const web = (name: string): object => ({ apiVersion: 'example.com/v1', kind: 'Web', metadata: { name } });
    expect((await cluster.post(webs, web('a'))).status).toBe(201);
    expect((await cluster.post(webs, web('b'))).status).toBe(403);
    expect(await used(cluster)).toEqual({ 'count/webs.example.com': '1' });
  });

  it('let a pod go that has ended', async () => {
    await using cluster = await lifecycle();
    await limit(cluster, { pods: '1' });
    await cluster.post(pods, podNamed('a'));
    expect((await cluster.post(pods, podNamed('b'))).status).toBe(403);
    await cluster.merge(`${pods}/a/status`, { status: { phase: 'Succeeded' } });
    expect(await used(cluster)).toEqual({ pods: '0' });
    expect((await cluster.post(pods, podNamed('b'))).status).toBe(201);
  });

  it('count pods while they are resized by the most of what they want and have', async () => {
    await using cluster = await lifecycle();
    await limit(cluster, { 'requests.cpu': '4' });
    const requests = (cpu: string): object => ({ requests: { cpu } });
    await cluster.post(pods, podNamed('a', { spec: { containers: [{ name: 'main', image: 'i', resources: requests('1') }] } }));
    expect(await used(cluster)).toEqual({ 'requests.cpu': '1' });
    const running = { name: 'main', image: 'i', imageID: '', ready: true, restartCount: 0, resources: requests('3') };
    await cluster.merge(`${pods}/a/status`, { status: { containerStatuses: [running] } });
    expect(await used(cluster)).toEqual({ 'requests.cpu': '3' });
    const conditions = [{ type: 'PodResizePending', status: 'True', reason: 'Infeasible' }];
    const smaller = { ...running, resources: requests('500m') };
    await cluster.merge(`${pods}/a/status`, { status: { containerStatuses: [smaller], conditions } });
    expect(await used(cluster)).toEqual({ 'requests.cpu': '500m' });
  });
});
