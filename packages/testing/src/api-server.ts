import type { ServerRequest } from './http/exchange.js';
import type { RequestAttributes } from './http/request-attributes.js';
import type { VirtualCreators } from './http/virtual-creates.js';
import type { UserInfo } from './auth/user-info.js';
import type { ServerFaults } from './faults/faults.js';
import type { GrowingRequestLog } from './request-log.js';
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
  /** Finds out who asks, and whether they may. Throws a `StatusError` of 401 or 403, or of 400 for headers that mean nothing. */
  readonly admit: Admit;
  /** What answers creates of which nothing is stored. */
  readonly creators: VirtualCreators;
  readonly faults: ServerFaults;
  readonly requests: GrowingRequestLog;
}

/** @param identified is told who asks as soon as that is known */
export type Admit = (request: ServerRequest, attributes: RequestAttributes, identified: (user: UserInfo) => void) => UserInfo;
