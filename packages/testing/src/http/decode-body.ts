import { decodeObject } from '../decode/decode-object.js';
import type { JSONObject } from '../json.js';
import type { WriteOptions } from '../write/write-options.js';
import type { ResourceCall } from './handler.js';

/** An object from a body, with the headers that warn of what was wrong in it. */
export interface DecodedBody {
  readonly object: JSONObject;
  readonly warnings: Record<string, string[]>;
}

/** Reads the object that a create or an update brings. Throws a `StatusError` if it cannot be read. */
export async function decodeBody(
  { request, resource, path }: ResourceCall,
  options: Pick<WriteOptions, 'fieldValidation'>,
): Promise<DecodedBody> {
  const subresource = resource.info.subresources[path.subresource];
  const { object, warnings } = decodeObject(await request.body(), {
    contentType: request.headers['content-type'] ?? '',
    fieldValidation: options.fieldValidation,
    kind: subresource?.kind ?? resource.info.kind,
    schema: resource.schema,
  });
  return { object, warnings: warningHeaders(warnings) };
}

/** The header `Warning` for each text. */
export function warningHeaders(warnings: readonly string[]): Record<string, string[]> {
  return warnings.length === 0 ? {} : { Warning: warnings.map((text) => `299 - "${text.replace(/[\\"]/g, '\\$&')}"`) };
}

/** Reads the options that a deletion may bring as its body; undefined if it brings none. */
export async function deleteOptionsBody({ request }: ResourceCall): Promise<JSONObject | undefined> {
  const bytes = await request.body();
  if (bytes.length === 0) return undefined;
  return decodeObject(bytes, {
    contentType: request.headers['content-type'] ?? '',
    fieldValidation: 'Ignore',
    kind: { group: 'meta.k8s.io', version: 'v1', kind: 'DeleteOptions' },
    schema: undefined,
  }).object;
}
