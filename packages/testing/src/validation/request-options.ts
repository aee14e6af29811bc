import type { StatusError } from '@kubewright/rest';
import {
  type FieldError,
  forbiddenValue,
  invalidObject,
  invalidValue,
  notSupportedValue,
  requiredValue,
  tooLong,
} from './field-errors.js';

/** What a query of a create, an update or a patch says. */
export interface WriteOptions {
  fieldManager?: string | undefined;
  dryRun?: readonly string[] | undefined;
  fieldValidation?: string | undefined;
  /** Of a patch. */
  force?: boolean | undefined;
}

const longestManager = 128;
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;
const fieldValidations = ['', 'Ignore', 'Strict', 'Warn'];

/**
 * The 422 for a query that says what it cannot; undefined if it is right (apimachinery `metav1/validation`).
 *
 * @param kind what the server calls the options
 * @param isApply whether a patch is server-side apply
 */
export function invalidWriteOptions(
  options: WriteOptions,
  kind: 'CreateOptions' | 'PatchOptions' | 'UpdateOptions',
  isApply = false,
): StatusError | undefined {
  const { fieldManager = '', dryRun = [], fieldValidation = '', force } = options;
  const errors: FieldError[] = [];
  if (isApply && fieldManager === '') errors.push(requiredValue('fieldManager', 'is required for apply patch'));
  if (kind === 'PatchOptions' && !isApply && force !== undefined)
    errors.push(forbiddenValue('force', 'may not be specified for non-apply patch'));
  errors.push(...validateFieldManager(fieldManager, 'fieldManager'));
  if (dryRun.some((value) => value !== 'All')) errors.push(notSupportedValue('dryRun', [...dryRun], ['All']));
  if (!fieldValidations.includes(fieldValidation))
    errors.push(notSupportedValue('fieldValidation', fieldValidation, fieldValidations));
  return errors.length === 0 ? undefined : invalidObject({ group: 'meta.k8s.io', kind }, '', errors);
}

/** What is wrong with the name of a field manager: 128 bytes, printable. Empty is right. */
export function validateFieldManager(manager: string, field: string): FieldError[] {
  const errors = Buffer.byteLength(manager) > longestManager ? [tooLong(field, longestManager)] : [];
  if (printable.test(manager)) return errors;
  let position = 0;
  for (const character of manager) {
    if (!/[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character)) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      errors.push(invalidValue(field, manager, `invalid character U+${code} (at position ${String(position)})`));
    }
    position += Buffer.byteLength(character);
  }
  return errors;
}
