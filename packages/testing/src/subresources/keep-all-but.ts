import type { JSONObject } from '../json.js';
import { copyField, ensureObject, objectAt } from '../json-fields.js';

/**
 * Puts back the spec, the status and what of metadata a subresource leaves alone (apimachinery `ResetObjectMetaForStatus`): changes
 * `object`.
 */
export function keepAllBut(object: JSONObject, old: JSONObject): void {
  const kept = structuredClone(old);
  copyField(object, kept, 'spec');
  copyField(object, kept, 'status');
  const metadata = ensureObject(object, 'metadata');
  for (const field of ['deletionGracePeriodSeconds', 'generation', 'labels', 'annotations', 'finalizers', 'ownerReferences'])
    copyField(metadata, objectAt(kept, 'metadata'), field);
}
