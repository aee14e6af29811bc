import type { Status } from '@kubewright/meta-v1';
import type { ApplyConfiguration, ApplyStatusConfiguration } from './apply-configuration.js';
import type {
  HasApproval,
  HasAttach,
  HasBinding,
  HasEphemeralContainers,
  HasEviction,
  HasExec,
  HasFinalize,
  HasLog,
  HasPortForward,
  HasProxy,
  HasResize,
  HasScale,
  HasStatus,
  HasToken,
  ResourceClient,
} from './capabilities.js';
import { listAll } from './list-all.js';
import { type LogLines, logLines } from './log-lines.js';
import type {
  ApplyOptions,
  AttachOptions,
  CallOptions,
  ConnectOptions,
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
import { applyPatchType, type PatchBodies, PatchType } from './patch.js';
import { proxyTarget } from './proxy-target.js';
import { Request, type RequestContext } from './request.js';
import type { ResourceNames } from './resource-descriptor.js';
import type { Stored, StoredList } from './stored.js';
import type { RawWatchEvent, Watch, WatchEvent } from './watch.js';

/** What every body may have; the rest is the caller's type. */
interface AnyObject {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: { name?: string | undefined } | undefined;
}

type All<T, L> = HasApproval<T> &
  HasAttach &
  HasBinding<object> &
  HasEphemeralContainers<T> &
  HasEviction<object> &
  HasExec &
  HasFinalize<T> &
  HasLog &
  HasPortForward &
  HasProxy &
  HasResize<T> &
  HasScale<AnyObject> &
  HasStatus<T> &
  HasToken<AnyObject> &
  ResourceClient<T, L>;

const scaleType = { apiVersion: 'autoscaling/v1', kind: 'Scale' };

/**
 * The one implementation behind every typed client: all verbs and subresources of any resource. A generated interface shows
 * the part of it that the server declares (client-go `gentype`).
 */
export class DescribedResourceClient<T, L> implements All<T, L> {
  readonly #context: RequestContext;
  readonly #descriptor: ResourceNames;
  readonly #namespace: string | undefined;
  readonly #type: { apiVersion: string; kind: string };

  constructor(context: RequestContext, descriptor: ResourceNames, namespace: string | undefined) {
    const { group, version, resource, kind, namespaced } = descriptor;
    if (namespace === '')
      throw new Error(`${resource}(''): a namespace must not be empty; call ${resource}() for all namespaces`);
    if (namespace !== undefined && !namespaced)
      throw new Error(`${resource}(${JSON.stringify(namespace)}): ${kind} has no namespace; call ${resource}()`);
    this.#context = context;
    this.#descriptor = descriptor;
    this.#namespace = namespace;
    this.#type = { apiVersion: group === '' ? version : `${group}/${version}`, kind };
  }

  create(body: T, options: CreateOptions = {}): Promise<Stored<T>> {
    if (this.#descriptor.namespaced && this.#namespace === undefined) throw this.#needsNamespace('create');
    return this.#answer(this.#collection('POST', options).body({ ...this.#type, ...body }));
  }

  get(name: string, options: GetOptions = {}): Promise<Stored<T>> {
    return this.#answer(this.#object('GET', name, options));
  }

  async list(options: ListOptions = {}): Promise<StoredList<T, L>> {
    const result = await this.#collection('GET', options).do();
    const list = result.into<StoredList<T, L> | { items: null }>();
    // Go answers null for an empty list; the wire omits the type of items.
    const items = list.items ?? [];
    for (const item of items) this.#complete(item);
    return { ...(list as StoredList<T, L>), items };
  }

  listAll(options: ListOptions = {}): AsyncGenerator<Stored<T>, void, undefined> {
    return listAll((page) => this.list(page), options);
  }

  watch(options: WatchOptions & { rawErrors: true }): Promise<Watch<RawWatchEvent<T>>>;
  watch(options?: WatchOptions): Promise<Watch<WatchEvent<T>>>;
  watch({ rawErrors, ...options }: WatchOptions = {}): Promise<Watch<RawWatchEvent<T>>> {
    const complete = (object: object): void => {
      this.#complete(object);
    };
    const request = this.#collection('GET', options).param('watch', 'true').timeout(0);
    return request.watch<T>({ rawErrors, complete } as { rawErrors: true });
  }

  update(body: T, options: UpdateOptions = {}): Promise<Stored<T>> {
    return this.#put(body, options);
  }

  patch<P extends keyof PatchBodies<T>>(
    name: string,
    type: P,
    body: PatchBodies<T>[P],
    options: PatchOptions = {},
  ): Promise<Stored<T>> {
    return this.#answer(this.#patched(this.#object('PATCH', name, options), type, body));
  }

  apply(body: ApplyConfiguration<T>, options: ApplyOptions): Promise<Stored<T>> {
    return this.#applied(this.#type, body, options);
  }

  delete(name: string, options: DeleteOptions = {}): Promise<Status | Stored<T>> {
    const [call, body] = deleteBody(options);
    return this.#answer(this.#object('DELETE', name, call).body(body));
  }

  deleteCollection(options: DeleteOptions = {}, listOptions: ListOptions = {}): Promise<Status | StoredList<T, L>> {
    if (this.#descriptor.namespaced && this.#namespace === undefined) throw this.#needsNamespace('deleteCollection');
    const [call, body] = deleteBody(options);
    return this.#answer(this.#collection('DELETE', { ...listOptions, ...call }).body(body));
  }

  getStatus(name: string, options: GetOptions = {}): Promise<Stored<T>> {
    return this.#answer(this.#object('GET', name, options, 'status'));
  }

  updateStatus(body: T, options: UpdateOptions = {}): Promise<Stored<T>> {
    return this.#put(body, options, 'status');
  }

  patchStatus<P extends keyof PatchBodies<T>>(
    name: string,
    type: P,
    body: PatchBodies<T>[P],
    options: PatchOptions = {},
  ): Promise<Stored<T>> {
    return this.#answer(this.#patched(this.#object('PATCH', name, options, 'status'), type, body));
  }

  applyStatus(body: ApplyStatusConfiguration<T>, options: ApplyOptions): Promise<Stored<T>> {
    return this.#applied(this.#type, body, options, 'status');
  }

  getScale<S extends AnyObject>(name: string, options: GetOptions = {}): Promise<Stored<S>> {
    return this.#answer(this.#object('GET', name, options, 'scale'));
  }

  updateScale<S extends AnyObject>(name: string, body: S, options: UpdateOptions = {}): Promise<Stored<S>> {
    return this.#answer(this.#object('PUT', name, options, 'scale').body({ ...scaleType, ...body }));
  }

  patchScale<S extends AnyObject, P extends keyof PatchBodies<S>>(
    name: string,
    type: P,
    body: PatchBodies<S>[P],
    options: PatchOptions = {},
  ): Promise<Stored<S>> {
    return this.#answer(this.#patched(this.#object('PATCH', name, options, 'scale'), type, body));
  }

  applyScale<S extends AnyObject>(body: ApplyConfiguration<S>, options: ApplyOptions): Promise<Stored<S>> {
    return this.#applied(scaleType, body, options, 'scale');
  }

  getEphemeralContainers(name: string, options: GetOptions = {}): Promise<Stored<T>> {
    return this.#answer(this.#object('GET', name, options, 'ephemeralcontainers'));
  }

  updateEphemeralContainers(body: T, options: UpdateOptions = {}): Promise<Stored<T>> {
    return this.#put(body, options, 'ephemeralcontainers');
  }

  patchEphemeralContainers<P extends keyof PatchBodies<T>>(
    name: string,
    type: P,
    body: PatchBodies<T>[P],
    options: PatchOptions = {},
  ): Promise<Stored<T>> {
    return this.#answer(this.#patched(this.#object('PATCH', name, options, 'ephemeralcontainers'), type, body));
  }

  applyEphemeralContainers(body: ApplyConfiguration<T>, options: ApplyOptions): Promise<Stored<T>> {
    return this.#applied(this.#type, body, options, 'ephemeralcontainers');
  }

  getResize(name: string, options: GetOptions = {}): Promise<Stored<T>> {
    return this.#answer(this.#object('GET', name, options, 'resize'));
  }

  updateResize(body: T, options: UpdateOptions = {}): Promise<Stored<T>> {
    return this.#put(body, options, 'resize');
  }

  patchResize<P extends keyof PatchBodies<T>>(
    name: string,
    type: P,
    body: PatchBodies<T>[P],
    options: PatchOptions = {},
  ): Promise<Stored<T>> {
    return this.#answer(this.#patched(this.#object('PATCH', name, options, 'resize'), type, body));
  }

  applyResize(body: ApplyConfiguration<T>, options: ApplyOptions): Promise<Stored<T>> {
    return this.#applied(this.#type, body, options, 'resize');
  }

  getApproval(name: string, options: GetOptions = {}): Promise<Stored<T>> {
    return this.#answer(this.#object('GET', name, options, 'approval'));
  }

  updateApproval(body: T, options: UpdateOptions = {}): Promise<Stored<T>> {
    return this.#put(body, options, 'approval');
  }

  patchApproval<P extends keyof PatchBodies<T>>(
    name: string,
    type: P,
    body: PatchBodies<T>[P],
    options: PatchOptions = {},
  ): Promise<Stored<T>> {
    return this.#answer(this.#patched(this.#object('PATCH', name, options, 'approval'), type, body));
  }

  applyApproval(body: ApplyStatusConfiguration<T>, options: ApplyOptions): Promise<Stored<T>> {
    return this.#applied(this.#type, body, options, 'approval');
  }

  finalize(body: T, options: UpdateOptions = {}): Promise<Stored<T>> {
    return this.#put(body, options, 'finalize');
  }

  evict(name: string, eviction: object = {}, options: CreateOptions = {}): Promise<Status> {
    const body = { apiVersion: 'policy/v1', kind: 'Eviction', ...eviction, metadata: { name, namespace: this.#namespace } };
    return this.#answer(this.#object('POST', name, options, 'eviction').body(body));
  }

  bind(name: string, binding: object, options: CreateOptions = {}): Promise<Status> {
    const body = { apiVersion: 'v1', kind: 'Binding', ...binding, metadata: { name, namespace: this.#namespace } };
    return this.#answer(this.#object('POST', name, options, 'binding').body(body));
  }

  createToken<R>(name: string, request: R, options: CreateOptions = {}): Promise<Stored<R, 'Virtual'>> {
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', ...request };
    return this.#answer(this.#object('POST', name, options, 'token').body(body));
  }

  async logs(name: string, options: LogOptions = {}): Promise<string> {
    return new TextDecoder().decode(await this.#object('GET', name, options, 'log').doRaw());
  }

  async followLogs(name: string, options: LogOptions = {}): Promise<LogLines> {
    return logLines(await this.#object('GET', name, options, 'log').param('follow', 'true').timeout(0).stream());
  }

  exec(name: string, options: ExecOptions): Request {
    return this.#connect(name, 'exec', options);
  }

  attach(name: string, options: AttachOptions): Request {
    return this.#connect(name, 'attach', options);
  }

  portForward(name: string, options: PortForwardOptions = {}): Request {
    return this.#connect(name, 'portforward', options);
  }

  proxyGet(name: string, path?: string, options?: ProxyOptions): Request {
    return this.#proxy('GET', name, path, options);
  }

  proxyHead(name: string, path?: string, options?: ProxyOptions): Request {
    return this.#proxy('HEAD', name, path, options);
  }

  proxyOptions(name: string, path?: string, options?: ProxyOptions): Request {
    return this.#proxy('OPTIONS', name, path, options);
  }

  proxyPost(name: string, path?: string, options?: ProxyOptions): Request {
    return this.#proxy('POST', name, path, options);
  }

  proxyPut(name: string, path?: string, options?: ProxyOptions): Request {
    return this.#proxy('PUT', name, path, options);
  }

  proxyPatch(name: string, path?: string, options?: ProxyOptions): Request {
    return this.#proxy('PATCH', name, path, options);
  }

  proxyDelete(name: string, path?: string, options?: ProxyOptions): Request {
    return this.#proxy('DELETE', name, path, options);
  }

  /** A request to all objects of the resource here; `options` other than a call's own become query parameters. */
  #collection(verb: string, { signal, timeout, ...params }: CallOptions): Request {
    const request = new Request(this.#context, verb).resource(this.#descriptor.resource).versionedParams(params).signal(signal);
    if (this.#namespace !== undefined) request.namespace(this.#namespace);
    return timeout === undefined ? request : request.timeout(timeout);
  }

  /** A request to one object, or to a subresource of it. */
  #object(verb: string, name: string, options: CallOptions, subresource?: string): Request {
    if (this.#descriptor.namespaced && this.#namespace === undefined) throw this.#needsNamespace(verb.toLowerCase());
    const request = this.#collection(verb, options).name(name);
    return subresource === undefined ? request : request.subResource(subresource);
  }

  async #answer<A>(request: Request): Promise<A> {
    const result = await request.do();
    return result.into<A>();
  }

  #put(body: T, options: UpdateOptions, subresource?: string): Promise<Stored<T>> {
    return this.#answer(
      this.#object('PUT', nameOf(body as AnyObject, this.#type.kind), options, subresource).body({ ...this.#type, ...body }),
    );
  }

  #patched(request: Request, type: string, body: unknown): Request {
    if (!Object.values<string>(PatchType).includes(type)) {
      throw new TypeError(
        `patch type ${JSON.stringify(type)} is not supported: use one of PatchType, or apply() for server-side apply`,
      );
    }
    return request.setHeader('Content-Type', type).body(JSON.stringify(body));
  }

  #applied<A>(
    type: { apiVersion: string; kind: string },
    body: AnyObject,
    options: ApplyOptions,
    subresource?: string,
  ): Promise<A> {
    if (!options.fieldManager)
      throw new TypeError(`applying a ${type.kind} needs a fieldManager: the name that will own the applied fields`);
    const request = this.#object('PATCH', nameOf(body, type.kind), options, subresource);
    return this.#answer(request.setHeader('Content-Type', applyPatchType).body(JSON.stringify({ ...type, ...body })));
  }

  #connect(name: string, subresource: string, { method = 'GET', ...options }: ConnectOptions): Request {
    return this.#object(method, name, options, subresource);
  }

  #proxy(verb: string, name: string, path = '', { scheme, port, params = {}, ...call }: ProxyOptions = {}): Request {
    const { target, segments } = proxyTarget(name, path, scheme, port);
    return this.#object(verb, target, call, 'proxy')
      .versionedParams(params)
      .suffix(...segments);
  }

  #complete(object: AnyObject): void {
    object.apiVersion ??= this.#type.apiVersion;
    object.kind ??= this.#type.kind;
  }

  #needsNamespace(action: string): Error {
    const { resource, kind } = this.#descriptor;
    return new Error(`${action} of a ${kind} needs a namespace: call ${resource}(namespace) instead of ${resource}()`);
  }
}

function nameOf(body: AnyObject, kind: string): string {
  const name = body.metadata?.name;
  if (!name) throw new TypeError(`the ${kind} has no metadata.name, which says what to change`);
  return name;
}

/** Splits delete options into what the call needs and the body that the server reads (client-go sends one always). */
function deleteBody({ signal, timeout, ...options }: DeleteOptions): [CallOptions, object | undefined] {
  const call = { signal, timeout };
  return [call, Object.keys(options).length > 0 ? { apiVersion: 'v1', kind: 'DeleteOptions', ...options } : undefined];
}
