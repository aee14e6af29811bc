import type { JSONValue } from '../../json.js';
import { type FieldError, invalidValue } from '../../validation/field-errors.js';
import { checkNotNegative } from '../value-rules.js';
import { checkText, percentText } from '../../validation/text-rules.js';

/** A number, or a share as `25%` (Kubernetes ValidatePositiveIntOrPercent and IsNotMoreThan100Percent). */
export function checkNumberOrShare(value: JSONValue | undefined, field: string): FieldError[] {
  if (typeof value !== 'string') return checkNotNegative(typeof value === 'number' ? value : 0, field);
  return checkText(percentText, value, field);
}

/** Of what there is altogether a share cannot be more than all. */
export function checkShareOfAll(value: JSONValue | undefined, field: string): FieldError[] {
  const isMore = typeof value === 'string' && /^\d+%$/.test(value) && Number.parseInt(value, 10) > 100;
  return isMore ? [invalidValue(field, value, 'must not be greater than 100%')] : [];
}
