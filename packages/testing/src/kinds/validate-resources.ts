import { compareQuantities } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { compareAmounts, isShortQuantity } from '../short-quantity.js';
import { type FieldError, invalidValue } from '../validation/field-errors.js';
import { objectAt, textAt } from '../json-fields.js';
import { checkText, qualifiedName } from './value-rules.js';

const ofContainers = new Set(['cpu', 'memory', 'ephemeral-storage']);
const standard = new Set([
  ...ofContainers,
  ...['requests.cpu', 'requests.memory', 'requests.ephemeral-storage', 'requests.storage'],
  ...['limits.cpu', 'limits.memory', 'limits.ephemeral-storage'],
  ...['pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps', 'persistentvolumeclaims'],
  ...['services.nodeports', 'services.loadbalancers', 'storage'],
]);

/** What a container asks for and may have at most (Kubernetes ValidateContainerResourceRequirements). */
export function validateResources(resources: JSONObject | undefined, path: string): FieldError[] {
  const limits = objectAt(resources, 'limits') ?? {};
  const requests = objectAt(resources, 'requests') ?? {};
  const errors = Object.keys(limits).flatMap((name) => validateAmount(name, textAt(limits, name), `${path}.limits`));
  for (const name of Object.keys(requests)) {
    const amount = textAt(requests, name);
    const limit = textAt(limits, name);
    errors.push(...validateAmount(name, amount, `${path}.requests`));
    if (limit !== '' && compareAmounts(amount, limit) > 0) {
      errors.push(invalidValue(`${path}.requests`, amount, `must be less than or equal to ${name} limit of ${limit}`));
    }
  }
  return errors;
}

/** A name that resources can have: of the server's own, or with a domain. */
export function validateResourceName(name: string, path: string): FieldError[] {
  const wrong = checkText(qualifiedName, name, path);
  if (wrong.length > 0 || name.includes('/') || standard.has(name) || name.startsWith('hugepages-')) return wrong;
  return [invalidValue(path, name, 'must be a standard resource type or fully qualified')];
}

/** An amount may be 0, but not less (Kubernetes ValidateNonnegativeQuantity). An empty one is none. */
export function validateNonnegativeAmount(amount: string, path: string): FieldError[] {
  return amount !== '' && !isShortQuantity(amount) && compareQuantities(amount, 0) < 0
    ? [invalidValue(path, amount, 'must be greater than or equal to 0')]
    : [];
}

function validateAmount(name: string, amount: string, path: string): FieldError[] {
  const field = `${path}[${name}]`;
  const errors = validateResourceName(name, field);
  if (!name.includes('/') && !ofContainers.has(name) && !name.startsWith('hugepages-')) {
    errors.push(invalidValue(field, name, 'must be a standard resource for containers'));
  }
  return [...errors, ...validateNonnegativeAmount(amount, field)];
}
