import { type FieldError, invalidValue } from '../../validation/field-errors.js';
import type { JSONValue } from '../../json.js';
import { checkDescendingPath } from '../value-rules.js';

/** A path does not go up (Kubernetes validatePathNoBacksteps). */
export function checkNoBacksteps(text: string, field: string): FieldError[] {
  return text.includes('..') && text.split('/').includes('..') ? [invalidValue(field, text, "must not contain '..'")] : [];
}

/** A path of a file in a volume: none that kubelet uses itself (Kubernetes ValidateLocalNonReservedPath). */
export function checkFilePath(text: string, field: string): FieldError[] {
  const errors = checkDescendingPath(text, field);
  if (text.startsWith('..') && !text.startsWith('../')) errors.push(invalidValue(field, text, "must not start with '..'"));
  return errors;
}

/** Permissions of a file. Undefined is right. */
export function checkFileMode(mode: JSONValue | undefined, field: string): FieldError[] {
  if (typeof mode !== 'number' || (mode >= 0 && mode <= 0o777)) return [];
  return [invalidValue(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive')];
}
