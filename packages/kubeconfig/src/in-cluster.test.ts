import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyConfig } from '@kubewright/rest';
import { KubeconfigError, NotInClusterError } from './errors.js';
import { inClusterConfig, inClusterNamespace } from './in-cluster.js';

let directory = '';
const env = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kubewright-in-cluster-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe('inClusterConfig', () => {
  it('does not run outside of a pod', async () => {
    await expect(inClusterConfig({ env: { ...env, KUBERNETES_SERVICE_PORT: '' } })).rejects.toBeInstanceOf(NotInClusterError);
    await expect(inClusterConfig({ env: {} })).rejects.toThrow(
      'unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined',
    );
  });

  it('names a token that it cannot read', async () => {
    const result = inClusterConfig({ env, serviceAccountDirectory: directory });
    await expect(result).rejects.toBeInstanceOf(KubeconfigError);
    await expect(result).rejects.toThrow(`the token ${join(directory, 'token')} cannot be read: no such file or directory`);
  });

  it('warns when it trusts the authorities of the system', async () => {
    writeFileSync(join(directory, 'token'), 't');
    const warnings: string[] = [];
    const config = await inClusterConfig({
      env,
      serviceAccountDirectory: directory,
      onWarning: (warning) => warnings.push(warning),
    });
    expect(config).toEqual(
      copyConfig({ host: 'https://10.0.0.1:443', bearerToken: 't', bearerTokenFile: join(directory, 'token') }),
    );
    expect(warnings).toEqual([
      `expected the cluster's certificate authority in ${join(directory, 'ca.crt')}, trusting the system's instead: no such file or directory`,
    ]);
  });
});

describe('a pod whose files have no end', () => {
  it('is told of its token', async () => {
    symlinkSync('/dev/zero', join(directory, 'token'));
    await expect(inClusterConfig({ env, serviceAccountDirectory: directory })).rejects.toThrow(
      `the token ${join(directory, 'token')} cannot be read: it is larger than 16 MiB`,
    );
  });

  it('trusts the system’s authorities, and has the namespace default', async () => {
    for (const name of ['ca.crt', 'namespace']) symlinkSync('/dev/zero', join(directory, name));
    writeFileSync(join(directory, 'token'), 't');
    const warnings: string[] = [];
    const environment = { env, serviceAccountDirectory: directory, onWarning: (warning: string) => warnings.push(warning) };
    expect((await inClusterConfig(environment)).tls).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('it is larger than 16 MiB')]);
    expect(await inClusterNamespace(environment)).toBe('default');
  });
});

describe('inClusterNamespace', () => {
  it('ends when the signal says so, while the file is a pipe that nobody writes to', async () => {
    const pipe = join(directory, 'namespace');
    execFileSync('mkfifo', [pipe]);
    const controller = new AbortController();
    const result = inClusterNamespace({ env, serviceAccountDirectory: directory, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
    writeFileSync(pipe, 'team'); // lets go of the thread that still waits to open it
  });

  it('takes POD_NAMESPACE, then the file, then default', async () => {
    expect(await inClusterNamespace({ env, serviceAccountDirectory: directory })).toBe('default');
    writeFileSync(join(directory, 'namespace'), ' \n');
    expect(await inClusterNamespace({ env, serviceAccountDirectory: directory })).toBe('default');
    writeFileSync(join(directory, 'namespace'), 'team\n');
    expect(await inClusterNamespace({ env, serviceAccountDirectory: directory })).toBe('team');
    expect(await inClusterNamespace({ env: { POD_NAMESPACE: 'mine' }, serviceAccountDirectory: directory })).toBe('mine');
  });
});
