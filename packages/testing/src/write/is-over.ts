import { listAt, numberAt, objectAt } from '../json-fields.js';
import type { ServedResource } from '../resources/served-resource.js';
import type { StoredObject } from '../store/entry.js';

/**
 * Whether an update leaves nothing that keeps an object which is being deleted (apiserver `registry.ShouldDeleteDuringUpdate`). A
 * namespace has finalizers in its `spec` too.
 */
export function isOver({ groupResource }: ServedResource, object: StoredObject): boolean {
  const { metadata } = object;
  return (
    metadata.deletionTimestamp !== undefined &&
    listAt(metadata, 'finalizers').length === 0 &&
    (numberAt(metadata, 'deletionGracePeriodSeconds') ?? 0) === 0 &&
    (groupResource !== 'namespaces' || listAt(objectAt(object, 'spec'), 'finalizers').length === 0)
  );
}
