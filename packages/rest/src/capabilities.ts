import type { Status } from '@kubewright/meta-v1';
import type { ApplyConfiguration, ApplyStatusConfiguration } from './apply-configuration.js';
import type { LogLines } from './log-lines.js';
import type {
  ApplyOptions,
  AttachOptions,
  CreateOptions,
  DeleteOptions,
  ExecOptions,
  FollowLogOptions,
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

/** Objects can be created. `A` is what the server answers. */
export interface Creates<T, S extends Scope = 'Namespaced', A = Stored<T, S>> {
  /** Creates the object; `apiVersion` and `kind` are filled in. Throws AlreadyExists if the name is taken. */
  create(body: T, options?: CreateOptions): Promise<A>;
}

/** One object can be read. */
export interface Gets<T, S extends Scope = 'Namespaced'> {
  /** Reads one object. Throws NotFound if there is none of that name. */
  get(name: string, options?: GetOptions): Promise<Stored<T, S>>;
}

/** Objects can be listed. */
export interface Lists<T, L, S extends Scope = 'Namespaced'> {
  /** Reads objects: all of them, or one page if `limit` is set. */
  list(options?: ListOptions): Promise<StoredList<T, L, S>>;
  /**
   * Reads objects page by page (500 at a time, or `limit`). When a page's token has expired the rest is read
   * at the newer version that the server offers, or, if it offers none, from the start without repeating objects already seen.
   */
  listAll(options?: ListOptions): AsyncGenerator<Stored<T, S>, void, undefined>;
}

/** Changes can be watched. */
export interface Watches<T, S extends Scope = 'Namespaced'> {
  /** Streams changes. Rejects when the server refuses; a clean end of the stream ends the loop. */
  watch(options: WatchOptions & { rawErrors: true }): Promise<Watch<RawWatchEvent<T, S>>>;
  watch(options?: WatchOptions): Promise<Watch<WatchEvent<T, S>>>;
}

/** One object can be replaced. */
export interface Updates<T, S extends Scope = 'Namespaced'> {
  /**
   * Replaces the object named in `body.metadata.name`. Throws a TypeError without that name, Conflict if `metadata.resourceVersion` is
   * set and no longer the newest.
   */
  update(body: T, options?: UpdateOptions): Promise<Stored<T, S>>;
}

/** One object can be changed in part. `B` says which body each patch type takes. */
export interface Patches<T, S extends Scope = 'Namespaced', B = PatchBodies<T>> {
  /** Changes the object by a patch; the body's type follows the patch type. */
  patch<P extends keyof B & string>(name: string, type: P, body: B[P], options?: PatchOptions): Promise<Stored<T, S>>;
  /**
   * Server-side apply: creates or changes the object so that it has these fields, owned by `fieldManager`. Throws a TypeError
   * without `fieldManager` or `metadata.name`, Conflict if another manager owns a field and `force` is not set.
   */
  apply(body: ApplyConfiguration<T>, options: ApplyOptions): Promise<Stored<T, S>>;
}

/** One object can be deleted. `D` is what the server answers. */
export interface Deletes<T, S extends Scope = 'Namespaced', D = Status | Stored<T, S>> {
  /**
   * Deletes the object. Where the answer may be a `Status` it is one if the object is gone, and the object if it still waits
   * for finalizers; `isStatus` tells them apart.
   */
  delete(name: string, options?: DeleteOptions): Promise<D>;
}

/** Objects can be deleted by a selector. */
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

/** The status is kept apart from the spec: writing one leaves the other alone. */
export interface HasStatus<T, S extends Scope = 'Namespaced', B = PatchBodies<T>> {
  /** Reads the object through its status subresource. */
  getStatus(name: string, options?: GetOptions): Promise<Stored<T, S>>;
  /** Replaces the status only; the rest of the body is ignored by the server. */
  updateStatus(body: T, options?: UpdateOptions): Promise<Stored<T, S>>;
  /** Changes the status by a patch. */
  patchStatus<P extends keyof B & string>(name: string, type: P, body: B[P], options?: PatchOptions): Promise<Stored<T, S>>;
  /** Server-side apply of the status. Throws a TypeError without `fieldManager`. */
  applyStatus(body: ApplyStatusConfiguration<T>, options: ApplyOptions): Promise<Stored<T, S>>;
}

/** The number of replicas can be read and set without knowing the kind. */
export interface HasScale<Scale, S extends Scope = 'Namespaced', B = PatchBodies<Scale>> {
  /** Reads the scale. */
  getScale(name: string, options?: GetOptions): Promise<Stored<Scale, S>>;
  /** Replaces the scale. Throws Conflict if `metadata.resourceVersion` is set and no longer the newest. */
  updateScale(name: string, body: Scale, options?: UpdateOptions): Promise<Stored<Scale, S>>;
  /** Changes the scale by a patch. */
  patchScale<P extends keyof B & string>(name: string, type: P, body: B[P], options?: PatchOptions): Promise<Stored<Scale, S>>;
  /** Server-side apply of the scale. Throws a TypeError without `fieldManager`. */
  applyScale(body: ApplyConfiguration<Scale>, options: ApplyOptions): Promise<Stored<Scale, S>>;
}

/**
 * Any subresource, by its name in the path, with whatever object it is about. Bodies must have `apiVersion` and `kind`: nobody knows
 * what the subresource takes. Throws a TypeError otherwise.
 */
export interface HasSubresources<T, B = PatchBodies<T>> {
  /** Posts to a subresource, as to evict a pod. */
  createSubresource(name: string, subresource: string, body: T, options?: CreateOptions): Promise<Stored<T, 'Virtual'>>;
  /** Reads a subresource. */
  getSubresource(name: string, subresource: string, options?: GetOptions): Promise<Stored<T, 'Virtual'>>;
  /** Replaces what a subresource is about. */
  updateSubresource(name: string, subresource: string, body: T, options?: UpdateOptions): Promise<Stored<T, 'Virtual'>>;
  /** Changes what a subresource is about by a patch. */
  patchSubresource<P extends keyof B & string>(
    name: string,
    subresource: string,
    type: P,
    body: B[P],
    options?: PatchOptions,
  ): Promise<Stored<T, 'Virtual'>>;
  /** Server-side apply of what a subresource is about. Throws a TypeError without `fieldManager` or with `metadata.managedFields`. */
  applySubresource(name: string, subresource: string, body: T, options: ApplyOptions): Promise<Stored<T, 'Virtual'>>;
}

/** Containers for debugging can be added to a running pod. */
export interface HasEphemeralContainers<T, B = PatchBodies<T>> {
  /** Reads the pod with its ephemeral containers. */
  getEphemeralContainers(name: string, options?: GetOptions): Promise<Stored<T>>;
  /** Adds ephemeral containers (debug containers) to a running pod; they can never be removed. */
  updateEphemeralContainers(body: T, options?: UpdateOptions): Promise<Stored<T>>;
  /** Adds ephemeral containers by a patch. */
  patchEphemeralContainers<P extends keyof B & string>(
    name: string,
    type: P,
    body: B[P],
    options?: PatchOptions,
  ): Promise<Stored<T>>;
  /** Server-side apply of ephemeral containers. */
  applyEphemeralContainers(body: ApplyConfiguration<T>, options: ApplyOptions): Promise<Stored<T>>;
}

/** The resources of running containers can be changed. */
export interface HasResize<T, B = PatchBodies<T>> {
  /** Reads the pod with its resources. */
  getResize(name: string, options?: GetOptions): Promise<Stored<T>>;
  /** Changes the resources of a running pod's containers. */
  updateResize(body: T, options?: UpdateOptions): Promise<Stored<T>>;
  /** Changes resources by a patch. */
  patchResize<P extends keyof B & string>(name: string, type: P, body: B[P], options?: PatchOptions): Promise<Stored<T>>;
  /** Server-side apply of resources. */
  applyResize(body: ApplyConfiguration<T>, options: ApplyOptions): Promise<Stored<T>>;
}

/** A certificate signing request can be approved or denied. */
export interface HasApproval<T, B = PatchBodies<T>> {
  /** Reads the request with its conditions. */
  getApproval(name: string, options?: GetOptions): Promise<Stored<T, 'Cluster'>>;
  /** Replaces the conditions Approved and Denied of a certificate signing request. */
  updateApproval(body: T, options?: UpdateOptions): Promise<Stored<T, 'Cluster'>>;
  /** Changes the conditions by a patch. */
  patchApproval<P extends keyof B & string>(
    name: string,
    type: P,
    body: B[P],
    options?: PatchOptions,
  ): Promise<Stored<T, 'Cluster'>>;
  /** Server-side apply of the conditions. */
  applyApproval(body: ApplyStatusConfiguration<T>, options: ApplyOptions): Promise<Stored<T, 'Cluster'>>;
}

/** A namespace can be freed of its finalizers. */
export interface HasFinalize<T> {
  /** Replaces `spec.finalizers` of a namespace: the last step of its deletion. */
  finalize(body: T, options?: UpdateOptions): Promise<Stored<T, 'Cluster'>>;
}

/** A pod can be evicted. */
export interface HasEviction<Eviction> {
  /**
   * Asks the server to delete a pod, if its PodDisruptionBudget allows.
   * Throws TooManyRequests (429) while the budget does not; no retry is made without the server's `Retry-After`.
   */
  evict(name: string, eviction?: Omit<Eviction, 'apiVersion' | 'kind' | 'metadata'>, options?: CreateOptions): Promise<Status>;
}

/** A pod can be bound to a node. */
export interface HasBinding<Binding> {
  /** Assigns a pod to the node in `binding.target.name`: a scheduler's last step. */
  bind(name: string, binding: Omit<Binding, 'apiVersion' | 'kind' | 'metadata'>, options?: CreateOptions): Promise<Status>;
}

/** A service account can be given tokens. */
export interface HasToken<TokenRequest> {
  /** Issues a bearer token for a service account. */
  createToken(name: string, request: TokenRequest, options?: CreateOptions): Promise<Stored<TokenRequest, 'Virtual'>>;
}

/** A pod's logs can be read. */
export interface HasLog {
  /** The logs as text, as they are now. */
  logs(name: string, options?: LogOptions): Promise<string>;
  /** The logs line by line, as they are written, until the container ends. */
  followLogs(name: string, options?: FollowLogOptions): Promise<LogLines>;
}

/** Commands can be run in a container. */
export interface HasExec {
  /** The request that runs a command in a container, for a streaming client to upgrade. */
  exec(name: string, options: ExecOptions): Request;
}

/** A running container can be attached to. */
export interface HasAttach {
  /** The request that attaches to a running container, for a streaming client to upgrade. */
  attach(name: string, options: AttachOptions): Request;
}

/** Ports of a pod can be forwarded. */
export interface HasPortForward {
  /** The request that forwards ports of a pod, for a streaming client to upgrade. */
  portForward(name: string, options?: PortForwardOptions): Request;
}

/** Requests through the API server to a pod, a service or a node. `path` is the target's. */
export interface HasProxy {
  /** A GET through the proxy; `path` is empty for the target's root. */
  proxyGet(name: string, path?: string, options?: ProxyOptions): Request;
  /** A HEAD through the proxy. */
  proxyHead(name: string, path?: string, options?: ProxyOptions): Request;
  /** An OPTIONS through the proxy. */
  proxyOptions(name: string, path?: string, options?: ProxyOptions): Request;
  /** A POST through the proxy; give the request its `body`. */
  proxyPost(name: string, path?: string, options?: ProxyOptions): Request;
  /** A PUT through the proxy; give the request its `body`. */
  proxyPut(name: string, path?: string, options?: ProxyOptions): Request;
  /** A PATCH through the proxy; give the request its `body` and content type. */
  proxyPatch(name: string, path?: string, options?: ProxyOptions): Request;
  /** A DELETE through the proxy. */
  proxyDelete(name: string, path?: string, options?: ProxyOptions): Request;
}
