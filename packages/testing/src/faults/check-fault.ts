import { checkFields } from '../check-fields.js';
import type { Fault, FaultAction, FaultName, LatencyFault, StatusFault } from './fault.js';

type Limits = Readonly<{ from: number; to: number; whole: boolean }>;

const count: Limits = { from: 0, to: Infinity, whole: true };
const atLeastOnce: Limits = { from: 1, to: Infinity, whole: true };
const milliseconds: Limits = { from: 0, to: Infinity, whole: false };

const fields: Readonly<Record<keyof Fault, string | true>> = {
  verb: 'string',
  resource: 'string',
  group: 'string',
  namespace: 'string',
  name: 'string',
  subresource: 'string',
  times: true,
  probability: true,
  after: true,
  action: true,
};

const afterFields: Readonly<Record<keyof NonNullable<Fault['after']>, true>> = { requests: true, events: true };

const verbs = 'get list watch create update patch delete deletecollection post put head options'.split(' ');

const names: Readonly<Record<FaultName, true>> = {
  'drop-bookmarks': true,
  'duplicate-events': true,
  expired: true,
  'expired-continue': true,
  'half-open': true,
  'reorder-events': true,
  reset: true,
  'reset-after-head': true,
  'too-large-resource-version': true,
  'truncated-body': true,
};

type Occasion = Readonly<{ verbs: readonly string[]; subresources: readonly string[] }>;

const watches: Occasion = { verbs: ['watch'], subresources: [] };

/** Logs that are followed are streams, too. */
const streams: Occasion = { verbs: ['watch', 'get'], subresources: ['log'] };

const occasions: Readonly<Partial<Record<FaultName, Occasion>>> = {
  'drop-bookmarks': watches,
  'duplicate-events': streams,
  'expired-continue': { verbs: ['list'], subresources: [] },
  'reorder-events': streams,
};

const statusFields: Readonly<Record<keyof StatusFault, Limits | undefined>> = {
  status: { from: 400, to: 599, whole: true },
  retryAfter: count,
  reason: undefined,
  message: undefined,
};

const latencyFields: Readonly<Record<keyof LatencyFault, Limits>> = {
  latency: milliseconds,
  eventLatency: milliseconds,
  bookmarkLatency: milliseconds,
};

/**
 * Throws a `TypeError` or `RangeError` that says what to do, for a fault that could never happen: a test with it would only seem to
 * pass.
 *
 * @param pluralOf the name of a resource, for its singular or one of its short names; undefined for all else
 */
export function checkFault(fault: Fault, pluralOf: (name: string) => string | undefined): void {
  checkFields('fault', fault, fields);
  const { verb, resource, times, probability, after, action } = fault;
  if (verb !== undefined && !verbs.includes(verb))
    throw new TypeError(`fault: no request has the verb "${verb}": give one of ${verbs.join(', ')}`);
  if (resource !== undefined && /[A-Z/]/.test(resource))
    throw new TypeError(
      `fault: no resource is named "${resource}": give its plural in lower case, as "pods", and a subresource in a field of its own`,
    );
  const plural = resource === undefined ? undefined : pluralOf(resource);
  if (plural !== undefined) throw new TypeError(`fault: no resource is named "${resource ?? ''}": give its plural, "${plural}"`);
  checkNumber('times', times, atLeastOnce);
  checkNumber('probability', probability, { from: 0, to: 1, whole: false });
  if (after !== undefined) {
    checkFields('fault: after', after, afterFields);
    checkNumber('after.requests', after.requests, count);
    checkNumber('after.events', after.events, count);
  }
  checkAction(action);
  checkOccasion(fault);
}

/** Of which requests an action is, where it is not of all: what it does happens to no other. */
function occasionOf(action: FaultAction): Occasion | undefined {
  if (typeof action === 'object')
    return 'status' in action || action.latency !== undefined ? undefined : action.eventLatency === undefined ? watches : streams;
  return occasions[action];
}

/** @param fault which is right but for the question whether its action and what it is for go together */
function checkOccasion({ verb, subresource, after, action }: Fault): void {
  const isStreamed = after?.events !== undefined;
  if (
    isStreamed &&
    (action === 'expired-continue' || (typeof action === 'object' && 'latency' in action && action.latency !== undefined))
  )
    throw new TypeError(
      `fault: ${action === 'expired-continue' ? action : 'latency'} comes before the answer, and after.events is for what comes behind it: ` +
        `leave one of them out${action === 'expired-continue' ? '' : ', or give eventLatency'}`,
    );
  const occasion = occasionOf(action) ?? (isStreamed ? streams : undefined);
  if (!occasion) return;
  const what = occasionOf(action) ? (typeof action === 'string' ? action : Object.keys(action).join()) : 'after.events';
  if (verb !== undefined && !occasion.verbs.includes(verb))
    throw new TypeError(
      `fault: ${what} happens to no request with the verb "${verb}": give ${occasion.verbs.join(' or ')}, or none`,
    );
  if (subresource === undefined || subresource === '' || occasion.subresources.includes(subresource)) return;
  throw new TypeError(`fault: ${what} happens to no request of the subresource "${subresource}": leave it out`);
}

/** @param action JavaScript may give anything */
function checkAction(action: FaultAction | null | undefined): void {
  if (typeof action === 'string' && Object.hasOwn(names, action)) return;
  if (typeof action !== 'object' || action === null) {
    const given = action === undefined || action === null ? 'it has no action' : `no action is "${action}"`;
    throw new TypeError(`fault: ${given}: give one of ${Object.keys(names).join(', ')}, or an object with a status or a latency`);
  }
  const known: Readonly<Record<string, Limits | undefined>> = 'status' in action ? statusFields : latencyFields;
  checkFields('fault: action', action, known);
  const given = Object.entries<unknown>({ ...action }).filter(([, value]) => value !== undefined);
  if ('status' in action && action.status === (undefined as unknown))
    throw new TypeError('fault: the action has no status: give it one from 400 to 599');
  if (given.length === 0) throw new TypeError('fault: the action is empty: give it a status or a latency');
  for (const [field, value] of given) {
    const limits = known[field];
    if (limits) checkNumber(`action.${field}`, value, limits);
  }
}

function checkNumber(field: string, value: unknown, { from, to, whole }: Limits): void {
  if (value === undefined) return;
  const isNumber = typeof value === 'number' && value >= from && value <= to;
  if (isNumber && (!whole || Number.isInteger(value) || value === Infinity)) return;
  const range = to === Infinity ? `from ${String(from)}` : `from ${String(from)} to ${String(to)}`;
  throw new RangeError(
    `fault: ${field} is ${typeof value === 'number' ? String(value) : JSON.stringify(value)}: give a ${whole ? 'whole ' : ''}number ${range}`,
  );
}
