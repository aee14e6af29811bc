import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { Deployment } from '@kubewright/apps-v1';
import {
  condition,
  created,
  deleted,
  DynamicClient,
  extractApply,
  field,
  rolloutStatus,
  waitFor,
  waitForRollout,
} from '@kubewright/dynamic';
import { isNotFound, PatchType } from '@kubewright/rest';
import { chooseVersion, programFolder } from '../control-plane/versions.mjs';
import { ownNamespace } from './cluster.js';
import { eventually } from './eventually.js';

const run = promisify(execFile);
const { clientset, namespace } = await ownNamespace();
const deployments = clientset.appsV1().deployments(namespace);
const pods = clientset.coreV1().pods(namespace);
const configMaps = clientset.coreV1().configMaps(namespace);

/** What kubectl prints, or writes to stderr if it fails. */
async function kubectl(...args: string[]): Promise<string> {
  const program = path.join(programFolder(chooseVersion(undefined, process.env)), 'kubectl');
  const kubeconfig = process.env['KUBEWRIGHT_E2E_KUBECONFIG'] ?? '';
  return run(program, [...args, '--kubeconfig', kubeconfig, '--namespace', namespace]).then(
    ({ stdout }) => stdout,
    (error: unknown) => (error as { stderr: string }).stderr,
  );
}

const image = 'registry.test/main:1';

const workload = (name: string): Deployment => ({
  metadata: { name },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image }] } },
  },
});

/** Does what no kubelet does here: one more pod of the deployment, with this image, becomes ready. */
async function makeReady(name: string, image: string): Promise<void> {
  const { items } = await pods.list({ labelSelector: `app=${name}` });
  const pod = items.find(({ spec, status }) => spec?.containers[0]?.image === image && status?.phase !== 'Running');
  if (!pod) throw new Error(`no pod of ${name} with ${image} is left`);
  const status = {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: pod.metadata.creationTimestamp }],
  };
  await pods.updateStatus({ ...pod, status });
}

describe('waitFor on a real server', () => {
  it('resolves when a condition is reached later', async () => {
    await pods.create({ metadata: { name: 'later' }, spec: { containers: [{ name: 'main', image }] } });
    const waiting = waitFor(pods, 'later', condition('Ready'), { timeout: 60_000 });
    const pod = await pods.get('later');
    await pods.updateStatus({ ...pod, status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } });
    expect((await waiting).status?.phase).toBe('Running');
    expect(
      (
        await waitFor(
          pods,
          'later',
          field((one) => one.status?.phase, 'Running'),
        )
      ).metadata.uid,
    ).toBe(pod.metadata.uid);
  });

  it('resolves when an object is created, and when it is deleted', async () => {
    const creating = waitFor(configMaps, 'awaited', created(), { timeout: 60_000 });
    await configMaps.create({ metadata: { name: 'awaited', finalizers: ['example.com/hold'] } });
    const { metadata } = await creating;
    const deleting = waitFor(configMaps, 'awaited', deleted(metadata.uid), { timeout: 60_000 });
    await configMaps.delete('awaited');
    const held = await waitFor(configMaps, 'awaited', (object) => object?.metadata.deletionTimestamp !== undefined);
    await configMaps.update({ ...held!, metadata: { ...held!.metadata, finalizers: [] } });
    expect(await deleting).toBeUndefined();
    expect(await waitFor(configMaps, 'awaited', deleted())).toBeUndefined();
  });

  it('waits for objects of a dynamic client', async () => {
    const dynamic = new DynamicClient(clientset.rest);
    const resource = (await dynamic.of('v1', 'ConfigMap')).namespace(namespace);
    const waiting = waitFor(resource, 'dynamic', created(), { timeout: 60_000 });
    await configMaps.create({ metadata: { name: 'dynamic' }, data: { a: '1' } });
    expect((await waiting)['data']).toEqual({ a: '1' });
  });

  it('says at the end of its time what it has seen', async () => {
    await pods.create({ metadata: { name: 'never' }, spec: { containers: [{ name: 'main', image }] } });
    const conditions = [{ type: 'Ready', status: 'False', reason: 'NoNode', message: 'there is no node' }];
    await pods.updateStatus({ ...(await pods.get('never')), status: { conditions } });
    await expect(waitFor(pods, 'never', condition('Ready'), { timeout: 500 })).rejects.toThrow(
      'timed out after 0.5 s waiting for Pod "never" to have the condition Ready=True; last seen: Ready=False (NoNode: there is no node)',
    );
    expect(await kubectl('wait', 'pod/never', '--for=condition=Ready', '--timeout=500ms')).toContain('timed out waiting');
  });
});

