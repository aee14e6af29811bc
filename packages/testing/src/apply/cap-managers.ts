import { compareText } from './compare-text.js';
import { union } from './field-set.js';
import { type ManagedFields, managerIdentifier, unixSeconds } from './managed-fields.js';

const maxUpdateManagers = 10;

/**
 * Puts the oldest entries of updates together as those of `ancient-changes`, one for each version, until there are at most ten entries
 * of updates (apimachinery `managedfields/internal/capmanagers.go`). Changes `managed`.
 */
export function capUpdateManagers(managed: ManagedFields): void {
  const updaters = [...managed].filter(([, { operation }]) => operation === 'Update');
  let count = updaters.length;
  if (count <= maxUpdateManagers) return;
  updaters.sort(([left, { time }], [right, other]) => unixSeconds(time) - unixSeconds(other.time) || compareText(left, right));
  const firstOfVersion = new Map<string, string>();
  for (const [identifier, entry] of updaters) {
    if (count <= maxUpdateManagers) return;
    const first = firstOfVersion.get(entry.apiVersion);
    if (first === undefined) {
      firstOfVersion.set(entry.apiVersion, identifier);
      continue;
    }
    const bucket = { ...entry, manager: 'ancient-changes', operation: 'Update' as const, subresource: '' };
    const name = managerIdentifier(bucket);
    const before = managed.get(name) ?? managed.get(first) ?? entry;
    if (!managed.has(name)) managed.delete(first);
    managed.set(name, { ...bucket, fields: union(entry.fields, before.fields) });
    managed.delete(identifier);
    count--;
  }
}
