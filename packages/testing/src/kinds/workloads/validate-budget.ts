import type { JSONObject } from '../../json.js';
import { type FieldError, invalidValue } from '../../validation/field-errors.js';
import { isMissing, numberAt, objectAt } from '../../json-fields.js';
import { checkNumberOrShare, checkShareOfAll } from './number-or-share.js';
import { checkGiven, checkNotNegative } from '../value-rules.js';
import { validateSelector } from '../../validation/label-selectors.js';

/** Kubernetes ValidatePodDisruptionBudgetSpec. */
export function validateBudget(budget: JSONObject): FieldError[] {
  const spec = objectAt(budget, 'spec') ?? {};
  const errors: FieldError[] = [];
  if (!isMissing(spec, 'minAvailable') && !isMissing(spec, 'maxUnavailable')) {
    // As Go writes its struct.
    const shown: JSONObject = {
      MinAvailable: spec['minAvailable'] ?? null,
      Selector: spec['selector'] ?? null,
      MaxUnavailable: spec['maxUnavailable'] ?? null,
      UnhealthyPodEvictionPolicy: spec['unhealthyPodEvictionPolicy'] ?? null,
    };
    errors.push(invalidValue('spec', shown, 'minAvailable and maxUnavailable cannot be both set'));
  }
  for (const field of ['minAvailable', 'maxUnavailable']) {
    if (isMissing(spec, field)) continue;
    errors.push(...checkNumberOrShare(spec[field], `spec.${field}`), ...checkShareOfAll(spec[field], `spec.${field}`));
  }
  errors.push(...validateSelector(objectAt(spec, 'selector'), 'spec.selector'));
  return [...errors, ...checkGiven(spec, 'unhealthyPodEvictionPolicy', ['AlwaysAllow', 'IfHealthyBudget'], 'spec')];
}

/** Kubernetes ValidatePodDisruptionBudgetStatusUpdate. */
export function validateBudgetStatus(budget: JSONObject): FieldError[] {
  const status = objectAt(budget, 'status');
  return ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'].flatMap((count) =>
    checkNotNegative(numberAt(status, count), `status.${count}`),
  );
}
