import type { StatusCause } from '@kubewright/meta-v1';
import { CauseType, newApplyConflict, type StatusError } from '@kubewright/rest';
import { pathsOf } from './field-set.js';
import type { ManagedEntry, ManagedFields } from './managed-fields.js';
import { printPathElement } from './path-element.js';

/**
 * The error of an apply that would change what others own: 409 with a cause for each field (apimachinery
 * `managedfields/internal/conflict.go`).
 *
 * @param conflicts by managers what of theirs would change, in the order of their identifiers
 */
export function conflictError(conflicts: ManagedFields): StatusError {
  const causes: StatusCause[] = [];
  const lines: string[] = [];
  for (const entry of conflicts.values()) {
    const manager = printManager(entry);
    lines.push(`conflicts with ${manager}:`);
    for (const path of pathsOf(entry.fields)) {
      const field = path.map(printPathElement).join('');
      lines.push(`- ${field}`);
      causes.push({ reason: CauseType.FieldManagerConflict, message: `conflict with ${manager}`, field });
    }
  }
  const [only] = causes;
  const message =
    causes.length === 1
      ? `Apply failed with 1 conflict: ${String(only?.message)}: ${String(only?.field)}`
      : `Apply failed with ${String(causes.length)} conflicts: ${lines.join('\n')}`;
  return newApplyConflict(causes, message);
}

function printManager({ manager, operation, apiVersion, subresource }: ManagedEntry): string {
  const name = `${JSON.stringify(manager)}${subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`}`;
  return operation === 'Update' ? `${name} using ${apiVersion}` : name;
}
