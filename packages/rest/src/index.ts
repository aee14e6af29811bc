/// <reference lib="esnext.disposable" preserve="true" />
export type { ApplyConfiguration, ApplyFields, ApplyMeta, ApplyStatusConfiguration } from './apply-configuration.js';
export type * from './capabilities.js';
export type { Clock } from './clock.js';
export type { Config, GroupVersion, ImpersonationConfig, TLSClientConfig } from './config.js';
export { anonymousConfig, describeConfig } from './config-copies.js';
export { DeadlineExceededError } from './deadline.js';
export { HttpHeaders } from './http-headers.js';
export type { LogLines } from './log-lines.js';
export type * from './options.js';
export * from './patch.js';
export { Request } from './request.js';
export type { BodyInput } from './request-body.js';
export type { ResourceDescriptor, ResourceNames } from './resource-descriptor.js';
export { type Environment, RESTClient, restClientFor } from './rest-client.js';
export type { Result } from './result.js';
export type { NamespacedMeta, Scope, Stored, StoredFields, StoredList, StoredMeta } from './stored.js';
export { type HttpBody, type HttpRequest, type HttpResponse, type Transport, TransportError } from './transport.js';
export type { Bookmark, RawWatchEvent, Watch, WatchEvent, WatchOpenOptions } from './watch.js';
