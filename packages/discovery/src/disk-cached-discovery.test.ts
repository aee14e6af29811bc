import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Config, RESTClient } from '@kubewright/rest';
import { FakeClock } from '../../rest/src/fake-clock.test-support.js';
import { sendJSON } from '../../rest/src/test-server.test-support.js';
import { discoveryCacheDirectory } from './cache-directory.js';
import { DiscoveryClient } from './discovery-client.js';
import { discoveryConfig } from './discovery-config.js';
import { type DiscoveryServer, startDiscoveryServer } from './discovery-server.test-support.js';
import { DiskCachedDiscovery } from './disk-cached-discovery.js';
import { MemoryCachedDiscovery } from './memory-cached-discovery.js';

const cluster = { v1: ['pods pod Pod'], 'apps/v1': ['deployments deployment Deployment'] };
const hour = 60 * 60 * 1000;
const aggregated = { 'content-type': 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' };

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'discovery-'));
});
afterEach(() => rm(directory, { recursive: true }));

const cacheOf = ({ discovery }: DiscoveryServer, options: { clock?: FakeClock; ttl?: number } = {}): DiskCachedDiscovery =>
  new DiskCachedDiscovery(new MemoryCachedDiscovery(discovery, options), { directory, ...options });

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

describe('a cache on disk', () => {
  it('is what another process reads instead of asking', async () => {
    await using stand = await startDiscoveryServer(cluster);
    const written = await cacheOf(stand).serverGroupsAndResources();
    expect(stand.takePaths()).toEqual(['/api', '/apis']);
    const other = cacheOf(stand);
    expect(await other.serverGroupsAndResources()).toEqual(written);
    expect(stand.takePaths()).toEqual([]);
    expect(other.fresh()).toBe(false);
  });

  it('leaves whole files only, and no others', async () => {
    await using stand = await startDiscoveryServer(cluster);
    const cached = cacheOf(stand);
    await Promise.all(Array.from({ length: 20 }, () => cached.serverGroupsAndResources()));
    await Promise.all(Array.from({ length: 5 }, () => cacheOf(stand).serverGroupsAndResources()));
    expect(await filesBelow(directory)).toEqual(['apps/v1/serverresources.json', 'servergroups.json', 'v1/serverresources.json']);
    expect(stand.takePaths()).toEqual(['/api', '/apis']);
  });

  it('asks again after six hours, although its memory still knows', async () => {
    await using stand = await startDiscoveryServer(cluster);
    const clock = new FakeClock({ now: Date.now() });
    const cached = cacheOf(stand, { clock });
    await cached.serverGroupsAndResources();
    // However long it took to write them; a file's time is cut off somewhere within a millisecond.
    for (const file of await filesBelow(directory)) await utimes(path.join(directory, file), clock.date(), clock.date());
    await clock.advance(6 * hour - 10);
    await cached.serverGroupsAndResources();
    expect(stand.takePaths()).toEqual(['/api', '/apis']);
    stand.cluster = { v1: ['pods pod Pod'] };
    await clock.advance(20);
    expect((await cached.serverGroupsAndResources()).groups).toHaveLength(1);
    expect(stand.takePaths()).toEqual(['/api', '/apis']);
  });

  it('uses no file that is older than it may be', async () => {
    await using stand = await startDiscoveryServer(cluster);
    await cacheOf(stand).serverGroups();
    const then = new Date(Date.now() - 2 * hour);
    await utimes(path.join(directory, 'servergroups.json'), then, then);
    stand.takePaths();
    await cacheOf(stand, { ttl: 3 * hour }).serverGroups();
    expect(stand.takePaths()).toEqual([]);
    await cacheOf(stand, { ttl: hour }).serverGroups();
    expect(stand.takePaths()).toEqual(['/api', '/apis']);
  });

  it('asks again after an invalidation, and then knows its own files', async () => {
    await using stand = await startDiscoveryServer(cluster);
    await cacheOf(stand).serverGroupsAndResources();
    stand.takePaths();
    const cached = cacheOf(stand);
    await cached.serverGroups();
    cached.invalidate();
    expect(cached.fresh()).toBe(true);
    await cached.serverGroupsAndResources();
    await cached.serverGroupsAndResources();
    expect(stand.takePaths()).toEqual(['/api', '/apis']);
    expect(cached.fresh()).toBe(true);
  });

  it('keeps no file of a group-version without resources: they may come', async () => {
    await using stand = await startDiscoveryServer({ v1: ['pods pod Pod'], 'empty.example.com/v1': [] });
    await cacheOf(stand).serverGroupsAndResources();
    expect(await filesBelow(directory)).toEqual(['servergroups.json', 'v1/serverresources.json']);
  });

  it('takes nothing for its own that was asked for before an invalidation', async () => {
    await using stand = await startDiscoveryServer(cluster);
    let release: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      stand.answers['/apis'] = (response) => {
        release = () => sendJSON(response, { groups: [] });
        resolve();
      };
    });
    const cached = cacheOf(stand);
    const early = cached.serverGroups();
    await asked;
    delete stand.answers['/apis'];
    cached.invalidate();
    release();
    expect((await early).groups).toHaveLength(1);
    expect((await cached.serverGroups()).groups).toHaveLength(2);
  });

  it('keeps what was asked for after an invalidation, although what was asked for before it comes later', async () => {
    await using stand = await startDiscoveryServer(cluster);
    let release: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      stand.answers['/apis'] = (response) => {
        release = () => sendJSON(response, { items: [] }, 200, aggregated);
        resolve();
      };
    });
    const cached = cacheOf(stand);
    const early = cached.serverGroups();
    await asked;
    delete stand.answers['/apis'];
    cached.invalidate();
    expect((await cached.serverGroups()).groups).toHaveLength(2);
    release();
    expect((await early).groups).toHaveLength(1);
    expect((await cached.serverGroups()).groups).toHaveLength(2);
    expect((await cacheOf(stand).serverGroups()).groups).toHaveLength(2);
    expect(stand.takePaths()).toEqual(['/api', '/apis', '/api', '/apis']);
  });

  it('keeps what was asked for after an invalidation, although what was asked for before it is still being written', async () => {
    await using stand = await startDiscoveryServer(cluster);
    const serverAddress = 'x'.repeat(2 ** 24);
    stand.answers['/apis'] = (response) =>
      sendJSON(response, { groups: [{ name: 'long', serverAddressByClientCIDRs: [{ clientCIDR: '', serverAddress }] }] });
    const cached = cacheOf(stand);
    const early = cached.serverGroups();
    while ((await readdir(directory)).length === 0) await new Promise((resolve) => setImmediate(resolve));
    delete stand.answers['/apis'];
    cached.invalidate();
    const late = await cached.serverGroups();
    expect((await early).groups[1]?.name).toBe('long');
    expect(await cached.serverGroups()).toEqual(late);
    expect(await filesBelow(directory)).toEqual(['servergroups.json']);
  });

  it('is not fresh any more ten seconds after the server was asked', async () => {
    await using stand = await startDiscoveryServer(cluster);
    const clock = new FakeClock({ now: Date.now() });
    const cached = cacheOf(stand, { clock });
    await cached.serverGroups();
    expect(cached.fresh()).toBe(true);
    await clock.advance(10_000);
    expect(cached.fresh()).toBe(false);
  });

  it('rejects with the signal’s reason', async () => {
    await using stand = await startDiscoveryServer(cluster);
    await expect(cacheOf(stand).serverGroups({ signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
    const controller = new AbortController();
    stand.answers['/apis'] = () => controller.abort(new Error('enough'));
    await expect(cacheOf(stand).serverGroupsAndResources({ signal: controller.signal })).rejects.toThrow('enough');
    expect(await filesBelow(directory)).toEqual([]);
  });
});

describe('what stands in the place of a cache file', () => {
  const file = (): string => path.join(directory, 'servergroups.json');

  it.each<[string, () => Promise<unknown>]>([
    ['a folder', () => mkdir(file())],
    ['a symlink to itself', () => symlink(file(), file())],
    ['a symlink to nothing', () => symlink(path.join(directory, 'nothing'), file())],
    ['a pipe that nobody writes to', async () => execFileSync('mkfifo', [file()])],
    ['a device', () => symlink('/dev/zero', file())],
    ['a megabyte of noise', () => writeFile(file(), Buffer.alloc(2 ** 20, 0xfe))],
    ['another document', () => writeFile(file(), JSON.stringify({ kind: 'APIGroupList', apiVersion: 'v2', groups: [] }))],
    ['null', () => writeFile(file(), 'null')],
  ])('counts as no file: %s', async (_what, put) => {
    await using stand = await startDiscoveryServer(cluster);
    await put();
    expect((await cacheOf(stand).serverGroups()).groups).toHaveLength(2);
    expect(stand.takePaths()).toEqual(['/api', '/apis']);
    expect((await filesBelow(directory)).filter((name) => !['servergroups.json', 'nothing'].includes(name))).toEqual([]);
  });

  it('is no error where nothing can be written', async () => {
    await using stand = await startDiscoveryServer(cluster);
    await writeFile(path.join(directory, 'v1'), 'a file where a folder should be');
    const { resources } = await cacheOf(stand).serverGroupsAndResources();
    expect(resources).toHaveLength(2);
    expect(await filesBelow(directory)).toEqual(['apps/v1/serverresources.json', 'servergroups.json', 'v1']);
  });
});

describe('names in a cache on disk', () => {
  it('cannot be chosen by a server so that they lead out of its folder', async () => {
    await using stand = await startDiscoveryServer({ v1: ['pods pod Pod'] });
    const outside = `${directory}-outside`;
    const odd = ['../outside', '..', 'a%2fb', '.hidden', 'a/../../outside', '../'.repeat(20) + path.relative('/', outside)];
    const resources = [{ resource: 'odds', responseKind: { kind: 'Odd' } }];
    const items = odd.map((name) => ({ metadata: { name }, versions: [{ version: 'v1', resources }] }));
    stand.answers['/apis'] = (response) => sendJSON(response, { items }, 200, aggregated);
    const memory = new MemoryCachedDiscovery(stand.discovery);
    const found = await new DiskCachedDiscovery(memory, { directory: path.join(directory, 'cache') }).serverGroupsAndResources();
    expect(found.resources.map(({ groupVersion }) => groupVersion)).toEqual(['v1', ...odd.map((name) => `${name}/v1`)]);
    expect(await filesBelow(directory)).toEqual(['cache/servergroups.json', 'cache/v1/serverresources.json']);
    await expect(stat(outside)).rejects.toThrow('ENOENT');
  });

  it.each<[string, (url: string) => Config]>([
    ['a token', (host) => ({ host, bearerToken: 's3cret' })],
    ['user name and password', (host) => ({ host, username: 'me', password: 's3cret' })],
    ['user name and password in the URL', (url) => ({ host: url.replace('http://', 'http://me:s3cret@') })],
    ['user name and password in a URL in upper case', (url) => ({ host: url.replace('http://', 'HTTP://me:s3cret@') })],
  ])('and what is in the files hold no credential: %s', async (_what, configOf) => {
    await using stand = await startDiscoveryServer(cluster);
    const config = configOf(stand.server.url);
    await using client = new RESTClient(discoveryConfig({ ...config, qps: -1, proxy: false }));
    const folder = discoveryCacheDirectory(config.host ?? '', { env: { KUBECACHEDIR: directory } });
    const memory = new MemoryCachedDiscovery(new DiscoveryClient(client));
    await new DiskCachedDiscovery(memory, { directory: folder }).serverGroupsAndResources();
    const [login] = new Set(stand.server.requests.map(({ headers }) => headers.authorization));
    expect(login).toMatch(/^(?:Bearer|Basic) ./);

    const names = await filesBelow(directory);
    expect(names).toHaveLength(3);
    for (const name of names) {
      const text = await readFile(path.join(directory, name), 'utf8');
      for (const secret of ['s3cret', login!.split(' ')[1]!]) expect(`${name} ${text}`).not.toContain(secret);
    }
  });
});
