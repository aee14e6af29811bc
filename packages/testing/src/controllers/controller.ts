import type { ResourceRegistry } from '../resources/resource-registry.js';
import type { StoreEvent } from '../store/collection.js';
import type { ServerState } from '../write/server-state.js';
import type { DelayedWork } from './delayed-work.js';
import type { WorkQueue } from './work-queue.js';

/** What a controller works with. */
export interface ControllerContext {
  readonly state: ServerState;
  readonly registry: ResourceRegistry;
  readonly queue: WorkQueue;
  readonly delayed: DelayedWork;
}

/** Something that follows what is written, and writes in its turn. */
export interface Controller {
  /**
   * Told of each write as it happens: it may put work into the queue, and writes nothing itself.
   *
   * @param collection as `deployments.apps`
   */
  onEvent(collection: string, event: StoreEvent): void;
}
