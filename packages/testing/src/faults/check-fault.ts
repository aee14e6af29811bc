import type { Fault, FaultAction, FaultName, LatencyFault, StatusFault } from './fault.js';

type Limits = Readonly<{ from: number; to: number; whole: boolean }>;

const count: Limits = { from: 0, to: Infinity, whole: true };
const milliseconds: Limits = { from: 0, to: Infinity, whole: false };

const fields: Readonly<Record<keyof Fault, true>> = {
  verb: true,
  resource: true,
  group: true,
  namespace: true,
  name: true,
  subresource: true,
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

/** Throws a `TypeError` or `RangeError` that says what to do, for a fault that could never happen: a test with it would only seem to pass. */
export function checkFault(fault: Fault): void {
  checkFields('fault', fault, fields);
  const { verb, resource, times, probability, after, action } = fault;
  if (verb !== undefined && !verbs.includes(verb))
    throw new TypeError(`fault: no request has the verb "${verb}": give one of ${verbs.join(', ')}`);
  if (resource !== undefined && /[A-Z/]/.test(resource))
    throw new TypeError(
      `fault: no resource is named "${resource}": give its plural in lower case, as "pods", and a subresource in a field of its own`,
    );
  checkNumber('times', times, count);
  checkNumber('probability', probability, { from: 0, to: 1, whole: false });
  if (after) {
    checkFields('fault: after', after, afterFields);
    checkNumber('after.requests', after.requests, count);
    checkNumber('after.events', after.events, count);
  }
  checkAction(action);
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
  const given = Object.entries<unknown>({ ...action });
  if (given.length === 0) throw new TypeError('fault: the action is empty: give it a status or a latency');
  for (const [field, value] of given) {
    const limits = known[field];
    if (limits) checkNumber(`action.${field}`, value, limits);
  }
}

function checkFields(what: string, given: object, known: Readonly<Record<string, unknown>>): void {
  for (const field of Object.keys(given))
    if (!Object.hasOwn(known, field))
      throw new TypeError(`${what}: there is no field "${field}": give one of ${Object.keys(known).join(', ')}`);
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
