import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DiscoveryClient } from '@kubewright/discovery';
import type { TestEnvironment } from '@kubewright/envtest';
import { clientConfig } from '@kubewright/kubeconfig';
import { parseKubeconfig } from '@kubewright/kubeconfig/parse';
import { type Config, RESTClient, type Result } from '@kubewright/rest';

const definitionsPath = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const group = 'environment.example.com';

export interface Definition {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly plural: string; readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly storage: boolean;
      readonly schema: object;
    }[];
  };
}

/** A definition of names that only this suite uses. */
export const definition = (plural: string, versions = ['v1'], kind = plural.toUpperCase()): Definition => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { plural, kind },
    versions: versions.map((name, index) => ({
      name,
      served: true,
      storage: index === 0,
      schema: { openAPIV3Schema: { type: 'object' } },
    })),
  },
});

async function ask<T>(config: Config, question: (client: RESTClient) => Promise<T>): Promise<T> {
  await using client = new RESTClient(config);
  return await question(client);
}

const get = (config: Config, path: string): Promise<Result> =>
  ask(config, (client) => client.get().absPath(path).maxRetries(0).do());

/** The name and groups by which a server knows whoever has a config. */
async function knownAs(config: Config): Promise<{ username: string; groups: string[] }> {
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  const review = await ask(config, (client) => client.post().absPath(path).body(body).do());
  return review.into<{ status: { userInfo: { username: string; groups: string[] } } }>().status.userInfo;
}

/**
 * What every environment of tests does, whichever server is behind it: run against the embedded one and against real ones.
 *
 * @param start starts one, or takes one; called once
 */
