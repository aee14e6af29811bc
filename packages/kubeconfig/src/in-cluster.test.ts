import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

describe('inClusterNamespace', () => {
  it('takes POD_NAMESPACE, then the file, then default', async () => {
    expect(await inClusterNamespace({ env, serviceAccountDirectory: directory })).toBe('default');
    writeFileSync(join(directory, 'namespace'), ' \n');
    expect(await inClusterNamespace({ env, serviceAccountDirectory: directory })).toBe('default');
    writeFileSync(join(directory, 'namespace'), 'team\n');
    expect(await inClusterNamespace({ env, serviceAccountDirectory: directory })).toBe('team');
    expect(await inClusterNamespace({ env: { POD_NAMESPACE: 'mine' }, serviceAccountDirectory: directory })).toBe('mine');
  });
});
