import { newBadRequest, newConflict, StatusError } from '@kubewright/rest';
import { decodeOther } from '../http/decode-body.js';
import type { ServerAnswer } from '../http/exchange.js';
import type { ResourceCall } from '../http/handler.js';
import { writeOptionsOf } from '../http/write-options-of.js';
import type { JSONObject } from '../json.js';
import { ensureObject, listAt, objectAt, textAt } from '../json-fields.js';
import { objectOf } from '../store/entry.js';
import { type FieldError, notSupportedValue, requiredValue } from '../validation/field-errors.js';
import { modified, notFound } from '../write/errors.js';
import { preconditionFailed } from '../write/precondition-failed.js';
import { timestamp } from '../write/server-state.js';
import type { WriteTarget } from '../write/write-target.js';
import { setPodCondition } from './pod-condition.js';
import { createdStatus } from './status-success.js';

/** Answers `/binding` of a pod: a scheduler says on which node it is to run. */
export async function answerBinding(call: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  const { server } = call;
  const options = writeOptionsOf(call, 'CreateOptions');
  const binding = await decodeOther(call, options);
  if (textAt(objectAt(binding, 'metadata'), 'name') !== target.name)
    throw newBadRequest('name in URL does not match name in Binding object');
  bind(server.state, target, binding, options.dryRun);
  return createdStatus();
}

/** Answers a POST of a Binding to the collection `bindings`, as old schedulers bind. */
export async function answerLegacyBinding(call: ResourceCall): Promise<ServerAnswer> {
  const { server, path } = call;
  const resource = server.registry.named('pods');
  if (!resource) throw new Error('the table of resources has no pods');
  const options = writeOptionsOf(call, 'CreateOptions');
  const binding = await decodeOther(call, options);
  const name = textAt(objectAt(binding, 'metadata'), 'name');
  bind(server.state, { resource, namespace: path.namespace, name, subresource: 'binding' }, binding, options.dryRun);
  return createdStatus();
}

function bind(state: ResourceCall['server']['state'], target: WriteTarget, binding: JSONObject, dryRun: boolean): void {
  const { resource, namespace, name } = target;
  const errors = problems(objectAt(binding, 'target'));
  if (errors.length > 0) throw aggregate(errors);
  const entry = resource.collection.get(namespace, name);
  if (!entry) throw notFound(resource, name);
  const { uid = '', resourceVersion = '', annotations, labels } = objectAt(binding, 'metadata') ?? {};
  if (typeof uid === 'string' && uid !== '' && uid !== entry.uid)
    throw newConflict(resource.info, name, preconditionFailed(target, uid, entry.uid));
  if (resourceVersion !== '' && resourceVersion !== String(entry.revision)) throw modified(resource, name);
  const pod = objectOf(entry);
  const spec = ensureObject(pod, 'spec');
  const why = refusal(pod, spec, name);
  if (why !== undefined) throw newConflict({ group: '', resource: 'pods/binding' }, name, why);
  spec['nodeName'] = textAt(objectAt(binding, 'target'), 'name');
  delete ensureObject(pod, 'status')['nominatedNodeName'];
  for (const [field, values] of Object.entries({ annotations, labels }))
    if (values) pod.metadata[field] = { ...objectAt(pod.metadata, field), ...(values as JSONObject) };
  setPodCondition(pod, { type: 'PodScheduled', status: 'True' }, timestamp(state));
  if (!dryRun) state.store.put(resource.collection, pod);
}

function refusal(pod: JSONObject, spec: JSONObject, name: string): string | undefined {
  if (objectAt(pod, 'metadata')?.['deletionTimestamp'] !== undefined)
    return `pod ${name} is being deleted, cannot be assigned to a host`;
  const node = textAt(spec, 'nodeName');
  if (node !== '') return `pod ${name} is already assigned to node "${node}"`;
  return listAt(spec, 'schedulingGates').length > 0 ? `pod ${name} has non-empty .spec.schedulingGates` : undefined;
}

function problems(target: JSONObject | undefined): FieldError[] {
  const kind = textAt(target, 'kind');
  return [
    ...(kind !== '' && kind !== 'Node' ? [notSupportedValue('target.kind', kind, ['Node', '<empty>'])] : []),
    ...(textAt(target, 'name') === '' ? [requiredValue('target.name')] : []),
  ];
}

/** The server tells of these as of an error of its own, without a reason. */
function aggregate(errors: readonly FieldError[]): StatusError {
  const texts = errors.map(({ field, message }) => `${field}: ${message}`);
  const message = texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`;
  return new StatusError({ status: 'Failure', message, code: 500 });
}
