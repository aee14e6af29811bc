import { newResourceExpired, StatusError } from '@kubewright/rest';
import type { ServedResource } from '../resources/served-resource.js';
import type { Entry } from '../store/entry.js';
import { type ContinueToken, decodeContinue, encodeContinue } from './continue-token.js';
import type { ListOptions } from './list-options.js';
import type { ListMetadata } from './presentation.js';
import { parseListRevision } from './revision.js';
import { selectsOf } from './select.js';

/** Objects of a list, or of a page of it. */
export interface ListPage {
  readonly entries: readonly Entry[];
  readonly metadata: ListMetadata;
}

/**
 * Reads a list. Throws a `StatusError`: 400 for options that mean nothing, 410 for a state that is forgotten, 504 for one that is yet
 * to come.
 *
 * @param current the store's revision
 */
export function listPage(resource: ServedResource, options: ListOptions, namespace: string, current: number): ListPage {
  const selects = selectsOf(resource, options, namespace);
  const token = options.continue === '' ? undefined : decodeContinue(options.continue);
  const revision = token ? revisionOf(token, current) : wantedRevision(options, current);
  if (revision > current) throw tooLarge(revision, current);
  const all = resource.collection.allAt(revision);
  if (!all) throw token ? expiredToken(token) : newResourceExpired(`The resourceVersion for the provided list is too old.`);
  const keyOf = (entry: Entry): string =>
    namespace === '' && resource.info.namespaced ? `${entry.namespace}/${entry.name}` : entry.name;
  const found = selects ? all.filter(selects) : all;
  const first = token ? firstAfter(found, keyOf, token.start) : 0;
  const { limit } = options;
  const end = limit > 0 ? Math.min(first + limit, found.length) : found.length;
  const entries = first === 0 && end === found.length ? found : found.slice(first, end);
  const last = entries.at(-1);
  if (end === found.length || !last) return { entries, metadata: { resourceVersion: String(revision) } };
  return {
    entries,
    metadata: {
      resourceVersion: String(revision),
      continue: encodeContinue({ revision, start: keyOf(last) }),
      // Nobody counts what a selector leaves.
      ...(options.labels.length + options.fields.length === 0 && { remainingItemCount: found.length - end }),
    },
  };
}

function revisionOf({ revision }: ContinueToken, current: number): number {
  return revision < 0 ? current : revision;
}

/** The revision to list at: the current one is new enough for who asks for no certain one. */
function wantedRevision({ resourceVersion, resourceVersionMatch, limit }: ListOptions, current: number): number {
  const wanted = parseListRevision(resourceVersion);
  if (wanted > current) throw tooLarge(BigInt(resourceVersion), current);
  const isExact = resourceVersionMatch === 'Exact' || (resourceVersionMatch === '' && limit > 0 && wanted > 0);
  return isExact ? wanted : current;
}

function firstAfter(entries: readonly Entry[], keyOf: (entry: Entry) => string, start: string): number {
  const index = entries.findIndex((entry) => keyOf(entry) > start);
  return index < 0 ? entries.length : index;
}

/** The client is ahead of the server (apiserver `storage.NewTooLargeResourceVersionError`). */
export function tooLarge(wanted: bigint | number, current: number): StatusError {
  return new StatusError({
    status: 'Failure',
    message: `Timeout: Too large resource version: ${String(wanted)}, current: ${String(current)}`,
    reason: 'Timeout',
    details: { causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }], retryAfterSeconds: 1 },
    code: 504,
  });
}

/** A continue token of a state that is forgotten; the answer brings one that goes on with what is there now. */
export function expiredToken({ start }: ContinueToken): StatusError {
  const { status } = newResourceExpired(
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
  );
  return new StatusError({ ...status, metadata: { ...status.metadata, continue: encodeContinue({ revision: -1, start }) } });
}
