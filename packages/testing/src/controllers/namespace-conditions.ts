import type { JSONObject } from '../json.js';

/** What could not be deleted yet. */
export interface RemainingContent {
  /** Of each resource, named as `configmaps.` or `deployments.apps`, how many. */
  readonly resources: readonly { readonly resource: string; readonly count: number }[];
  /** How many objects each finalizer keeps. */
  readonly finalizers: ReadonlyMap<string, number>;
  /** Whether nothing but pods was tried, as long as there are some. */
  readonly onlyPods: boolean;
}

interface Finding {
  readonly type: string;
  readonly status: 'False' | 'True';
  readonly reason: string;
  readonly message: string;
}

/**
 * The conditions of a namespace that is being deleted; undefined if they are so already (kube-controller-manager
 * `namespace/deletion/status_condition_utils.go`).
 *
 * @param now RFC 3339, seconds
 */
export function contentConditions(
  present: readonly JSONObject[],
  remaining: RemainingContent,
  now: string,
): JSONObject[] | undefined {
  const conditions = [...present];
  let isChanged = false;
  for (const { type, status, reason, message } of findings(remaining)) {
    const index = conditions.findIndex((condition) => condition['type'] === type);
    const before = conditions[index];
    if (before?.['status'] === status && before['reason'] === reason && before['message'] === message) continue;
    isChanged = true;
    const lastTransitionTime = before?.['status'] === status ? (before['lastTransitionTime'] ?? now) : now;
    const condition = { type, status, lastTransitionTime, reason, message };
    if (before) conditions[index] = condition;
    else conditions.push(condition);
  }
  return isChanged ? conditions : undefined;
}

function findings({ resources, finalizers, onlyPods }: RemainingContent): Finding[] {
  const sorted = (texts: string[]): string => texts.sort().join(', ');
  const content = sorted(resources.map(({ resource, count }) => `${resource} has ${String(count)} resource instances`));
  const kept = sorted([...finalizers].map(([finalizer, count]) => `${finalizer} in ${String(count)} resource instances`));
  return [
    ok('NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'),
    ok('NamespaceDeletionGroupVersionParsingFailure', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'),
    ok('NamespaceDeletionContentFailure', 'ContentDeleted', 'All content successfully deleted, may be waiting on finalization'),
    content === '' || onlyPods
      ? ok('NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed')
      : found('NamespaceContentRemaining', 'SomeResourcesRemain', `Some resources are remaining: ${content}`),
    kept === '' || onlyPods
      ? ok('NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished')
      : found(
          'NamespaceFinalizersRemaining',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${kept}`,
        ),
  ];
}

function ok(type: string, reason: string, message: string): Finding {
  return { type, status: 'False', reason, message };
}

function found(type: string, reason: string, message: string): Finding {
  return { type, status: 'True', reason, message };
}
