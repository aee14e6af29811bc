import type { StatusCause } from '@kubewright/meta-v1';
import { newInvalid } from '@kubewright/rest';
import { parseBoolean } from '../read/list-options.js';
import { type FieldError, invalidValue, notSupportedValue, tooLong } from '../validation/field-errors.js';

/** What a write is asked for beside its object (apimachinery `CreateOptions`, `UpdateOptions`, `PatchOptions`). */
export interface WriteOptions {
  readonly dryRun: boolean;
  /** Who manages the fields: as the client says, else the program that its user agent names. */
  readonly manager: string;
  readonly fieldValidation: 'Ignore' | 'Strict' | 'Warn';
  /** Of an apply: takes fields away from other managers. */
  readonly force: boolean;
}

const longestManager = 128;
const validations = ['Ignore', 'Warn', 'Strict'] as const;

/**
 * Throws a `StatusError` of 422 for options that mean nothing.
 *
 * @param kind as `CreateOptions`, for messages
 * @param isApply whether a manager and `force` have a meaning of their own
 */
export function parseWriteOptions(query: URLSearchParams, userAgent: string, kind: string, isApply = false): WriteOptions {
  const fieldManager = query.get('fieldManager') ?? '';
  const fieldValidation = query.get('fieldValidation') ?? '';
  const force = parseBoolean(query.get('force'));
  const errors = [
    ...(kind === 'PatchOptions' ? patchProblems(fieldManager, force, isApply) : []),
    ...managerProblems(fieldManager),
    ...dryRunProblems(query.getAll('dryRun')),
  ];
  const validation = validations.find((known) => known === (fieldValidation || 'Warn'));
  if (!validation) errors.push(notSupportedValue('fieldValidation', fieldValidation, ['', ...validations]));
  throwIfAny(kind, errors);
  return {
    dryRun: query.has('dryRun'),
    manager: fieldManager || prefixOf(userAgent),
    fieldValidation: validation ?? 'Warn',
    force: force ?? false,
  };
}

/** Throws a `StatusError` of 422 if there is anything wrong with options. */
export function throwIfAny(kind: string, errors: readonly StatusCause[]): void {
  if (errors.length > 0) throw newInvalid({ group: 'meta.k8s.io', kind }, '', [...errors]);
}

/** What is wrong with the values of `dryRun`: `All` is the only one. */
export function dryRunProblems(values: readonly string[]): FieldError[] {
  return values.every((value) => value === 'All')
    ? []
    : [
        {
          ...notSupportedValue('dryRun', undefined, ['All']),
          message: `Unsupported value: ${JSON.stringify(values)}: supported values: "All"`,
        },
      ];
}

function patchProblems(fieldManager: string, force: boolean | undefined, isApply: boolean): FieldError[] {
  if (!isApply)
    return force === undefined
      ? []
      : [{ field: 'force', reason: 'FieldValueForbidden', message: 'Forbidden: may not be specified for non-apply patch' }];
  return fieldManager === ''
    ? [{ field: 'fieldManager', reason: 'FieldValueRequired', message: 'Required value: is required for apply patch' }]
    : [];
}

function managerProblems(manager: string): FieldError[] {
  const errors: FieldError[] = [];
  if (Buffer.byteLength(manager) > longestManager) errors.push(tooLong('fieldManager', longestManager));
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(manager))
    errors.push(invalidValue('fieldManager', manager, `should only contain printable characters`));
  return errors;
}

/** As `kubectl` of `kubectl/v1.36.3 (linux/amd64)` (apiserver `prefixFromUserAgent`). */
function prefixOf(userAgent: string): string {
  const [prefix = ''] = userAgent.split('/');
  return prefix.slice(0, longestManager).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '');
}
