import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { installCRDs, startControlPlane, uninstallCRDs } from '@kubewright/envtest';
import { ask, servers } from './ask.test-support.js';
import { definition } from './test-environment.test-support.js';

// What all servers do alike is in test-environment.test-support.ts.

const { start, closeAll } = servers();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'install-crds-'));
});
afterEach(async () => {
  await closeAll();
  await rm(folder, { recursive: true, force: true });
});

const objects = '/apis/environment.example.com/v1/namespaces/default/as';
const definitionPath = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/as.environment.example.com';

describe('installCRDs', () => {
  it('names a file that is no YAML', async () => {
    const server = await start();
    const path = join(folder, 'bad.yaml');
    await writeFile(path, 'a: [');

    await expect(installCRDs(server.config, path)).rejects.toThrow(`reading definitions of ${path}: not valid YAML`);
  });

  it('ends with the reason of its signal, before it has begun and while it waits', async () => {
    const server = await start();
    const reason = new Error('enough');
    const install = (plural: string, signal: AbortSignal) =>
      installCRDs(server.config, [definition(plural, ['v1'], 'As')], { signal, timeout: 600_000 });

    await expect(install('as', AbortSignal.abort(reason))).rejects.toBe(reason);

    await installCRDs(server.config, [definition('as', ['v1'], 'As')]);
    const controller = new AbortController();
    const waiting = install('bs', controller.signal);
    const rejected = expect(waiting).rejects.toBe(reason);
    // Its kind is that of another: it waits for what never comes, as soon as it has read what became of the definition.
    const isRead = (): boolean =>
      server.requests.some(({ verb, name }) => verb === 'get' && name === 'bs.environment.example.com');
    while (!isRead()) await setImmediate();
    controller.abort(reason);
    await rejected;
  });

  it('names the definition when the server cannot be reached', async () => {
    const server = await start();
    await server.close();
    await expect(installCRDs(server.config, [definition('as')])).rejects.toThrow(
      /^installing the definition as\.environment\.example\.com: .*ECONNREFUSED/,
    );
  });

  it('waits for one that is still being deleted', async () => {
    const server = await start();
    await server.installCRDs([definition('as')]);
    const body = {
      metadata: { name: 'a', finalizers: ['example.com/wait'] },
      kind: 'AS',
      apiVersion: 'environment.example.com/v1',
    };
    expect((await ask(server, 'POST', objects, { body })).status).toBe(201);
    await expect(uninstallCRDs(server.config, [definition('as')], { timeout: 100 })).rejects.toThrow(
      'uninstalling the definition as.environment.example.com: not done within 100 ms: it is still being deleted',
    );
    await expect(installCRDs(server.config, [definition('as')], { timeout: 100 })).rejects.toThrow(
      'installing the definition as.environment.example.com: not done within 100 ms: the one that there is is still being deleted',
    );

    const installed = installCRDs(server.config, [definition('as')]);
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    await ask(server, 'PATCH', `${objects}/a`, { headers, body: { metadata: { finalizers: null } } });
    await installed;

    expect((await ask(server, 'GET', objects)).json.items).toEqual([]);
  });
});

describe('a cluster that was there before', () => {
  it('gets rid of definitions that were to be cleaned up after use, and of nothing else', async () => {
    const server = await start();
    const environment = await startControlPlane({ useExistingCluster: true, config: server.config });
    await environment.installCRDs([definition('as')], { cleanUpAfterUse: true });
    await environment.installCRDs([definition('bs')]);
    await environment.close();
    await environment.stop();

    expect((await ask(server, 'GET', definitionPath)).status).toBe(404);
    expect((await ask(server, 'GET', definitionPath.replace('/as.', '/bs.'))).status).toBe(200);
  });
});
