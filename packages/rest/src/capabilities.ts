import type { Status } from '@kubewright/meta-v1';
import type { ApplyConfiguration, ApplyStatusConfiguration } from './apply-configuration.js';
import type { LogLines } from './log-lines.js';
import type {
  ApplyOptions,
  AttachOptions,
  CreateOptions,
  DeleteOptions,
  ExecOptions,
  GetOptions,
  ListOptions,
  LogOptions,
  PatchOptions,
  PortForwardOptions,
  ProxyOptions,
  UpdateOptions,
  WatchOptions,
} from './options.js';
import type { PatchBodies } from './patch.js';
import type { Request } from './request.js';
import type { Scope, Stored, StoredList } from './stored.js';
import type { RawWatchEvent, Watch, WatchEvent } from './watch.js';

// Each interface is one thing that a resource can do. A generated client is their sum: what the server does not declare
// does not compile. One class, `DescribedResourceClient`, implements them all.

export interface Creates<T, S extends Scope = 'Namespaced', A = Stored<T, S>> {
  /** Creates the object; `apiVersion` and `kind` are filled in. Throws AlreadyExists if the name is taken. */
  create(body: T, options?: CreateOptions): Promise<A>;
}

export interface Gets<T, S extends Scope = 'Namespaced'> {
  /** Reads one object. Throws NotFound if there is none of that name. */
  get(name: string, options?: GetOptions): Promise<Stored<T, S>>;
}

export interface Lists<T, L, S extends Scope = 'Namespaced'> {
  /** Reads objects: all of them, or one page if `limit` is set. */
  list(options?: ListOptions): Promise<StoredList<T, L, S>>;
  /**
   * Reads objects page by page (500 at a time, or `limit`). When a page's token has expired the rest is read
   * at the newer version that the server offers, or, if it offers none, from the start without repeating objects already seen.
   */
  listAll(options?: ListOptions): AsyncGenerator<Stored<T, S>, void, undefined>;
}

export interface Watches<T, S extends Scope = 'Namespaced'> {
  /** Streams changes. Rejects when the server refuses; a clean end of the stream ends the loop. */
  watch(options: WatchOptions & { rawErrors: true }): Promise<Watch<RawWatchEvent<T, S>>>;
  watch(options?: WatchOptions): Promise<Watch<WatchEvent<T, S>>>;
}

export interface Updates<T, S extends Scope = 'Namespaced'> {
  /** Replaces the object named in `body.metadata.name`. Throws Conflict if `metadata.resourceVersion` is set and no longer the newest. */
  update(body: T, options?: UpdateOptions): Promise<Stored<T, S>>;
}

export interface Patches<T, S extends Scope = 'Namespaced', B = PatchBodies<T>> {
  /** Changes the object by a patch; the body's type follows the patch type. */
  patch<P extends keyof B & string>(name: string, type: P, body: B[P], options?: PatchOptions): Promise<Stored<T, S>>;
  /** Server-side apply: creates or changes the object so that it has these fields, owned by `fieldManager`. */
  apply(body: ApplyConfiguration<T>, options: ApplyOptions): Promise<Stored<T, S>>;
}

export interface Deletes<T, S extends Scope = 'Namespaced', D = Status | Stored<T, S>> {
  /**
   * Deletes the object. Where the answer may be a `Status` it is one if the object is gone, and the object if it still waits
   * for finalizers; `isStatus` tells them apart.
   */
  delete(name: string, options?: DeleteOptions): Promise<D>;
}

export interface DeletesCollection<T, L, S extends Scope = 'Namespaced'> {
  /**
   * Deletes every object that `listOptions` selects.
   *
   * **Warning:** without a selector that is every object of the resource in this namespace, or in the cluster.
   */
  deleteCollection(options?: DeleteOptions, listOptions?: ListOptions): Promise<Status | StoredList<T, L, S>>;
}

/** The seven verbs (and apply) that almost every resource has. */
export interface ResourceClient<T, L, S extends Scope = 'Namespaced', D = Status | Stored<T, S>, B = PatchBodies<T>>
  extends
    Creates<T, S>,
    Gets<T, S>,
    Lists<T, L, S>,
    Watches<T, S>,
    Updates<T, S>,
    Patches<T, S, B>,
    Deletes<T, S, D>,
    DeletesCollection<T, L, S> {}

/** What a namespaced resource can do without a namespace. */
export interface AcrossNamespaces<T, L> extends Lists<T, L>, Watches<T> {}

export interface HasStatus<T, S extends Scope = 'Namespaced', B = PatchBodies<T>> {
  getStatus(name: string, options?: GetOptions): Promise<Stored<T, S>>;
  /** Replaces the status only; the rest of the body is ignored by the server. */
  updateStatus(body: T, options?: UpdateOptions): Promise<Stored<T, S>>;
  patchStatus<P extends keyof B & string>(name: string, type: P, body: B[P], options?: PatchOptions): Promise<Stored<T, S>>;
  applyStatus(body: ApplyStatusConfiguration<T>, options: ApplyOptions): Promise<Stored<T, S>>;
}

