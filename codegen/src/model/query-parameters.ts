import { SpecError } from '../generation-error.js';
import type { OperationDescription } from '../read/description.js';

/** What an operation is, as far as its query parameters go. */
export type QueryVerb =
  | 'attach'
  | 'create'
  | 'delete'
  | 'deletecollection'
  | 'exec'
  | 'get'
  | 'list'
  | 'log'
  | 'patch'
  | 'portforward'
  | 'proxy'
  | 'update';

/** The query parameters of a verb. */
export interface QueryParameters {
  /** Every API server declares them. */
  readonly always: readonly string[];
  /** Declared only behind a feature gate, or only for custom resources. */
  readonly sometimes: readonly string[];
}

const write = ['dryRun', 'fieldManager', 'fieldValidation', 'pretty'];
const select = [
  'continue',
  'fieldSelector',
  'labelSelector',
  'limit',
  'pretty',
  'resourceVersion',
  'resourceVersionMatch',
  'sendInitialEvents',
  'timeoutSeconds',
];
const deletion = ['dryRun', 'gracePeriodSeconds', 'orphanDependents', 'propagationPolicy'];
/** Gate AllowUnsafeMalformedObjectDeletion. */
const unsafeDeletion = 'ignoreStoreReadErrorWithClusterBreakingPotential';
/** Gate ShardedListAndWatch. */
const sharding = 'shardSelector';
const watching = ['allowWatchBookmarks', 'watch'];
const streams = ['container', 'stderr', 'stdin', 'stdout', 'tty'];

/**
 * What the options in `rest` know of each verb: a parameter that is not here has no option there, and one that is here but
 * in no document has an option that does nothing.
 *
 * A custom resource declares `resourceVersion` for `get`, which all resources understand, and for `deletecollection` the
 * parameters of `list` instead of those of `delete` (kubernetes apiextensions-apiserver pkg/controller/openapi/builder).
 */
export const queryParameters: Readonly<Record<QueryVerb, QueryParameters>> = {
  attach: { always: streams, sometimes: [] },
  create: { always: write, sometimes: [] },
  delete: { always: [...deletion, 'pretty'], sometimes: [unsafeDeletion] },
  deletecollection: { always: select, sometimes: [...deletion, ...watching, sharding, unsafeDeletion] },
  exec: { always: ['command', ...streams], sometimes: [] },
  get: { always: ['pretty'], sometimes: ['resourceVersion'] },
  list: { always: [...select, ...watching], sometimes: [sharding] },
  log: {
    always: [
      'container',
      'follow',
      'insecureSkipTLSVerifyBackend',
      'limitBytes',
      'pretty',
      'previous',
      'sinceSeconds',
      'tailLines',
      'timestamps',
    ],
    sometimes: ['stream'], // gate PodLogsQuerySplitStreams
  },
  patch: { always: [...write, 'force'], sometimes: [] },
  portforward: { always: ['ports'], sometimes: [] },
  proxy: { always: ['path'], sometimes: [] },
  update: { always: write, sometimes: [] },
};

/** Throws unless an operation declares exactly the query parameters that the options of its verb know. */
export function checkQueryParameters(operation: OperationDescription, verb: QueryVerb): void {
  const { always, sometimes } = queryParameters[verb];
  const unknown = operation.query.find(({ name }) => !always.includes(name) && !sometimes.includes(name));
  if (unknown !== undefined) {
    throw new SpecError(
      unknown,
      `unknown query parameter "${unknown.name}" of ${verb}: give it an option in rest, then list it in model/query-parameters.ts`,
    );
  }
  const missing = always.find((name) => !operation.query.some((parameter) => parameter.name === name));
  if (missing !== undefined) {
    throw new SpecError(operation, `lacks the query parameter "${missing}", for which ${verb} has an option in rest`);
  }
}
