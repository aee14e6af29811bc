import type { JSONObject, JSONValue } from '../../json.js';
import { type FieldError, forbiddenValue, invalidValue, notSupportedValue } from '../../validation/field-errors.js';
import { objectAt, textAt } from '../../json-fields.js';
import { checkNumberOrShare, checkShareOfAll } from './number-or-share.js';

/** How a Deployment puts new pods in the place of old ones (Kubernetes ValidateDeploymentStrategy). */
export function validateStrategy(strategy: JSONObject, path: string): FieldError[] {
  const type = textAt(strategy, 'type');
  const rollingUpdate = objectAt(strategy, 'rollingUpdate');
  if (type === 'Recreate') {
    const why = "may not be specified when strategy `type` is 'Recreate'";
    return rollingUpdate ? [forbiddenValue(`${path}.rollingUpdate`, why)] : [];
  }
  if (type !== 'RollingUpdate') return [notSupportedValue(path, asGoStrategy(strategy), ['Recreate', 'RollingUpdate'])];
  return validateRollingUpdate(rollingUpdate ?? {}, `${path}.rollingUpdate`);
}

function validateRollingUpdate(rollingUpdate: JSONObject, path: string): FieldError[] {
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const errors = [
    ...checkNumberOrShare(maxUnavailable, `${path}.maxUnavailable`),
    ...checkNumberOrShare(maxSurge, `${path}.maxSurge`),
  ];
  if (isZero(maxUnavailable) && isZero(maxSurge)) {
    errors.push(invalidValue(`${path}.maxUnavailable`, maxUnavailable ?? 0, 'may not be 0 when `maxSurge` is 0'));
  }
  return [...errors, ...checkShareOfAll(maxUnavailable, `${path}.maxUnavailable`)];
}

/** The same of a DaemonSet (Kubernetes ValidateDaemonSetUpdateStrategy). */
export function validateDaemonSetStrategy(strategy: JSONObject, path: string): FieldError[] {
  const type = textAt(strategy, 'type');
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') return [notSupportedValue(path, asGoStrategy(strategy), ['RollingUpdate', 'OnDelete'])];
  const { maxUnavailable, maxSurge } = objectAt(strategy, 'rollingUpdate') ?? {};
  const field = `${path}.rollingUpdate`;
  const errors = [
    ...checkNumberOrShare(maxUnavailable, `${field}.maxUnavailable`),
    ...checkShareOfAll(maxUnavailable, `${field}.maxUnavailable`),
    ...checkNumberOrShare(maxSurge, `${field}.maxSurge`),
    ...checkShareOfAll(maxSurge, `${field}.maxSurge`),
  ];
  if (isZero(maxUnavailable) && isZero(maxSurge)) {
    errors.push(invalidValue(`${field}.maxUnavailable`, maxUnavailable ?? 0, 'cannot be 0 when maxSurge is 0'));
  } else if (!isZero(maxUnavailable) && !isZero(maxSurge)) {
    errors.push(invalidValue(`${field}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero'));
  }
  return errors;
}

const isZero = (value: JSONValue | undefined): boolean =>
  value === undefined || value === null || value === 0 || (typeof value === 'string' && /^0+%$/.test(value));

/** As Go writes its struct of a strategy, which has no names for JSON. */
export function asGoStrategy(strategy: JSONObject): JSONObject {
  return { Type: textAt(strategy, 'type'), RollingUpdate: objectAt(strategy, 'rollingUpdate') ?? null };
}