export interface HasScale<Scale, S extends Scope = 'Namespaced', B = PatchBodies<Scale>> {
  getScale(name: string, options?: GetOptions): Promise<Stored<Scale, S>>;
  updateScale(name: string, body: Scale, options?: UpdateOptions): Promise<Stored<Scale, S>>;
  patchScale<P extends keyof B & string>(name: string, type: P, body: B[P], options?: PatchOptions): Promise<Stored<Scale, S>>;
  applyScale(body: ApplyConfiguration<Scale>, options: ApplyOptions): Promise<Stored<Scale, S>>;
}

export interface HasEphemeralContainers<T, B = PatchBodies<T>> {
  getEphemeralContainers(name: string, options?: GetOptions): Promise<Stored<T>>;
  /** Adds ephemeral containers (debug containers) to a running pod; they can never be removed. */
  updateEphemeralContainers(body: T, options?: UpdateOptions): Promise<Stored<T>>;
  patchEphemeralContainers<P extends keyof B & string>(
    name: string,
    type: P,
    body: B[P],
    options?: PatchOptions,
  ): Promise<Stored<T>>;
  applyEphemeralContainers(body: ApplyConfiguration<T>, options: ApplyOptions): Promise<Stored<T>>;
}

export interface HasResize<T, B = PatchBodies<T>> {
  getResize(name: string, options?: GetOptions): Promise<Stored<T>>;
  /** Changes the resources of a running pod's containers. */
  updateResize(body: T, options?: UpdateOptions): Promise<Stored<T>>;
  patchResize<P extends keyof B & string>(name: string, type: P, body: B[P], options?: PatchOptions): Promise<Stored<T>>;
  applyResize(body: ApplyConfiguration<T>, options: ApplyOptions): Promise<Stored<T>>;
}

export interface HasApproval<T, B = PatchBodies<T>> {
  getApproval(name: string, options?: GetOptions): Promise<Stored<T, 'Cluster'>>;
  /** Replaces the conditions Approved and Denied of a certificate signing request. */
  updateApproval(body: T, options?: UpdateOptions): Promise<Stored<T, 'Cluster'>>;
  patchApproval<P extends keyof B & string>(
    name: string,
    type: P,
    body: B[P],
    options?: PatchOptions,
  ): Promise<Stored<T, 'Cluster'>>;
  applyApproval(body: ApplyStatusConfiguration<T>, options: ApplyOptions): Promise<Stored<T, 'Cluster'>>;
}

export interface HasFinalize<T> {
  /** Replaces `spec.finalizers` of a namespace: the last step of its deletion. */
  finalize(body: T, options?: UpdateOptions): Promise<Stored<T, 'Cluster'>>;
}

export interface HasEviction<Eviction> {
  /**
   * Asks the server to delete a pod, if its PodDisruptionBudget allows.
   * Throws TooManyRequests (429) while the budget does not; no retry is made without the server's `Retry-After`.
   */
  evict(name: string, eviction?: Omit<Eviction, 'apiVersion' | 'kind' | 'metadata'>, options?: CreateOptions): Promise<Status>;
}

export interface HasBinding<Binding> {
  /** Assigns a pod to the node in `binding.target.name`: a scheduler's last step. */
  bind(name: string, binding: Omit<Binding, 'apiVersion' | 'kind' | 'metadata'>, options?: CreateOptions): Promise<Status>;
}

export interface HasToken<TokenRequest> {
  /** Issues a bearer token for a service account. */
  createToken(name: string, request: TokenRequest, options?: CreateOptions): Promise<Stored<TokenRequest, 'Virtual'>>;
}

export interface HasLog {
  /** The logs as text, as they are now. */
  logs(name: string, options?: LogOptions): Promise<string>;
  /** The logs line by line, as they are written, until the container ends. */
  followLogs(name: string, options?: LogOptions): Promise<LogLines>;
}

export interface HasExec {
  /** The request that runs a command in a container, for a streaming client to upgrade. */
  exec(name: string, options: ExecOptions): Request;
}

export interface HasAttach {
  /** The request that attaches to a running container, for a streaming client to upgrade. */
  attach(name: string, options: AttachOptions): Request;
}

export interface HasPortForward {
  /** The request that forwards ports of a pod, for a streaming client to upgrade. */
  portForward(name: string, options?: PortForwardOptions): Request;
}

/** Requests through the API server to a pod, a service or a node. `path` is the target's. */
export interface HasProxy {
  proxyGet(name: string, path?: string, options?: ProxyOptions): Request;
  proxyHead(name: string, path?: string, options?: ProxyOptions): Request;
  proxyOptions(name: string, path?: string, options?: ProxyOptions): Request;
  proxyPost(name: string, path?: string, options?: ProxyOptions): Request;
  proxyPut(name: string, path?: string, options?: ProxyOptions): Request;
  proxyPatch(name: string, path?: string, options?: ProxyOptions): Request;
  proxyDelete(name: string, path?: string, options?: ProxyOptions): Request;
}
