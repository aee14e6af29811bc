import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { installCRDs } from '@kubewright/envtest';
import { ask, servers } from './ask.test-support.js';

const { start, closeAll } = servers();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'install-crds-'));
});
afterEach(async () => {
  await closeAll();
  await rm(folder, { recursive: true, force: true });
});

const definition = (plural: string, versions = ['v1']) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.example.com` },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural, kind: plural.toUpperCase() },
    versions: versions.map((name, index) => ({
      name,
      served: true,
      storage: index === 0,
      schema: { openAPIV3Schema: { type: 'object' } },
    })),
  },
});

describe('installCRDs', () => {
  it('serves definitions of objects, files and folders when it resolves', async () => {
    const server = await start();
    await writeFile(join(folder, 'b.yaml'), `kind: ConfigMap\n---\n${JSON.stringify(definition('bs'))}\n`);
    await writeFile(join(folder, 'c.json'), JSON.stringify(definition('cs')));
    await writeFile(join(folder, 'notes.txt'), 'nothing: [');

    await installCRDs(server.config, [definition('as'), folder]);

    for (const plural of ['as', 'bs', 'cs'])
      expect((await ask(server, 'GET', `/apis/example.com/v1/${plural}`)).status).toBe(200);
  });

  it('updates definitions that there are', async () => {
    const server = await start();
    await installCRDs(server.config, [definition('as')]);

    await installCRDs(server.config, [definition('as', ['v1', 'v2'])]);

    expect((await ask(server, 'GET', '/apis/example.com/v2/as')).status).toBe(200);
  });

  it('names a definition that the server refuses', async () => {
    const server = await start();
    const wrong = { ...definition('as'), metadata: { name: 'other.example.com' } };

    await expect(installCRDs(server.config, [wrong])).rejects.toThrow(
      /^installing the definition other\.example\.com: .*must be/,
    );
  });

  it('names a definition whose names another has, once its time is over', async () => {
    const server = await start();
    const taken = definition('bs');
    await installCRDs(server.config, [definition('as')]);
    const conflicting = { ...taken, spec: { ...taken.spec, names: { ...taken.spec.names, kind: 'AS' } } };

    await expect(installCRDs(server.config, [conflicting], { timeout: 100 })).rejects.toThrow(
      'installing the definition bs.example.com: not served within 100 ms: ',
    );
  });

  it('names a file that is no YAML', async () => {
    const server = await start();
    const path = join(folder, 'bad.yaml');
    await writeFile(path, 'a: [');

    await expect(installCRDs(server.config, path)).rejects.toThrow(`installing definitions of ${path}: not valid YAML`);
  });

  it('ends with the reason of its signal', async () => {
    const server = await start();
    const reason = new Error('enough');

    await expect(installCRDs(server.config, [definition('as')], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
