import type { Status } from '@kubewright/meta-v1';
import type { AllCapabilities } from './all-capabilities.js';
import type { AnyObject } from './any-object.js';
import type { ApplyConfiguration, ApplyStatusConfiguration } from './apply-configuration.js';
import { completeList, completeObject } from './complete-list.js';
import { deleteBody } from './delete-body.js';
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
import { nameOf } from './object-name.js';
import { checkSaysKind, type ObjectType, withType } from './object-type.js';
import { applyPatchType, type PatchBodies } from './patch.js';
import { checkPatchType } from './patch-type-check.js';
import { proxyTarget } from './proxy-target.js';
import { quote } from './quote.js';
import { Request, type RequestContext } from './request.js';
import type { ResourceNames, UnmappedResource } from './resource-descriptor.js';
import { type ExpectedType, takeObject } from './result.js';
import { checkDeletedCollection, checkSelectors } from './selector-check.js';
import { isStatus } from './status-error.js';
import type { Stored, StoredList } from './stored.js';
import type { RawWatchEvent, Watch, WatchEvent } from './watch.js';

const scaleType = { apiVersion: 'autoscaling/v1', kind: 'Scale' };

/** Subresources that answer the object itself. */
const partsOfTheObject = new Set(['status', 'ephemeralcontainers', 'resize', 'approval', 'finalize']);

/**
 * The one implementation behind every typed client: all verbs and subresources of any resource. A generated interface shows
 * the part of it that the server declares (client-go `gentype`).
 */
export class DescribedResourceClient<T, L> implements AllCapabilities<T, L> {
  readonly #context: RequestContext;
  readonly #descriptor: ResourceNames | UnmappedResource;
  readonly #namespace: string | undefined;
  readonly #type: ObjectType;
  /** What an object is called in messages. */
  readonly #noun: string;

  constructor(context: RequestContext, descriptor: ResourceNames | UnmappedResource, namespace: string | undefined) {
    const { group, version, resource, kind, namespaced } = descriptor;
    if (namespace !== undefined && typeof (namespace as unknown) !== 'string')
      throw new TypeError(`${resource}(namespace): the namespace must be a string, not ${kindOf(namespace)}`);
    if (namespace === '')
      throw new Error(`${resource}(''): a namespace must not be empty; call ${resource}() for all namespaces`);
    if (namespace !== undefined && namespaced === false)
      throw new Error(`${resource}(${quote(namespace)}): ${kind ?? resource} has no namespace; call ${resource}()`);
    this.#context = context;
    this.#descriptor = descriptor;
    this.#namespace = namespace;
    this.#type = { apiVersion: group === '' ? version : `${group}/${version}`, kind };
    this.#noun = kind ?? `${resource} object`;
  }

  /** The same resource in one namespace. */
  namespace(namespace: string): DescribedResourceClient<T, L> {
    return new DescribedResourceClient<T, L>(this.#context, this.#descriptor, namespace);
  }

