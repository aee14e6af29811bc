// Type tests: compiled by `npm run check`, never run. Each @ts-expect-error is a mistake that must not compile.
import type { DeploymentClient } from '@kubewright/apps-v1';
import type { Pod, PodClient, PodList, ServiceClient } from '@kubewright/core-v1';
import { pods as podsDescriptor } from '@kubewright/core-v1';
import { PatchType, type ResourceDescriptor, type RESTClient } from '@kubewright/rest';
import type { Clientset } from './index.js';

declare const clientset: Clientset;
declare const rest: RESTClient;
const pods = clientset.coreV1().pods('default');
const deployments = clientset.appsV1().deployments('default');

/** Compiles only if the two types are the same. */
function same<A, B>(_same: (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false): void {
  // Nothing to run.
}

export async function verbsThatTheServerDoesNotDeclare(): Promise<void> {
  // @ts-expect-error namespaces cannot be deleted as a collection
  await clientset.coreV1().namespaces().deleteCollection();
  // @ts-expect-error bindings can only be created
  await clientset.coreV1().bindings('default').get('b');
  // @ts-expect-error config maps have no status
  await clientset.coreV1().configMaps('default').updateStatus({});
  // @ts-expect-error component statuses are read-only
  await clientset.coreV1().componentStatuses().create({});
  // @ts-expect-error services have no logs
  await clientset.coreV1().services('default').logs('web');
  // @ts-expect-error access reviews are answered, not kept
  await clientset.authorizationV1().subjectAccessReviews().list();
  // @ts-expect-error daemon sets do not scale
  await clientset.appsV1().daemonSets('default').getScale('d');
}

export async function objectsNeedANamespace(maybe: string | undefined): Promise<void> {
  await clientset.coreV1().pods().list();
  // @ts-expect-error one pod is in one namespace
  await clientset.coreV1().pods().get('web-0');
  // @ts-expect-error nothing is created across namespaces
  await clientset.coreV1().pods().create({});
  // @ts-expect-error an unknown namespace is not "all of them"
  clientset.coreV1().pods(maybe);
  // @ts-expect-error nodes have no namespace
  clientset.coreV1().nodes('default');
}

export async function patchBodiesFollowTheirType(): Promise<void> {
  await pods.patch('web-0', PatchType.Merge, { metadata: { labels: { a: 'b', gone: null } } });
  await pods.patch('web-0', PatchType.JSON, [{ op: 'replace', path: '/metadata/labels/a', value: 'c' }]);
  await pods.patch('web-0', PatchType.StrategicMerge, {
    spec: { containers: [{ name: 'app', image: 'app:2' }], $retainKeys: ['containers'] },
  });
  // @ts-expect-error a JSON patch is a list of operations
  await pods.patch('web-0', PatchType.JSON, { metadata: {} });
  // @ts-expect-error a merge patch is no list
  await pods.patch('web-0', PatchType.Merge, [{ op: 'remove', path: '/metadata' }]);
  // @ts-expect-error labels are strings
  await pods.patch('web-0', PatchType.Merge, { metadata: { labels: { a: 1 } } });
  // @ts-expect-error a merge patch replaces arrays whole, so its elements are whole
  await pods.patch('web-0', PatchType.Merge, { spec: { containers: [{ image: 'no name' }] } });
  // @ts-expect-error no such operation
  await pods.patch('web-0', PatchType.JSON, [{ op: 'merge', path: '/' }]);
  // @ts-expect-error server-side apply has a method of its own
  await pods.patch('web-0', 'application/apply-patch+yaml', {});
}

export async function applyNamesItsManagerAndItsElements(): Promise<void> {
  await deployments.apply({ metadata: { name: 'web' }, spec: { replicas: 2 } }, { fieldManager: 'me', force: true });
  await deployments.apply(
    { metadata: { name: 'web' }, spec: { template: { spec: { containers: [{ name: 'app', image: 'app:2' }] } } } },
    { fieldManager: 'me' },
  );
  // @ts-expect-error who applies?
  await deployments.apply({ metadata: { name: 'web' } }, {});
  // @ts-expect-error who applies?
  await deployments.apply({ metadata: { name: 'web' } });
  // @ts-expect-error which object?
  await deployments.apply({ metadata: {}, spec: { replicas: 2 } }, { fieldManager: 'me' });
  const anonymous = { image: 'app:2' };
  await deployments.apply(
    // @ts-expect-error a container is found by its name
    { metadata: { name: 'web' }, spec: { template: { spec: { containers: [anonymous] } } } },
    { fieldManager: 'me' },
  );
  // @ts-expect-error status has a method of its own
  await deployments.apply({ metadata: { name: 'web' }, status: { replicas: 2 } }, { fieldManager: 'me' });
  await deployments.applyStatus({ metadata: { name: 'web' }, status: { replicas: 2 } }, { fieldManager: 'me' });
}

export function aDescriptorGivesItsOwnClient(): void {
  same<ReturnType<typeof rest.resource<Pod, PodList, PodClient>>, PodClient>(true);
  const client = rest.resource(podsDescriptor, 'default');
  same<typeof client, PodClient>(true);
  // @ts-expect-error pods are no deployments
  rest.resource<Pod, PodList, DeploymentClient>(podsDescriptor, 'default');
  // @ts-expect-error pods are no services
  const service: ServiceClient = rest.resource(podsDescriptor, 'default');
  // @ts-expect-error nor does their descriptor say so
  const descriptor: ResourceDescriptor<Pod, PodList, ServiceClient> = podsDescriptor;
  void [service, descriptor];
}

export async function answersAreStored(): Promise<void> {
  const pod = await pods.get('web-0');
  same<typeof pod.metadata.name, string>(true);
  same<typeof pod.metadata.namespace, string>(true);
  same<typeof pod.metadata.uid, string>(true);
  same<typeof pod.kind, string>(true);
  const list = await pods.list();
  same<typeof list.metadata.resourceVersion, string>(true);
  for (const item of list.items) same<typeof item.metadata.name, string>(true);
  for await (const item of clientset.coreV1().pods().listAll()) same<typeof item.metadata.resourceVersion, string>(true);
  const node = await clientset.coreV1().nodes().get('n');
  same<typeof node.metadata.name, string>(true);
  // @ts-expect-error a node has no namespace
  const namespace: string = node.metadata.namespace;
  // @ts-expect-error what you send may have no metadata
  const name: string = ({} as Pod).metadata.name;
  const review = await clientset.authorizationV1().selfSubjectAccessReviews().create({ spec: {} });
  same<typeof review.kind, string>(true);
  // @ts-expect-error a review is kept nowhere, so it has no uid
  const uid: string = review.metadata.uid;
  void [namespace, name, uid];
  await pods.update(pod);
}

export async function eventsTellWhatTheyCarry(): Promise<void> {
  for await (const event of await pods.watch()) {
    if (event.type === 'BOOKMARK') {
      same<typeof event.object.metadata.resourceVersion, string>(true);
      // @ts-expect-error a bookmark has no name
      void event.object.metadata.name;
    } else same<typeof event.object.metadata.name, string>(true);
    // @ts-expect-error errors are thrown unless rawErrors is set
    void (event.type === 'ERROR');
  }
  for await (const event of await pods.watch({ rawErrors: true })) {
    if (event.type === 'ERROR') same<typeof event.object.reason, string | undefined>(true);
  }
}
