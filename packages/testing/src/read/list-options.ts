import { type LabelRequirement, newBadRequest, newInvalid, parseLabelSelector, quote } from '@kubewright/rest';
import type { StatusCause } from '@kubewright/meta-v1';
import { type FieldRequirement, parseFieldSelector } from './field-selector.js';

/** What a list or a watch is asked for (apimachinery `internalversion.ListOptions`). */
export interface ListOptions {
  readonly watch: boolean;
  readonly labels: readonly LabelRequirement[];
  readonly fields: readonly FieldRequirement[];
  /** The two as they were written, for messages. */
  readonly labelSelector: string;
  readonly fieldSelector: string;
  /** 0 is no limit. */
  readonly limit: number;
  readonly continue: string;
  readonly resourceVersion: string;
  readonly resourceVersionMatch: string;
  readonly allowWatchBookmarks: boolean;
  readonly sendInitialEvents: boolean | undefined;
  /** Undefined if the server decides. */
  readonly timeoutSeconds: number | undefined;
}

/** Throws a `StatusError` of 400 or 422, in the server's words, for options that mean nothing. */
export function parseListOptions(query: URLSearchParams): ListOptions {
  const labelSelector = query.get('labelSelector') ?? '';
  const fieldSelector = query.get('fieldSelector') ?? '';
  const options: ListOptions = {
    watch: parseBoolean(query.get('watch')) ?? false,
    labels: parseLabels(labelSelector),
    fields: parseFields(fieldSelector),
    labelSelector,
    fieldSelector,
    limit: parseInteger(query.get('limit')) ?? 0,
    continue: query.get('continue') ?? '',
    resourceVersion: query.get('resourceVersion') ?? '',
    resourceVersionMatch: query.get('resourceVersionMatch') ?? '',
    allowWatchBookmarks: parseBoolean(query.get('allowWatchBookmarks')) ?? false,
    sendInitialEvents: parseBoolean(query.get('sendInitialEvents')),
    timeoutSeconds: parseInteger(query.get('timeoutSeconds')),
  };
  const causes = options.watch ? watchProblems(options) : listProblems(options);
  if (causes.length > 0) throw newInvalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', causes);
  return options;
}

const exact = 'Exact';
const notOlderThan = 'NotOlderThan';

function listProblems({
  resourceVersionMatch: match,
  resourceVersion,
  continue: token,
  sendInitialEvents,
}: ListOptions): StatusCause[] {
  const problems: StatusCause[] = [];
  if (match !== '') {
    if (resourceVersion === '')
      problems.push(forbiddenMatch('resourceVersionMatch is forbidden unless resourceVersion is provided'));
    if (token !== '') problems.push(forbiddenMatch('resourceVersionMatch is forbidden when continue is provided'));
    if (match !== exact && match !== notOlderThan) problems.push(unsupportedMatch(match, [exact, notOlderThan, '']));
    if (match === exact && resourceVersion === '0')
      problems.push(forbiddenMatch('resourceVersionMatch "exact" is forbidden for resourceVersion "0"'));
  }
  if (sendInitialEvents !== undefined) problems.push(forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  return problems;
}

function watchProblems({ resourceVersionMatch: match, continue: token, sendInitialEvents }: ListOptions): StatusCause[] {
  const problems: StatusCause[] = [];
  if (sendInitialEvents !== undefined && match !== notOlderThan)
    problems.push(forbiddenMatch(`sendInitialEvents requires setting resourceVersionMatch to ${notOlderThan}`));
  if (match !== '') {
    if (sendInitialEvents === undefined)
      problems.push(forbiddenMatch('resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided'));
    if (match !== notOlderThan) problems.push(unsupportedMatch(match, [notOlderThan]));
    if (token !== '') problems.push(forbiddenMatch('resourceVersionMatch is forbidden when continue is provided'));
  }
  return problems;
}

function forbiddenMatch(why: string): StatusCause {
  return forbidden('resourceVersionMatch', why);
}

function forbidden(field: string, why: string): StatusCause {
  return { field, reason: 'FieldValueForbidden', message: `Forbidden: ${why}` };
}

function unsupportedMatch(match: string, supported: readonly string[]): StatusCause {
  const list = supported.map((value) => JSON.stringify(value)).join(', ');
  return {
    field: 'resourceVersionMatch',
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${JSON.stringify(match)}: supported values: ${list}`,
  };
}

/** As apimachinery converts query parameters: what is there and neither empty, `0` nor `false` is true. */
export function parseBoolean(value: string | null): boolean | undefined {
  if (value === null) return undefined;
  return !['', '0', 'false'].includes(value.toLowerCase());
}

/** Throws a `StatusError` of 400 for what is no integer of 64 bits. */
export function parseInteger(value: string | null): number | undefined {
  if (value === null) return undefined;
  const problem = (what: string): Error => newBadRequest(`strconv.ParseInt: parsing ${quote(value)}: ${what}`);
  if (!/^[+-]?\d+$/.test(value)) throw problem('invalid syntax');
  if (BigInt.asIntN(64, BigInt(value)) !== BigInt(value)) throw problem('value out of range');
  return Number(value);
}

function parseFields(selector: string): FieldRequirement[] {
  try {
    return parseFieldSelector(selector);
  } catch (error) {
    throw newBadRequest((error as Error).message);
  }
}

function parseLabels(selector: string): readonly LabelRequirement[] {
  try {
    return parseLabelSelector(selector);
  } catch (error) {
    throw newBadRequest(goMessage((error as Error).cause as Error));
  }
}

/** Where a selector goes wrong between its requirements; elsewhere it is one of them that cannot be parsed. */
const between = ["!, identifier, or 'end of string'", "identifier after ','", "',' or 'end of string'"];

/** What the parser of our clients says, as apimachinery says it. */
function goMessage({ message }: Error): string {
  const found = /^found (?:"(.*)"|the end), expected: (.*)$/s.exec(message);
  const [, what = '', wanted = ''] = found ?? [];
  const text = found ? `found '${what}', expected: ${wanted}` : message;
  return between.includes(wanted) ? text : `unable to parse requirement: ${text}`;
}
