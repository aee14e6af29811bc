import { canonicalQuantity, compareQuantities, type ParsedQuantity } from '@kubewright/rest';
import { amountsOf } from '../../admission/amounts.js';
import { containerAmounts } from '../../admission/pod-amounts.js';
import type { JSONObject } from '../../json.js';
import { isMissing, objectAt, objectsAt, textAt } from '../../json-fields.js';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { asInternalStruct } from '../internal-struct.js';
import { isHugePages, validateResourceName, validateResources } from './validate-resources.js';
import { checkText, dnsLabel, dnsSubdomain } from '../../validation/text-rules.js';

/** What the containers of a pod have together (Kubernetes validatePodResources). @param path of the spec */
export function validatePodResources(spec: JSONObject, path: string): FieldError[] {
  const resources = objectAt(spec, 'resources');
  if (!resources) return [];
  const field = `${path}.resources`;
  if (textAt(objectAt(spec, 'os'), 'name') === 'windows') return [forbiddenValue(field, 'may not be set for a windows pod')];
  return [
    ...(isMissing(resources, 'claims')
      ? []
      : [forbiddenValue(`${field}.claims`, 'claims may not be set for Resources at pod-level')]),
    ...validateResources(resources, field, { claims: claimNames(spec), checkName: checkPodResource }),
    ...validateConsistency(spec, field),
  ];
}

/** The names of the claims that a pod has. */
export function claimNames(spec: JSONObject): string[] {
  return objectsAt(spec, 'resourceClaims')
    .map((claim) => textAt(claim, 'name'))
    .filter((name) => name !== '');
}

/** The claims of a pod (Kubernetes validatePodResourceClaims). */
export function validatePodClaims(claims: readonly JSONObject[], path: string): FieldError[] {
  const names = new Set<string>();
  return claims.flatMap((claim, index) => {
    const field = `${path}[${index}]`;
    const name = textAt(claim, 'name');
    const errors: FieldError[] = [];
    if (name === '') errors.push(requiredValue(`${field}.name`));
    else if (names.has(name)) errors.push(duplicateValue(`${field}.name`, name));
    else errors.push(...checkText(dnsLabel, name, `${field}.name`));
    names.add(name);
    const given = ['resourceClaimName', 'resourceClaimTemplateName'].filter((source) => !isMissing(claim, source));
    const wrong = (why: string): void => void errors.push(invalidValue(field, asInternalStruct('PodResourceClaim', claim), why));
    if (given.length > 1) wrong('at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified');
    if (given.length === 0) wrong('must specify one of: `resourceClaimName`, `resourceClaimTemplateName`');
    const ofNames = given.flatMap((source) => checkText(dnsSubdomain, textAt(claim, source), `${field}.${source}`));
    return [...errors, ...ofNames];
  });
}

const supported = ['cpu', 'hugepages-', 'memory'];

/** Whether a pod can have a resource for all its containers. */
export function isPodResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePages(name);
}

function checkPodResource(name: string, path: string): FieldError[] {
  const errors = validateResourceName(name, path);
  return errors.length > 0 || isPodResource(name) ? errors : [notSupportedValue(path, name, supported)];
}

/** No container may have more than the pod (Kubernetes validatePodResourceConsistency). */
function validateConsistency(spec: JSONObject, path: string): FieldError[] {
  const [requests, limits] = ['requests', 'limits'].map((list) => amountsOf(objectAt(spec, 'resources', list))) as [
    Map<string, ParsedQuantity>,
    Map<string, ParsedQuantity>,
  ];
  const errors: FieldError[] = [];
  const compare = (list: 'limits' | 'requests', own: Map<string, ParsedQuantity>, counts: (name: string) => boolean): void => {
    for (const [name, amount] of containerAmounts(spec, list)) {
      const most = own.get(name);
      if (!most || !counts(name) || compareQuantities(amount, most) <= 0) continue;
      const why = `must be greater than or equal to aggregate container ${list} of ${canonicalQuantity(amount)}`;
      errors.push(invalidValue(`${path}.${list}[${name}]`, canonicalQuantity(most), why));
    }
  };
  compare('requests', requests, () => true);
  compare('limits', limits, isHugePages);
  for (const [index, container] of objectsAt(spec, 'containers').entries()) {
    for (const [name, limit] of amountsOf(objectAt(container, 'resources', 'limits'))) {
      const most = limits.get(name);
      if (!most || compareQuantities(limit, most) <= 0) continue;
      const why = `must be less than or equal to pod limits of ${canonicalQuantity(most)}`;
      errors.push(invalidValue(`${path}.containers[${index}][${name}].limits`, canonicalQuantity(limit), why));
    }
  }
  return errors;
}
