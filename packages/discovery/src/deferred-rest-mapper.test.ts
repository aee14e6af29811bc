import { describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { FakeClock } from '../../rest/src/fake-clock.test-support.js';
import { sendJSON } from '../../rest/src/test-server.test-support.js';
import { DeferredRESTMapper } from './deferred-rest-mapper.js';
import { isGroupDiscoveryFailed } from './discovery-errors.js';
import { type Cluster, startDiscoveryServer } from './discovery-server.test-support.js';
import { mappingFor } from './mapping-for.js';
import { isNoMatch } from './match-errors.js';
import { MemoryCachedDiscovery } from './memory-cached-discovery.js';
import { ShortcutExpander } from './shortcut-expander.js';

const before: Cluster = { v1: ['pods pod Pod po'] };
const after: Cluster = { ...before, 'example.com/v1': ['crontabs crontab CronTab ct po'] };
const crontabs = { group: 'example.com', version: 'v1', resource: 'crontabs', kind: 'CronTab', namespaced: true };
const forbidden = (response: ServerResponse): void =>
  sendJSON(response, { kind: 'Status', status: 'Failure', code: 403, message: 'no' }, 403);

/** A mapper above a cache that is ten seconds old after `later`. */
async function mapperOf(cluster: Cluster, options = {}) {
  const stand = await startDiscoveryServer(cluster, options);
  const clock = new FakeClock();
  const discovery = new MemoryCachedDiscovery(stand.discovery, { clock });
  const mapper = new DeferredRESTMapper(discovery);
  return {
    ...stand,
    mapper,
    expander: new ShortcutExpander(mapper, discovery),
    takePaths: () => stand.takePaths(),
    become: (changed: Cluster) => void (stand.cluster = changed),
    later: () => clock.advance(10_000),
    [Symbol.asyncDispose]: () => stand[Symbol.asyncDispose](),
  };
}

describe('a deferred mapper', () => {
  it('asks nothing until it is asked, and then once for all', async () => {
    await using stand = await mapperOf(after);
    expect(stand.takePaths()).toEqual([]);
    const all = await Promise.all(
      Array.from({ length: 50 }, () => stand.mapper.restMapping({ group: 'example.com', kind: 'CronTab' })),
    );
    for (const mapping of all) expect(mapping).toEqual(crontabs);
    expect(stand.takePaths()).toEqual(['/api', '/apis']);
  });

  it('looks again once for all who miss something at the same time, if what it knows is not fresh', async () => {
    await using stand = await mapperOf(before);
    await stand.mapper.kindFor({ resource: 'pods' });
    stand.become(after);
    await stand.later();
    stand.takePaths();
    const all = Array.from({ length: 50 }, () => stand.mapper.restMapping({ group: 'example.com', kind: 'CronTab' }));
    for (const mapping of await Promise.all(all)) expect(mapping).toEqual(crontabs);
    expect(stand.takePaths()).toEqual(['/api', '/apis']);
  });

  it.each<[boolean, string[]]>([
    [false, ['/api', '/apis']],
    [true, ['/api', '/api/v1', '/apis', '/apis/example.com/v1']],
  ])('looks again only once for what does not exist, legacy: %j', async (legacy, paths) => {
    await using stand = await mapperOf(after, { legacy });
    await stand.mapper.kindFor({ resource: 'pods' });
    await stand.later();
    stand.takePaths();
    for (let i = 0; i < 20; i++)
      await expect(stand.mapper.resourceFor({ resource: 'nothing' })).rejects.toThrow('no matches for /, Resource=nothing');
    expect(stand.takePaths().sort()).toEqual(paths);
  });

  it('does not look again while what it knows is fresh, unless it is reset', async () => {
    await using stand = await mapperOf(before);
    await stand.mapper.kindFor({ resource: 'pods' });
    stand.become(after);
    await expect(stand.mapper.kindsFor({ resource: 'crontabs' })).rejects.toThrow('no matches');
    stand.mapper.reset();
    expect(await stand.mapper.kindsFor({ resource: 'crontabs' })).toHaveLength(1);
  });

  it('looks again for what is ambiguous, too', async () => {
    await using stand = await mapperOf({ v1: ['mice mouse Mouse', 'mouses mouse Pointer'] });
    await expect(stand.mapper.resourceFor({ resource: 'mouse' })).rejects.toMatchObject({ name: 'AmbiguousResourceError' });
    stand.become({ v1: ['mice mouse Mouse'] });
    await stand.later();
    expect(await stand.mapper.resourceFor({ resource: 'mouse' })).toEqual({ group: '', version: 'v1', resource: 'mice' });
  });

  it('uses nothing that was asked for before a reset', async () => {
    await using stand = await mapperOf(before);
    let release: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      stand.answers['/apis'] = (response) => {
        release = () => sendJSON(response, { groups: [] });
        resolve();
      };
    });
    const early = stand.mapper.kindFor({ resource: 'pods' });
    await asked;
    delete stand.answers['/apis'];
    stand.become(after);
    stand.mapper.reset();
    const late = stand.mapper.kindFor({ resource: 'crontabs' });
    expect(await late).toMatchObject({ kind: 'CronTab' });
    release();
    expect(await early).toMatchObject({ kind: 'Pod' });
    expect(await stand.mapper.kindFor({ resource: 'crontabs' })).toMatchObject({ kind: 'CronTab' });
  });

  it('gives as the cause of a miss what could not be read', async () => {
    await using stand = await mapperOf(after, { legacy: true });
    stand.answers['/apis/example.com/v1'] = forbidden;
    expect(await stand.mapper.kindFor({ resource: 'pods' })).toMatchObject({ kind: 'Pod' });
    for (const miss of [stand.mapper.kindFor({ resource: 'crontabs' }), mappingFor(stand.expander, 'crontabs.example.com')]) {
      const error: unknown = await miss.catch((reason: unknown) => reason);
      if (!isNoMatch(error) || !isGroupDiscoveryFailed(error.cause)) throw error;
      expect([...error.cause.failures.keys()]).toEqual(['example.com/v1']);
    }
  });

  it('rejects with the signal’s reason, and goes on for others', async () => {
    await using stand = await mapperOf(after);
    const controller = new AbortController();
    const aborted = stand.expander.kindFor({ resource: 'ct' }, { signal: controller.signal });
    const patient = stand.expander.kindFor({ resource: 'ct' });
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    expect(await patient).toMatchObject({ kind: 'CronTab' });
  });
});

