import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DeferredRESTMapper,
  DiscoveryClient,
  type DiscoveryClientOptions,
  discoveryCacheDirectory,
  discoveryConfig,
  DiskCachedDiscovery,
  expandCategory,
  isNoMatch,
  isResourceEnabled,
  mappingFor,
  MemoryCachedDiscovery,
  openAPIPath,
  ShortcutExpander,
} from '@kubewright/discovery';
import type { APIResourceList } from '@kubewright/meta-v1';
import { RESTClient, systemClock } from '@kubewright/rest';
import { chooseVersion, programFolder } from '../control-plane/versions.mjs';
import { adminConfig, kubernetesVersion, ownNamespace } from './cluster.js';
import { eventually } from './eventually.js';

const run = promisify(execFile);
const { clientset } = await ownNamespace();

/** Requests that the clients of this file sent: the paths. */
const requests: string[] = [];

const client = new RESTClient({
  ...discoveryConfig(adminConfig()),
  qps: -1,
  wrapTransport: (next) => (request) => {
    requests.push(request.url.pathname);
    return next(request);
  },
});
const folder = await mkdtemp(path.join(os.tmpdir(), 'kubewright-discovery-'));

afterAll(async () => {
  await client.close();
  await rm(folder, { recursive: true });
});

const discover = (options?: DiscoveryClientOptions): DiscoveryClient => new DiscoveryClient(client, options);
const requestsOf = async (act: () => Promise<unknown>): Promise<string[]> => {
  requests.length = 0;
  await act();
  return [...requests];
};

const kubeconfig = (): string => process.env['KUBEWRIGHT_E2E_KUBECONFIG'] ?? '';
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const byGroupVersion = (lists: readonly APIResourceList[]): APIResourceList[] =>
  [...lists].sort((a, b) => compare(a.groupVersion, b.groupVersion));
const byName = (lists: readonly APIResourceList[]): APIResourceList[] =>
  byGroupVersion(lists).map((list) => ({ ...list, resources: [...list.resources].sort((a, b) => compare(a.name, b.name)) }));

describe('what client-go lists of the same server', () => {
  let clientGo: Record<'aggregated' | 'legacy' | 'openapi', Record<string, unknown>>;
  beforeAll(async () => {
    const cwd = fileURLToPath(new URL('../vectors/', import.meta.url));
    const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };
    const { stdout } = await run('go', ['run', '-mod=readonly', './discover', kubeconfig()], { cwd, env, maxBuffer: 2 ** 26 });
    clientGo = JSON.parse(stdout) as typeof clientGo;
  }, 300_000);

  it.each(['aggregated', 'legacy'] as const)('is what we list, byte for byte: %s', async (form) => {
    const discovery = discover({ legacy: form === 'legacy' });
    const { groups, resources } = await discovery.serverGroupsAndResources();
    const ours = {
      groups,
      resources: byGroupVersion(resources),
      preferred: byName(await discovery.serverPreferredResources()),
      namespaced: byName(await discovery.serverPreferredNamespacedResources()),
    };
    expect(groups.length).toBeGreaterThan(15);
    for (const [what, list] of Object.entries(ours))
      expect(`${what} ${JSON.stringify(list)}`).toBe(`${what} ${JSON.stringify(clientGo[form][what])}`);
  });

  it('is what we list of OpenAPI v3', async () => {
    const paths = await discover().openAPIV3().paths();
    const ours = [...paths].map(([name, { serverRelativeURL }]) => [name, serverRelativeURL]);
    expect(Object.fromEntries(ours)).toEqual(clientGo.openapi);
  });
});

describe('discovery of a real server', () => {
  it('takes two requests where the server aggregates', async () => {
    const sent = await requestsOf(() => discover().serverGroupsAndResources());
    expect(sent).toEqual(['/api', '/apis']);
  });

  it('takes no request more for what a cache knows', async () => {
    const cached = new MemoryCachedDiscovery(discover());
    const sent = await requestsOf(async () => {
      const all = Array.from({ length: 50 }, () => cached.serverGroupsAndResources());
      await Promise.all([...all, cached.serverPreferredResources(), cached.serverResourcesForGroupVersion('apps/v1')]);
      await cached.serverGroups();
    });
    expect(sent).toEqual(['/api', '/apis']);
  });

  it('takes one request for each group-version where it does not', async () => {
    const { groups } = await discover().serverGroups();
    const sent = await requestsOf(() => discover({ legacy: true }).serverGroupsAndResources());
    expect(sent).toHaveLength(2 + groups.flatMap(({ versions }) => versions).length);
  });

  it('finds the server’s version, and what is enabled', async () => {
    expect((await discover().serverVersion()).gitVersion).toBe(kubernetesVersion());
    expect(await isResourceEnabled(discover(), { group: 'apps', version: 'v1', resource: 'deployments/scale' })).toBe(true);
    expect(await isResourceEnabled(discover(), { group: 'apps', version: 'v1beta1', resource: 'deployments' })).toBe(false);
  });

  it('gets the OpenAPI document of a group-version', async () => {
    const document = (await discover().openAPIV3().paths()).get(openAPIPath('apps/v1'));
    expect(document?.serverRelativeURL).toMatch(/^\/openapi\/v3\/apis\/apps\/v1\?hash=/);
    const schema = JSON.parse(new TextDecoder().decode(await document?.schema())) as { paths: object };
    expect(Object.keys(schema.paths)).toContain('/apis/apps/v1/deployments');
  });

  it('maps what somebody types', async () => {
    const discovery = new MemoryCachedDiscovery(discover());
    const mapper = new ShortcutExpander(new DeferredRESTMapper(discovery), discovery);
    for (const typed of [
      'deploy',
      'deployments',
      'deployment.apps',
      'deployments.v1.apps',
      'Deployment',
      'Deployments.apps',
      'Deployment.v1.apps',
    ]) {
      expect([typed, await mappingFor(mapper, typed).catch(String)]).toEqual([
        typed,
        {
          group: 'apps',
          version: 'v1',
          resource: 'deployments',
          kind: 'Deployment',
          namespaced: true,
        },
      ]);
    }
    expect((await mappingFor(mapper, 'ns')).namespaced).toBe(false);
    expect(await expandCategory(discovery, 'all')).toEqual(
      expect.arrayContaining([
        { group: '', resource: 'pods' },
        { group: 'apps', resource: 'deployments' },
      ]),
    );
  });
});

