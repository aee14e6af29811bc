import type { JSONObject } from '../json.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import { meansTheSame } from '../kinds/semantic-equality.js';

/**
 * Takes owner references out of an object that stand there twice, and warns of them (apiserver `dedupOwnerReferencesAndAddWarning`):
 * changes the object.
 *
 * @param isPatched whether the object was made by a patch, of which the server says something else
 */
export function dropRepeatedOwners(object: JSONObject, warn: (text: string) => void, isPatched = false): void {
  const metadata = objectAt(object, 'metadata');
  const kept: JSONObject[] = [];
  const repeated: string[] = [];
  for (const reference of objectsAt(metadata, 'ownerReferences')) {
    if (kept.some((one) => meansTheSame(one, reference))) repeated.push(textAt(reference, 'uid'));
    else kept.push(reference);
  }
  if (!metadata || repeated.length === 0) return;
  metadata['ownerReferences'] = kept;
  const when = isPatched ? ' after mutating admission happens' : '';
  warn(
    `.metadata.ownerReferences contains duplicate entries${when}; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${repeated.join(', ')}`,
  );
}