describe('short names', () => {
  it('of new resources are found by every method', async () => {
    for (const method of ['kindFor', 'kindsFor', 'resourceFor', 'resourcesFor'] as const) {
      await using stand = await mapperOf(before);
      await stand.expander.kindFor({ resource: 'po' });
      stand.become(after);
      await stand.later();
      expect([method, JSON.stringify(await stand.expander[method]({ resource: 'ct' }))]).toEqual([
        method,
        expect.stringContaining('example.com'),
      ]);
    }
    await using stand = await mapperOf(before);
    await stand.expander.kindFor({ resource: 'po' });
    stand.become(after);
    await stand.later();
    expect(await stand.expander.resourceSingularizer('ct')).toBe('crontab');
  });

  it('go by what could be read if some group-versions could not', async () => {
    await using stand = await mapperOf(after, { legacy: true });
    stand.answers['/apis/example.com/v1'] = forbidden;
    expect(await stand.expander.kindFor({ resource: 'po' })).toMatchObject({ kind: 'Pod' });
  });
});

describe('what somebody types', () => {
  const cluster: Cluster = {
    v1: ['pods pod Pod po', 'services service Service svc'],
    'apps/v1': ['deployments deployment Deployment deploy'],
    'apps/v1beta1': ['deployments deployment Deployment deploy', 'rollbacks rollback Rollback'],
    'v1.example.com/v1': ['odds odd Odd'],
  };
  it.each([
    ['pods', 'v1', 'pods'],
    ['Pod', 'v1', 'pods'],
    ['po', 'v1', 'pods'],
    ['deploy', 'apps/v1', 'deployments'],
    ['deploy.apps', 'apps/v1', 'deployments'],
    ['deploy.app', 'apps/v1', 'deployments'],
    ['deployments.v1beta1.apps', 'apps/v1beta1', 'deployments'],
    ['Deployment.v1beta1.apps', 'apps/v1beta1', 'deployments'],
    ['rollback', 'apps/v1beta1', 'rollbacks'],
    ['odds.v1.example.com', 'v1.example.com/v1', 'odds'],
  ])('%s', async (argument, groupVersion, resource) => {
    await using stand = await mapperOf(cluster);
    const mapping = await mappingFor(stand.expander, argument);
    expect([`${mapping.group}/${mapping.version}`.replace(/^\//, ''), mapping.resource]).toEqual([groupVersion, resource]);
  });

  it.each(['nothing', 'pods.v9.apps', 'deployments.v9.apps', 'pods.nowhere', '.apps', ''])(
    '%j, which is nothing',
    async (argument) => {
      await using stand = await mapperOf(cluster);
      await expect(mappingFor(stand.expander, argument)).rejects.toMatchObject({ name: 'NoResourceMatchError' });
    },
  );
});
