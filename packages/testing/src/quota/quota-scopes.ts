import type { JSONObject } from '../json.js';
import { isMissing, numberAt, objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { podQOSClass } from '../kinds/pods/pod-qos.js';

/** Whether an object is one of those that a quota is for: of all its scopes. @param spec of the quota */
export function isInScopes(groupResource: string, spec: JSONObject | undefined, object: JSONObject): boolean {
  const scopes: JSONObject[] = [
    ...textsAt(spec, 'scopes').map((scopeName) => ({ scopeName, operator: 'Exists' })),
    ...objectsAt(objectAt(spec, 'scopeSelector'), 'matchExpressions'),
  ];
  return scopes.every((scope) => {
    if (groupResource === 'pods') return isPodInScope(scope, object);
    return groupResource === 'persistentvolumeclaims' && isClaimInScope(scope, object);
  });
}

/** Whether a pod is to end by itself. */
export function isTerminating(pod: JSONObject | undefined): boolean {
  return (numberAt(objectAt(pod, 'spec'), 'activeDeadlineSeconds') ?? -1) >= 0;
}

function isPodInScope(scope: JSONObject, pod: JSONObject): boolean {
  switch (scope['scopeName']) {
    case 'Terminating':
      return isTerminating(pod);
    case 'NotTerminating':
      return !isTerminating(pod);
    case 'BestEffort':
      return qosClass(pod) === 'BestEffort';
    case 'NotBestEffort':
      return qosClass(pod) !== 'BestEffort';
    case 'PriorityClass': {
      const name = textAt(objectAt(pod, 'spec'), 'priorityClassName');
      return isSelected(scope, name === '' ? [] : [name]);
    }
    case 'CrossNamespacePodAffinity':
      return looksBeyondItsNamespace(pod);
    default:
      return false;
  }
}

function qosClass(pod: JSONObject): string {
  return textAt(objectAt(pod, 'status'), 'qosClass') || podQOSClass(pod);
}

function isClaimInScope(scope: JSONObject, claim: JSONObject): boolean {
  if (scope['scopeName'] !== 'VolumeAttributesClass') return false;
  const status = objectAt(claim, 'status');
  const names = [
    textAt(objectAt(claim, 'spec'), 'volumeAttributesClassName'),
    textAt(status, 'currentVolumeAttributesClassName'),
    textAt(objectAt(status, 'modifyVolumeStatus'), 'targetVolumeAttributesClassName'),
  ];
  return isSelected(
    scope,
    names.filter((name) => name !== ''),
  );
}

/** Whether one of the names is selected; with none, whether having none is. */
function isSelected(scope: JSONObject, names: readonly string[]): boolean {
  const values = textsAt(scope, 'values');
  switch (scope['operator']) {
    case 'Exists':
      return names.length > 0;
    case 'DoesNotExist':
      return names.length === 0;
    case 'In':
      return names.some((name) => values.includes(name));
    case 'NotIn':
      return names.length === 0 || names.some((name) => !values.includes(name));
    default:
      return false;
  }
}

function looksBeyondItsNamespace(pod: JSONObject): boolean {
  return ['podAffinity', 'podAntiAffinity'].some((side) => {
    const affinity = objectAt(pod, 'spec', 'affinity', side);
    const terms = [
      ...objectsAt(affinity, 'requiredDuringSchedulingIgnoredDuringExecution'),
      ...objectsAt(affinity, 'preferredDuringSchedulingIgnoredDuringExecution').map((one) => objectAt(one, 'podAffinityTerm')),
    ];
    return terms.some((term) => textsAt(term, 'namespaces').length > 0 || !isMissing(term, 'namespaceSelector'));
  });
}