  async create(body: T, options: CreateOptions = {}): Promise<Stored<T>> {
    this.#checkNamespace('create');
    const result = await this.#collection('POST', options)
      .body(this.#typed(body as object))
      .do();
    const answer = result.into<Status | Stored<T>>();
    // Of a Binding the server answers a Status.
    if (isStatus(answer)) return answer as Stored<T>;
    checkSaysKind(answer, this.#type, this.#noun);
    return result.into<Stored<T>>(this.#answered(undefined));
  }

  get(name: string, options: GetOptions = {}): Promise<Stored<T>> {
    return this.#read(name, undefined, options);
  }

  async list(options: ListOptions = {}): Promise<StoredList<T, L>> {
    return completeList<StoredList<T, L>>(
      await this.#answer(this.#collection('GET', options)),
      this.#type,
      this.#descriptor.resource,
    );
  }

  listAll(options: ListOptions = {}): AsyncGenerator<Stored<T>, void, undefined> {
    return listAll((page) => this.list(page), options);
  }

  watch(options: WatchOptions & { rawErrors: true }): Promise<Watch<RawWatchEvent<T>>>;
  watch(options?: WatchOptions): Promise<Watch<WatchEvent<T>>>;
  async watch({ rawErrors, ...options }: WatchOptions = {}): Promise<Watch<RawWatchEvent<T>>> {
    const complete = (object: object): void => {
      completeObject(object, this.#type);
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
    return this.#applied(undefined, body, options);
  }

  async delete(name: string, options: DeleteOptions = {}): Promise<Status | Stored<T>> {
    const { call, body } = deleteBody(options);
    return this.#answer(this.#object('DELETE', name, call).body(body));
  }

  async deleteCollection(options: DeleteOptions = {}, listOptions: ListOptions = {}): Promise<Status | StoredList<T, L>> {
    this.#checkNamespace('deleteCollection');
    checkDeletedCollection(options, listOptions);
    const { call, body } = deleteBody(options);
    const answer = await this.#answer<Status | StoredList<T, L>>(
      this.#collection('DELETE', { ...listOptions, ...call }).body(body),
    );
    return isStatus(answer) ? answer : completeList<StoredList<T, L>>(answer, this.#type, this.#descriptor.resource);
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
    return this.#applied('status', body, options);
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

  async applyScale<S extends AnyObject>(body: ApplyConfiguration<S>, options: ApplyOptions): Promise<Stored<S>> {
    return this.#appliedTo(nameOf(body, scaleType.kind), 'scale', { ...scaleType, ...body }, options);
  }

  async createSubresource<S extends AnyObject>(
    name: string,
    subresource: string,
    body: S,
    options: CreateOptions = {},
  ): Promise<Stored<S, 'Virtual'>> {
    return this.#answer(this.#object('POST', name, options, subresource).body(this.#typedFor(subresource, body)));
  }

  getSubresource<S extends AnyObject>(
    name: string,
    subresource: string,
    options: GetOptions = {},
  ): Promise<Stored<S, 'Virtual'>> {
    return this.#read(name, subresource, options);
  }

  async updateSubresource<S extends AnyObject>(
    name: string,
    subresource: string,
    body: S,
    options: UpdateOptions = {},
  ): Promise<Stored<S, 'Virtual'>> {
    const request = this.#object('PUT', name, options, subresource);
    return this.#answer(request.body(this.#typedFor(subresource, body)), this.#answered(subresource));
  }

  patchSubresource<S extends AnyObject, P extends keyof PatchBodies<S>>(
    name: string,
    subresource: string,
    type: P,
    body: PatchBodies<S>[P],
    options: PatchOptions = {},
  ): Promise<Stored<S, 'Virtual'>> {
    return this.#change(name, subresource, type, body, options);
  }

  async applySubresource<S extends AnyObject>(
    name: string,
    subresource: string,
    body: S,
    options: ApplyOptions,
  ): Promise<Stored<S, 'Virtual'>> {
    return this.#appliedTo(name, subresource, this.#typedFor(subresource, body), options);
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
    return this.#applied('ephemeralcontainers', body, options);
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
    return this.#applied('resize', body, options);
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
    return this.#applied('approval', body, options);
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

  /** What is sent as an object of the resource. */
  #typed(body: object): AnyObject & { kind: string } {
    return withType(body, this.#type, this.#noun);
  }

  /** What is sent to a subresource that takes any type. */
  #typedFor(subresource: string, body: object): AnyObject & { kind: string } {
    return withType(body, {}, `body for the subresource ${subresource} of a ${this.#noun}`);
  }

  async #answer<A extends object>(request: Request, expected?: ExpectedType): Promise<A> {
    const answer = takeObject<A>(await request.do(), expected);
    checkSaysKind(answer, this.#type, this.#noun);
    return answer;
  }

  /** What the server answers, if that is known: a scale, for one, may be of any version. */
  #answered(subresource: string | undefined): ExpectedType | undefined {
    const { apiVersion, kind } = this.#type;
    const isTheObject = subresource === undefined || partsOfTheObject.has(subresource);
    return isTheObject && kind !== undefined ? { apiVersion, kind } : undefined;
  }

  async #read<A extends object>(name: string, subresource: string | undefined, options: GetOptions): Promise<A> {
    return this.#answer(this.#object('GET', name, options, subresource), this.#answered(subresource));
  }

  async #replace(body: T, subresource: string | undefined, options: UpdateOptions): Promise<Stored<T>> {
    const typed = this.#typed(body as object);
    const request = this.#object('PUT', nameOf(typed, this.#noun), options, subresource);
    return this.#answer(request.body(typed), this.#answered(subresource));
  }

  async #change<A extends object>(
    name: string,
    subresource: string | undefined,
    type: string,
    body: unknown,
    options: PatchOptions,
  ): Promise<A> {
    checkPatchType(type);
    const request = this.#object('PATCH', name, options, subresource);
    request.setHeader('Content-Type', type).body(JSON.stringify(body));
    return this.#answer(request, this.#answered(subresource));
  }

  async #applied<A extends object>(
    subresource: string | undefined,
    body: AnyObject,
    options: ApplyOptions | undefined,
  ): Promise<A> {
    const typed = this.#typed(body);
    return this.#appliedTo(nameOf(typed, this.#noun), subresource, typed, options);
  }

  async #appliedTo<A extends object>(
    name: string,
    subresource: string | undefined,
    body: AnyObject & { kind: string },
    options: ApplyOptions | undefined,
  ): Promise<A> {
    const what = body.kind;
    if (!options?.fieldManager)
      throw new TypeError(`applying a ${what} needs a fieldManager: the name that will own the applied fields`);
    const managedFields = body.metadata?.managedFields;
    if (Array.isArray(managedFields) && managedFields.length > 0)
      throw new TypeError(
        `the ${what} to apply has metadata.managedFields: apply only the fields that ${options.fieldManager} wants`,
      );
    const request = this.#object('PATCH', name, options, subresource);
    request.setHeader('Content-Type', applyPatchType).body(JSON.stringify(body));
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

  #checkNamespace(action: string): void {
    const { resource, namespaced } = this.#descriptor;
    if (!namespaced || this.#namespace !== undefined) return;
    throw new Error(
      `${action} of a ${this.#noun} needs a namespace: call ${resource}(namespace) instead of ${resource}(), or namespace(…) of a dynamic client`,
    );
  }
}
