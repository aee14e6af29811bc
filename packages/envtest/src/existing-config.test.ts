import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existingConfig } from './existing-config.js';
import { kubeconfigText } from './kubeconfig.js';

let home: string;
let serviceAccountDirectory: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'existing-config-'));
  serviceAccountDirectory = join(home, 'service-account');
  await mkdir(join(home, '.kube'));
  await mkdir(serviceAccountDirectory);
  await writeFile(join(home, '.kube', 'config'), kubeconfigText({ host: 'https://of-home' }, 'home'));
  await writeFile(join(home, 'kubeconfig'), kubeconfigText({ host: 'https://of-variable' }, 'variable'));
  await writeFile(join(serviceAccountDirectory, 'token'), 'of the pod');
});
afterEach(() => rm(home, { recursive: true }));

const pod = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443' };
const load = (env: Record<string, string>) =>
  existingConfig({ env: { HOME: home, ...env }, serviceAccountDirectory, onWarning: () => undefined });

describe('the config of the existing cluster', () => {
  it('is that of KUBECONFIG before that of the pod, and that of the pod before that of the home directory', async () => {
    expect((await load({ ...pod, KUBECONFIG: join(home, 'kubeconfig') })).host).toBe('https://of-variable');
    expect(await load(pod)).toMatchObject({ host: 'https://10.96.0.1:443', bearerToken: 'of the pod' });
    expect((await load({})).host).toBe('https://of-home');
  });

  it('limits no requests', async () => {
    expect([(await load(pod)).qps, (await load({})).qps]).toEqual([-1, -1]);
  });

  it('rejects with what it looked at', async () => {
    await expect(load({ KUBECONFIG: join(home, 'missing') })).rejects.toThrow(
      new RegExp(`^Using the existing cluster \\(USE_EXISTING_CLUSTER\\): .*${join(home, 'missing')} \\(does not exist\\)`),
    );
    await expect(existingConfig({ env: {}, signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});
