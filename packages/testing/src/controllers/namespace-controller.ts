import type { JSONObject } from '../json.js';
import { ensureObject, listAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import type { ServedResource } from '../resources/served-resource.js';
import type { StoreEvent } from '../store/collection.js';
import { objectOf } from '../store/entry.js';
import { deleteObject } from '../write/delete.js';
import { timestamp } from '../write/server-state.js';
import { changeObject } from './change-object.js';
import type { Controller, ControllerContext } from './controller.js';
import { contentConditions, type RemainingContent } from './namespace-conditions.js';

/** By which a namespace waits for the end of what is in it. */
const finalizer = 'kubernetes';

/** Empties namespaces that are being deleted, and lets them go (kube-controller-manager `namespace/deletion`). */
export class NamespaceController implements Controller {
  readonly #context: ControllerContext;
  readonly #ending = new Set<string>();

  constructor(context: ControllerContext) {
    this.#context = context;
  }

  onEvent(collection: string, { type, entry }: StoreEvent): void {
    if (collection === 'namespaces') {
      if (type === 'DELETED') this.#ending.delete(entry.name);
      else if (entry.text.includes('"deletionTimestamp"')) this.#look(entry.name);
    } else if (type === 'DELETED' && this.#ending.has(entry.namespace)) this.#look(entry.namespace);
  }

  #look(name: string): void {
    this.#context.queue.add(`namespace ${name}`, () => {
      const { state, registry } = this.#context;
      const resource = registry.named('namespaces');
      const entry = resource?.collection.get('', name);
      if (!resource || !entry) return;
      const namespace = objectOf(entry);
      if (namespace.metadata.deletionTimestamp === undefined) return;
      if (listAt(objectAt(namespace, 'spec'), 'finalizers').length === 0) return;
      this.#ending.add(name);
      const target = { resource, namespace: '', name, subresource: 'status' };
      const remaining = this.#deleteContent(name);
      const conditions = contentConditions(objectsAt(objectAt(namespace, 'status'), 'conditions'), remaining, timestamp(state));
      if (conditions)
        changeObject(state, target, (changed) => {
          ensureObject(changed, 'status')['conditions'] = conditions;
        });
      if (remaining.resources.length > 0) return;
      changeObject(state, { ...target, subresource: 'finalize' }, (changed) => {
        const spec = ensureObject(changed, 'spec');
        const left = listAt(spec, 'finalizers').filter((one) => one !== finalizer);
        if (left.length > 0) spec['finalizers'] = left;
        else delete spec['finalizers'];
      });
    });
  }

  /** Pods go first: while there is one, all else stays. */
  #deleteContent(namespace: string): RemainingContent {
    const resources = [...this.#context.registry.preferred()].filter(
      ({ info }) => info.namespaced && info.verbs.includes('delete') && info.verbs.includes('list'),
    );
    const pods = resources.filter(({ groupResource }) => groupResource === 'pods');
    const remaining = this.#deleteAll(namespace, pods);
    // Of pods alone the server says nothing in the conditions.
    if (remaining.resources.length > 0) return { ...remaining, onlyPods: true };
    return this.#deleteAll(
      namespace,
      resources.filter(({ groupResource }) => groupResource !== 'pods'),
    );
  }

  #deleteAll(namespace: string, resources: readonly ServedResource[]): RemainingContent {
    const remaining: { resource: string; count: number }[] = [];
    const finalizers = new Map<string, number>();
    for (const resource of resources) {
      if (resource.collection.size === 0) continue;
      const content = (): string[] =>
        resource.collection
          .all()
          .filter((entry) => entry.namespace === namespace)
          .map((entry) => entry.name);
      for (const name of content()) this.#delete(resource, namespace, name);
      const left = content();
      if (left.length === 0) continue;
      const { group, resource: plural } = resource.info;
      remaining.push({ resource: `${plural}.${group}`, count: left.length });
      for (const name of left) {
        const entry = resource.collection.get(namespace, name);
        for (const one of entry ? finalizersOf(objectOf(entry)) : []) finalizers.set(one, (finalizers.get(one) ?? 0) + 1);
      }
    }
    return { resources: remaining, finalizers, onlyPods: false };
  }

  #delete(resource: ServedResource, namespace: string, name: string): void {
    if (!resource.collection.get(namespace, name)) return;
    deleteObject(
      this.#context.state,
      { resource, namespace, name, subresource: '' },
      {
        dryRun: false,
        gracePeriodSeconds: undefined,
        propagation: 'Background',
        orphanDependents: undefined,
        uid: undefined,
        resourceVersion: undefined,
      },
    );
  }
}

function finalizersOf(object: JSONObject): string[] {
  return listAt(objectAt(object, 'metadata'), 'finalizers').map(String);
}

/** Whether a namespace is being deleted. */
export function isTerminating(namespace: JSONObject): boolean {
  return textAt(objectAt(namespace, 'status'), 'phase') === 'Terminating';
}