describe('kubectl', () => {
  it('writes the same files as we do, and we read its own', async () => {
    const kubectl = path.join(programFolder(chooseVersion(undefined, process.env)), 'kubectl');
    const theirs = path.join(folder, 'kubectl');
    const ours = path.join(folder, 'ours');
    await run(kubectl, ['api-resources', '--kubeconfig', kubeconfig(), '--cache-dir', theirs]);
    const directoryBelow = (cache: string): string =>
      discoveryCacheDirectory(adminConfig().host ?? '', { env: { KUBECACHEDIR: cache } });

    const written = new DiskCachedDiscovery(new MemoryCachedDiscovery(discover()), { directory: directoryBelow(ours) });
    await written.serverGroupsAndResources();
    expect(await textsBelow(directoryBelow(ours))).toEqual(await textsBelow(directoryBelow(theirs)));

    const read = new DiskCachedDiscovery(new MemoryCachedDiscovery(discover()), { directory: directoryBelow(theirs) });
    expect(await requestsOf(() => read.serverGroupsAndResources())).toEqual([]);
  });
});

async function textsBelow(directory: string): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    texts[path.relative(directory, file)] = await readFile(file, 'utf8');
  }
  return texts;
}

describe('a custom resource that is defined after the start', () => {
  const group = `e2e-${process.env['KUBEWRIGHT_E2E_RUN'] ?? ''}.example.com`;
  const later = { group, kind: 'Latecomer' };
  let milliseconds = 0;
  const clock = { ...systemClock, now: () => milliseconds };
  const inMemory = (): MemoryCachedDiscovery => new MemoryCachedDiscovery(discover(), { clock });

  it('is found after one reset, and without one ten seconds later', async () => {
    const reset = new DeferredRESTMapper(inMemory());
    const waiting = inMemory();
    const patient = new ShortcutExpander(new DeferredRESTMapper(waiting), waiting);
    for (const mapper of [reset, patient])
      await expect(mapper.restMapping(later)).rejects.toThrow('no matches for kind "Latecomer"');
    await define();

    const early = await Promise.allSettled([reset.restMapping(later), patient.kindFor({ resource: 'late' })]);
    expect(early.map((one) => one.status === 'rejected' && isNoMatch(one.reason))).toEqual([true, true]);

    const mapping = { ...later, version: 'v1', resource: 'latecomers', namespaced: true };
    const afterReset = await requestsOf(async () => {
      reset.reset();
      expect(await reset.restMapping(later)).toEqual(mapping);
      expect(await reset.resourceFor({ resource: 'latecomer' })).toEqual({ group, version: 'v1', resource: 'latecomers' });
    });
    expect(afterReset).toEqual(['/api', '/apis']);

    milliseconds += 10_000;
    const afterTenSeconds = await requestsOf(async () => {
      const all = Array.from({ length: 20 }, () => patient.kindFor({ resource: 'late' }));
      for (const kind of await Promise.all(all)) expect(kind).toEqual({ group, version: 'v1', kind: 'Latecomer' });
    });
    expect(afterTenSeconds).toEqual(['/api', '/apis']);
  });

  async function define(): Promise<void> {
    const definitions = clientset.apiextensionsV1().customResourceDefinitions();
    const names = { plural: 'latecomers', singular: 'latecomer', kind: 'Latecomer', shortNames: ['late'] };
    const openAPIV3Schema = { type: 'object' };
    await definitions.create({
      metadata: { name: `latecomers.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names,
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
      },
    });
    await eventually(async () => {
      const { groups } = await discover().serverGroups();
      expect(groups.map(({ name }) => name)).toContain(group);
    });
  }

  afterAll(async () => {
    await clientset.apiextensionsV1().customResourceDefinitions().delete(`latecomers.${group}`);
  });
});
