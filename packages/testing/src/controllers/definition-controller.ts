import { definitionCondition, setDefinitionCondition } from '../customresources/definition-conditions.js';
import { resourcesOfDefinition } from '../customresources/resources-of-definition.js';
import { approvalCondition } from '../customresources/api-approval.js';
import { acceptNames } from '../customresources/accept-names.js';
import type { JSONObject } from '../json.js';
import { objectAt, textAt } from '../json-fields.js';
import type { ServedResource } from '../resources/served-resource.js';
import type { StoreEvent } from '../store/collection.js';
import { objectOf } from '../store/entry.js';
import { deleteObject } from '../write/delete.js';
import { cleanupFinalizer } from '../write/first-deletion.js';
import { timestamp } from '../write/server-state.js';
import { changeObject } from './change-object.js';
import type { Controller, ControllerContext } from './controller.js';
import { awaits, removeFinalizer } from './owner-reference.js';

/** The collection of definitions. */
export const definitions = 'customresourcedefinitions.apiextensions.k8s.io';
/** Who writes the status of definitions: these controllers run in the API server. */
const manager = 'kube-apiserver';

/**
 * Accepts the names of definitions, serves what they bring, and deletes their objects before they go (apiextensions-apiserver
 * `naming_controller`, `establish`, `finalizer`).
 */
export class DefinitionController implements Controller {
  readonly #context: ControllerContext;
  readonly #onServed: () => void;
  /** Definitions that are being deleted, by the collection of their objects; both have the same name. */
  readonly #ending = new Set<string>();

  /** @param onServed called when other resources are served than before */
  constructor(context: ControllerContext, onServed: () => void) {
    this.#context = context;
    this.#onServed = onServed;
  }

  onEvent(collection: string, { type, entry }: StoreEvent): void {
    if (collection === definitions) {
      if (type === 'DELETED') this.#stop(entry.name);
      else this.#look(entry.name);
    } else if (type === 'DELETED' && this.#ending.has(collection)) this.#look(collection);
  }

  #look(name: string): void {
    this.#context.queue.add(`definition ${name}`, () => {
      const resource = this.#resource();
      const entry = resource.collection.get('', name);
      if (!entry) return;
      const definition = objectOf(entry);
      if (awaits(definition.metadata, cleanupFinalizer)) this.#clean(resource, name, definition);
      else if (definition.metadata.deletionTimestamp === undefined) this.#establish(resource, name, definition);
    });
  }

  #establish(resource: ServedResource, name: string, definition: JSONObject): void {
    const { state, registry } = this.#context;
    const others = resource.collection
      .all()
      .filter((entry) => entry.name !== name)
      .map(objectOf);
    const now = timestamp(state);
    changeObject(
      state,
      { resource, namespace: '', name, subresource: 'status' },
      (changed) => {
        const approval = approvalCondition(changed);
        if (approval) setDefinitionCondition(changed, approval, now);
        acceptNames(changed, others, now);
      },
      manager,
    );
    const entry = resource.collection.get('', name);
    const established = entry ? objectOf(entry) : definition;
    if (definitionCondition(established, 'Established')?.['status'] !== 'True') return;
    registry.define(name, resourcesOfDefinition(established));
    this.#onServed();
  }

  #clean(resource: ServedResource, name: string, definition: JSONObject): void {
    const { state } = this.#context;
    this.#ending.add(name);
    const target = { resource, namespace: '', name, subresource: 'status' };
    const tell = (status: 'False' | 'True', reason: string, message: string): void => {
      changeObject(
        state,
        target,
        (changed) => {
          setDefinitionCondition(changed, { type: 'Terminating', status, reason, message }, timestamp(state));
        },
        manager,
      );
    };
    if (definitionCondition(definition, 'Terminating')?.['reason'] === 'InstanceDeletionPending')
      tell('True', 'InstanceDeletionInProgress', 'CustomResource deletion is in progress');
    const collection = state.store.collection(name);
    const served = this.#context.registry.named(name);
    for (const entry of served ? collection.all() : []) {
      if (!served || !collection.get(entry.namespace, entry.name)) continue;
      deleteObject(
        state,
        { resource: served, namespace: entry.namespace, name: entry.name, subresource: '' },
        {
          dryRun: false,
          gracePeriodSeconds: undefined,
          propagation: undefined,
          orphanDependents: undefined,
          uid: undefined,
          resourceVersion: undefined,
        },
      );
    }
    if (collection.size > 0) return;
    if (served) tell('False', 'InstanceDeletionCompleted', 'removed all instances');
    else tell('False', 'NeverEstablished', 'resource was never established');
    changeObject(
      state,
      { ...target, subresource: '' },
      (changed) => {
        removeFinalizer(changed, cleanupFinalizer);
      },
      manager,
    );
  }

  #stop(name: string): void {
    this.#ending.delete(name);
    this.#context.registry.define(name, []);
    this.#onServed();
    // Names that it had may be free for others now.
    for (const { name: other, text } of this.#resource().collection.all()) {
      const conditions = objectAt(JSON.parse(text) as JSONObject, 'status');
      if (textAt(definitionCondition({ status: conditions ?? {} }, 'NamesAccepted'), 'status') === 'False') this.#look(other);
    }
  }

  #resource(): ServedResource {
    const resource = this.#context.registry.named(definitions);
    if (!resource) throw new Error(`the table of resources has no ${definitions}`);
    return resource;
  }
}
