import { isJSONObject, type JSONObject, type JSONValue } from '../../json.js';
import { type FieldError, forbiddenValue, invalidValue, requiredValue } from '../../validation/field-errors.js';
import { isMissing, listAt, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { asInternalStruct } from '../internal-struct.js';
import { structDifference } from '../struct-difference.js';
import { meansTheSame } from '../semantic-equality.js';
import { validateContainerOfPod } from './validate-container.js';
import { validateNarrowed } from './validate-gated-pod.js';
import { validateKeptAnnotations, validatePodAnnotations, validateProfiles } from './validate-pod-annotations.js';
import { validatePodSpec } from './validate-pod-spec.js';
import { validateTolerations } from './validate-tolerations.js';

/** A new pod (Kubernetes ValidatePodCreate). */
export function validatePodCreate(pod: JSONObject): FieldError[] {
  const spec = objectAt(pod, 'spec') ?? {};
  const errors = validatePod(pod);
  if (objectsAt(spec, 'ephemeralContainers').length > 0) {
    errors.push(forbiddenValue('spec.ephemeralContainers', 'cannot be set on create'));
  }
  if (textAt(spec, 'nodeName') !== '' && listAt(spec, 'schedulingGates').length > 0) {
    errors.push(forbiddenValue('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'));
  }
  return [...errors, ...validateProfiles(pod, 'spec')];
}

/** A pod in place of another, of which little may be different (Kubernetes ValidatePodUpdate). */
export function validatePodUpdate(pod: JSONObject, old: JSONObject): FieldError[] {
  const spec = objectAt(pod, 'spec') ?? {};
  const before = objectAt(old, 'spec') ?? {};
  const errors = [...validatePod(pod, old), ...validateKeptAnnotations(pod, old)];
  for (const list of ['containers', 'initContainers']) {
    const containers = objectsAt(spec, list);
    if (containers.length !== objectsAt(before, list).length) {
      return [...errors, forbiddenValue(`spec.${list}`, 'pod updates may not add or remove containers')];
    }
    for (const [index, container] of containers.entries()) {
      const field = `spec.${list}[${index}]`;
      if (textAt(container, 'image') === '') errors.push(requiredValue(`${field}.image`));
      errors.push(...validateContainerOfPod(container, field));
    }
  }
  const deadline = numberAt(spec, 'activeDeadlineSeconds');
  const was = numberAt(before, 'activeDeadlineSeconds');
  if (deadline !== undefined && (deadline < 0 || deadline > 2_147_483_647)) {
    const wrong = invalidValue('spec.activeDeadlineSeconds', deadline, 'must be between 0 and 2147483647, inclusive');
    return [...errors, wrong];
  }
  if (deadline === undefined && was !== undefined) {
    errors.push(invalidValue('spec.activeDeadlineSeconds', null, 'must not update from a positive integer to nil value'));
  } else if (deadline !== undefined && was !== undefined && was < deadline) {
    const wrong = invalidValue('spec.activeDeadlineSeconds', deadline, 'must be less than or equal to previous value');
    return [...errors, wrong];
  }
  errors.push(...validateAddedTolerations(objectsAt(spec, 'tolerations'), objectsAt(before, 'tolerations')));
  const gates = objectsAt(before, 'schedulingGates').map((gate) => textAt(gate, 'name'));
  for (const [index, gate] of objectsAt(spec, 'schedulingGates').entries()) {
    if (gates.includes(textAt(gate, 'name'))) continue;
    const why = `only deletion is allowed, but found new scheduling gate '${textAt(gate, 'name')}'`;
    errors.push(forbiddenValue(`spec.schedulingGates[${index}].name`, why));
  }
  if (gates.length > 0) errors.push(...validateNarrowed(spec, before));
  const kept = withoutWhatMayChange(spec, before, gates.length > 0);
  if (!meansTheSame(kept, before)) {
    const difference = structDifference(asInternalStruct('PodSpec', before), asInternalStruct('PodSpec', kept));
    errors.push(forbiddenValue('spec', `pod updates may not change fields other than ${changeable.join(',')}\n${difference}`));
  }
  return errors;
}

const changeable = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];

/** What holds for each pod, new or changed (Kubernetes validatePodMetadataAndSpec). @param old the one that is replaced */
export function validatePod(pod: JSONObject, old?: JSONObject): FieldError[] {
  const spec = objectAt(pod, 'spec') ?? {};
  const podName = textAt(objectAt(pod, 'metadata'), 'name');
  return [
    ...validatePodAnnotations(pod, 'metadata.annotations'),
    ...validatePodSpec(spec, 'spec', { isPod: true, podName, old: objectAt(old, 'spec') }),
    ...['containers', 'initContainers'].flatMap((list) =>
      objectsAt(spec, list).flatMap((container, index) => validateContainerOfPod(container, `spec.${list}[${index}]`)),
    ),
  ];
}

function validateAddedTolerations(tolerations: readonly JSONObject[], before: readonly JSONObject[]): FieldError[] {
  const isKept = before.every((old) =>
    tolerations.some((one) => meansTheSame({ ...one, tolerationSeconds: null }, { ...old, tolerationSeconds: null })),
  );
  if (isKept) return validateTolerations(tolerations, 'spec.tolerations');
  return [forbiddenValue('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')];
}

/** A spec with the old one's values where it may differ. @param isGated whether the pod is not yet to be scheduled */
function withoutWhatMayChange(spec: JSONObject, before: JSONObject, isGated: boolean): JSONObject {
  const changed: JSONObject = { ...spec };
  for (const list of ['containers', 'initContainers']) {
    const images = objectsAt(before, list).map(({ image }) => image);
    changed[list] = objectsAt(spec, list).map((one, index): JSONValue => ({ ...one, image: images[index] ?? null }));
  }
  const fields = ['activeDeadlineSeconds', 'tolerations', 'schedulingGates', ...(isGated ? ['nodeSelector'] : [])];
  for (const field of fields) changed[field] = before[field] ?? null;
  const affinity = objectAt(spec, 'affinity');
  if (isGated && (affinity || !isMissing(before, 'affinity'))) {
    const nodeAffinity = objectAt(before, 'affinity', 'nodeAffinity') ?? null;
    const kept = { ...affinity, nodeAffinity };
    changed['affinity'] = Object.values(kept).some(isJSONObject) || !isMissing(before, 'affinity') ? kept : null;
  }
  return changed;
}
