import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type StartedControlPlane, startControlPlane } from '@kubewright/envtest';
import { RESTClient } from '@kubewright/rest';
import { eventually } from '../src/eventually.js';
import { groupRuns } from './processes.js';
import { assets, kubectl, version } from './programs.js';

describe('a control plane', () => {
  let controlPlane: StartedControlPlane;

  beforeAll(async () => {
    controlPlane = await startControlPlane({ useExistingCluster: false, assets });
  });
  afterAll(() => controlPlane.stop());

  it('is the version that its programs are', async () => {
    await using client = new RESTClient(controlPlane.config);
    const { gitVersion } = (await client.get().absPath('/version').do()).into<{ gitVersion: string }>();

    expect(gitVersion).toBe(`v${version}`);
  });

  it('lets its administrator do everything, by config and by kubeconfig', async () => {
    await using client = new RESTClient(controlPlane.config);
    const created = await client
      .post()
      .absPath('/api/v1/namespaces/default/configmaps')
      .body({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'made' } })
      .do();

    expect(created.statusCode).toBe(201);
    expect(await kubectl(controlPlane, 'get', 'configmap', 'made', '-o', 'name')).toBe('configmap/made\n');
    expect(await kubectl(controlPlane, 'auth', 'can-i', '*', '*', '--all-namespaces')).toBe('yes\n');
  });

  it('knows another user by name and groups, who may do what RBAC says', async () => {
    const ada = await controlPlane.user({ name: 'ada, "the first"', groups: ['engineers', 'a,b'] });
    const { status } = JSON.parse(await kubectl(ada, 'auth', 'whoami', '-o', 'json')) as {
      status: { userInfo: { username: string; groups: string[] } };
    };

    expect(status.userInfo).toMatchObject({ username: 'ada, "the first"', groups: ['engineers', 'a,b', 'system:authenticated'] });
    await expect(kubectl(ada, 'get', 'pods')).rejects.toThrow('pods is forbidden');

    // A role of our own: the built-in `view` is put together by a controller, which does not run.
    await kubectl(controlPlane, 'create', 'clusterrole', 'reader', '--verb=list', '--resource=pods');
    await kubectl(controlPlane, 'create', 'clusterrolebinding', 'reader', '--clusterrole=reader', '--group=engineers');
    // The server learns of the binding by a watch of its own.
    await eventually(async () => {
      expect(await kubectl(ada, 'auth', 'can-i', 'list', 'pods')).toBe('yes\n');
    });

    expect(await kubectl(ada, 'get', 'pods', '-o', 'name')).toBe('');
    await expect(kubectl(ada, 'create', 'configmap', 'no')).rejects.toThrow('configmaps is forbidden');
  });

  it('refuses whoever brings no certificate of its own authority', async () => {
    const { host = '', tls = {} } = controlPlane.config;
    await using nobody = new RESTClient({ host, tls: { ...(tls.caData !== undefined && { caData: tls.caData }) } });

    const result = await nobody.get().absPath('/api/v1/namespaces').do();

    expect(result.error()?.message).toContain('namespaces is forbidden: User "system:anonymous" cannot list');
  });

  it('takes pods without a ServiceAccount, as there is nobody who makes one', async () => {
    expect(await kubectl(controlPlane, 'run', 'lonely', '--image=none')).toContain('created');
  });

  it('keeps its files from others', async () => {
    const files = await readdir(controlPlane.folder);

    expect((await stat(controlPlane.folder)).mode & 0o777).toBe(0o700);
    expect(files).toEqual(expect.arrayContaining(['kube-apiserver.key', 'etcd.log', 'kube-apiserver.log']));
    for (const name of files.filter((each) => /\.(kubeconfig|key)$/.test(each)))
      expect([name, (await stat(path.join(controlPlane.folder, name))).mode & 0o777]).toEqual([name, 0o600]);
  });
});

describe('two control planes at the same time', () => {
  it('know nothing of each other', async () => {
    const [one, other] = await Promise.all([
      startControlPlane({ useExistingCluster: false, assets }),
      startControlPlane({ useExistingCluster: false, assets }),
    ]);
    try {
      await kubectl(one, 'create', 'namespace', 'only-one');

      await expect(kubectl(other, 'get', 'namespace', 'only-one')).rejects.toThrow('not found');

      await one.stop();

      expect(await kubectl(other, 'get', '--raw', '/readyz')).toBe('ok');
    } finally {
      await Promise.all([one.stop(), other.stop()]);
    }
    expect([existsSync(one.folder), groupRuns(one.pid), existsSync(other.folder), groupRuns(other.pid)]).toEqual(
      Array(4).fill(false),
    );
  });
});

describe('a control plane with a controller manager', () => {
  it('makes ServiceAccounts and ReplicaSets, collects garbage and empties namespaces', async () => {
    await using controlPlane = await startControlPlane({ assets, controllerManager: true });
    await kubectl(controlPlane, 'run', 'first', '--image=none');
    await kubectl(controlPlane, 'create', 'deployment', 'web', '--image=none');
    await kubectl(controlPlane, 'wait', '--for=create', 'pod', '--selector=app=web', '--timeout=30s');

    expect(await kubectl(controlPlane, 'get', 'replicasets', '-o', 'name')).toContain('replicaset.apps/web-');

    await kubectl(controlPlane, 'delete', 'deployment', 'web', '--cascade=foreground', '--timeout=30s');

    expect(await kubectl(controlPlane, 'get', 'replicasets', '-o', 'name')).toBe('');

    await kubectl(controlPlane, 'create', 'namespace', 'short');
    await kubectl(controlPlane, 'delete', 'namespace', 'short', '--timeout=30s');
  });

  it('takes flags for each program, and does without defaults', async () => {
    await using controlPlane = await startControlPlane({
      assets,
      controllerManager: true,
      etcdFlags: { 'log-level': 'info' },
      apiServerFlags: { 'runtime-config': 'api/all=true', 'authorization-mode': null, 'service-cluster-ip-range': '10.1.0.0/24' },
      controllerManagerFlags: { controllers: ['serviceaccount-controller'] },
    });
    const stranger = await controlPlane.user({ name: 'stranger' });

    // Without the flag the server's own default counts: everybody may do everything.
    expect(await kubectl(stranger, 'get', 'namespace', 'default', '-o', 'name')).toBe('namespace/default\n');
    expect(await kubectl(stranger, 'get', 'service', 'kubernetes', '-o', 'jsonpath={.spec.clusterIP}')).toBe('10.1.0.1');
    expect(await kubectl(stranger, 'api-versions')).toContain('alpha');
  });
});
