import type { Status } from '@kubewright/meta-v1';
import { formatLabelSelector, newBadRequest, newConflict, newInternalError, StatusError } from '@kubewright/rest';
import { managedUpdate, serverSideApply } from '../apply/index.js';
import { decodeObject } from '../decode/decode-object.js';
import { decodeOther, textOfBody } from '../http/decode-body.js';
import { jsonAnswer, type ServerAnswer } from '../http/exchange.js';
import type { ResourceCall } from '../http/handler.js';
import { writeOptionsOf } from '../http/write-options-of.js';
import { parsePatchBody } from '../http/patch-body.js';
import { structDecoder } from '../http/patch-decoder.js';
import { applyPatchType, patchTypeOf, strategicMergePatchType } from '../patch/patch-media-types.js';
import { patchObject } from '../patch/patch-object.js';
import { isJSONObject, type JSONObject } from '../json.js';
import { ensureObject, isMissing, numberAt, objectAt, objectsAt, removeField, textAt } from '../json-fields.js';
import type { ScalePaths, ServedResource } from '../resources/served-resource.js';
import { builtInSchema } from '../schemas.js';
import { type Entry, objectOf, type StoredObject } from '../store/entry.js';
import { invalidObject, invalidValue } from '../validation/field-errors.js';
import { matchName, matchNamespace } from '../validation/metadata.js';
import { notFound } from '../write/errors.js';
import { fieldManagerContext } from '../write/field-manager.js';
import { preconditionFailed } from '../write/precondition-failed.js';
import { update } from '../write/update.js';
import type { WriteOptions } from '../write/write-options.js';
import type { WriteTarget } from '../write/write-target.js';

/** What `/scale` shows. */
export const scaleKind = { group: 'autoscaling', version: 'v1', kind: 'Scale' };
/** Where built-in kinds have their numbers; the selector is one of labels, not a text. */
const builtInPaths: ScalePaths = {
  specReplicas: ['spec', 'replicas'],
  statusReplicas: ['status', 'replicas'],
  labelSelector: undefined,
};

/** Answers `/scale`: shows how many replicas there are and are wanted, and changes how many are. */
export async function answerScale(call: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  switch (call.request.method) {
    case 'PUT':
      return put(call, target);
    case 'PATCH':
      return patch(call, target);
    default: {
      const { resource, namespace, name } = target;
      const entry = resource.collection.get(namespace, name);
      if (!entry) throw notFound(resource, name);
      return answer(resource, entry);
    }
  }
}

async function put(call: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  const options = writeOptionsOf(call, 'UpdateOptions');
  const scale = await decodeOther(call, options);
  return write(call, target, options, () => scale);
}

async function patch(call: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  const { request, resource } = call;
  const type = patchTypeOf(call.request.headers['content-type'] ?? '', call.resource.isCustom ? 'custom' : 'built-in');
  const body = await request.body();
  const options = writeOptionsOf(call, 'PatchOptions', type === applyPatchType);
  if (type === applyPatchType) return apply(call, target, body, options);
  const { fieldValidation } = options;
  const schema = builtInSchema(scaleKind.group, scaleKind.version, scaleKind.kind) ?? {};
  const decode = structDecoder(schema.ref ?? '', scaleKind, fieldValidation, type === strategicMergePatchType);
  const parsed = parsePatchBody(textOfBody(body));
  const change = (live: StoredObject): JSONObject => {
    const patched = patchObject(scaleOf(resource, live), parsed, { patchType: type, fieldValidation, schema, decode });
    patched.warnings.forEach(call.warnings.add);
    return patched.object;
  };
  return write(call, target, options, change);
}

/** What is applied is the one field of the object itself, in the version of the resource. */
async function apply(
  { server, resource }: ResourceCall,
  target: WriteTarget,
  body: Uint8Array,
  options: WriteOptions,
): Promise<ServerAnswer> {
  const { object: scale } = decodeObject(body, {
    contentType: 'application/yaml',
    fieldValidation: options.fieldValidation,
    gvk: scaleKind,
    schema: builtInSchema(scaleKind.group, scaleKind.version, scaleKind.kind) ?? {},
  });
  checkNames(scale, target);
  const { entry } = update(
    server.state,
    target,
    {
      apply: (live) => {
        if (!live) throw notFound(resource, target.name);
        const replicas = objectAt(scale, 'spec')?.['replicas'];
        const applied: JSONObject = {
          apiVersion: resource.apiVersion,
          kind: resource.info.kind.kind,
          metadata: { name: target.name },
        };
        if (replicas !== undefined) setAt(applied, pathsOf(resource).specReplicas, replicas);
        const context = { ...fieldManagerContext(server.state, target, options), force: options.force };
        const object = inScale(resource, () => serverSideApply(live, applied, context));
        checkReplicas(scaleOf(resource, object as StoredObject), target.name);
        return scaleFieldsFirst(object);
      },
      mayCreate: false,
      isWhole: false,
    },
    options,
  );
  return answer(resource, entry);
}

function write(
  { server, resource }: ResourceCall,
  target: WriteTarget,
  options: WriteOptions,
  change: (live: StoredObject) => JSONObject,
): ServerAnswer {
  const { entry } = update(
    server.state,
    target,
    {
      apply: (live) => {
        if (!live) throw notFound(resource, target.name);
        return scaled(resource, target, live, change(live), (changed) =>
          managedUpdate(live, changed, fieldManagerContext(server.state, target, options)),
        );
      },
      mayCreate: false,
      isWhole: false,
    },
    options,
  );
  return answer(resource, entry);
}

