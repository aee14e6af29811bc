import { describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { FakeClock } from '../../rest/src/fake-clock.test-support.js';
import { sendJSON } from '../../rest/src/test-server.test-support.js';
import { CacheNotFoundError } from './discovery-errors.js';
import { startDiscoveryServer } from './discovery-server.test-support.js';
import { MemoryCachedDiscovery } from './memory-cached-discovery.js';

const cluster = { v1: ['pods pod Pod'], 'apps/v1': ['deployments deployment Deployment'] };
const aggregated = { 'content-type': 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' };
const unavailable = (response: ServerResponse): void => sendJSON(response, { kind: 'Status', status: 'Failure', code: 503 }, 503);

/** Resolves with the response that the server is to give, once it is asked. */
function held(): { asked: Promise<ServerResponse>; answer: (response: ServerResponse) => void } {
  let answer: (response: ServerResponse) => void = () => undefined;
  const asked = new Promise<ServerResponse>((resolve) => (answer = resolve));
  return { asked, answer: (response) => answer(response) };
}

describe('a cache in memory', () => {
  it.each([
    [false, ['/api', '/apis']],
    [true, ['/api', '/api/v1', '/apis', '/apis/apps/v1']],
  ])('is filled once for all who ask at the same time (legacy: %s)', async (legacy, paths) => {
    await using stand = await startDiscoveryServer(cluster, { legacy });
    const cached = new MemoryCachedDiscovery(stand.discovery);
    const asked = Array.from({ length: 50 }, (_, i) =>
      i % 2 === 0 ? cached.serverGroupsAndResources() : cached.serverResourcesForGroupVersion('apps/v1'),
    );
    await Promise.all(asked);
    await cached.serverGroups();
    expect(stand.takePaths().sort()).toEqual(paths);
  });

  it('fills for those who still wait when one aborts', async () => {
    await using stand = await startDiscoveryServer(cluster);
    const { asked, answer } = held();
    stand.answers['/apis'] = answer;
    const cached = new MemoryCachedDiscovery(stand.discovery);
    const controller = new AbortController();
    const aborted = cached.serverGroups({ signal: controller.signal });
    const patient = cached.serverGroups();
    const response = await asked;
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    sendJSON(response, { groups: [] });
    expect((await patient).groups).toHaveLength(1);
  });

  it('hangs up when nobody waits any more, and asks again the next time', async () => {
    await using stand = await startDiscoveryServer(cluster);
    const { asked, answer } = held();
    stand.answers['/apis'] = answer;
    const cached = new MemoryCachedDiscovery(stand.discovery);
    const controller = new AbortController();
    const all = [
      cached.serverGroups({ signal: controller.signal }),
      cached.serverPreferredResources({ signal: controller.signal }),
    ];
    const hungUp = new Promise((resolve) => void asked.then((response) => response.once('close', resolve)));
    await asked;
    controller.abort(new Error('enough'));
    for (const one of all) await expect(one).rejects.toThrow('enough');
    await hungUp;
    expect(cached.fresh()).toBe(false);
    delete stand.answers['/apis'];
    expect((await cached.serverGroups()).groups).toHaveLength(2);
  });

  it('keeps no abort as if a group-version had failed', async () => {
    await using stand = await startDiscoveryServer(cluster, { legacy: true });
    const { asked, answer } = held();
    stand.answers['/apis/apps/v1'] = answer;
    const cached = new MemoryCachedDiscovery(stand.discovery);
    const controller = new AbortController();
    const aborted = cached.serverGroups({ signal: controller.signal });
    await asked;
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    // Whatever the aborted fill still does, it does now.
    for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
    delete stand.answers['/apis/apps/v1'];
    expect((await cached.serverResourcesForGroupVersion('apps/v1')).resources).toHaveLength(1);
  });

  it('asks again for the groups of a server that had none', async () => {
    await using stand = await startDiscoveryServer(cluster, { legacy: true });
    stand.answers['/api'] = (response) => sendJSON(response, { kind: 'Status', status: 'Failure', code: 404 }, 404);
    stand.answers['/apis'] = (response) => sendJSON(response, { groups: [] });
    const cached = new MemoryCachedDiscovery(stand.discovery);
    expect((await cached.serverGroups()).groups).toEqual([]);
    expect(cached.fresh()).toBe(false);
    delete stand.answers['/apis'];
    expect((await cached.serverGroups()).groups).toHaveLength(1);
  });

  it('does not keep what was asked before it was invalidated', async () => {
    await using stand = await startDiscoveryServer(cluster);
    const { asked, answer } = held();
    stand.answers['/apis'] = answer;
    const cached = new MemoryCachedDiscovery(stand.discovery);
    const early = cached.serverGroups();
    const response = await asked;
    cached.invalidate();
    delete stand.answers['/apis'];
    expect((await cached.serverGroups()).groups).toHaveLength(2);
    sendJSON(response, { items: [] }, 200, aggregated);
    expect((await early).groups).toHaveLength(1);
    expect((await cached.serverGroups()).groups).toHaveLength(2);
    expect(stand.takePaths()).toEqual(['/api', '/apis', '/api', '/apis']);
  });

  it('is fresh for ten seconds after it was filled', async () => {
    await using stand = await startDiscoveryServer(cluster);
    const clock = new FakeClock();
    const cached = new MemoryCachedDiscovery(stand.discovery, { clock });
    expect(cached.fresh()).toBe(false);
    await cached.serverGroups();
    expect(cached.fresh()).toBe(true);
    await clock.advance(9_999);
    expect(cached.fresh()).toBe(true);
    await clock.advance(1);
    expect(cached.fresh()).toBe(false);
    cached.invalidate();
    await cached.serverGroups();
    expect(cached.fresh()).toBe(true);
  });

  it('asks once for all again for a group-version that failed for a passing reason', async () => {
    await using stand = await startDiscoveryServer(cluster, { legacy: true });
    stand.answers['/apis/apps/v1'] = unavailable;
    const cached = new MemoryCachedDiscovery(stand.discovery);
    await cached.serverGroups();
    stand.takePaths();
    delete stand.answers['/apis/apps/v1'];
    const all = Array.from({ length: 20 }, () => cached.serverResourcesForGroupVersion('apps/v1'));
    for (const { resources } of await Promise.all(all)) expect(resources).toHaveLength(1);
    expect(stand.takePaths()).toEqual(['/apis/apps/v1']);
  });

  it('keeps nothing of a fill that failed', async () => {
    await using stand = await startDiscoveryServer(cluster);
    stand.answers['/apis'] = unavailable;
    const cached = new MemoryCachedDiscovery(stand.discovery);
    await expect(cached.serverGroups()).rejects.toMatchObject({ name: 'StatusError', code: 503 });
    delete stand.answers['/apis'];
    expect((await cached.serverGroups()).groups).toHaveLength(2);
  });

  it('names the group-version that it does not know', async () => {
    await using stand = await startDiscoveryServer(cluster);
    const error: unknown = await new MemoryCachedDiscovery(stand.discovery)
      .serverResourcesForGroupVersion('apps/v9')
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CacheNotFoundError);
    expect(error).toMatchObject({ groupVersion: 'apps/v9' });
  });
});

describe('cached OpenAPI documents', () => {
  const paths = { paths: { 'apis/apps/v1': { serverRelativeURL: '/openapi/v3/apis/apps/v1?hash=A' } } };

  it('are got once for all, each with its hash, until the cache is invalidated', async () => {
    await using stand = await startDiscoveryServer(cluster);
    stand.answers['/openapi/v3'] = (response) => sendJSON(response, paths);
    stand.answers['/openapi/v3/apis/apps/v1'] = (response, { url }) => sendJSON(response, { url });
    const cached = new MemoryCachedDiscovery(stand.discovery);
    const get = async (): Promise<string> => {
      const documents = await cached.openAPIV3().paths();
      return new TextDecoder().decode(await documents.get('apis/apps/v1')?.schema());
    };
    const all = await Promise.all(Array.from({ length: 20 }, get));
    expect(new Set(all)).toEqual(new Set(['{"url":"/openapi/v3/apis/apps/v1?hash=A&timeout=32s"}']));
    await get();
    expect(stand.takePaths()).toEqual(['/openapi/v3', '/openapi/v3/apis/apps/v1']);
    cached.invalidate();
    await get();
    expect(stand.takePaths()).toEqual(['/openapi/v3', '/openapi/v3/apis/apps/v1']);
  });

  it('are asked for again after a failure', async () => {
    await using stand = await startDiscoveryServer(cluster);
    stand.answers['/openapi/v3'] = unavailable;
    const openAPIV3 = new MemoryCachedDiscovery(stand.discovery).openAPIV3();
    await expect(openAPIV3.paths()).rejects.toMatchObject({ code: 503 });
    stand.answers['/openapi/v3'] = (response) => sendJSON(response, paths);
    expect([...(await openAPIV3.paths()).keys()]).toEqual(['apis/apps/v1']);
  });
});
