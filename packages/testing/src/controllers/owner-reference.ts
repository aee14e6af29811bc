import { isJSONObject, type JSONObject } from '../json.js';
import { objectsAt, textAt } from '../json-fields.js';

/** Who owns an object, as its metadata say. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  /** Whether the owner waits for the object when it is deleted in the foreground. */
  readonly blocks: boolean;
  /** Whether the owner is the one that manages the object. */
  readonly controls: boolean;
}

/** The owners of an object. */
export function ownersOf(object: JSONObject): OwnerReference[] {
  const { metadata } = object;
  return objectsAt(isJSONObject(metadata) ? metadata : undefined, 'ownerReferences').map((reference) => ({
    apiVersion: textAt(reference, 'apiVersion'),
    kind: textAt(reference, 'kind'),
    name: textAt(reference, 'name'),
    uid: textAt(reference, 'uid'),
    blocks: reference['blockOwnerDeletion'] === true,
    controls: reference['controller'] === true,
  }));
}

/** Takes owners away: changes `object`. */
export function removeOwners(object: JSONObject, uids: ReadonlySet<string>): void {
  const metadata = object['metadata'];
  if (!isJSONObject(metadata)) return;
  const left = objectsAt(metadata, 'ownerReferences').filter((reference) => !uids.has(textAt(reference, 'uid')));
  if (left.length > 0) metadata['ownerReferences'] = left;
  else delete metadata['ownerReferences'];
}

/** Takes a finalizer away: changes `object`. */
export function removeFinalizer(object: JSONObject, finalizer: string): void {
  const metadata = object['metadata'];
  if (!isJSONObject(metadata) || !Array.isArray(metadata['finalizers'])) return;
  const left = metadata['finalizers'].filter((one) => one !== finalizer);
  if (left.length > 0) metadata['finalizers'] = left;
  else delete metadata['finalizers'];
}

/** Whether somebody wants a finalizer to be heeded: the object has it, and is being deleted. */
export function awaits(metadata: JSONObject, finalizer: string): boolean {
  const { finalizers, deletionTimestamp } = metadata;
  return deletionTimestamp !== undefined && Array.isArray(finalizers) && finalizers.includes(finalizer);
}
