import { newConflict } from '@kubewright/rest';
import { setDefinitionCondition } from '../customresources/definition-conditions.js';
import { ensureObject, listAt, objectAt } from '../json-fields.js';
import type { ServedResource } from '../resources/served-resource.js';
import type { StoredObject } from '../store/entry.js';
import type { DeleteOptions } from './delete-options.js';

/** By which a definition waits for the end of its objects. */
export const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

/**
 * What a deletion does before all others to what contains other objects: namespaces and definitions only begin to end. Changes the
 * object.
 *
 * @param now RFC 3339, seconds
 * @returns `changed` if the object is to be written and nothing else happens, `keep` if nothing at all happens, undefined if the
 *   deletion goes on as that of any other object
 * Throws a `StatusError` of 409 for preconditions that do not hold.
 */
export function firstDeletion(
  resource: ServedResource,
  object: StoredObject,
  options: DeleteOptions,
  now: string,
): 'changed' | 'keep' | undefined {
  const isNamespace = resource.groupResource === 'namespaces';
  if (!isNamespace && resource.groupResource !== 'customresourcedefinitions.apiextensions.k8s.io') return undefined;
  checkPreconditions(resource, object, options);
  const { metadata } = object;
  if (metadata.deletionTimestamp !== undefined)
    return isNamespace && listAt(objectAt(object, 'spec'), 'finalizers').length > 0 ? 'keep' : undefined;
  metadata.deletionTimestamp = now;
  const finalizers = listAt(metadata, 'finalizers').map(String);
  if (isNamespace) {
    ensureObject(object, 'status')['phase'] = 'Terminating';
    const wanted = withPropagation(finalizers, options);
    if (wanted.length > 0) metadata.finalizers = wanted;
    else delete metadata.finalizers;
  } else {
    if (!finalizers.includes(cleanupFinalizer)) metadata.finalizers = [...finalizers, cleanupFinalizer];
    setDefinitionCondition(
      object,
      {
        type: 'Terminating',
        status: 'True',
        reason: 'InstanceDeletionPending',
        message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
      },
      now,
    );
  }
  return 'changed';
}

function withPropagation(finalizers: readonly string[], { propagation, orphanDependents }: DeleteOptions): string[] {
  if (propagation === undefined && orphanDependents === undefined) return [...finalizers];
  const kept = finalizers.filter((one) => one !== 'orphan' && one !== 'foregroundDeletion');
  if (propagation === 'Orphan') return [...kept, 'orphan'];
  return propagation === 'Foreground' || orphanDependents === false ? [...kept, 'foregroundDeletion'] : kept;
}

function checkPreconditions({ info }: ServedResource, { metadata }: StoredObject, { uid, resourceVersion }: DeleteOptions): void {
  const { name } = metadata;
  if (uid !== undefined && uid !== metadata.uid)
    throw newConflict(info, name, `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`);
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion)
    throw newConflict(
      info,
      name,
      `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion}`,
    );
}
