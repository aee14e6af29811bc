import { StatusError, StatusReason } from '@kubewright/rest';

/** A list of operations (RFC 6902). */
export const jsonPatchType = 'application/json-patch+json';
/** What an object should have, null for what it should not (RFC 7386). */
export const mergePatchType = 'application/merge-patch+json';
/** The same for built-in kinds, with lists that are merged. */
export const strategicMergePatchType = 'application/strategic-merge-patch+json';
/** What a field manager wants of an object: server-side apply. */
export const applyPatchType = 'application/apply-patch+yaml';

/** What a custom resource may be patched with, in the server's order. */
const customPatchTypes: readonly string[] = [jsonPatchType, mergePatchType, applyPatchType];
/** What a built-in resource may be patched with. */
const builtInPatchTypes: readonly string[] = [...customPatchTypes, strategicMergePatchType];

/**
 * The media type of a patch, without its parameters. Throws a StatusError 415, in the words that a server has for built-in
 * resources or for custom ones, if the resource cannot be patched with it. Upper and lower case count.
 *
 * @param contentType as the header has it; empty if there is none
 */
export function patchTypeOf(contentType: string, resource: 'built-in' | 'custom'): string {
  const end = contentType.indexOf(';');
  const type = (end > 0 ? contentType.slice(0, end) : contentType).trim();
  if ((resource === 'custom' ? customPatchTypes : builtInPatchTypes).includes(type)) return type;
  const message =
    resource === 'custom'
      ? `the body of the request was in an unknown format - accepted media types include: ${customPatchTypes.join(', ')}`
      : '415: Unsupported Media Type';
  throw new StatusError({
    apiVersion: 'v1',
    kind: 'Status',
    metadata: {},
    status: 'Failure',
    message,
    reason: StatusReason.UnsupportedMediaType,
    ...(resource === 'built-in' && { details: {} }),
    code: 415,
  });
}
