import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findAssets, findProgram } from './assets.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assets-test-'));
  for (const name of ['etcd', 'kube-apiserver', 'my-etcd']) await writeFile(join(folder, name), '', { mode: 0o755 });
});

afterEach(() => rm(folder, { recursive: true }));

describe('findAssets', () => {
  it('takes the folder given by code before what the environment says', async () => {
    const environment = { KUBEBUILDER_ASSETS: '/nowhere', TEST_ASSET_ETCD: '/nowhere/etcd' };

    expect(await findAssets(['etcd', 'kube-apiserver'], { folder, environment })).toEqual({
      etcd: join(folder, 'etcd'),
      'kube-apiserver': join(folder, 'kube-apiserver'),
    });
  });

  it('takes TEST_ASSET_<NAME> for one program and KUBEBUILDER_ASSETS for the others', async () => {
    const environment = { KUBEBUILDER_ASSETS: folder, TEST_ASSET_ETCD: join(folder, 'my-etcd') };

    expect(await findAssets(['etcd', 'kube-apiserver'], { environment })).toEqual({
      etcd: join(folder, 'my-etcd'),
      'kube-apiserver': join(folder, 'kube-apiserver'),
    });
  });

  it('reads an underscore for each dash of a name', async () => {
    const environment = { TEST_ASSET_KUBE_APISERVER: join(folder, 'kube-apiserver') };

    expect(await findAssets(['kube-apiserver'], { environment })).toEqual({ 'kube-apiserver': join(folder, 'kube-apiserver') });
  });

  it('makes paths absolute, because the programs run in another folder', async () => {
    await expect(findAssets(['etcd'], { folder: 'not/there', environment: {} })).rejects.toThrow(
      join(process.cwd(), 'not/there/etcd'),
    );
  });

  it('takes an empty variable for none', async () => {
    const environment = { KUBEBUILDER_ASSETS: '', TEST_ASSET_ETCD: '' };

    await expect(findAssets(['etcd'], { environment })).rejects.toThrow("/usr/local/kubebuilder/bin/etcd (envtest's default)");
  });

  it('names everything that is missing, who said where it is, and what to do', async () => {
    await chmod(join(folder, 'etcd'), 0o644);
    const search = findAssets(['etcd', 'kube-apiserver', 'kube-controller-manager'], {
      environment: { KUBEBUILDER_ASSETS: folder },
    });

    await expect(search).rejects.toThrow(`${join(folder, 'kube-controller-manager')} (KUBEBUILDER_ASSETS) does not exist`);
    await expect(search).rejects.toThrow(`${join(folder, 'etcd')} (KUBEBUILDER_ASSETS) is not executable`);
    await expect(search).rejects.toThrow('npm run control-plane -- build');
    await expect(search).rejects.not.toThrow(`${join(folder, 'kube-apiserver')} `);
  });
});

describe('findProgram', () => {
  it('finds kubectl by TEST_ASSET_KUBECTL, or in the folder given by code', async () => {
    await writeFile(join(folder, 'kubectl'), '', { mode: 0o755 });
    const before = process.env['TEST_ASSET_KUBECTL'];
    process.env['TEST_ASSET_KUBECTL'] = join(folder, 'my-etcd');
    try {
      expect(await findProgram('kubectl')).toBe(join(folder, 'my-etcd'));
      expect(await findProgram('kubectl', folder)).toBe(join(folder, 'kubectl'));
    } finally {
      if (before === undefined) delete process.env['TEST_ASSET_KUBECTL'];
      else process.env['TEST_ASSET_KUBECTL'] = before;
    }
  });
});
