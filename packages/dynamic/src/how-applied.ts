import { isDeepStrictEqual } from 'node:util';
import type { DynamicObject } from './dynamic-object.js';

/**
 * What applying did to an object, by how it was before. What controllers write in between, the status, is no change of ours, unless the
 * document has a status too.
 *
 * @param before undefined if there was none
 */
export function howApplied(
  document: DynamicObject,
  before: DynamicObject | undefined,
  after: DynamicObject,
  fieldManager: string,
): 'configured' | 'created' | 'unchanged' {
  if (!before) return 'created';
  const isSame =
    isDeepStrictEqual(contentOf(before, document), contentOf(after, document)) &&
    isDeepStrictEqual(ownedFields(before, fieldManager), ownedFields(after, fieldManager));
  return isSame ? 'unchanged' : 'configured';
}

function contentOf({ metadata, status, ...content }: DynamicObject, document: DynamicObject): object {
  // Of a dry run the server answers with the version before it, so it says nothing.
  const { resourceVersion: _version, managedFields: _fields, ...meta } = metadata ?? {};
  return { ...content, metadata: meta, ...('status' in document && { status }) };
}

/** What a manager owns by applying; a takeover without a change of values is a change too. */
function ownedFields({ metadata }: DynamicObject, fieldManager: string): unknown {
  return metadata?.managedFields?.find(
    ({ manager, operation, subresource }) => manager === fieldManager && operation === 'Apply' && !subresource,
  )?.fieldsV1;
}