describe('a rollout on a real server', () => {
  it('is followed as kubectl follows it', async () => {
    await deployments.create(workload('web'));
    const messages: string[] = [];
    const waiting = waitForRollout(deployments, 'web', { timeout: 60_000, onStatus: ({ message }) => messages.push(message) });
    const bothSay = async (text: string): Promise<void> => {
      await eventually(() => expect(messages.at(-1)).toContain(text));
      expect(await kubectl('rollout', 'status', 'deployment/web', '--watch=false')).toBe(`${messages.at(-1) ?? ''}\n`);
    };
    await bothSay('0 of 2 updated replicas are available');
    await makeReady('web', image);
    await bothSay('1 of 2 updated replicas are available');
    const newer = 'registry.test/main:2';
    const container = { name: 'main', image: newer };
    await deployments.patch('web', PatchType.StrategicMerge, { spec: { template: { spec: { containers: [container] } } } });
    await bothSay('1 out of 2 new replicas have been updated');
    await makeReady('web', newer);
    await bothSay('1 old replicas are pending termination');
    await makeReady('web', newer);
    expect((await waiting).status?.availableReplicas).toBe(2);
    await bothSay('deployment "web" successfully rolled out');
  });

  it.each(['deployments', 'statefulSets', 'daemonSets'] as const)('says of new %s what kubectl says', async (which) => {
    const { metadata, spec } = workload(`new-${which.toLowerCase()}`);
    const { name = '' } = metadata ?? {};
    const apps = clientset.appsV1();
    const { replicas: _replicas, ...both } = spec!;
    const clients = { deployments, statefulSets: apps.statefulSets(namespace), daemonSets: apps.daemonSets(namespace) };
    if (which === 'deployments') await deployments.create({ metadata: metadata!, spec: spec! });
    else if (which === 'statefulSets')
      await clients.statefulSets.create({ metadata: metadata!, spec: { ...both, serviceName: name } });
    else await clients.daemonSets.create({ metadata: metadata!, spec: { ...both, updateStrategy: { type: 'OnDelete' } } });
    const say = async (): Promise<string> => {
      const live = await clients[which].get(name);
      try {
        return `${rolloutStatus(live).message}\n`;
      } catch (error) {
        return `error: ${(error as Error).message}\n`;
      }
    };
    // Controllers go on meanwhile.
    await eventually(async () =>
      expect(await say()).toBe(await kubectl('rollout', 'status', `${which}/${name}`, '--watch=false')),
    );
  });

  it('fails with the progress deadline, and without the object', async () => {
    const { metadata, spec } = workload('stuck');
    await deployments.create({ metadata: metadata!, spec: { ...spec!, progressDeadlineSeconds: 1 } });
    const message = 'deployment "stuck" exceeded its progress deadline';
    await expect(waitForRollout(deployments, 'stuck', { timeout: 60_000 })).rejects.toMatchObject({
      name: 'RolloutError',
      message,
    });
    expect(await kubectl('rollout', 'status', 'deployment/stuck')).toBe(`error: ${message}\n`);
    expect(isNotFound(await waitForRollout(deployments, 'absent').catch((error: unknown) => error))).toBe(true);
  });
});

describe('extractApply of an object of a real server', () => {
  it('gives each manager what it applied, to be changed and applied again', async () => {
    const { metadata, spec } = workload('shared');
    const container = { name: 'main', image, ports: [{ containerPort: 80, protocol: 'TCP' }] };
    const applied = {
      metadata: { ...metadata, name: 'shared', labels: { by: 'ci' } },
      spec: { ...spec!, template: { ...spec!.template, spec: { containers: [container] } } },
    };
    await deployments.apply(applied, { fieldManager: 'ci' });
    const sidecar = { name: 'proxy', image: 'registry.test/proxy:1', env: [{ name: 'A', value: '1' }] };
    await deployments.apply(
      {
        metadata: { name: 'shared', annotations: { mesh: 'on' } },
        spec: { selector: spec!.selector, template: { spec: { containers: [sidecar] } } },
      },
      { fieldManager: 'mesh' },
    );
    const live = await deployments.get('shared');

    const identity = { apiVersion: 'apps/v1', kind: 'Deployment' };
    const mine = extractApply(live, 'ci');
    expect(mine).toEqual({ ...identity, ...applied, metadata: { name: 'shared', namespace, labels: { by: 'ci' } } });
    expect(extractApply(live, 'mesh')).toEqual({
      ...identity,
      metadata: { name: 'shared', namespace, annotations: { mesh: 'on' } },
      spec: { selector: spec!.selector, template: { spec: { containers: [sidecar] } } },
    });
    expect(extractApply(live, 'nobody')).toBeUndefined();

    const again = await deployments.apply(mine!, { fieldManager: 'ci' });
    expect(again.metadata.generation).toBe(live.metadata.generation);
    mine!.spec!.replicas = 5;
    delete mine!.metadata.labels;
    const changed = await deployments.apply(mine!, { fieldManager: 'ci' });
    expect([changed.spec?.replicas, changed.metadata.labels, changed.metadata.annotations?.['mesh']]).toEqual([
      5,
      undefined,
      'on',
    ]);
    expect(changed.spec?.template.spec?.containers.map(({ name }) => name)).toEqual(['main', 'proxy']);
    expect(extractApply(changed, 'ci')).toEqual(mine);
  });

  it('tells the status from the rest', async () => {
    const status = { conditions: [{ type: 'example.com/gate', status: 'True', reason: 'Open' }] };
    await pods.apply({ metadata: { name: 'gated' }, spec: { containers: [{ name: 'main', image }] } }, { fieldManager: 'ci' });
    await pods.applyStatus({ metadata: { name: 'gated' }, status }, { fieldManager: 'ci' });
    const live = await pods.get('gated');
    expect(live.status?.phase).toBe('Pending');
    expect(extractApply(live, 'ci', { subresource: 'status' })).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'gated', namespace },
      status,
    });
    expect(extractApply(live, 'ci')).not.toHaveProperty('status');
  });
});
