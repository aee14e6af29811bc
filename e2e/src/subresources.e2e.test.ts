import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clientset } from '@kubewright/clientset';
import type { Deployment } from '@kubewright/apps-v1';
import type { Pod, Service } from '@kubewright/core-v1';
import type { Condition } from '@kubewright/meta-v1';
import { anonymousConfig, isBadRequest, isNotFound, isTooManyRequests, PatchType } from '@kubewright/rest';
import { adminConfig, certificateRequest, createNamespace } from './cluster.js';

let clientset: Clientset;
let namespace: string;
beforeAll(async () => {
  clientset = new Clientset(adminConfig());
  namespace = await createNamespace(clientset);
});
afterAll(() => clientset.close());

const labels = { app: 'sub' };
const pod = (name: string): Pod => ({
  metadata: { name, labels },
  spec: {
    containers: [{ name: 'app', image: 'app:1', resources: { requests: { cpu: '100m' } } }],
    terminationGracePeriodSeconds: 0,
  },
});
const deployment = (name: string): Deployment => ({
  metadata: { name },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'app', image: 'app:1' }] } },
  },
});

describe('status', () => {
  // Of a service, because no controller here writes to it at the same time.
  it('is read, replaced, patched and applied apart from the spec', async () => {
    const services = clientset.coreV1().services(namespace);
    const condition = (type: string): Condition => ({
      type,
      status: 'True',
      reason: 'Test',
      message: '',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    });
    const types = ({ status }: Service): string[] | undefined => status?.conditions?.map(({ type }) => type).sort();
    const created = await services.create({
      metadata: { name: 'status' },
      spec: { ports: [{ port: 80 }] },
      status: { conditions: [condition('Lost')] },
    });
    expect(types(created)).toBeUndefined();
    const read = await services.getStatus('status');
    const spec = { ...read.spec, ports: [{ port: 81 }] };
    const replaced = await services.updateStatus({ ...read, spec, status: { conditions: [condition('Replaced')] } });
    expect([types(replaced), replaced.spec?.ports?.[0]?.port]).toEqual([['Replaced'], 80]);
    const patched = await services.patchStatus('status', PatchType.StrategicMerge, {
      status: { conditions: [condition('Patched')] },
    });
    expect(types(patched)).toEqual(['Patched', 'Replaced']);
    const applied = await services.applyStatus(
      { metadata: { name: 'status' }, status: { conditions: [condition('Applied')] } },
      { fieldManager: 'me' },
    );
    expect(types(applied)).toEqual(['Applied', 'Patched', 'Replaced']);
  });
});

describe('scale', () => {
  it.each(['deployments', 'replicaSets', 'statefulSets'] as const)(
    'of %s is read, replaced, patched and applied',
    async (resource) => {
      const client = clientset.appsV1()[resource](namespace);
      const name = `scale-${resource.toLowerCase()}`;
      const spec = { ...deployment(name).spec, ...(resource === 'statefulSets' && { serviceName: 'none' }) };
      await clientset.rest
        .post()
        .absPath(`/apis/apps/v1/namespaces/${namespace}/${resource.toLowerCase()}`)
        .body({ metadata: { name }, spec })
        .do()
        .then((r) => r.into());
      const scale = await client.getScale(name);
      expect(scale).toMatchObject({ kind: 'Scale', apiVersion: 'autoscaling/v1', spec: {} });
      // Without the version that was read: a controller writes to the object at the same time.
      expect((await client.updateScale(name, { metadata: { name }, spec: { replicas: 1 } })).spec?.replicas).toBe(1);
      expect((await client.patchScale(name, PatchType.Merge, { spec: { replicas: 2 } })).spec?.replicas).toBe(2);
      expect(
        (await client.applyScale({ metadata: { name }, spec: { replicas: 3 } }, { fieldManager: 'me', force: true })).spec
          ?.replicas,
      ).toBe(3);
    },
  );
});

