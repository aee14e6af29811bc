import { newBadRequest } from '@kubewright/rest';
import { decodeCustomResource } from '../decode/decode-custom-resource.js';
import { decodeObject, noKind } from '../decode/decode-object.js';
import { goStruct } from '../decode/go-types.js';
import { isProtobufContent, protobufBodyAsJSON } from '../decode/protobuf-body.js';
import { type DecodedObject, type FieldValidation, readContent, readTypeMeta } from '../decode/request-body.js';
import { readFields } from '../decode/typed-walk.js';
import { isJSONObject, type JSONObject } from '../json.js';
import { apiVersionOf } from '../resources/resource-table.js';
import type { ServedResource } from '../resources/served-resource.js';
import { builtInSchema } from '../schemas.js';
import { definitions } from '../controllers/definition-controller.js';
import { loadRulesFor } from '../customresources/load-rules.js';
import type { WriteOptions } from '../write/write-options.js';
import type { ResourceCall } from './handler.js';

/** Reads the object that a create or an update brings. Throws a `StatusError` if it cannot be read. */
export async function decodeBody(
  { request, resource, warnings }: ResourceCall,
  { fieldValidation }: Pick<WriteOptions, 'fieldValidation'>,
): Promise<JSONObject> {
  const decoded = decodeFor(resource, await request.body(), request.headers['content-type'], fieldValidation);
  decoded.warnings.forEach(warnings.add);
  if (resource.groupResource === definitions) await loadRulesFor(JSON.stringify(decoded.object));
  return decoded.object;
}

/** Reads an object of a resource. Throws a `StatusError` if it cannot be read. */
export function decodeFor(
  { info, schema, custom }: ServedResource,
  body: Uint8Array | string,
  contentType: string | undefined,
  fieldValidation: FieldValidation,
): DecodedObject {
  const gvk = info.kind;
  return custom
    ? decodeCustomResource(body, { contentType, fieldValidation, gvk, schema: custom.openAPIV3Schema })
    : decodeObject(body, { contentType, fieldValidation, gvk, schema: schema ?? {} });
}

/**
 * Reads an object that a subresource takes, as an Eviction. Throws a `StatusError` if it cannot be read.
 *
 * @param otherVersion what it may be of beside the version of the subresource
 */
export async function decodeOther(
  { request, resource, path, warnings }: ResourceCall,
  { fieldValidation }: Pick<WriteOptions, 'fieldValidation'>,
  otherVersion?: string,
): Promise<JSONObject> {
  const gvk = resource.info.subresources[path.subresource]?.kind ?? resource.info.kind;
  const schema = builtInSchema(gvk.group, gvk.version, gvk.kind) ?? {};
  const contentType = request.headers['content-type'];
  const decoded = decodeObject(await request.body(), { contentType, fieldValidation, gvk, schema, otherVersion });
  decoded.warnings.forEach(warnings.add);
  return decoded.object;
}

/** A body as text; what is no UTF-8 becomes U+FFFD. */
export function textOfBody(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

const deleteOptions = { group: 'meta.k8s.io', version: 'v1', kind: 'DeleteOptions' };

/**
 * Reads the options that a deletion may bring as its body; undefined if it brings none. All that it says of its version is that it has
 * one: whatever it is, the options are those.
 */
export async function deleteOptionsBody({ request }: ResourceCall): Promise<JSONObject | undefined> {
  const bytes = await request.body();
  if (bytes.length === 0) return undefined;
  const contentType = request.headers['content-type'];
  const refuse = (why: string): never => {
    throw newBadRequest(why);
  };
  const read = isProtobufContent(contentType)
    ? readContent(protobufBodyAsJSON(bytes, { ...deleteOptions, group: '' }), undefined)
    : readContent(bytes, contentType);
  if ('problem' in read) return refuse(read.problem);
  const { group, version, kind } = readTypeMeta(read.value, refuse);
  const isUnsaid = group === '' && version === '';
  if (kind !== '' && kind !== deleteOptions.kind)
    refuse(noKind(kind, apiVersionOf(isUnsaid ? deleteOptions : { group, version })));
  const options = isJSONObject(read.value) ? read.value : {};
  const struct = goStruct(definitionOfDeleteOptions);
  try {
    if (struct) readFields(options, struct, { exact: read.exact, isStrict: false });
  } catch (error) {
    refuse((error as Error).message);
  }
  return options;
}

const definitionOfDeleteOptions = 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions';
