import type { ServerAnswer, ServerRequest } from './http/exchange.js';
import type { ResourceRequest } from './http/request-info.js';
import type { PodHandlers } from './subresources/pod-handlers.js';
import type { ResourceRegistry } from './resources/resource-registry.js';
import type { ServerState } from './write/server-state.js';

/** What the handler needs of a server. */
export interface ApiServer {
  readonly state: ServerState;
  readonly registry: ResourceRegistry;
  /** What answers for containers, which do not run. */
  readonly handlers: PodHandlers;
  /** `/version`. */
  readonly version: object;
  /** Where it listens, as `127.0.0.1:6443`. */
  readonly address: string;
  /**
   * Whether a request may go on: notes it, finds out who asks, and lets faults happen. What it gives is the answer, if it may not.
   */
  admit(
    request: ServerRequest,
    path: ResourceRequest | undefined,
    query: URLSearchParams,
  ): Promise<ServerAnswer | undefined> | ServerAnswer | undefined;
}
