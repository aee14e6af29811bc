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
import { kindOf } from './kind-of.js';
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
import { applyPatchType, type PatchBodies, PatchType } from './patch.js';
import { proxyTarget } from './proxy-target.js';
import { quote } from './quote.js';
import { Request, type RequestContext } from './request.js';
import type { ResourceNames } from './resource-descriptor.js';
import { type ExpectedType, takeObject } from './result.js';
import { isStatus, UnexpectedObjectError } from './status-error.js';
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
    if (namespace !== undefined && typeof (namespace as unknown) !== 'string')
      throw new TypeError(`${resource}(namespace): the namespace must be a string, not ${kindOf(namespace)}`);
    if (namespace === '')
      throw new Error(`${resource}(''): a namespace must not be empty; call ${resource}() for all namespaces`);
    if (namespace !== undefined && !namespaced)
      throw new Error(`${resource}(${quote(namespace)}): ${kind} has no namespace; call ${resource}()`);
    this.#context = context;
    this.#descriptor = descriptor;
    this.#namespace = namespace;
    this.#type = { apiVersion: group === '' ? version : `${group}/${version}`, kind };
  }

  async create(body: T, options: CreateOptions = {}): Promise<Stored<T>> {
    this.#checkNamespace('create');
    const result = await this.#collection('POST', options)
      .body({ ...this.#type, ...body })
      .do();
    const answer = result.into<Status | Stored<T>>();
    // Of a Binding the server answers a Status.
    return isStatus(answer) ? (answer as Stored<T>) : result.into<Stored<T>>(this.#type);
  }

  get(name: string, options: GetOptions = {}): Promise<Stored<T>> {
    return this.#read(name, undefined, options);
  }

  async list(options: ListOptions = {}): Promise<StoredList<T, L>> {
    return this.#completeList(await this.#answer(this.#collection('GET', options)));
  }

  listAll(options: ListOptions = {}): AsyncGenerator<Stored<T>, void, undefined> {
    return listAll((page) => this.list(page), options);
  }

  watch(options: WatchOptions & { rawErrors: true }): Promise<Watch<RawWatchEvent<T>>>;
  watch(options?: WatchOptions): Promise<Watch<WatchEvent<T>>>;
  async watch({ rawErrors, ...options }: WatchOptions = {}): Promise<Watch<RawWatchEvent<T>>> {
    const complete = (object: object): void => {
      this.#complete(object);
    };
    return this.#collection('GET', options).param('watch', 'true').timeout(0).watch<T>({ rawErrors, complete });
  }

  update(body: T, options: UpdateOptions = {}): Promise<Stored<T>> {
    return this.#replace(body, undefined, options);
  }

  patch<P extends keyof PatchBodies<T>>(
    name: string,
    type: P,
    body: PatchBodies<T>[P],
    options: PatchOptions = {},
  ): Promise<Stored<T>> {
    return this.#change(name, undefined, type, body, options);
  }

  apply(body: ApplyConfiguration<T>, options: ApplyOptions): Promise<Stored<T>> {
    return this.#applied(this.#type, undefined, body, options);
  }

  async delete(name: string, options: DeleteOptions = {}): Promise<Status | Stored<T>> {
    const { call, body } = deleteBody(options);
    return this.#answer(this.#object('DELETE', name, call).body(body));
  }

  async deleteCollection(options: DeleteOptions = {}, listOptions: ListOptions = {}): Promise<Status | StoredList<T, L>> {
    this.#checkNamespace('deleteCollection');
    for (const name of ['labelSelector', 'fieldSelector']) {
      if (name in options)
        throw new TypeError(`deleteCollection: ${name} belongs into the second argument; in the first it would select nothing`);
    }
    const { call, body } = deleteBody(options);
    const answer = await this.#answer<Status | StoredList<T, L>>(
      this.#collection('DELETE', { ...listOptions, ...call }).body(body),
    );
    return isStatus(answer) ? answer : this.#completeList(answer);
  }

  getStatus(name: string, options: GetOptions = {}): Promise<Stored<T>> {
    return this.#read(name, 'status', options);
  }

  updateStatus(body: T, options: UpdateOptions = {}): Promise<Stored<T>> {
    return this.#replace(body, 'status', options);
  }

  patchStatus<P extends keyof PatchBodies<T>>(
    name: string,
    type: P,
    body: PatchBodies<T>[P],
    options: PatchOptions = {},
  ): Promise<Stored<T>> {
    return this.#change(name, 'status', type, body, options);
  }

  applyStatus(body: ApplyStatusConfiguration<T>, options: ApplyOptions): Promise<Stored<T>> {
    return this.#applied(this.#type, 'status', body, options);
  }

  getScale<S extends AnyObject>(name: string, options: GetOptions = {}): Promise<Stored<S>> {
    return this.#read(name, 'scale', options);
  }

  async updateScale<S extends AnyObject>(name: string, body: S, options: UpdateOptions = {}): Promise<Stored<S>> {
    return this.#answer(this.#object('PUT', name, options, 'scale').body({ ...scaleType, ...body }));
  }

  patchScale<S extends AnyObject, P extends keyof PatchBodies<S>>(
    name: string,
    type: P,
    body: PatchBodies<S>[P],
    options: PatchOptions = {},
  ): Promise<Stored<S>> {
    return this.#change(name, 'scale', type, body, options);
  }

  applyScale<S extends AnyObject>(body: ApplyConfiguration<S>, options: ApplyOptions): Promise<Stored<S>> {
    return this.#applied(scaleType, 'scale', body, options);
  }

  getEphemeralContainers(name: string, options: GetOptions = {}): Promise<Stored<T>> {
    return this.#read(name, 'ephemeralcontainers', options);
  }

  updateEphemeralContainers(body: T, options: UpdateOptions = {}): Promise<Stored<T>> {
    return this.#replace(body, 'ephemeralcontainers', options);
  }

  patchEphemeralContainers<P extends keyof PatchBodies<T>>(
    name: string,
    type: P,
    body: PatchBodies<T>[P],
    options: PatchOptions = {},
  ): Promise<Stored<T>> {
    return this.#change(name, 'ephemeralcontainers', type, body, options);
  }

  applyEphemeralContainers(body: ApplyConfiguration<T>, options: ApplyOptions): Promise<Stored<T>> {
    return this.#applied(this.#type, 'ephemeralcontainers', body, options);
  }

  getResize(name: string, options: GetOptions = {}): Promise<Stored<T>> {
    return this.#read(name, 'resize', options);
  }

  updateResize(body: T, options: UpdateOptions = {}): Promise<Stored<T>> {
    return this.#replace(body, 'resize', options);
  }

  patchResize<P extends keyof PatchBodies<T>>(
    name: string,
    type: P,
    body: PatchBodies<T>[P],
    options: PatchOptions = {},
  ): Promise<Stored<T>> {
    return this.#change(name, 'resize', type, body, options);
  }

  applyResize(body: ApplyConfiguration<T>, options: ApplyOptions): Promise<Stored<T>> {
    return this.#applied(this.#type, 'resize', body, options);
  }

  getApproval(name: string, options: GetOptions = {}): Promise<Stored<T>> {
    return this.#read(name, 'approval', options);
  }

  updateApproval(body: T, options: UpdateOptions = {}): Promise<Stored<T>> {
    return this.#replace(body, 'approval', options);
  }

  patchApproval<P extends keyof PatchBodies<T>>(
    name: string,
    type: P,
    body: PatchBodies<T>[P],
    options: PatchOptions = {},
  ): Promise<Stored<T>> {
    return this.#change(name, 'approval', type, body, options);
  }

  applyApproval(body: ApplyStatusConfiguration<T>, options: ApplyOptions): Promise<Stored<T>> {
    return this.#applied(this.#type, 'approval', body, options);
  }

  finalize(body: T, options: UpdateOptions = {}): Promise<Stored<T>> {
    return this.#replace(body, 'finalize', options);
  }

  async evict(name: string, eviction: object = {}, options: CreateOptions = {}): Promise<Status> {
    const body = { apiVersion: 'policy/v1', kind: 'Eviction', ...eviction, metadata: { name, namespace: this.#namespace } };
    return this.#answer(this.#object('POST', name, options, 'eviction').body(body));
  }

  async bind(name: string, binding: object, options: CreateOptions = {}): Promise<Status> {
    const body = { apiVersion: 'v1', kind: 'Binding', ...binding, metadata: { name, namespace: this.#namespace } };
    return this.#answer(this.#object('POST', name, options, 'binding').body(body));
  }

  async createToken<R>(name: string, request: R, options: CreateOptions = {}): Promise<Stored<R, 'Virtual'>> {
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', ...request };
    return this.#answer(this.#object('POST', name, options, 'token').body(body));
  }

  async logs(name: string, options: LogOptions = {}): Promise<string> {
    return new TextDecoder().decode(await this.#object('GET', name, options, 'log').doRaw());
  }

  async followLogs(name: string, options: FollowLogOptions = {}): Promise<LogLines> {
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
  #collection(verb: string, options: CallOptions): Request {
    checkSelectors(options);
    const { signal, timeout, ...params } = options;
    const request = new Request(this.#context, verb).resource(this.#descriptor.resource).versionedParams(params).signal(signal);
    if (this.#namespace !== undefined) request.namespace(this.#namespace);
    return timeout === undefined ? request : request.timeout(timeout);
  }

  /** A request to one object, or to a subresource of it. Throws if the resource's namespace is not known. */
  #object(verb: string, name: string, options: CallOptions, subresource?: string): Request {
    this.#checkNamespace(verb.toLowerCase());
    const request = this.#collection(verb, options).name(name);
    return subresource === undefined ? request : request.subResource(subresource);
  }

  async #answer<A>(request: Request, expected?: ExpectedType): Promise<A> {
    return takeObject<A>(await request.do(), expected);
  }

  /** What the server answers to a subresource that changes the object itself; a scale may be of any version. */
  #answered(subresource: string | undefined): ExpectedType | undefined {
    return subresource === 'scale' ? undefined : this.#type;
  }

  async #read<A>(name: string, subresource: string | undefined, options: GetOptions): Promise<A> {
    return this.#answer(this.#object('GET', name, options, subresource), this.#answered(subresource));
  }

  async #replace(body: T, subresource: string | undefined, options: UpdateOptions): Promise<Stored<T>> {
    const request = this.#object('PUT', nameOf(body as AnyObject, this.#type.kind), options, subresource);
    return this.#answer(request.body({ ...this.#type, ...body }), this.#answered(subresource));
  }

  async #change<A>(
    name: string,
    subresource: string | undefined,
    type: string,
    body: unknown,
    options: PatchOptions,
  ): Promise<A> {
    if (!Object.values<string>(PatchType).includes(type)) {
      throw new TypeError(`patch type ${quote(type)} is not supported: use one of PatchType, or apply() for server-side apply`);
    }
    const request = this.#object('PATCH', name, options, subresource);
    request.setHeader('Content-Type', type).body(JSON.stringify(body));
    return this.#answer(request, this.#answered(subresource));
  }

  async #applied<A>(
    type: { apiVersion: string; kind: string },
    subresource: string | undefined,
    body: AnyObject,
    options: ApplyOptions,
  ): Promise<A> {
    if (!options.fieldManager)
      throw new TypeError(`applying a ${type.kind} needs a fieldManager: the name that will own the applied fields`);
    const request = this.#object('PATCH', nameOf(body, type.kind), options, subresource);
    request.setHeader('Content-Type', applyPatchType).body(JSON.stringify({ ...type, ...body }));
    return this.#answer(request, this.#answered(subresource));
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

  /**
   * Go answers null for an empty list; the wire omits the type of items. Throws for what is no list: it must not look like an empty
   * one.
   */
  #completeList(list: StoredList<T, L> | { items: null }): StoredList<T, L> {
    if (!('items' in list)) throw new UnexpectedObjectError(list, { ...this.#type, kind: `${this.#type.kind}List` });
    const items = list.items ?? [];
    const said = `the server answered with a ${this.#type.kind}List that cannot be read:`;
    if (!Array.isArray(items)) throw new Error(`${said} its items must be an array, not ${kindOf(items)}`);
    for (const [index, item] of items.entries() as Iterable<[number, AnyObject | null]>) {
      if (typeof item !== 'object' || item === null)
        throw new Error(`${said} its item ${String(index)} must be an object, not ${kindOf(item)}`);
      this.#complete(item);
    }
    return { ...(list as StoredList<T, L>), items };
  }

  #checkNamespace(action: string): void {
    const { resource, kind, namespaced } = this.#descriptor;
    if (!namespaced || this.#namespace !== undefined) return;
    throw new Error(`${action} of a ${kind} needs a namespace: call ${resource}(namespace) instead of ${resource}()`);
  }
}

function nameOf(body: AnyObject, kind: string): string {
  const name: unknown = body.metadata?.name;
  if (name === undefined || name === null || name === '')
    throw new TypeError(`the ${kind} has no metadata.name, which says what to change`);
  if (typeof name !== 'string') throw new TypeError(`metadata.name of the ${kind} must be a string, not ${kindOf(name)}`);
  return name;
}

/** Splits delete options into what the call needs and the body that the server reads. */
function deleteBody({ signal, timeout, ...options }: DeleteOptions): { call: CallOptions; body: object | undefined } {
  return {
    call: { ...(signal && { signal }), ...(timeout !== undefined && { timeout }) },
    body: Object.keys(options).length > 0 ? { apiVersion: 'v1', kind: 'DeleteOptions', ...options } : undefined,
  };
}

/** A selector that the types would not have let through must not become none: that selects everything. */
function checkSelectors(options: object): void {
  if (typeof options !== 'object')
    throw new TypeError(`options must be an object, as { labelSelector: 'app=web' }, not ${kindOf(options)}`);
  for (const name of ['labelSelector', 'fieldSelector'] as const) {
    const value = (options as { [selector: string]: unknown })[name];
    if (value === undefined || typeof value === 'string') continue;
    throw new TypeError(
      `${name} must be a string, as 'app=web', not ${kindOf(value)}: formatLabelSelector and formatFieldSelector make one`,
    );
  }
}