export function describeTestEnvironment(what: string, start: () => Promise<TestEnvironment>): void {
  describe(what, () => {
    let server: TestEnvironment;
    let folder: string;

    beforeAll(async () => {
      server = await start();
    });
    afterAll(() => server.close());
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'test-environment-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    const list = (plural: string, version = 'v1') => get(server.config, `/apis/${group}/${version}/${plural}`);

    it('lets its administrator do everything, by config and by kubeconfig, without limits', async () => {
      const byKubeconfig = await clientConfig(parseKubeconfig(server.kubeconfig()));
      for (const config of [server.config, byKubeconfig]) {
        const collection = '/api/v1/namespaces/default/configmaps';
        const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'made-' } };
        const made = await ask(config, (client) => client.post().absPath(collection).body(body).do());
        expect(made.statusCode).toBe(201);
        const { name } = made.into<{ metadata: { name: string } }>().metadata;
        const deleted = await ask(config, (client) => client.delete().absPath(`${collection}/${name}`).do());
        expect(deleted.statusCode).toBe(200);
      }
      expect(server.config.qps).toBe(-1);
    });

    it('prints no credential', async () => {
      for (const { config } of [server, await server.user({ name: 'ada' })]) {
        for (const text of [inspect(config, { depth: null }), JSON.stringify(config)])
          for (const secret of [config.bearerToken, config.tls?.keyData]) if (secret) expect(text).not.toContain(secret);
      }
    });

    it('writes its kubeconfig to a file that only its owner can read, also where there was another', async () => {
      const path = join(folder, 'kubeconfig');
      await writeFile(path, 'x'.repeat(1_000_000), { mode: 0o644 });

      await server.writeKubeconfig(path);

      expect(await readFile(path, 'utf8')).toBe(server.kubeconfig());
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      await expect(server.writeKubeconfig(join(folder, 'no', 'kubeconfig'))).rejects.toMatchObject({ code: 'ENOENT' });
    });

    it('knows another user by name and groups, by config and by kubeconfig', async () => {
      const ada = await server.user({ name: 'ada, "the first"', groups: ['engineers', 'a,b'] });
      const path = join(folder, 'ada');
      await ada.writeKubeconfig(path);
      const byKubeconfig = await clientConfig(parseKubeconfig(await readFile(path, 'utf8')));
      for (const config of [ada.config, byKubeconfig]) {
        expect(await knownAs(config)).toMatchObject({
          username: 'ada, "the first"',
          groups: ['engineers', 'a,b', 'system:authenticated'],
        });
      }
      const bob = await server.user({ name: 'bob' });
      expect(await knownAs(bob.config)).toMatchObject({ username: 'bob', groups: ['system:authenticated'] });
    });

    it('takes no user without a name', async () => {
      await expect(server.user({ name: '' })).rejects.toThrow(/A user of the .* needs a name/);
    });

    it('installs definitions of objects, files and folders, which are served and discovered when it resolves', async () => {
      const inner = join(folder, 'bases', 'more');
      await mkdir(inner, { recursive: true });
      const patch = { ...definition('as'), spec: { conversion: { strategy: 'None' } } };
      await writeFile(join(folder, 'b.yaml'), `kind: ConfigMap\n---\n${JSON.stringify(definition('bs'))}\n`);
      await writeFile(join(inner, 'c.json'), JSON.stringify(definition('cs', ['v1', 'v2'])));
      await writeFile(join(folder, 'patch.yml'), JSON.stringify(patch));
      await writeFile(join(folder, 'notes.txt'), 'nothing: [');

      await server.installCRDs([definition('as'), folder]);

      expect(await Promise.all([list('as'), list('bs'), list('cs'), list('cs', 'v2')])).toMatchObject(
        Array(4).fill({ statusCode: 200 }),
      );
      const found = await ask(server.config, (client) => new DiscoveryClient(client).serverGroupsAndResources());
      const names = found.resources
        .filter(({ groupVersion }) => groupVersion.startsWith(group))
        .map(({ groupVersion, resources }) => `${groupVersion}: ${resources.map(({ name }) => name).join(' ')}`);
      expect(names.sort()).toEqual([`${group}/v1: as bs cs`, `${group}/v2: cs`]);

      await server.uninstallCRDs([folder, definition('as')]);

      expect(await Promise.all([list('as'), list('bs'), list('cs'), list('cs', 'v2')])).toMatchObject(
        Array(4).fill({ statusCode: 404 }),
      );
    });

    it('updates definitions that there are, also as a server gave them and at the same time', async () => {
      await server.installCRDs([definition('ds')]);
      const path = `${definitionsPath}/ds.${group}`;
      const given = (await get(server.config, path)).into<Definition>();
      const [version] = given.spec.versions;
      const wider = {
        ...given,
        spec: { ...given.spec, versions: [version, { ...version, name: 'v2', storage: false }] },
      };

      await Promise.all([server.installCRDs([wider]), server.installCRDs([wider]), server.installCRDs([wider])]);

      expect(await list('ds', 'v2')).toMatchObject({ statusCode: 200 });
      expect((await get(server.config, path)).into()).toMatchObject({ metadata: { uid: expect.any(String) } });

      await server.uninstallCRDs([wider]);
      await server.uninstallCRDs([wider]);
      await server.installCRDs([wider]);

      expect(await list('ds', 'v2')).toMatchObject({ statusCode: 200 });
      await server.uninstallCRDs([wider]);
    });

    it('names a definition that the server refuses, with the reason', async () => {
      const wrong = { ...definition('es'), metadata: { name: `other.${group}` } };

      await expect(server.installCRDs([wrong])).rejects.toThrow(
        `installing the definition other.${group}: CustomResourceDefinition.apiextensions.k8s.io "other.${group}" is invalid: metadata.name: ` +
          `Invalid value: "other.${group}": must be spec.names.plural+"."+spec.group`,
      );
    });

    it('names a definition whose names another has, with the reason, once its time is over', async () => {
      await server.installCRDs([definition('fs')]);

      await expect(server.installCRDs([definition('gs', ['v1'], 'FS')], { timeout: 500 })).rejects.toThrow(
        `installing the definition gs.${group}: not done within 500 ms: its names are not accepted: "FSList" is already in use`,
      );

      await server.uninstallCRDs([definition('gs'), definition('fs')]);
    });

    it('can be closed again', async () => {
      const other = await server.user({ name: 'late' });
      await server.close();
      await server.close();
      expect(other.config.host).toBe(server.config.host);
    });
  });
}
