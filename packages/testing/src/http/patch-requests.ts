import { StatusError } from '@kubewright/rest';
import { managedUpdate, serverSideApply } from '../apply/index.js';
import type { JSONObject, JSONValue } from '../json.js';
import { applyJSONPatch } from '../patch/json-patch.js';
import { applyMergePatch } from '../patch/merge-patch.js';
import { applyStrategicMergePatch } from '../patch/strategic-merge-patch.js';
import type { Schema } from '../schema.js';
import type { StoredObject } from '../store/entry.js';
import { fieldManagerContext } from '../write/field-manager.js';
import { prepared } from '../write/prepared.js';
import { update } from '../write/update.js';
import { parseWriteOptions, type WriteOptions } from '../write/write-options.js';
import type { WriteTarget } from '../write/write-target.js';
import { decodeFor, warningHeaders } from './decode-body.js';
import { jsonAnswer, type ServerAnswer } from './exchange.js';
import type { ResourceCall } from './handler.js';
import { decodePatch } from './patch-body.js';
import { presentationFor } from './presentation-for.js';

/** The content type of a configuration that is applied. */
export const applyType = 'application/apply-patch+yaml';
const jsonType = 'application/json-patch+json';
const mergeType = 'application/merge-patch+json';
const strategicType = 'application/strategic-merge-patch+json';

/** Changes an object by a patch, or applies a configuration. */
export async function answerPatch(call: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  const { server, request, query } = call;
  const type = patchType(call);
  const presentation = presentationFor(call);
  const body = await request.body();
  const isApply = type === applyType;
  const options = parseWriteOptions(query, request.headers['user-agent'] ?? '', 'PatchOptions', isApply);
  const warnings: string[] = [];
  const change = isApply ? applied(call, target, body, options, warnings) : patched(call, target, type, body, options, warnings);
  const { entry, isNew } = update(server.state, target, { apply: change, mayCreate: isApply, isWhole: false }, options);
  return jsonAnswer(isNew ? 201 : 200, presentation.one(entry), warningHeaders(warnings));
}

/** Which kind of patch a request brings. Throws a `StatusError` of 415 for what is none. */
export function patchType({ request, resource }: ResourceCall): string {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  const types = resource.isCustom ? [jsonType, mergeType, applyType] : [jsonType, mergeType, strategicType, applyType];
  if (!types.includes(type)) throw unsupported(types);
  return type;
}

/** A document with a patch applied to it. @param schema of the document, for a strategic merge patch */
export function patchedValue(type: string, document: JSONObject, body: Uint8Array, schema: Schema | undefined): JSONValue {
  const patch = decodePatch(body);
  if (type === jsonType) return applyJSONPatch(document, patch);
  return type === mergeType
    ? applyMergePatch(document, patch)
    : applyStrategicMergePatch(document, patch as JSONObject, schema ?? {});
}

function applied(
  { server, resource }: ResourceCall,
  target: WriteTarget,
  body: Uint8Array,
  options: WriteOptions,
  warnings: string[],
): (live: StoredObject | undefined) => JSONObject {
  const decoded = decodeFor(resource, body, 'application/yaml', options.fieldValidation);
  warnings.push(...decoded.warnings);
  return (live) => {
    const context = { ...fieldManagerContext(server.state, target, options), force: options.force };
    const object = serverSideApply(live, decoded.object, context);
    return prepared(decodeFor(resource, JSON.stringify(object), undefined, 'Ignore').object, resource);
  };
}

function patched(
  { server, resource }: ResourceCall,
  target: WriteTarget,
  type: string,
  body: Uint8Array,
  options: WriteOptions,
  warnings: string[],
): (live: StoredObject | undefined) => JSONObject {
  return (live = {} as StoredObject) => {
    const result = patchedValue(type, live, body, resource.schema);
    const decoded = decodeFor(resource, JSON.stringify(result), undefined, options.fieldValidation);
    warnings.push(...decoded.warnings);
    return managedUpdate(live, prepared(decoded.object, resource), fieldManagerContext(server.state, target, options));
  };
}

function unsupported(types: readonly string[]): StatusError {
  return new StatusError({
    status: 'Failure',
    message: `the body of the request was in an unknown format - accepted media types include: ${types.join(', ')}`,
    reason: 'UnsupportedMediaType',
    code: 415,
  });
}
