import { isJSONObject, type JSONObject } from '../json.js';
import { parseBoolean, parseInteger } from '../read/list-options.js';
import { invalidValue, notSupportedValue } from '../validation/field-errors.js';
import { dryRunProblems, throwIfAny } from './write-options.js';

/** What becomes of the objects that the deleted one owns. */
export type Propagation = 'Background' | 'Foreground' | 'Orphan';

/** How to delete (apimachinery `DeleteOptions`). */
export interface DeleteOptions {
  readonly dryRun: boolean;
  readonly gracePeriodSeconds: number | undefined;
  /** Undefined if the kind decides. */
  readonly propagation: Propagation | undefined;
  /** Whether the old option said it: then an answer before the end says so by its status. */
  readonly orphanDependents: boolean | undefined;
  readonly uid: string | undefined;
  readonly resourceVersion: string | undefined;
}

const policies = ['Foreground', 'Background', 'Orphan'] as const;

/** @param body the options themselves, decoded; undefined if the query says them. Throws a `StatusError` of 400 or 422 */
export function parseDeleteOptions(query: URLSearchParams, body: JSONObject | undefined): DeleteOptions {
  const from = body ?? fromQuery(query);
  const dryRun = Array.isArray(from.dryRun) ? from.dryRun.map(String) : [];
  const policy = typeof from.propagationPolicy === 'string' ? from.propagationPolicy : undefined;
  const orphanDependents = typeof from.orphanDependents === 'boolean' ? from.orphanDependents : undefined;
  const known = policies.find((one) => one === policy);
  const errors = dryRunProblems(dryRun);
  if (policy !== undefined && orphanDependents !== undefined)
    errors.push(invalidValue('propagationPolicy', policy, 'orphanDependents and deletionPropagation cannot be both set'));
  if (policy !== undefined && !known) errors.push(notSupportedValue('propagationPolicy', policy, [...policies, 'nil']));
  throwIfAny('DeleteOptions', errors);
  const preconditions = isJSONObject(from.preconditions) ? from.preconditions : {};
  return {
    dryRun: dryRun.length > 0,
    gracePeriodSeconds: secondsOf(from.gracePeriodSeconds),
    propagation: orphanDependents === undefined ? known : orphanDependents ? 'Orphan' : 'Background',
    orphanDependents,
    uid: typeof preconditions.uid === 'string' ? preconditions.uid : undefined,
    resourceVersion: typeof preconditions.resourceVersion === 'string' ? preconditions.resourceVersion : undefined,
  };
}

function secondsOf(value: unknown): number | undefined {
  if (typeof value !== 'number') return undefined;
  // As servers do: less than nothing is the shortest.
  return value < 0 ? 1 : value;
}

function fromQuery(query: URLSearchParams): JSONObject {
  const options: JSONObject = { dryRun: query.getAll('dryRun') };
  const seconds = parseInteger(query.get('gracePeriodSeconds'));
  const orphan = parseBoolean(query.get('orphanDependents'));
  const policy = query.get('propagationPolicy');
  if (seconds !== undefined) options.gracePeriodSeconds = seconds;
  if (orphan !== undefined) options.orphanDependents = orphan;
  if (policy !== null) options.propagationPolicy = policy;
  return options;
}