describe('pods', () => {
  const pods = (): ReturnType<ReturnType<Clientset['coreV1']>['pods']> => clientset.coreV1().pods(namespace);

  it('are bound to a node, by the pod’s subresource and by a Binding of their own', async () => {
    await clientset
      .coreV1()
      .nodes()
      .create({ metadata: { name: `${namespace}-node` } });
    await pods().create(pod('bind'));
    expect((await pods().bind('bind', { target: { kind: 'Node', name: `${namespace}-node` } })).status).toBe('Success');
    expect((await pods().get('bind')).spec?.nodeName).toBe(`${namespace}-node`);
    await pods().create(pod('bind-too'));
    const bound = await clientset
      .coreV1()
      .bindings(namespace)
      .create({ metadata: { name: 'bind-too' }, target: { kind: 'Node', name: `${namespace}-node` } });
    expect(bound.status).toBe('Success');
    expect((await pods().get('bind-too')).spec?.nodeName).toBe(`${namespace}-node`);
    await clientset.coreV1().nodes().delete(`${namespace}-node`);
  });

  it('are evicted, unless a budget forbids it', async () => {
    await pods().create(pod('evict'));
    expect((await pods().evict('evict')).status).toBe('Success');
    expect(
      isNotFound(
        await pods()
          .get('evict')
          .catch((error: unknown) => error),
      ),
    ).toBe(true);
    await expect(pods().evict('missing')).rejects.toThrow('pods "missing" not found');
  });

  it('get ephemeral containers', async () => {
    await pods().create(pod('debug'));
    const read = await pods().getEphemeralContainers('debug');
    const ephemeralContainers = [{ name: 'debugger', image: 'debug:1', targetContainerName: 'app' }];
    const updated = await pods().updateEphemeralContainers({
      ...read,
      spec: { ...read.spec, containers: read.spec?.containers ?? [], ephemeralContainers },
    });
    expect(updated.spec?.ephemeralContainers?.map(({ name }) => name)).toEqual(['debugger']);
    const patched = await pods().patchEphemeralContainers('debug', PatchType.StrategicMerge, {
      spec: { ephemeralContainers: [{ name: 'second', image: 'debug:1' }] },
    });
    expect(patched.spec?.ephemeralContainers).toHaveLength(2);
    const applied = await pods().applyEphemeralContainers(
      { metadata: { name: 'debug' }, spec: { ephemeralContainers: [{ name: 'third', image: 'debug:1' }] } },
      { fieldManager: 'me', force: true },
    );
    expect(applied.spec?.ephemeralContainers).toHaveLength(3);
  });

  it('are resized', async () => {
    await pods().create(pod('resize'));
    const read = await pods().getResize('resize');
    const containers =
      read.spec?.containers.map((container) => ({ ...container, resources: { requests: { cpu: '200m' } } })) ?? [];
    const updated = await pods().updateResize({ ...read, spec: { ...read.spec, containers } });
    expect(updated.spec?.containers[0]?.resources?.requests).toEqual({ cpu: '200m' });
    const resources = (cpu: string): { name: string; resources: { requests: { cpu: string } } }[] => [
      { name: 'app', resources: { requests: { cpu } } },
    ];
    const patched = await pods().patchResize('resize', PatchType.StrategicMerge, { spec: { containers: resources('300m') } });
    expect(patched.spec?.containers[0]?.resources?.requests).toEqual({ cpu: '300m' });
    const applied = await pods().applyResize(
      { metadata: { name: 'resize' }, spec: { containers: resources('400m') } },
      { fieldManager: 'me', force: true },
    );
    expect(applied.spec?.containers[0]?.resources?.requests).toEqual({ cpu: '400m' });
  });

  it('have their status read and replaced', async () => {
    await pods().create(pod('pod-status'));
    const status = await pods().updateStatus({
      ...(await pods().getStatus('pod-status')),
      status: { phase: 'Running', podIP: '10.1.2.3' },
    });
    expect(status.status?.phase).toBe('Running');
  });

  it('have no logs while they are on no node', async () => {
    await pods().create(pod('no-logs'));
    expect(await pods().logs('no-logs', { container: 'app', tailLines: 5 })).toBe('');
    for await (const line of await pods().followLogs('no-logs', { container: 'app' })) expect(line).toBe('never');
    await expect(pods().logs('no-logs', { container: 'none' })).rejects.toThrow('container none is not valid for pod no-logs');
  });

  it('lead to the kubelet for exec, attach, port-forward and proxy: the server answers that the pod is on no node', async () => {
    await pods().create(pod('unscheduled'));
    const asked: [string, () => Promise<unknown>][] = [
      [
        'exec',
        () =>
          pods()
            .exec('unscheduled', { command: ['true'], stdout: true, container: 'app' })
            .doRaw(),
      ],
      ['attach', () => pods().attach('unscheduled', { stdout: true, container: 'app' }).doRaw()],
      [
        'portForward',
        () =>
          pods()
            .portForward('unscheduled', { ports: [80] })
            .doRaw(),
      ],
      ['proxyGet', () => pods().proxyGet('unscheduled', 'metrics', { port: 80 }).doRaw()],
    ];
    for (const [name, ask] of asked) {
      const error: unknown = await ask().catch((error: unknown) => error);
      const told = error instanceof Error ? error.message : '';
      expect([name, told]).toEqual([
        name,
        expect.stringMatching(/does not have a host assigned|address not allowed|no endpoints available|unscheduled/),
      ]);
      if (name !== 'proxyGet') expect([name, isBadRequest(error)]).toEqual([name, true]);
    }
  });
});

