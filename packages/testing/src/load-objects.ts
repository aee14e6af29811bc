import { isAlreadyExists } from '@kubewright/rest';
import { managedUpdate } from './apply/index.js';
import { definitions } from './controllers/definition-controller.js';
import { loadRulesFor } from './customresources/load-rules.js';
import { decodeFor } from './http/decode-body.js';
import { dropRepeatedOwners } from './http/repeated-owners.js';
import { checkVerb } from './http/routing-errors.js';
import type { VirtualCreators } from './http/virtual-creates.js';
import { isJSONObject, type JSONObject } from './json.js';
import type { ResourceRegistry } from './resources/resource-registry.js';
import type { ServedResource } from './resources/served-resource.js';
import { type Entry, objectOf } from './store/entry.js';
import { create } from './write/create.js';
import { fieldManagerContext } from './write/field-manager.js';
import { prepared } from './write/prepared.js';
import type { ServerState } from './write/server-state.js';
import { update } from './write/update.js';
import type { WriteOptions } from './write/write-options.js';

/** An object as clients send it: a typed one, as `Pod`, or one that is written on the spot, with whatever fields its kind has. */
export type ObjectToLoad = LoadedFields | (LoadedFields & Readonly<Record<string, unknown>>);

/** What of an object is looked at before the server gets it. */
interface LoadedFields {
  readonly apiVersion?: string | undefined;
  readonly kind?: string | undefined;
  readonly metadata?: { readonly name?: string | undefined; readonly namespace?: string | undefined } | undefined;
}

/** One of the objects cannot be loaded. The message names it, the cause is what the server says. */
export class LoadError extends Error {
  override name = 'LoadError';
  /** Which of the objects it is, from 0. */
  readonly index: number;

  constructor(message: string, index: number, cause: unknown) {
    super(message, { cause });
    this.index = index;
  }
}

/** What objects are loaded into. */
export interface LoadTarget {
  readonly state: ServerState;
  readonly registry: ResourceRegistry;
  /** What answers creates of which nothing is stored. */
  readonly creators: VirtualCreators;
  /** Resolves when definitions that were loaded are served. */
  readonly idle: () => Promise<void>;
  /** Leaves objects alone that there are already. */
  readonly keepExisting: boolean;
}

/**
 * Creates objects, one after the other, as a client does, and gives those their status that bring one. Throws a {@link LoadError} for
 * the first which the server refuses.
 */
export async function loadObjects(target: LoadTarget, objects: readonly ObjectToLoad[]): Promise<void> {
  for (const [index, object] of objects.entries()) {
    try {
      if (!isJSONObject(object)) throw new TypeError('it is no object');
      for (const field of ['apiVersion', 'kind'] as const)
        if (!['string', 'undefined'].includes(typeof object[field])) throw new TypeError(`its ${field} is no text`);
      const resource = resourceOf(target, object) ?? (await resourceOnceDefined(target, object));
      if (resource.groupResource === definitions) await loadRulesFor(JSON.stringify(object));
      load(target, resource, object);
      // Controllers make what pods need in a namespace.
      if (object.kind === 'Namespace') await new Promise((resolve) => setImmediate(resolve));
    } catch (error) {
      if (target.keepExisting && isAlreadyExists(error)) continue;
      const why = error instanceof Error ? error.message : String(error);
      throw new LoadError(`loading ${nameOf(object, index)}: ${why}`, index, error);
    }
  }
}

/** @param object JavaScript may give anything */
function nameOf(object: ObjectToLoad | null, index: number): string {
  const { kind, metadata } = object ?? {};
  return kind && metadata?.name ? `${kind} "${metadata.name}"` : `objects[${String(index)}]${kind ? `, a ${kind}` : ''}`;
}

function resourceOf({ registry }: LoadTarget, { apiVersion = '', kind = '' }: ObjectToLoad): ServedResource | undefined {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const resource = registry.ofKind(group, kind);
  return resource && registry.find(group, version, resource.info.resource);
}

/** The definition of the kind may have been loaded before. */
async function resourceOnceDefined(target: LoadTarget, object: ObjectToLoad): Promise<ServedResource> {
  for (const field of ['apiVersion', 'kind'] as const) if (!object[field]) throw new Error(`it has no ${field}`);
  await target.idle();
  const resource = resourceOf(target, object);
  if (resource) return resource;
  throw new Error(`no resource has the kind ${object.kind ?? ''} of ${object.apiVersion ?? ''}`);
}

const options: WriteOptions = { dryRun: false, manager: 'kubewright-testing', fieldValidation: 'Warn', force: false };

function load(target: LoadTarget, resource: ServedResource, given: ObjectToLoad): void {
  const { info, groupResource } = resource;
  checkVerb(info.verbs, 'create');
  if (target.creators.has(groupResource) || groupResource === 'bindings')
    throw new Error(`nothing is stored of the kind ${info.kind.kind}`);
  const namespace = info.namespaced ? (given.metadata?.namespace ?? 'default') : '';
  const { object } = decodeFor(resource, JSON.stringify(given), 'application/json', options.fieldValidation);
  const status = 'status' in given && 'status' in info.subresources ? object.status : undefined;
  dropRepeatedOwners(object, () => undefined);
  // Objects may be those of another server.
  if (isJSONObject(object.metadata)) delete object.metadata.resourceVersion;
  const entry = create(target.state, { resource, namespace, name: '', subresource: '' }, object, options);
  if (isJSONObject(status)) loadStatus(target.state, resource, entry, status);
}

/** Does what a PUT of the new object with its status does. */
function loadStatus(state: ServerState, resource: ServedResource, entry: Entry, status: JSONObject): void {
  const { namespace, name } = entry;
  const target = { resource, namespace, name, subresource: 'status' };
  const object = { ...objectOf(entry), status };
  const apply = (live: JSONObject | undefined): JSONObject =>
    managedUpdate(live, prepared(object, resource), fieldManagerContext(state, target, options));
  update(state, target, { apply, mayCreate: false, isWhole: true }, options);
}
