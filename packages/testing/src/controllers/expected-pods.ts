import type { JSONObject, JSONValue } from '../json.js';
import { isMissing, numberAt, objectAt } from '../json-fields.js';
import type { ResourceRegistry } from '../resources/resource-registry.js';
import { objectOf } from '../store/entry.js';
import { replicasWanted } from '../subresources/scale.js';
import { ownersOf, type OwnerReference } from './owner-reference.js';

/** How many pods a budget counts on. */
export interface ExpectedPods {
  readonly expected: number;
  /** How many of them have to be healthy. */
  readonly desired: number;
}

/** A pod, as far as budgets look at it. */
export interface CountedPod {
  readonly name: string;
  /** Undefined if nobody controls it. */
  readonly controller: OwnerReference | undefined;
}

/** What cannot be counted: the message says why, as the condition of the budget tells it. */
export class UncountablePods extends Error {}

/**
 * How many pods there should be, and how many of them healthy, as a budget wants it (kube-controller-manager `disruption`
 * getExpectedPodCount). Throws {@link UncountablePods} if a controller of a pod is none that says how many it wants.
 *
 * @param spec of the budget
 * @param namespace of budget and pods
 */
export function expectedPods(
  spec: JSONObject | undefined,
  pods: readonly CountedPod[],
  namespace: string,
  registry: ResourceRegistry,
): ExpectedPods {
  const minAvailable = spec?.['minAvailable'];
  if (!isMissing(spec, 'maxUnavailable')) {
    const expected = wantedReplicas(pods, namespace, registry);
    return { expected, desired: Math.max(0, expected - shareOf(spec?.['maxUnavailable'], expected)) };
  }
  if (typeof minAvailable === 'number') return { expected: pods.length, desired: minAvailable };
  if (typeof minAvailable !== 'string') return { expected: 0, desired: 0 };
  const expected = wantedReplicas(pods, namespace, registry);
  return { expected, desired: shareOf(minAvailable, expected) };
}

/** A number, or a percentage of `total` rounded up. */
function shareOf(value: JSONValue | undefined, total: number): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Math.ceil((Number.parseInt(value, 10) * total) / 100) : 0;
}

/** What the controllers of pods want all together. A pod that nobody controls does not count. */
function wantedReplicas(pods: readonly CountedPod[], namespace: string, registry: ResourceRegistry): number {
  const wanted = new Map<string, number>();
  const seen = new Set<string>();
  for (const { name, controller } of pods) {
    if (!controller || seen.has(controller.uid)) continue;
    seen.add(controller.uid);
    const scale = scaleOfDeployment(controller, namespace, registry) ?? scaleOf(controller, namespace, registry);
    if (!scale) throw new UncountablePods(`found no controllers for pod ${JSON.stringify(name)}`);
    wanted.set(scale.uid, scale.replicas);
  }
  return [...wanted.values()].reduce((sum, replicas) => sum + replicas, 0);
}

interface Scale {
  readonly uid: string;
  readonly replicas: number;
}

/** A ReplicaSet of a Deployment wants for now what it may not want soon: the Deployment counts. */
function scaleOfDeployment(
  { kind, name, uid }: OwnerReference,
  namespace: string,
  registry: ResourceRegistry,
): Scale | undefined {
  if (kind !== 'ReplicaSet') return undefined;
  const set = registry.named('replicasets.apps')?.collection.get(namespace, name);
  if (set?.uid !== uid) return undefined;
  const owner = controllerOf(objectOf(set));
  if (owner?.kind !== 'Deployment') return undefined;
  const deployment = registry.named('deployments.apps')?.collection.get(namespace, owner.name);
  if (deployment?.uid !== owner.uid) return undefined;
  return { uid: deployment.uid, replicas: numberAt(objectAt(objectOf(deployment), 'spec'), 'replicas') ?? 0 };
}

/** Undefined if there is no such object. */
function scaleOf(
  { apiVersion, kind, name, uid }: OwnerReference,
  namespace: string,
  registry: ResourceRegistry,
): Scale | undefined {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const preferred = registry.ofKind(group, kind);
  const resource = preferred && registry.find(group, version, preferred.info.resource);
  if (!resource)
    throw new UncountablePods(`no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`);
  if (!Object.hasOwn(resource.info.subresources, 'scale'))
    throw new UncountablePods(`${resource.groupResource} does not implement the scale subresource`);
  const entry = resource.collection.get(resource.info.namespaced ? namespace : '', name);
  return entry?.uid === uid ? { uid, replicas: replicasWanted(resource, objectOf(entry)) } : undefined;
}

/** The owner that controls an object. */
export function controllerOf(object: JSONObject): OwnerReference | undefined {
  return ownersOf(object).find(({ controls }) => controls);
}