describe('an eviction that a budget forbids', () => {
  it('is a 429', async () => {
    const pods = clientset.coreV1().pods(namespace);
    await pods.create({ ...pod('guarded'), metadata: { name: 'guarded', labels: { guarded: 'yes' } } });
    await pods.updateStatus({
      ...(await pods.get('guarded')),
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    });
    const budgets = clientset.policyV1().podDisruptionBudgets(namespace);
    const budget = await budgets.create({
      metadata: { name: 'guard' },
      spec: { minAvailable: 1, selector: { matchLabels: { guarded: 'yes' } } },
    });
    const watch = await budgets.watch({
      fieldSelector: 'metadata.name=guard',
      resourceVersion: budget.metadata.resourceVersion,
      timeoutSeconds: 30,
    });
    for await (const event of watch) if (event.type === 'MODIFIED' && (event.object.status?.expectedPods ?? 0) > 0) break;
    const error: unknown = await pods.evict('guarded').catch((error: unknown) => error);
    expect(isTooManyRequests(error)).toBe(true);
  });
});

describe('other special subresources', () => {
  it('token: a service account gets a token that works', async () => {
    const accounts = clientset.coreV1().serviceAccounts(namespace);
    await accounts.create({ metadata: { name: 'robot' } });
    const { status } = await accounts.createToken('robot', { spec: { audiences: [], expirationSeconds: 600 } });
    await using robot = new Clientset({ ...anonymousConfig(adminConfig()), bearerToken: status?.token ?? '' });
    const who = await robot.authenticationV1().selfSubjectReviews().create({});
    expect(who.status?.userInfo?.username).toBe(`system:serviceaccount:${namespace}:robot`);
  });

  it('approval: a certificate signing request is approved', async () => {
    const requests = clientset.certificatesV1().certificateSigningRequests();
    const name = `${namespace}-csr`;
    await requests.create({
      metadata: { name },
      spec: { request: await certificateRequest('somebody'), signerName: 'example.com/none', usages: ['client auth'] },
    });
    const read = await requests.getApproval(name);
    const conditions = [{ type: 'Approved', status: 'True', reason: 'Test', message: 'approved by a test' }];
    const approved = await requests.updateApproval({ ...read, status: { ...read.status, conditions } });
    expect(approved.status?.conditions?.map(({ type }) => type)).toEqual(['Approved']);
    const patched = await requests.patchApproval(name, PatchType.Merge, { metadata: { labels: { a: 'b' } } });
    expect(patched.status?.conditions).toHaveLength(1);
    const applied = await requests.applyApproval(
      { metadata: { name }, status: { conditions } },
      { fieldManager: 'me', force: true },
    );
    expect(applied.status?.conditions).toHaveLength(1);
    await requests.delete(name);
  });

  it('finalize: a namespace loses its finalizer', async () => {
    const namespaces = clientset.coreV1().namespaces();
    const created = await namespaces.create({ metadata: { generateName: 'finalize-' } });
    const finalized = await namespaces.finalize({ ...created, spec: { finalizers: [] } });
    expect(finalized.spec?.finalizers ?? []).toEqual([]);
    await namespaces.delete(created.metadata.name);
  });

  it('proxy: services and nodes are asked through the API server, which says that nobody is there', async () => {
    const services = clientset.coreV1().services(namespace);
    await services.create({ metadata: { name: 'nobody' }, spec: { selector: { app: 'nobody' }, ports: [{ port: 80 }] } });
    const answer = (): Promise<unknown> =>
      services
        .proxyGet('nobody', 'healthz', { port: 80 })
        .doRaw()
        .catch((error: unknown) => error);
    // Not found until the controller has written the service's empty endpoints.
    let error = await answer();
    while (isNotFound(error)) error = await answer();
    expect(error).toMatchObject({
      code: 503,
      reason: 'ServiceUnavailable',
      message: 'no endpoints available for service "nobody"',
    });
    await expect(clientset.coreV1().nodes().proxyGet('missing', 'metrics').doRaw()).rejects.toMatchObject({
      code: 404,
      reason: 'NotFound',
    });
  });
});
