import type { Labels } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { type AdmissionRequest, refusal } from '../kinds/admission-request.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import type { Lookup } from '../kinds/kind-rules.js';
import { invalidObject } from '../validation/field-errors.js';
import { allContainers, type PodLike } from './check.js';
import { compareLevels, type LevelVersion, policyOf, policyText, violations, violationsText } from './security-policy.js';

type Warn = (text: string) => void;

/** Where kinds have their pods. */
const templates: Readonly<Record<string, readonly string[]>> = {
  '/podtemplates': ['template'],
  '/replicationcontrollers': ['spec', 'template'],
  'apps/daemonsets': ['spec', 'template'],
  'apps/deployments': ['spec', 'template'],
  'apps/replicasets': ['spec', 'template'],
  'apps/statefulsets': ['spec', 'template'],
  'batch/cronjobs': ['spec', 'jobTemplate', 'spec', 'template'],
  'batch/jobs': ['spec', 'template'],
};
const subresourcesOfPods = new Set(['', 'ephemeralcontainers', 'resize']);

/**
 * Holds pods to the policy of their namespace, warns of what would make pods that are not, and looks at the policies of namespaces
 * (pod-security-admission). Throws a `StatusError` of 403 for a pod that is not allowed, and of 422 for a policy that is none.
 */
export function checkPodSecurity(request: AdmissionRequest, lookup: Lookup, warn: Warn | undefined): void {
  const { group, resource, subresource, operation, namespace, object, old } = request;
  if (operation === 'delete') return;
  if (group === '' && resource === 'namespaces') {
    if (subresource === '') checkNamespace(request, lookup, warn);
    return;
  }
  const isPod = group === '' && resource === 'pods';
  const path = templates[`${group}/${resource}`];
  if (isPod ? !subresourcesOfPods.has(subresource) : !path || subresource !== '') return;
  const policy = policyOf(lookup.labels('', 'Namespace', namespace));
  if (policy.enforce.level === 'privileged' && policy.warn.level === 'privileged') return;
  if (isPod && old && !hasOtherImages(object, old)) return;
  const pod = podLike(isPod ? object : objectAt(object, ...(path ?? [])));
  if (!pod) return;
  if (isPod) {
    const found = violations(policy.enforce, pod);
    if (found.length > 0) throw refusal(request, `violates PodSecurity ${inQuotes(policy.enforce)}: ${violationsText(found)}`);
  }
  const found = violations(policy.warn, pod);
  if (found.length > 0) warn?.(`would violate PodSecurity ${inQuotes(policy.warn)}: ${violationsText(found)}`);
}

function checkNamespace({ operation, name, object, old }: AdmissionRequest, lookup: Lookup, warn: Warn | undefined): void {
  const [policy, before] = [object, old].map((one) => policyOf((objectAt(one, 'metadata', 'labels') ?? {}) as Labels));
  if (!policy || !before) return;
  const isNews = operation === 'create' || JSON.stringify(policy.errors) !== JSON.stringify(before.errors);
  if (policy.errors.length > 0 && isNews) throw invalidObject({ group: '', kind: 'Namespace' }, name, policy.errors);
  if (operation === 'create' || policy.enforce.level === 'privileged') return;
  const isStricter = policy.enforce.minor !== before.enforce.minor || compareLevels(policy.enforce, before.enforce) > 0;
  if (!isStricter) return;
  for (const text of warningsOfPods(policy.enforce, name, lookup)) warn?.(text);
}

/** What the pods of a namespace do that its new policy does not allow. */
function warningsOfPods(policy: LevelVersion, namespace: string, lookup: Lookup): string[] {
  const names = new Map<string, string[]>();
  for (const pod of lookup.list('', 'Pod', namespace)) {
    const like = podLike(pod);
    const reasons = like ? violations(policy, like).map(({ reason }) => reason) : [];
    if (reasons.length === 0) continue;
    const why = reasons.join(', ');
    names.set(why, [...(names.get(why) ?? []), textAt(objectAt(pod, 'metadata'), 'name')]);
  }
  if (names.size === 0) return [];
  const first = `existing pods in namespace "${namespace}" violate the new PodSecurity enforce level ${inQuotes(policy)}`;
  return [first, ...[...names].map(([why, pods]) => `${podsText(pods)}: ${why}`).sort()];
}

/** As `a (and 2 other pods)`. */
function podsText(names: readonly string[]): string {
  const [first = '', ...others] = [...names].sort();
  if (others.length === 0) return first;
  return others.length === 1 ? `${first} (and 1 other pod)` : `${first} (and ${String(others.length)} other pods)`;
}

function podLike(object: JSONObject | undefined): PodLike | undefined {
  const spec = objectAt(object, 'spec');
  return spec && { annotations: objectAt(object, 'metadata', 'annotations') ?? {}, spec };
}

/** A pod that has the containers it had was looked at before. */
function hasOtherImages(pod: JSONObject, old: JSONObject): boolean {
  const [after, before] = [pod, old].map((one) => {
    const spec = objectAt(one, 'spec') ?? {};
    const counts = ['containers', 'initContainers'].map((list) => objectsAt(spec, list).length);
    return { counts, images: new Map(allContainers(spec).map((container) => [container['name'], container['image']])) };
  });
  if (!after || !before) return true;
  return (
    after.counts.join() !== before.counts.join() || [...after.images].some(([name, image]) => before.images.get(name) !== image)
  );
}

function inQuotes(policy: LevelVersion): string {
  return `"${policyText(policy)}"`;
}
