import { managedUpdate } from '../apply/index.js';
import { statusText } from './status-answer.js';
import { notFound } from '../write/errors.js';
import { deleteObject } from '../write/delete.js';
import { parseDeleteOptions } from '../write/delete-options.js';
import { tooLarge } from '../read/list.js';
import { parseRevision } from '../read/revision.js';
import { fieldManagerContext } from '../write/field-manager.js';
import { prepared } from '../write/prepared.js';
import { update } from '../write/update.js';
import type { WriteTarget } from '../write/write-target.js';
import { deletionWarnings } from '../write/deletion-warnings.js';
import { decodeBody, deleteOptionsBody } from './decode-body.js';
import { jsonAnswer, type ServerAnswer } from './exchange.js';
import type { ResourceCall } from './handler.js';
import { checkVerb, methodNotAllowed } from './routing-errors.js';
import { answerPatch } from './patch-requests.js';
import { encodingFor, presentationFor } from './presentation-for.js';
import { dropRepeatedOwners } from './repeated-owners.js';
import { writeOptionsOf } from './write-options-of.js';

/** Answers for one object: get, update, patch, delete. */
export async function answerObject(call: ResourceCall): Promise<ServerAnswer> {
  const { request, resource, path } = call;
  const { verbs } = resource.info;
  const target: WriteTarget = {
    resource,
    namespace: resource.info.namespaced ? path.namespace : '',
    name: path.name,
    subresource: '',
  };
  switch (request.method) {
    case 'GET':
      checkVerb(verbs, 'get');
      return get(call, target);
    case 'PUT':
      checkVerb(verbs, 'update');
      return put(call, target);
    case 'PATCH':
      checkVerb(verbs, 'patch');
      return answerPatch(call, target);
    case 'DELETE':
      checkVerb(verbs, 'delete');
      return remove(call, target);
    default:
      throw methodNotAllowed();
  }
}

/** The object. */
export function get(call: ResourceCall, { resource, namespace, name }: WriteTarget): ServerAnswer {
  const presentation = presentationFor(call);
  const wanted = call.query.get('resourceVersion') ?? '';
  const { revision } = call.server.state.store;
  if (parseRevision(wanted) > revision) throw tooLarge(BigInt(wanted), revision);
  const entry = resource.collection.get(namespace, name);
  if (!entry) throw notFound(resource, name);
  return { ...jsonAnswer(200, presentation.one(entry)), encoding: encodingFor(call) };
}

/** Replaces an object, or a part of it that is a subresource. */
export async function put(call: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  const { server, resource } = call;
  const presentation = presentationFor(call);
  const options = writeOptionsOf(call, 'UpdateOptions');
  const object = await decodeBody(call, options);
  dropRepeatedOwners(object, call.warnings.add);
  const { entry, isNew } = update(
    server.state,
    target,
    {
      apply: (live) => {
        return managedUpdate(live, prepared(object, resource), fieldManagerContext(server.state, target, options));
      },
      mayCreate: false,
      isWhole: true,
    },
    options,
  );
  return { ...jsonAnswer(isNew ? 201 : 200, presentation.one(entry)), encoding: encodingFor(call) };
}

async function remove(call: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  const { server, resource, query } = call;
  const presentation = presentationFor(call);
  const options = parseDeleteOptions(query, await deleteOptionsBody(call));
  deletionWarnings(resource, options).forEach(call.warnings.add);
  const { entry, isGone } = deleteObject(server.state, target, options);
  const status = !isGone && options.orphanDependents === false ? 202 : 200;
  const encoding = encodingFor(call);
  if (!isGone || returnsDeleted.has(resource.groupResource)) return { ...jsonAnswer(status, presentation.one(entry)), encoding };
  const { group, resource: kind } = resource.info;
  const details = { name: entry.name, ...(group !== '' && { group }), kind, uid: entry.uid };
  return { ...jsonAnswer(status, statusText({ status: 'Success', details })), encoding };
}

/** Resources of which a deletion answers with the object (`ReturnDeletedObject`). */
const returnsDeleted = new Set([
  'csidrivers.storage.k8s.io',
  'csinodes.storage.k8s.io',
  'deviceclasses.resource.k8s.io',
  'devicetaintrules.resource.k8s.io',
  'namespaces',
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
  'podtemplates',
  'resourceclaims.resource.k8s.io',
  'resourceclaimtemplates.resource.k8s.io',
  'resourcepoolstatusrequests.resource.k8s.io',
  'resourcequotas',
  'resourceslices.resource.k8s.io',
  'serviceaccounts',
  'services',
  'storageclasses.storage.k8s.io',
  'volumeattachments.storage.k8s.io',
  'volumeattributesclasses.storage.k8s.io',
]);
