import type { ResourceRegistry } from '../resources/resource-registry.js';
import type { ServerState } from '../write/server-state.js';
import type { Controller, ControllerContext } from './controller.js';
import { DefinitionController, definitions } from './definition-controller.js';
import { DelayedWork } from './delayed-work.js';
import { DisruptionController } from './disruption-controller.js';
import { GarbageCollector } from './garbage-collector.js';
import { NamespaceController } from './namespace-controller.js';
import { NamespaceDefaults } from './namespace-defaults.js';
import { QuotaController } from './quota-controller.js';
import { StorageProtection } from './storage-protection.js';
import { WorkQueue } from './work-queue.js';

/** How controllers work. */
export interface ControllersOptions {
  /** Whether each namespace gets its ServiceAccount and its ConfigMap. */
  readonly namespaceDefaults: boolean;
  /** What the server's certificate can be verified by, as PEM; empty if it has none. */
  readonly rootCertificate: string;
}

/** The controllers of a server. */
export interface Controllers {
  /** Resolves when they have done all that is to be done by now. */
  idle(): Promise<void>;
  /** Ends their work, whatever is left of it. */
  close(): void;
}

/**
 * Starts what in a cluster kube-controller-manager does, as far as answers of the API depend on it, and what definitions need.
 *
 * They work in turns of the event loop of their own, in the order of the writes.
 */
export function startControllers(
  state: ServerState,
  registry: ResourceRegistry,
  { namespaceDefaults, rootCertificate }: ControllersOptions,
): Controllers {
  const queue = new WorkQueue();
  const delayed = new DelayedWork(state.clock);
  const context: ControllerContext = { state, registry, queue, delayed };
  const garbageCollector = new GarbageCollector(context);
  const controllers: Controller[] = [
    ...(namespaceDefaults ? [new NamespaceDefaults(context, rootCertificate)] : []),
    new NamespaceController(context),
    new DefinitionController(context, () => {
      garbageCollector.reconsider();
    }),
    new StorageProtection(context),
    garbageCollector,
    new DisruptionController(context),
    new QuotaController(context),
  ];
  const stop = state.store.listen((collection, event) => {
    for (const controller of controllers) controller.onEvent(collection, event);
  });
  // Of what was there before: definitions first, for they say what else there is.
  const names = [...state.store.collections.keys()];
  const first = names.filter((name) => name === definitions);
  for (const name of [...first, ...names.filter((one) => one !== definitions)])
    for (const entry of state.store.collection(name).all())
      for (const controller of controllers)
        controller.onEvent(name, { type: 'ADDED', revision: entry.revision, entry, previous: undefined });
  return {
    idle: () => queue.idle(),
    close: () => {
      stop();
      delayed.close();
      queue.close();
    },
  };
}
