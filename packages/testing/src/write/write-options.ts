import { newInvalid } from '@kubewright/rest';
import type { UserInfo } from '../auth/user-info.js';
import { parseBoolean } from '../read/list-options.js';
import { type FieldError, notSupportedValue } from '../validation/field-errors.js';
import { invalidWriteOptions } from '../validation/request-options.js';
import type { FieldValidation } from '../decode/request-body.js';

/** What a write is asked for beside its object (apimachinery `CreateOptions`, `UpdateOptions`, `PatchOptions`). */
export interface WriteOptions {
  readonly dryRun: boolean;
  /** Who manages the fields: as the client says, else the program that its user agent names. */
  readonly manager: string;
  readonly fieldValidation: FieldValidation;
  /** Of an apply: takes fields away from other managers. */
  readonly force: boolean;
  /** Who asks; absent if nobody does. */
  readonly user?: UserInfo;
  /** Takes what the answer warns of; absent if there is none. */
  readonly warn?: (text: string) => void;
}

const longestManager = 128;

/**
 * Throws a `StatusError` of 422 for options that mean nothing.
 *
 * @param isApply whether a manager and `force` have a meaning of their own
 */
export function parseWriteOptions(
  query: URLSearchParams,
  userAgent: string,
  kind: 'CreateOptions' | 'PatchOptions' | 'UpdateOptions',
  isApply = false,
): WriteOptions {
  const fieldManager = query.get('fieldManager') ?? '';
  const fieldValidation = query.get('fieldValidation') ?? '';
  const force = parseBoolean(query.get('force'));
  const dryRun = query.getAll('dryRun');
  const invalid = invalidWriteOptions({ fieldManager, dryRun, fieldValidation, force }, kind, isApply);
  if (invalid) throw invalid;
  return {
    dryRun: dryRun.length > 0,
    manager: fieldManager || prefixOf(userAgent),
    fieldValidation: (fieldValidation || 'Warn') as FieldValidation,
    force: force ?? false,
  };
}

/** Throws a `StatusError` of 422 if there is anything wrong with options. */
export function throwIfAny(kind: string, errors: readonly FieldError[]): void {
  if (errors.length > 0) throw newInvalid({ group: 'meta.k8s.io', kind }, '', [...errors]);
}

/** What is wrong with the values of `dryRun`: `All` is the only one. */
export function dryRunProblems(values: readonly string[]): FieldError[] {
  return values.every((value) => value === 'All') ? [] : [notSupportedValue('dryRun', [...values], ['All'])];
}

/** As `kubectl` of `kubectl/v1.36.3 (linux/amd64)` (apiserver `prefixFromUserAgent`). */
function prefixOf(userAgent: string): string {
  const [prefix = ''] = userAgent.split('/');
  return prefix.slice(0, longestManager).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '');
}
