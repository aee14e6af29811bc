import { canonicalQuantity, compareQuantities, labelKeyProblems, parseQuantity, quantityValue } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { compareAmounts, isShortQuantity } from '../../short-quantity.js';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  notFoundValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { objectAt, objectsAt, textAt } from '../../json-fields.js';
import { checkText, dnsLabel } from '../../validation/text-rules.js';

const ofContainers = new Set(['cpu', 'memory', 'ephemeral-storage']);
const standard = new Set([
  ...ofContainers,
  ...['requests.cpu', 'requests.memory', 'requests.ephemeral-storage', 'requests.storage'],
  ...['limits.cpu', 'limits.memory', 'limits.ephemeral-storage'],
  ...['pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps', 'persistentvolumeclaims'],
  ...['services.nodeports', 'services.loadbalancers', 'storage'],
]);

/** What resources are validated with. */
export interface ResourceOptions {
  /** The claims that the pod has. */
  claims?: readonly string[];
  /** Which names there may be. @default those of containers */
  checkName?: (name: string, path: string) => FieldError[];
}

/** What a container asks for and may have at most (Kubernetes validateResourceRequirements). */
export function validateResources(resources: JSONObject | undefined, path: string, options: ResourceOptions = {}): FieldError[] {
  const { claims = [], checkName = validateContainerResource } = options;
  const limits = objectAt(resources, 'limits') ?? {};
  const requests = objectAt(resources, 'requests') ?? {};
  const amount = (list: JSONObject, name: string, field: string): FieldError[] => [
    ...checkName(name, field),
    ...validateAmount(name, textAt(list, name), field),
  ];
  const pages = (list: JSONObject, name: string, field: string): FieldError[] =>
    isHugePages(name) ? validatePages(name, textAt(list, name), field) : [];
  const errors = Object.keys(limits).flatMap((name) => {
    const field = `${path}.limits[${name}]`;
    return [...amount(limits, name, field), ...pages(limits, name, field)];
  });
  for (const name of Object.keys(requests)) {
    const field = `${path}.requests[${name}]`;
    errors.push(...amount(requests, name, field));
    errors.push(...validateRequest(name, textAt(requests, name), textAt(limits, name), path));
    errors.push(...pages(requests, name, field));
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.some((name) => name === 'cpu' || name === 'memory')) {
    errors.push(forbiddenValue(path, 'HugePages require cpu or memory'));
  }
  return [...errors, ...validateClaims(objectsAt(resources, 'claims'), claims, `${path}.claims`)];
}

/** A name that resources can have: of the server's own, or with a domain. */
export function validateResourceName(name: string, path: string): FieldError[] {
  if (standard.has(name)) return [];
  const wrong = checkText(labelKeyProblems, name, path);
  if (wrong.length > 0 || name.includes('/') || isHugePages(name.replace(/^requests\./, ''))) return wrong;
  return [invalidValue(path, name, 'must be a standard resource type or fully qualified')];
}

/** An amount may be 0, but not less (Kubernetes ValidateNonnegativeQuantity). An empty one is none. */
export function validateNonnegativeAmount(amount: string, path: string): FieldError[] {
  return amount !== '' && !isShortQuantity(amount) && compareQuantities(amount, 0) < 0
    ? [invalidValue(path, amount, 'must be greater than or equal to 0')]
    : [];
}

/** Whether a resource is memory in pages of one size, as `hugepages-2Mi`. */
export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/**
 * Whether more of a resource may be allowed than there is: of the server's own, but for huge pages (Kubernetes
 * IsOvercommitAllowed).
 */
export function isOvercommitAllowed(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && labelKeyProblems(`requests.${name}`).length === 0;
}

/** A name that resources of containers can have (Kubernetes validateContainerResourceName). */
export function validateContainerResource(name: string, path: string): FieldError[] {
  const errors = validateResourceName(name, path);
  if (!name.includes('/') && !ofContainers.has(name) && !isHugePages(name)) {
    errors.push(invalidValue(path, name, 'must be a standard resource for containers'));
  } else if (!isNative(name) && !isExtended(name)) {
    errors.push(invalidValue(path, name, "doesn't follow extended resource name standard"));
  }
  return errors;
}

function validateAmount(name: string, amount: string, path: string): FieldError[] {
  const errors = validateNonnegativeAmount(amount, path);
  if (!isExtended(name) || amount === '' || quantityValue(amount, -3) % 1000n === 0n) return errors;
  return [...errors, invalidValue(path, amount, 'must be an integer')];
}

/** @param limit empty if there is none @param path of the resources */
function validateRequest(name: string, amount: string, limit: string, path: string): FieldError[] {
  if (limit === '') {
    if (isOvercommitAllowed(name)) return [];
    return [requiredValue(`${path}.limits`, 'Limit must be set for non overcommitable resources')];
  }
  const order = compareAmounts(amount, limit);
  const [isWrong, what] = isOvercommitAllowed(name) ? [order > 0, 'less than or equal'] : [order !== 0, 'equal'];
  return isWrong ? [invalidValue(`${path}.requests`, amount, `must be ${what} to ${name} limit of ${limit}`)] : [];
}

function validatePages(name: string, amount: string, path: string): FieldError[] {
  const size = pageSize(name.slice('hugepages-'.length));
  if (size > 0n && quantityValue(amount === '' ? 0 : amount) % size === 0n) return [];
  return [invalidValue(path, amount, `${canonicalQuantity(amount)} is not positive integer multiple of ${name}`)];
}

/** In bytes; 0 if that is no size. */
function pageSize(text: string): bigint {
  try {
    const size = parseQuantity(text);
    return quantityValue(size, -3) % 1000n === 0n ? quantityValue(size) : 0n;
  } catch {
    return 0n;
  }
}

function validateClaims(claims: readonly JSONObject[], known: readonly string[], path: string): FieldError[] {
  const seen = new Set<string>();
  return claims.flatMap((claim, index) => {
    const field = `${path}[${index}]`;
    const [name, request] = [textAt(claim, 'name'), textAt(claim, 'request')];
    if (name === '') return [requiredValue(field)];
    const errors: FieldError[] = [];
    if (seen.has(name)) errors.push(duplicateValue(field, name));
    else {
      const key = request === '' ? name : `${name}/${request}`;
      if (request !== '') errors.push(...checkText(dnsLabel, request, `${field}.request`));
      // Who wants all of a claim wants what was wanted of it before once more.
      const others = request === '' ? [...seen].filter((other) => other.startsWith(`${name}/`)) : [];
      if (seen.has(key)) errors.push(duplicateValue(field, key));
      else errors.push(...others.map(() => duplicateValue(field, name)));
      seen.add(key);
    }
    if (known.includes(name)) return errors;
    const error = notFoundValue(field, name);
    const names = known.length === 0 ? ' which is empty' : `: ${[...new Set(known)].sort().join(', ')}`;
    return [...errors, { ...error, message: `${error.message}: must be one of the names in pod.spec.resourceClaims${names}` }];
  });
}
