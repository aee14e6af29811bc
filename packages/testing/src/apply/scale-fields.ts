import type { JSONValue } from '../json.js';
import { difference, hasPath, isEmptySet, setOf } from './field-set.js';
import { decodeManagedFields, encodeManagedFields, type ManagedEntry, type ManagedFields } from './managed-fields.js';
import { fieldElement } from './path-element.js';

/** Where the number of replicas is, by version of the resource: `{ 'apps/v1': ['spec', 'replicas'] }`. */
export type ReplicasPaths = Readonly<Record<string, readonly string[]>>;

const scaleVersion = 'autoscaling/v1';
const replicasInScale = [['f:spec', 'f:replicas']] as const;

/**
 * The managed fields of the scale of an object: of whoever owns its number of replicas (apimachinery
 * `managedfields/scalehandler.go`). Throws an Error for entries that cannot be read.
 */
export function scaleManagedFields(parent: JSONValue | undefined, paths: ReplicasPaths): JSONValue[] {
  const scale: ManagedFields = new Map();
  for (const [identifier, entry] of decodeManagedFields(parent)) {
    const path = replicasIn(entry, paths);
    if (path !== undefined && hasPath(entry.fields, path))
      scale.set(identifier, { ...entry, apiVersion: scaleVersion, fields: setOf(...replicasInScale) });
  }
  return encodeManagedFields(scale);
}

function replicasIn({ apiVersion }: ManagedEntry, paths: ReplicasPaths): string[] | undefined {
  return Object.hasOwn(paths, apiVersion) ? paths[apiVersion]?.map(fieldElement) : undefined;
}

/**
 * The managed fields of an object after its scale was written: who owned its number of replicas may have lost it, or somebody may have
 * got it. Entries of versions that are not among the paths go away. Throws an Error for entries that cannot be read.
 *
 * @param parent those of the object before
 * @param scale those of the scale after
 * @param apiVersion in which the object is written
 */
export function parentManagedFields(
  parent: JSONValue | undefined,
  scale: JSONValue | undefined,
  apiVersion: string,
  paths: ReplicasPaths,
): JSONValue[] {
  const before = decodeManagedFields(parent);
  const scaled = decodeManagedFields(scale);
  const after: ManagedFields = new Map();
  for (const [identifier, entry] of before) {
    const path = replicasIn(entry, paths);
    if (path === undefined) continue;
    const kept = !hasPath(entry.fields, path) || scaled.has(identifier);
    const fields = kept ? entry.fields : difference(entry.fields, setOf(path));
    if (!isEmptySet(fields)) after.set(identifier, { ...entry, fields });
    if (hasPath(entry.fields, path)) scaled.delete(identifier);
  }
  const replicas = setOf((paths[apiVersion] ?? []).map(fieldElement));
  for (const [identifier, entry] of scaled) {
    if (!hasPath(entry.fields, replicasInScale[0])) continue;
    after.set(identifier, { ...entry, apiVersion, fields: replicas, time: before.get(identifier)?.time });
  }
  return encodeManagedFields(after);
}
