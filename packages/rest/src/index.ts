/// <reference lib="esnext.disposable" preserve="true" />
export { abortable } from './abortable.js';
export type { ApplyConfiguration, ApplyFields, ApplyMeta, ApplyStatusConfiguration } from './apply-configuration.js';
export { type Backoff, type BackoffOptions, defaultBackoff, defaultRetry, onError, retryOnConflict } from './backoff.js';
export type { BackoffManager } from './backoff-manager.js';
export type * from './capabilities.js';
export { CredentialsError } from './client-credential.js';
export { type Clock, systemClock } from './clock.js';
export type { Config, GroupVersion, ImpersonationConfig, TLSClientConfig } from './config.js';
export { anonymousConfig, copyConfig } from './config-copies.js';
export { describeConfig } from './config-printing.js';
export { checkCredential } from './credential-check.js';
export type { Credential, CredentialSource } from './credential-source.js';
export { DeadlineExceededError } from './deadline.js';
export type {
  AttemptEndMessage,
  AttemptStartMessage,
  DiagnosticsMessages,
  ObservedRequest,
  RequestEndMessage,
  RequestRetryMessage,
  RequestStartMessage,
  RequestThrottleMessage,
} from './diagnostics.js';
export * from './error-predicates.js';
export * from './field-selectors.js';
export type { GroupResource } from './group-resource.js';
export { HttpHeaders } from './http-headers.js';
export { labelKeyProblems, labelValueProblems } from './label-syntax.js';
export { labelRequirement, type LabelOperator, type LabelRequirement, type Labels } from './label-requirement.js';
export { parseLabelSelector } from './label-selector-parser.js';
export * from './label-selectors.js';
export { type KeyedBackoff, keyedBackoff, type KeyedBackoffOptions } from './keyed-backoff.js';
export type { LogLines } from './log-lines.js';
export type * from './options.js';
export type * from './metrics.js';
export * from './patch.js';
export { type ProxyURLReading, readProxyURL } from './proxy-url.js';
export * from './quantity.js';
export { quota, type QuotaOptions } from './quota.js';
export { quote } from './quote.js';
export { type RateLimiter, tokenBucket } from './rate-limiter.js';
export type { Request } from './request.js';
export type { BodyInput } from './request-body.js';
export type { ResourceDescriptor, ResourceNames, UnmappedResource } from './resource-descriptor.js';
export { type ResourceOptions, type RESTClientEnvironment, RESTClient, restClientFor } from './rest-client.js';
export type { ExpectedType, Result } from './result.js';
export { RetriedError } from './retry.js';
export { checkSelectors } from './selector-check.js';
export * from './status-constructors.js';
export { errorFromObject, isStatus, StatusError, UnexpectedObjectError } from './status-error.js';
export { CauseType, StatusReason } from './status-reason.js';
export type { NamespacedMeta, Scope, Stored, StoredFields, StoredList, StoredMeta } from './stored.js';
export * from './time.js';
export { errorCode } from './transport.js';
export { clientClosedCode } from './closed-by-us.js';
export { bodyTooLong, type HttpBody, type HttpRequest, type HttpResponse, type Transport, TransportError } from './transport.js';
export type * from './transport-factory.js';
export { urlBackoff } from './url-backoff.js';
export { addUserAgent, defaultUserAgent, type UserAgentParts } from './user-agent.js';
export { maskUserinfo } from './userinfo.js';
export { logWarning, type Warning, type WarningHandler, warningWriter, type WarningWriterOptions } from './warnings.js';
export type { Bookmark, RawWatchEvent, Watch, WatchEvent, WatchOpenOptions } from './watch.js';
