import { isJSONObject, type JSONObject } from '../json.js';
import { type FieldError, forbiddenValue, invalidValue, notSupportedValue, requiredValue } from '../validation/field-errors.js';
import { listAt, numberAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import { meansTheSame } from './semantic-equality.js';
import { checkNotNegative } from './value-rules.js';

/** Kubernetes ValidatePolicyRule of roles. @param isNamespaced whether paths that are no resources are none of its business */
export function validateRole(role: JSONObject, isNamespaced: boolean): FieldError[] {
  return objectsAt(role, 'rules').flatMap((rule, index) => {
    const path = `rules[${index}]`;
    const has = (list: string): boolean => listAt(rule, list).length > 0;
    const errors = has('verbs') ? [] : [requiredValue(`${path}.verbs`, 'verbs must contain at least one value')];
    if (has('nonResourceURLs')) {
      const urls = listAt(rule, 'nonResourceURLs');
      const wrong = (detail: string): FieldError => invalidValue(`${path}.nonResourceURLs`, urls, detail);
      if (isNamespaced) errors.push(wrong('namespaced rules cannot apply to non-resource URLs'));
      if (has('apiGroups') || has('resources') || has('resourceNames')) {
        errors.push(wrong('rules cannot apply to both regular resources and non-resource URLs'));
      }
      return errors;
    }
    if (!has('apiGroups')) {
      errors.push(requiredValue(`${path}.apiGroups`, 'resource rules must supply at least one api group'));
    }
    if (!has('resources')) {
      errors.push(requiredValue(`${path}.resources`, 'resource rules must supply at least one resource'));
    }
    return errors;
  });
}

/** Kubernetes ValidateRoleBinding and ValidateClusterRoleBinding. */
export function validateBinding(binding: JSONObject, isNamespaced: boolean): FieldError[] {
  const reference = objectAt(binding, 'roleRef') ?? {};
  const errors: FieldError[] = [];
  const group = textAt(reference, 'apiGroup');
  if (group !== rbacGroup) errors.push(notSupportedValue('roleRef.apiGroup', group, [rbacGroup]));
  const kinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const kind = textAt(reference, 'kind');
  if (!kinds.includes(kind)) errors.push(notSupportedValue('roleRef.kind', kind, kinds));
  if (textAt(reference, 'name') === '') errors.push(requiredValue('roleRef.name'));
  for (const [index, subject] of objectsAt(binding, 'subjects').entries()) {
    errors.push(...validateSubject(subject, isNamespaced, `subjects[${index}]`));
  }
  return errors;
}

/** A binding is of one role as long as it is there. */
export function validateBindingUpdate(binding: JSONObject, old: JSONObject, isNamespaced: boolean): FieldError[] {
  const errors = validateBinding(binding, isNamespaced);
  const reference = objectAt(binding, 'roleRef') ?? {};
  if (meansTheSame(reference, objectAt(old, 'roleRef'))) return errors;
  // As Go writes its struct.
  const shown = { APIGroup: textAt(reference, 'apiGroup'), Kind: textAt(reference, 'kind'), Name: textAt(reference, 'name') };
  return [...errors, invalidValue('roleRef', shown, 'cannot change roleRef')];
}

/** Kubernetes ValidateLeaseSpec. */
export function validateLease(lease: JSONObject): FieldError[] {
  const spec = objectAt(lease, 'spec');
  const seconds = numberAt(spec, 'leaseDurationSeconds');
  const errors =
    seconds !== undefined && seconds <= 0 ? [invalidValue('spec.leaseDurationSeconds', seconds, 'must be greater than 0')] : [];
  return [...errors, ...checkNotNegative(numberAt(spec, 'leaseTransitions'), 'spec.leaseTransitions')];
}

/** Kubernetes ValidateControllerRevisionCreate. */
export function validateRevision(revision: JSONObject): FieldError[] {
  const data = revision['data'] ?? null;
  const errors = checkNotNegative(numberAt(revision, 'revision'), 'revision');
  if (data === null) errors.push(requiredValue('data', 'data is mandatory'));
  else if (!isJSONObject(data)) errors.push(requiredValue('data', 'data must be a valid JSON object'));
  return errors;
}

/** What a revision is of stays. */
export function validateRevisionUpdate(revision: JSONObject, old: JSONObject): FieldError[] {
  return [...checkNotNegative(numberAt(revision, 'revision'), 'revision'), ...validateFieldsKept(revision, old, ['data'])];
}

/** Fields that stay as they were made, each with its own error. */
export function validateFieldsKept(object: JSONObject, old: JSONObject, fields: readonly string[]): FieldError[] {
  return fields
    .filter((field) => !meansTheSame(object[field], old[field]))
    .map((field) => invalidValue(field, object[field] ?? null, 'field is immutable'));
}

/** Kubernetes ValidatePriorityClass. */
export function validatePriorityClass(priorityClass: JSONObject): FieldError[] {
  const errors: FieldError[] = [];
  const name = textAt(objectAt(priorityClass, 'metadata'), 'name');
  const value = numberAt(priorityClass, 'value') ?? 0;
  if (name.startsWith('system-')) {
    const known = ['system-cluster-critical', 'system-node-critical'];
    const detail = "priority class names with 'system-' prefix are reserved for system use only";
    if (!known.includes(name))
      errors.push(forbiddenValue('metadata.name', `${detail}. error: ${name} is not a known system priority class`));
  } else if (value > 1_000_000_000) {
    errors.push(forbiddenValue('value', 'maximum allowed value of a user defined priority is 1000000000'));
  }
  const policies = ['PreemptLowerPriority', 'Never'];
  const policy = textAt(priorityClass, 'preemptionPolicy');
  if (policy !== '' && !policies.includes(policy)) errors.push(notSupportedValue('preemptionPolicy', policy, policies));
  return errors;
}

/** What of a PriorityClass stays: all that pods may have been given. */
export function validatePriorityClassUpdate(priorityClass: JSONObject, old: JSONObject): FieldError[] {
  const errors =
    numberAt(priorityClass, 'value') === numberAt(old, 'value')
      ? []
      : [forbiddenValue('value', 'may not be changed in an update.')];
  return [...errors, ...validateFieldsKept(priorityClass, old, ['preemptionPolicy'])];
}

const rbacGroup = 'rbac.authorization.k8s.io';

function validateSubject(subject: JSONObject, isNamespaced: boolean, path: string): FieldError[] {
  const errors = textAt(subject, 'name') === '' ? [requiredValue(`${path}.name`)] : [];
  const kind = textAt(subject, 'kind');
  const group = textAt(subject, 'apiGroup');
  const wrongGroup = (expected: string): void => {
    if (group !== expected) errors.push(notSupportedValue(`${path}.apiGroup`, group, [expected]));
  };
  if (kind === 'ServiceAccount') {
    wrongGroup('');
    // In a namespace it is that one's.
    if (!isNamespaced && textAt(subject, 'namespace') === '') errors.push(requiredValue(`${path}.namespace`));
  } else if (kind === 'User' || kind === 'Group') wrongGroup(rbacGroup);
  else errors.push(notSupportedValue(`${path}.kind`, kind, ['ServiceAccount', 'User', 'Group']));
  return errors;
}
