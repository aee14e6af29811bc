import type { JSONObject } from '../../json.js';
import { objectAt, objectsAt, textAt } from '../../json-fields.js';
import { type FieldError, invalidValue, requiredValue } from '../../validation/field-errors.js';
import { validateBindingScope, validateMutable, validatePolicyScope } from './validate-admission-policy.js';
import { checkOneOf } from '../value-rules.js';

const fields = { ApplyConfiguration: 'applyConfiguration', JSONPatch: 'jsonPatch' } as const;

/** Kubernetes validateMutatingAdmissionPolicy, but for what stands there in CEL. */
export function validateMutatingPolicy(policy: JSONObject): FieldError[] {
  const spec = objectAt(policy, 'spec') ?? {};
  const errors = validatePolicyScope(spec, true);
  const mutations = objectsAt(spec, 'mutations');
  if (mutations.length === 0) errors.push(requiredValue('spec.mutations', 'mutations must contain at least one item'));
  for (const [index, mutation] of mutations.entries()) errors.push(...validateMutation(mutation, `spec.mutations[${index}]`));
  const reinvocation = textAt(spec, 'reinvocationPolicy');
  return [...errors, ...checkOneOf(reinvocation, ['IfNeeded', 'Never'], 'spec.reinvocationPolicy')];
}

/** Kubernetes validateMutatingAdmissionPolicyBinding. */
export function validateMutatingBinding(binding: JSONObject): FieldError[] {
  const spec = objectAt(binding, 'spec') ?? {};
  return [...validateBindingScope(spec), ...validateMutable(objectAt(spec, 'matchResources'), 'spec.matchResources')];
}

function validateMutation(mutation: JSONObject, path: string): FieldError[] {
  const type = textAt(mutation, 'patchType');
  if (type !== 'ApplyConfiguration' && type !== 'JSONPatch') return checkOneOf(type, Object.keys(fields), `${path}.patchType`);
  const field = fields[type];
  const other = fields[type === 'JSONPatch' ? 'ApplyConfiguration' : 'JSONPatch'];
  const given = objectAt(mutation, field);
  const errors: FieldError[] = [];
  if (!given) errors.push(requiredValue(`${path}.${field}`, `must be specified when patchType is ${type}`));
  else if (textAt(given, 'expression').trim() === '') errors.push(requiredValue(`${path}.${field}.expression`));
  if (!objectAt(mutation, other)) return errors;
  return [...errors, invalidValue(`${path}.${other}`, `{${other}}`, `must not be specified when patchType is ${type}`)];
}
