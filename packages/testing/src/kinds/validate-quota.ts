import { quantityValue } from '@kubewright/rest';
import { isExtended } from '../quota/quota-resources.js';
import type { JSONObject } from '../json.js';
import { type FieldError, invalidValue, requiredValue } from '../validation/field-errors.js';
import { objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { validateNonnegativeAmount, validateResourceName } from './pods/validate-resources.js';

const ofPods = ['pods', 'cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];
const ofClaims = ['persistentvolumeclaims', 'requests.storage'];
const whole = new Set([
  ...['pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps', 'persistentvolumeclaims'],
  ...['services.nodeports', 'services.loadbalancers'],
]);
const standard = new Set([
  ...ofPods,
  ...ofClaims,
  ...whole,
  ...['ephemeral-storage', 'requests.ephemeral-storage', 'limits.ephemeral-storage'],
]);
/** Scopes, with the resources that can be limited in them. */
const scopeResources: Readonly<Record<string, readonly string[]>> = {
  Terminating: ofPods,
  NotTerminating: ofPods,
  BestEffort: ['pods'],
  NotBestEffort: ofPods,
  PriorityClass: ofPods,
  CrossNamespacePodAffinity: ofPods,
  VolumeAttributesClass: ofClaims,
};
const contrary = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;
const ofExistence = new Set(['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity']);

/** Kubernetes ValidateResourceQuota. */
export function validateQuota(quota: JSONObject): FieldError[] {
  const spec = objectAt(quota, 'spec');
  return [...validateAmounts(objectAt(spec, 'hard'), 'spec.hard'), ...validateScopes(spec), ...validateScopeSelector(spec)];
}

/** Kubernetes ValidateResourceQuotaUpdate. */
export function validateQuotaUpdate(quota: JSONObject, old: JSONObject): FieldError[] {
  const [after, before] = [quota, old].map((one) => new Set(textsAt(objectAt(one, 'spec'), 'scopes')));
  const isSame = after?.size === before?.size && [...(after ?? [])].every((scope) => before?.has(scope));
  const scopes = textsAt(objectAt(quota, 'spec'), 'scopes');
  const shown = scopes.length > 0 ? scopes : null;
  return [...validateQuota(quota), ...(isSame ? [] : [invalidValue('spec.scopes', shown, 'field is immutable')])];
}

/** Kubernetes ValidateResourceQuotaStatusUpdate. */
export function validateQuotaStatus(quota: JSONObject): FieldError[] {
  const status = objectAt(quota, 'status');
  return ['hard', 'used'].flatMap((list) => validateAmounts(objectAt(status, list), `status.${list}`));
}

function validateAmounts(amounts: JSONObject | undefined, path: string): FieldError[] {
  return Object.keys(amounts ?? {}).flatMap((name) => {
    const field = `${path}[${name}]`;
    const amount = textAt(amounts, name);
    const errors = validateResourceName(name, field);
    if (!name.includes('/') && !isStandard(name)) errors.push(invalidValue(field, name, 'must be a standard resource for quota'));
    errors.push(...validateNonnegativeAmount(amount, field));
    if ((whole.has(name) || isExtended(name)) && amount !== '' && quantityValue(amount, -3) % 1000n !== 0n)
      errors.push(invalidValue(field, amount, 'must be an integer'));
    return errors;
  });
}

function isStandard(name: string): boolean {
  return standard.has(name) || /^(?:requests\.)?hugepages-/.test(name);
}

function validateScopes(spec: JSONObject | undefined): FieldError[] {
  const scopes = textsAt(spec, 'scopes');
  const path = 'spec.scopes';
  return [
    ...scopes.flatMap((scope) => [
      ...(isKnown(scope) ? [] : [invalidValue(path, scopes, 'unsupported scope')]),
      ...limitedInVain(scope, spec).map(() => invalidValue(path, scopes, 'unsupported scope applied to resource')),
    ]),
    ...conflicts(scopes, path, scopes),
  ];
}

function validateScopeSelector(spec: JSONObject | undefined): FieldError[] {
  const expressions = objectsAt(objectAt(spec, 'scopeSelector'), 'matchExpressions');
  const path = 'spec.scopeSelector.matchExpressions';
  // As Go writes its structs.
  const shown: JSONObject = {
    MatchExpressions: expressions.map(({ scopeName = '', operator = '', values = null }) => ({
      ScopeName: scopeName,
      Operator: operator,
      Values: values,
    })),
  };
  const scopes = textsAt(spec, 'scopes');
  const names = expressions.map((one) => textAt(one, 'scopeName'));
  return [
    ...expressions.flatMap((one, index) => {
      const name = names[index] ?? '';
      return [
        ...(isKnown(name) ? [] : [invalidValue(`${path}.scopeName`, name, 'unsupported scope')]),
        ...limitedInVain(name, spec).map(() => invalidValue(path, shown, 'unsupported scope applied to resource')),
        ...validateOperator(one, path),
      ];
    }),
    ...conflicts(names, path, scopes.length > 0 ? scopes : null),
  ];
}

function validateOperator(expression: JSONObject, path: string): FieldError[] {
  const operator = textAt(expression, 'operator');
  const values = textsAt(expression, 'values');
  const errors: FieldError[] = [];
  if (ofExistence.has(textAt(expression, 'scopeName')) && operator !== 'Exists') {
    const names =
      'ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity';
    errors.push(invalidValue(`${path}.operator`, operator, `must be 'Exists' when scope is any of ${names}`));
  }
  if (operator === 'In' || operator === 'NotIn') {
    const why = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
    if (values.length === 0) errors.push(requiredValue(`${path}.values`, why));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    const why = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
    if (values.length > 0) errors.push(invalidValue(`${path}.values`, values, why));
  } else errors.push(invalidValue(`${path}.operator`, operator, 'not a valid selector operator'));
  return errors;
}

function isKnown(scope: string): boolean {
  return Object.hasOwn(scopeResources, scope);
}

/** The limited resources that objects of a scope do not have. */
function limitedInVain(scope: string, spec: JSONObject | undefined): string[] {
  const limited = Object.keys(objectAt(spec, 'hard') ?? {}).filter(isStandard);
  return isKnown(scope) ? limited.filter((name) => !scopeResources[scope]?.includes(name)) : [];
}

function conflicts(scopes: readonly string[], path: string, shown: string[] | null): FieldError[] {
  return contrary
    .filter((pair) => pair.every((scope) => scopes.includes(scope)))
    .map(() => invalidValue(path, shown, 'conflicting scopes'));
}
