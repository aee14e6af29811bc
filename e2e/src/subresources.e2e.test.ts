import { beforeAll, describe, expect, it } from '@jest/globals';
import { Clientset } from '@kubewright/clientset';
import type { DeploymentSpec } from '@kubewright/apps-v1';
import type { Scale } from '@kubewright/autoscaling-v1';
import type { Pod, PodTemplateSpec, Service } from '@kubewright/core-v1';
import type { Condition } from '@kubewright/meta-v1';
import { anonymousConfig, type HasProxy, type HasScale, isNotFound, isTooManyRequests, PatchType } from '@kubewright/rest';
import { certificateRequest } from './certificate-request.js';
import { adminConfig, ownNamespace } from './cluster.js';
import { eventually } from './eventually.js';

const { clientset, namespace } = await ownNamespace();

const proxyMethods = [
  'proxyGet',
  'proxyHead',
  'proxyOptions',
  'proxyPost',
  'proxyPut',
  'proxyPatch',
  'proxyDelete',
] as const satisfies (keyof HasProxy)[];

const labels = { app: 'sub' };
const pod = (name: string): Pod => ({
  metadata: { name, labels },
  spec: {
    containers: [{ name: 'app', image: 'app:1', resources: { requests: { cpu: '100m' } } }],
    terminationGracePeriodSeconds: 0,
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
  const template = (name: string): PodTemplateSpec => ({
    metadata: { labels: { app: name } },
    spec: { containers: [{ name: 'app', image: 'app:1' }] },
  });
  const spec = (name: string): DeploymentSpec => ({
    replicas: 0,
    selector: { matchLabels: { app: name } },
    template: template(name),
  });
  const deployments = clientset.appsV1().deployments(namespace);
  const replicaSets = clientset.appsV1().replicaSets(namespace);
  const statefulSets = clientset.appsV1().statefulSets(namespace);
  const replicationControllers = clientset.coreV1().replicationControllers(namespace);

  it.each<[string, HasScale<Scale>, (name: string) => Promise<unknown>]>([
    ['deployments', deployments, (name) => deployments.create({ metadata: { name }, spec: spec(name) })],
    ['replicasets', replicaSets, (name) => replicaSets.create({ metadata: { name }, spec: spec(name) })],
    [
      'statefulsets',
      statefulSets,
      (name) => statefulSets.create({ metadata: { name }, spec: { ...spec(name), serviceName: 'none' } }),
    ],
    [
      'replicationcontrollers',
      replicationControllers,
      (name) =>
        replicationControllers.create({
          metadata: { name },
          spec: { replicas: 0, selector: { app: name }, template: template(name) },
        }),
    ],
  ])('of %s is read, replaced, patched and applied', async (resource, client, create) => {
    const name = `scale-${resource}`;
    await create(name);
    const scale = await client.getScale(name);
    expect(scale).toMatchObject({ kind: 'Scale', apiVersion: 'autoscaling/v1', metadata: { name, namespace }, spec: {} });
    // Without the version that was read: a controller writes to the object at the same time.
    expect((await client.updateScale(name, { metadata: { name }, spec: { replicas: 1 } })).spec?.replicas).toBe(1);
    expect((await client.patchScale(name, PatchType.Merge, { spec: { replicas: 2 } })).spec?.replicas).toBe(2);
    const applied = await client.applyScale({ metadata: { name }, spec: { replicas: 3 } }, { fieldManager: 'me', force: true });
    expect(applied.spec?.replicas).toBe(3);
  });
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
    // No document declares the parameter, but servers read it.
    await expect(pods().logs('no-logs', { container: 'app', sinceTime: 'x' })).rejects.toThrow('parsing time "x"');
    await expect(pods().logs('no-logs', { container: 'none' })).rejects.toThrow('container none is not valid for pod no-logs');
  });

  describe('without a node', () => {
    beforeAll(() => pods().create(pod('unscheduled')));

    it.each(['GET', 'POST'] as const)('refuse exec, attach and port-forward by %s', async (method) => {
      const refusal = { code: 400, reason: 'BadRequest', message: 'pod unscheduled does not have a host assigned' };
      const streams = { method, container: 'app', stdout: true };
      await expect(
        pods()
          .exec('unscheduled', { ...streams, command: ['true'] })
          .doRaw(),
      ).rejects.toMatchObject(refusal);
      await expect(pods().attach('unscheduled', streams).doRaw()).rejects.toMatchObject(refusal);
      await expect(
        pods()
          .portForward('unscheduled', { method, ports: [80] })
          .doRaw(),
      ).rejects.toMatchObject(refusal);
    });

    it.each(proxyMethods)('have no address that %s could reach', async (method) => {
      const refusal =
        method === 'proxyHead'
          ? 'the server rejected our request for an unknown reason (head pods unscheduled:80)'
          : 'address not allowed';
      const request = pods()[method]('unscheduled', 'metrics', { port: 80 });
      await expect(request.doRaw()).rejects.toMatchObject({ code: 400, reason: 'BadRequest', message: refusal });
    });
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
});

// No kubelet and no pod runs here, so what is seen is the API server's own answer. To HEAD it has no text, and the client says what
// the status means.
describe('proxy', () => {
  it.each(proxyMethods)('of a service that has no endpoints: %s is told so', async (method) => {
    const services = clientset.coreV1().services(namespace);
    const name = `nobody-${method.toLowerCase()}`;
    await services.create({ metadata: { name }, spec: { selector: { app: name }, ports: [{ port: 80 }] } });
    const message =
      method === 'proxyHead'
        ? `the server is currently unable to handle the request (head services ${name}:80)`
        : `no endpoints available for service "${name}"`;
    // Not found until a controller has written the service's empty endpoints.
    await eventually(() =>
      expect(services[method](name, 'healthz', { port: 80 }).doRaw()).rejects.toMatchObject({
        code: 503,
        reason: 'ServiceUnavailable',
        message,
      }),
    );
  });

  it.each(proxyMethods)('of a node that is not there: %s is told so', async (method) => {
    const message =
      method === 'proxyHead'
        ? 'the server could not find the requested resource (head nodes missing)'
        : 'nodes "missing" not found';
    const request = clientset.coreV1().nodes()[method]('missing', 'metrics');
    await expect(request.doRaw()).rejects.toMatchObject({ code: 404, reason: 'NotFound', message });
  });
});