/** The object with the replicas of the scale. */
function scaled(
  resource: ServedResource,
  target: WriteTarget,
  live: StoredObject,
  scale: JSONObject,
  managed: (changed: JSONObject) => JSONObject,
): JSONObject {
  checkNames(scale, target);
  checkReplicas(scale, target.name);
  const metadata = objectAt(scale, 'metadata');
  const uid = textAt(metadata, 'uid');
  if (uid !== '' && uid !== live.metadata.uid)
    throw newConflict(resource.info, target.name, preconditionFailed(target, uid, live.metadata.uid));
  const changed = structuredClone(live);
  const { specReplicas } = pathsOf(resource);
  if (resource.isCustom && isMissing(objectAt(scale, 'spec'), 'replicas') && valueAt(live, specReplicas) === undefined)
    throw newBadRequest(`the spec replicas field "${pathText(specReplicas)}" cannot be empty`);
  setAt(changed, specReplicas, numberAt(objectAt(scale, 'spec'), 'replicas') ?? 0);
  const version = textAt(metadata, 'resourceVersion');
  if (version !== '') changed.metadata.resourceVersion = version;
  const replicas = valueAt(changed, specReplicas) ?? 0;
  if (replicas !== 0) return scaleFieldsFirst(managed(changed));
  // A Scale does not write that it wants none: then nobody manages it.
  removeField(objectAt(changed, ...specReplicas.slice(0, -1)) ?? {}, specReplicas.at(-1) ?? '');
  const unmanaged = managed(changed);
  setAt(unmanaged, specReplicas, replicas);
  return scaleFieldsFirst(unmanaged);
}

/** Conflicts are told as such of the Scale. */
function inScale<T>({ apiVersion }: ServedResource, apply: () => T): T {
  try {
    return apply();
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    const told = JSON.stringify(error.status).replaceAll(` using ${apiVersion}`, ' using autoscaling/v1');
    throw new StatusError(JSON.parse(told) as Status);
  }
}

/** Managers of a Scale have no time, and therefore come before the others that are alike: changes `object`. */
function scaleFieldsFirst(object: JSONObject): JSONObject {
  const { metadata } = object;
  const entries = objectsAt(isJSONObject(metadata) ? metadata : undefined, 'managedFields');
  if (!isJSONObject(metadata) || entries.length === 0) return object;
  for (const entry of entries) if (entry['subresource'] === 'scale') removeField(entry, 'time');
  const rank = (entry: JSONObject): string => `${textAt(entry, 'operation')} ${textAt(entry, 'time')}`;
  metadata['managedFields'] = entries.sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
  return object;
}

function checkNames(scale: JSONObject, { name, namespace }: WriteTarget): void {
  const metadata = ensureObject(scale, 'metadata');
  if (textAt(metadata, 'name') === '') metadata['name'] = name;
  matchNamespace(scale, namespace);
  matchName(scale, name, namespace);
}

function checkReplicas(scale: JSONObject, name: string): void {
  const replicas = numberAt(objectAt(scale, 'spec'), 'replicas') ?? 0;
  if (replicas < 0)
    throw invalidObject(scaleKind, name, [invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0')]);
}

function answer(resource: ServedResource, entry: Entry): ServerAnswer {
  return jsonAnswer(200, JSON.stringify(scaleOf(resource, objectOf(entry), true)));
}

/** How many replicas an object wants. Throws a `StatusError` of 500 for a custom object that does not say. */
export function replicasWanted(resource: ServedResource, object: StoredObject): number {
  return numberAt(objectAt(scaleOf(resource, object, true), 'spec'), 'replicas') ?? 0;
}

/** An object as its Scale. @param isWhole whether a custom object has to say how many replicas it wants */
function scaleOf(resource: ServedResource, object: StoredObject, isWhole = false): JSONObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const { specReplicas, statusReplicas, labelSelector } = pathsOf(resource);
  const wanted = valueAt(object, specReplicas);
  if (resource.isCustom && wanted === undefined && isWhole)
    throw newInternalError(new Error(`the spec replicas field "${pathText(specReplicas)}" does not exist`));
  const selector = resource.isCustom ? (labelSelector ? valueAt(object, labelSelector) : '') : selectorOf(object);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, ...(namespace !== undefined && { namespace }), uid, resourceVersion, creationTimestamp },
    spec: typeof wanted === 'number' && wanted !== 0 ? { replicas: wanted } : {},
    status: {
      replicas: Number(valueAt(object, statusReplicas) ?? 0),
      ...(typeof selector === 'string' && selector !== '' && { selector }),
    },
  };
}

/** As a text; a ReplicationController selects by labels alone. */
function selectorOf(object: JSONObject): string {
  const selector = objectAt(object, 'spec', 'selector') ?? {};
  const isOfLabels = object['kind'] === 'ReplicationController';
  return formatLabelSelector(isOfLabels ? { matchLabels: selector as Record<string, string> } : selector);
}

function pathsOf({ custom }: ServedResource): ScalePaths {
  return custom?.scale ?? builtInPaths;
}

function pathText(path: readonly string[]): string {
  return `.${path.join('.')}`;
}

function valueAt(object: JSONObject, path: readonly string[]): JSONObject[string] | undefined {
  return objectAt(object, ...path.slice(0, -1))?.[path.at(-1) ?? ''];
}

function setAt(object: JSONObject, path: readonly string[], value: JSONObject[string]): void {
  let parent = object;
  for (const field of path.slice(0, -1)) parent = ensureObject(parent, field);
  parent[path.at(-1) ?? ''] = value;
}
