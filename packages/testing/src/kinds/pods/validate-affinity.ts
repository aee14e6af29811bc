import { labelKeyProblems } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { numberAt, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import { type FieldError, forbiddenValue, invalidValue, requiredValue } from '../../validation/field-errors.js';
import { type RequirementOptions, validateRequirement, validateSelector } from '../../validation/label-selectors.js';
import { checkText, dnsLabel, dnsSubdomain } from '../../validation/text-rules.js';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

/** To which nodes and beside which pods a pod may come (Kubernetes validateAffinity). Undefined is right. */
export function validateAffinity(affinity: JSONObject | undefined, path: string): FieldError[] {
  if (!affinity) return [];
  return [
    ...validateNodeAffinity(objectAt(affinity, 'nodeAffinity'), `${path}.nodeAffinity`),
    ...['podAffinity', 'podAntiAffinity'].flatMap((kind) => validatePodAffinity(objectAt(affinity, kind), `${path}.${kind}`)),
  ];
}

/** Label keys of a term, whose values are those of the pod itself (Kubernetes ValidateMatchLabelKeysAndMismatchLabelKeys). */
export function validateLabelKeys(term: JSONObject, path: string): FieldError[] {
  const selector = objectAt(term, 'labelSelector');
  const errors = ['matchLabelKeys', 'mismatchLabelKeys'].flatMap((list) => {
    const keys = textsAt(term, list);
    if (keys.length > 0 && !selector)
      return [forbiddenValue(`${path}.${list}`, 'must not be specified when labelSelector is not set')];
    return keys.flatMap((key, index) => checkText(labelKeyProblems, key, `${path}.${list}[${index}]`));
  });
  const match = new Map(textsAt(term, 'matchLabelKeys').map((key, index) => [key, index]));
  const mismatch = new Set(textsAt(term, 'mismatchLabelKeys'));
  const selected = new Set(Object.keys(objectAt(selector, 'matchLabels') ?? {}));
  for (const requirement of objectsAt(selector, 'matchExpressions')) {
    const key = textAt(requirement, 'key');
    // The key itself has become a requirement already, so that each further one is the client's.
    const why = 'exists in both matchLabelKeys and labelSelector';
    const index = match.get(key);
    if (index !== undefined && selected.has(key)) errors.push(invalidValue(`${path}[${index}]`, key, why));
    selected.add(key);
  }
  for (const [index, key] of textsAt(term, 'matchLabelKeys').entries()) {
    const why = 'exists in both matchLabelKeys and mismatchLabelKeys';
    if (mismatch.has(key)) errors.push(invalidValue(`${path}.matchLabelKeys[${index}]`, key, why));
  }
  return errors;
}

function validateNodeAffinity(affinity: JSONObject | undefined, path: string): FieldError[] {
  const selector = objectAt(affinity, required);
  return [
    ...(selector ? validateNodeSelector(selector, `${path}.${required}`) : []),
    ...objectsAt(affinity, preferred).flatMap((term, index) => [
      ...validateWeight(term, `${path}.${preferred}[${index}]`),
      ...validateNodeTerm(objectAt(term, 'preference'), `${path}.${preferred}[${index}].preference`, { anyValues: true }),
    ]),
  ];
}

/** Nodes that a pod may come to, or that a volume can be used on (Kubernetes ValidateNodeSelector). */
export function validateNodeSelector(selector: JSONObject, path: string): FieldError[] {
  const terms = objectsAt(selector, 'nodeSelectorTerms');
  const field = `${path}.nodeSelectorTerms`;
  if (terms.length === 0) return [requiredValue(field, 'must have at least one node selector term')];
  return terms.flatMap((term, index) => validateNodeTerm(term, `${field}[${index}]`));
}

function validateNodeTerm(term: JSONObject | undefined, path: string, options?: RequirementOptions): FieldError[] {
  return [
    ...objectsAt(term, 'matchExpressions').flatMap((requirement, index) =>
      validateRequirement(requirement, `${path}.matchExpressions[${index}]`, { ...options, ofNodes: true }),
    ),
    ...objectsAt(term, 'matchFields').flatMap((requirement, index) =>
      validateFieldRequirement(requirement, `${path}.matchFields[${index}]`),
    ),
  ];
}

function validateFieldRequirement(requirement: JSONObject, path: string): FieldError[] {
  const [operator, key] = [textAt(requirement, 'operator'), textAt(requirement, 'key')];
  const values = textsAt(requirement, 'values');
  const errors: FieldError[] = [];
  if (!['In', 'NotIn'].includes(operator)) {
    errors.push(invalidValue(`${path}.operator`, operator, 'not a valid selector operator'));
  } else if (values.length !== 1) {
    const why = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.push(requiredValue(`${path}.values`, why));
  }
  if (key !== 'metadata.name') return [...errors, invalidValue(`${path}.key`, key, 'not a valid field selector key')];
  return [...errors, ...values.flatMap((value, index) => checkText(dnsSubdomain, value, `${path}.values[${index}]`))];
}

function validatePodAffinity(affinity: JSONObject | undefined, path: string): FieldError[] {
  return [
    ...objectsAt(affinity, required).flatMap((term, index) => validatePodTerm(term, `${path}.${required}[${index}]`)),
    ...objectsAt(affinity, preferred).flatMap((term, index) => [
      ...validateWeight(term, `${path}.${preferred}[${index}]`),
      ...validatePodTerm(objectAt(term, 'podAffinityTerm') ?? {}, `${path}.${preferred}[${index}].podAffinityTerm`),
    ]),
  ];
}

function validateWeight(term: JSONObject, path: string): FieldError[] {
  const weight = numberAt(term, 'weight') ?? 0;
  return weight > 0 && weight <= 100 ? [] : [invalidValue(`${path}.weight`, weight, 'must be in the range 1-100')];
}

function validatePodTerm(term: JSONObject, path: string): FieldError[] {
  const key = textAt(term, 'topologyKey');
  return [
    ...['labelSelector', 'namespaceSelector'].flatMap((field) => validateSelector(objectAt(term, field), `${path}.${field}`)),
    ...textsAt(term, 'namespaces').flatMap((name) => checkText(dnsLabel, name, `${path}.namespace`)),
    ...validateLabelKeys(term, path),
    ...(key === '' ? [requiredValue(`${path}.topologyKey`, 'can not be empty')] : []),
    ...checkText(labelKeyProblems, key, `${path}.topologyKey`),
  ];
}
