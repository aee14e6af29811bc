import type { DeleteOptions as DeleteBody } from '@kubewright/meta-v1';

/** Options of every call. */
export interface CallOptions {
  /** Aborts the call, waiting in the rate limiter and between retries included. */
  signal?: AbortSignal | undefined;
  /**
   * Limit in milliseconds, retries included, from when the rate limiter has let the call go (client-go `Request.request`); also sent to the
   * server as `timeout`. 0 or less is none.
   */
  timeout?: number | undefined;
}

/** Options of `get` (client-go `metav1.GetOptions`). */
export interface GetOptions extends CallOptions {
  /** Empty or unset: most recent; `"0"`: any version, from the server's cache; otherwise not older than this. */
  resourceVersion?: string | undefined;
}

/** What `list`, `watch` and `deleteCollection` select (client-go `metav1.ListOptions`). */
export interface ListOptions extends CallOptions {
  /** @example `'app in (web, api), tier!=cache'` */
  labelSelector?: string | undefined;
  /** Fields differ by resource; `metadata.name` and `metadata.namespace` always work. @example `'status.phase=Running'` */
  fieldSelector?: string | undefined;
  /** Largest number of items in one answer; `metadata.continue` then leads to the next page. */
  limit?: number | undefined;
  /** Token of the next page, from `metadata.continue`. It expires (410 `Expired`) after some minutes. */
  continue?: string | undefined;
  /** For a list: the version it must be of, or not older than; for a watch: the version after which changes are told. */
  resourceVersion?: string | undefined;
  /** How `resourceVersion` is meant; required with `sendInitialEvents`. */
  resourceVersionMatch?: 'Exact' | 'NotOlderThan' | undefined;
  /** Server-side limit in seconds: a list fails, a watch ends. */
  timeoutSeconds?: number | undefined;
  /** Restricts the answer to one shard of the objects (alpha in Kubernetes 1.36, gate `ShardedListAndWatch`). */
  shardSelector?: string | undefined;
}

/** Options of `watch`. It has no `timeout`: `signal` ends it, and `timeoutSeconds` has the server end it. */
export interface WatchOptions extends Omit<ListOptions, 'continue' | 'limit' | 'timeout'> {
  /** Asks for BOOKMARK events, which carry the resource version to resume from. @default false */
  allowWatchBookmarks?: boolean | undefined;
  /** Begins with an ADDED event for every object and a BOOKMARK annotated `k8s.io/initial-events-end`. */
  sendInitialEvents?: boolean | undefined;
  /** Yields ERROR events as client-go does, instead of throwing their `StatusError` from the iterator. @default false */
  rawErrors?: boolean | undefined;
}

/** How the server treats unknown and duplicate fields: `Warn` is the server's default, `Strict` refuses them. */
export type FieldValidation = 'Ignore' | 'Strict' | 'Warn';

/** Options of every call that writes. */
export interface WriteOptions extends CallOptions {
  /** `['All']`: everything runs but nothing is stored. */
  dryRun?: readonly 'All'[] | undefined;
  /** Name recorded in `metadata.managedFields`, at most 128 characters; the server falls back to the user agent. */
  fieldManager?: string | undefined;
  /** What to do about fields that the server does not know. */
  fieldValidation?: FieldValidation | undefined;
}

/** Options of `create`. */
export type CreateOptions = WriteOptions;
/** Options of `update`. */
export type UpdateOptions = WriteOptions;
/** Options of `patch`. */
export type PatchOptions = WriteOptions;

/** Options of `apply`: server-side apply needs to know who applies. */
export interface ApplyOptions extends WriteOptions {
  /** Who owns the applied fields. */
  fieldManager: string;
  /** Takes over fields that other managers own, instead of failing with a Conflict. @default false */
  force?: boolean | undefined;
}

type DeleteFields = Omit<DeleteBody, 'apiVersion' | 'dryRun' | 'kind' | 'propagationPolicy'>;

/** Options of `delete` and `deleteCollection`: the fields of `metav1.DeleteOptions`, sent in the body. */
export interface DeleteOptions extends CallOptions, OrUndefined<DeleteFields> {
  /** `['All']`: everything runs but nothing is deleted. */
  dryRun?: readonly 'All'[] | undefined;
  /** `Foreground`: dependents first; `Background`: dependents afterwards; `Orphan`: dependents stay. */
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan' | undefined;
  /** A selector belongs into the list options of `deleteCollection`; here it would select nothing, and everything be deleted. */
  labelSelector?: never;
  /** See `labelSelector`. */
  fieldSelector?: never;
}

type OrUndefined<T> = { [K in keyof T]?: T[K] | undefined };

/** Options of pod logs (client-go `corev1.PodLogOptions`). */
export interface LogOptions extends CallOptions {
  /** Needed when the pod has several containers. */
  container?: string | undefined;
  /** Logs of the container's previous instance. */
  previous?: boolean | undefined;
  /** Only what is younger than this many seconds. */
  sinceSeconds?: number | undefined;
  /** Only what is younger than this RFC 3339 time. */
  sinceTime?: string | undefined;
  /** Starts every line with its RFC 3339 time. */
  timestamps?: boolean | undefined;
  /** Only the last lines. */
  tailLines?: number | undefined;
  /** Ends after this many bytes, maybe in the middle of a line. */
  limitBytes?: number | undefined;
  /** One of the two streams (Kubernetes 1.32 and later, gate `PodLogsQuerySplitStreams`). */
  stream?: 'All' | 'Stderr' | 'Stdout' | undefined;
  /** Skips the verification of the kubelet's certificate, not of the API server's. */
  insecureSkipTLSVerifyBackend?: boolean | undefined;
}

/** Options of logs that are followed: they last as long as the container. */
export type FollowLogOptions = Omit<LogOptions, 'timeout'>;

/** Options of `exec` (client-go `corev1.PodExecOptions`). */
export interface ExecOptions extends AttachOptions {
  /** The program and its arguments; no shell is involved. */
  command: readonly string[];
}

/** Options of `attach` (client-go `corev1.PodAttachOptions`). At least one stream is needed. */
export interface AttachOptions extends ConnectOptions {
  /** @default the pod's only or default container */
  container?: string | undefined;
  /** Sends the process what is typed. */
  stdin?: boolean | undefined;
  /** Receives what it prints. */
  stdout?: boolean | undefined;
  /** Receives what it prints as errors. */
  stderr?: boolean | undefined;
  /** A terminal: stdout and stderr become one. */
  tty?: boolean | undefined;
}

/** Options of `portForward`. */
export interface PortForwardOptions extends ConnectOptions {
  /** Ports of the pod. A WebSocket needs them here; SPDY names them in its streams. */
  ports?: readonly number[] | undefined;
}

/** Options of the requests that upgrade their connection. */
export interface ConnectOptions extends CallOptions {
  /** WebSockets ask with GET, SPDY with POST. @default 'GET' */
  method?: 'GET' | 'POST' | undefined;
}

/** Options of `proxy`. */
export interface ProxyOptions extends CallOptions {
  /** Scheme that the API server uses towards the target. @default 'http' */
  scheme?: 'http' | 'https' | undefined;
  /** Port number or name. @default the target's first port */
  port?: number | string | undefined;
  /** Query parameters for the target. */
  params?: Readonly<Record<string, string | readonly string[]>> | undefined;
}
