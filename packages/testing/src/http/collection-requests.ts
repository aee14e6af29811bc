import { listPage } from '../read/list.js';
import { parseListOptions } from '../read/list-options.js';
import { watchAnswer } from '../read/watch.js';
import { answerLegacyBinding } from '../subresources/binding.js';
import { create } from '../write/create.js';
import { deleteObject } from '../write/delete.js';
import { deletionWarnings } from '../write/deletion-warnings.js';
import { parseDeleteOptions } from '../write/delete-options.js';
import { decodeBody, deleteOptionsBody } from './decode-body.js';
import { jsonAnswer, type ServerAnswer } from './exchange.js';
import type { ResourceCall } from './handler.js';
import { checkVerb, methodNotAllowed } from './routing-errors.js';
import { onlyStreams } from './negotiate.js';
import { encodingFor, presentationFor } from './presentation-for.js';
import { dropRepeatedOwners } from './repeated-owners.js';
import { answerVirtualCreate } from './virtual-creates.js';
import { writeOptionsOf } from './write-options-of.js';

/** Answers for the objects of a resource together: list, watch, create, delete. */
export async function answerCollection(call: ResourceCall): Promise<ServerAnswer> {
  const { request, resource } = call;
  switch (request.method) {
    case 'GET':
      return read(call);
    case 'POST':
      checkVerb(resource.info.verbs, 'create');
      return resource.groupResource === 'bindings' ? answerLegacyBinding(call) : post(call);
    case 'DELETE':
      checkVerb(resource.info.verbs, 'deletecollection');
      return deleteAll(call);
    default:
      throw methodNotAllowed();
  }
}

function read(call: ResourceCall): ServerAnswer {
  const { resource, path, query, server } = call;
  if (!resource.info.verbs.includes('watch')) checkVerb(resource.info.verbs, 'list');
  const options = parseListOptions(query);
  const presentation = presentationFor(call, !options.watch && !path.isWatchPath);
  if (options.watch || path.isWatchPath) {
    checkVerb(resource.info.verbs, 'watch');
    const encoding = encodingFor(call);
    if (encoding === 'yaml') throw onlyStreams();
    const answer = watchAnswer(resource, { ...options, watch: true }, path.namespace, presentation, {
      clock: server.state.clock,
      revision: () => server.state.store.revision,
    });
    if (presentation.hasNoEvents)
      return {
        ...answer,
        encoding,
        stream: (sink) => {
          sink.end();
        },
      };
    return { ...answer, encoding };
  }
  checkVerb(resource.info.verbs, 'list');
  const { entries, metadata } = listPage(resource, options, path.namespace, server.state.store.revision);
  return { ...jsonAnswer(200, presentation.list(entries, metadata)), encoding: encodingFor(call, true) };
}

async function post(call: ResourceCall): Promise<ServerAnswer> {
  const { server, resource, path } = call;
  const creator = server.creators.get(resource.groupResource);
  if (creator) return answerVirtualCreate(call, creator, resource.info.kind);
  const presentation = presentationFor(call);
  const options = writeOptionsOf(call, 'CreateOptions');
  const object = await decodeBody(call, options);
  dropRepeatedOwners(object, call.warnings.add);
  const entry = create(server.state, { resource, namespace: path.namespace, name: '', subresource: '' }, object, options);
  return { ...jsonAnswer(201, presentation.one(entry)), encoding: encodingFor(call) };
}

async function deleteAll(call: ResourceCall): Promise<ServerAnswer> {
  const { server, resource, path, query } = call;
  const presentation = presentationFor(call, true);
  const options = parseDeleteOptions(query, await deleteOptionsBody(call));
  deletionWarnings(resource, options).forEach(call.warnings.add);
  const { entries, metadata } = listPage(resource, parseListOptions(query), path.namespace, server.state.store.revision);
  for (const { namespace, name } of entries) {
    // Gone already, with another one of them.
    if (!resource.collection.get(namespace, name)) continue;
    deleteObject(server.state, { resource, namespace, name, subresource: '' }, options);
  }
  return { ...jsonAnswer(200, presentation.list(entries, metadata)), encoding: encodingFor(call, true) };
}
