/* Which resources of a quota's limits are used up by which objects (Kubernetes `pkg/quota/v1/evaluator/core`). */

const ofPods = new Set(['count/pods', 'cpu', 'memory', 'ephemeral-storage', 'pods']);
for (const name of ['cpu', 'memory', 'ephemeral-storage'])
  for (const part of ['requests', 'limits']) ofPods.add(`${part}.${name}`);
const ofServices = new Set(['count/services', 'services', 'services.nodeports', 'services.loadbalancers']);
const ofClaims = ['persistentvolumeclaims', 'requests.storage'];
/** What was counted before everything could be has a second name. */
const aliased = new Set(['configmaps', 'replicationcontrollers', 'resourcequotas', 'secrets']);
/** Of what nobody counts. */
const ignored = new Set(['events', 'events.events.k8s.io', 'bindings', 'componentstatuses']);

/** In the name of a resource of claims of one class: `gold.storageclass.storage.k8s.io/requests.storage`. */
export const storageClassPart = '.storageclass.storage.k8s.io/';

/** Whether quotas count objects of a resource at all. @param groupResource as `deployments.apps` */
export function isCounted(groupResource: string): boolean {
  return !ignored.has(groupResource) && !groupResource.endsWith('.authorization.k8s.io');
}

/** Those of the names that objects of a resource use up. */
export function namesUsedBy(groupResource: string, names: Iterable<string>): string[] {
  const isUsed = users.get(groupResource) ?? ((name: string): boolean => isCountOf(groupResource, name));
  return [...names].filter(isUsed).sort();
}

/** The names by which objects without anything else to count are counted. */
export function countNames(groupResource: string): string[] {
  return [`count/${groupResource}`, ...(aliased.has(groupResource) ? [groupResource] : [])];
}

/** Whether a container's resource is none that Kubernetes itself knows, as `example.com/gpu`. */
export function isExtended(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.');
}

const users = new Map<string, (name: string) => boolean>([
  ['persistentvolumeclaims', isOfClaims],
  ['pods', isOfPods],
  ['services', (name) => ofServices.has(name)],
]);

function isOfPods(name: string): boolean {
  if (ofPods.has(name) || /^(?:requests\.)?hugepages-/.test(name)) return true;
  return name.startsWith('requests.') && name.includes('/') && !name.includes('kubernetes.io/');
}

function isOfClaims(name: string): boolean {
  return (
    name === 'count/persistentvolumeclaims' ||
    ofClaims.includes(name) ||
    ofClaims.some((one) => name.endsWith(`${storageClassPart}${one}`))
  );
}

function isCountOf(groupResource: string, name: string): boolean {
  return countNames(groupResource).includes(name);
}
