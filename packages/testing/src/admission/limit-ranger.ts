import { canonicalQuantity, type ParsedQuantity, quantityValue } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { type AdmissionRequest, refusal } from '../kinds/admission-request.js';
import { ensureObject, objectAt, objectsAt, textAt } from '../json-fields.js';
import type { Lookup } from '../kinds/kind-rules.js';
import { type Amounts, amountsOf, listOf } from './amounts.js';
import { podAmounts } from './pod-amounts.js';

const annotation = 'kubernetes.io/limit-ranger';
const ofSpec = { isWhole: false };

/** Gives containers the limits and requests of the LimitRanges of their namespace, as far as they have none: changes the pod. */
export function setDefaultLimits(request: AdmissionRequest, lookup: Lookup): void {
  if (!isLimited(request) || request.resource !== 'pods') return;
  const pod = request.object;
  for (const limits of rangesFor(request, lookup)) {
    const defaults = limits.filter(({ type }) => type === 'Container');
    const limit = Object.assign({}, ...defaults.map((one) => objectAt(one, 'default'))) as JSONObject;
    const ask = Object.assign({}, ...defaults.map((one) => objectAt(one, 'defaultRequest'))) as JSONObject;
    const set = [
      ...objectsAt(objectAt(pod, 'spec'), 'containers').flatMap((one) => setIn(one, 'container', limit, ask)),
      ...objectsAt(objectAt(pod, 'spec'), 'initContainers').flatMap((one) => setIn(one, 'init container', limit, ask)),
    ];
    if (set.length === 0) continue;
    const annotations = ensureObject(ensureObject(pod, 'metadata'), 'annotations');
    annotations[annotation] = `LimitRanger plugin set: ${set.join('; ')}`;
  }
}

/** Throws a `StatusError` of 403 for a pod or a claim that asks for less or more than the LimitRanges of its namespace allow. */
export function checkLimits(request: AdmissionRequest, lookup: Lookup): void {
  if (!isLimited(request)) return;
  for (const limits of rangesFor(request, lookup)) {
    const found = new Set(limits.flatMap((limit) => problems(limit, request)));
    if (found.size === 0) continue;
    const texts = [...found];
    throw refusal(request, texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`);
  }
}

/** Pods are looked at when they are made and resized, claims whenever they are written; what is going is left alone. */
function isLimited({ group, resource, subresource, operation, old }: AdmissionRequest): boolean {
  if (group !== '' || operation === 'delete' || objectAt(old, 'metadata')?.['deletionTimestamp'] !== undefined) return false;
  if (resource === 'pods') return operation === 'create' ? subresource === '' : subresource === 'resize';
  return resource === 'persistentvolumeclaims' && subresource === '';
}

/** The limits of each LimitRange of a namespace. */
function rangesFor({ namespace }: AdmissionRequest, lookup: Lookup): JSONObject[][] {
  return lookup.list('', 'LimitRange', namespace).map((range) => objectsAt(objectAt(range, 'spec'), 'limits'));
}

/** What was set, in words. */
function setIn(container: JSONObject, what: string, limit: JSONObject, ask: JSONObject): string[] {
  const resources = ensureObject(container, 'resources');
  const set = (list: 'limits' | 'requests', defaults: JSONObject): string[] => {
    const present = objectAt(resources, list) ?? {};
    const names = Object.keys(defaults).filter((name) => !Object.hasOwn(present, name));
    if (names.length > 0) resources[list] = listOf(amountsOf({ ...defaults, ...present }));
    return names.sort();
  };
  const limited = set('limits', limit);
  const asked = set('requests', ask);
  const say = (names: readonly string[], word: string): string[] =>
    names.length === 0 ? [] : [`${names.join(', ')} ${word} for ${what} ${textAt(container, 'name')}`];
  return [...say(asked, 'request'), ...say(limited, 'limit')];
}

function problems(limit: JSONObject, { resource, object }: AdmissionRequest): string[] {
  const type = textAt(limit, 'type');
  const spec = objectAt(object, 'spec');
  if (resource === 'persistentvolumeclaims') {
    if (type !== 'PersistentVolumeClaim') return [];
    const requests = amountsOf(objectAt(spec, 'resources', 'requests'));
    return [
      ...each(limit, 'min', (name, least) => tooLittle(type, name, least, requests, new Map())),
      ...each(limit, 'max', (name, most) => tooMuchAsked(type, name, most, requests)),
    ];
  }
  if (type === 'Pod')
    return constraints(limit, type, podAmounts(object, 'requests', ofSpec), podAmounts(object, 'limits', ofSpec));
  if (type !== 'Container') return [];
  return [...objectsAt(spec, 'containers'), ...objectsAt(spec, 'initContainers')].flatMap((container) =>
    constraints(
      limit,
      type,
      amountsOf(objectAt(container, 'resources', 'requests')),
      amountsOf(objectAt(container, 'resources', 'limits')),
    ),
  );
}

function constraints(limit: JSONObject, type: string, requests: Amounts, limits: Amounts): string[] {
  return [
    ...each(limit, 'min', (name, least) => tooLittle(type, name, least, requests, limits)),
    ...each(limit, 'max', (name, most) => tooMuch(type, name, most, requests, limits)),
    ...each(limit, 'maxLimitRequestRatio', (name, ratio) => tooFarApart(type, name, ratio, requests, limits)),
  ];
}

/** In the order of the names; the server has any. */
function each(limit: JSONObject, list: string, check: (name: string, enforced: ParsedQuantity) => string | undefined): string[] {
  return [...amountsOf(objectAt(limit, list))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, enforced]) => check(name, enforced) ?? []);
}

function tooLittle(type: string, name: string, least: ParsedQuantity, requests: Amounts, limits: Amounts): string | undefined {
  const [request, limit] = [requests.get(name), limits.get(name)];
  const [asked, limited, enforced] = inOneUnit(request, limit, least);
  const start = `minimum ${name} usage per ${type} is ${canonicalQuantity(least)}`;
  if (!request) return `${start}.  No request is specified`;
  if (asked < enforced) return `${start}, but request is ${canonicalQuantity(request)}`;
  return limit && limited < enforced ? `${start}, but limit is ${canonicalQuantity(limit)}` : undefined;
}

function tooMuchAsked(type: string, name: string, most: ParsedQuantity, requests: Amounts): string | undefined {
  const request = requests.get(name);
  const [asked, , enforced] = inOneUnit(request, undefined, most);
  const start = `maximum ${name} usage per ${type} is ${canonicalQuantity(most)}`;
  if (!request) return `${start}.  No request is specified`;
  return asked > enforced ? `${start}, but request is ${canonicalQuantity(request)}` : undefined;
}

function tooMuch(type: string, name: string, most: ParsedQuantity, requests: Amounts, limits: Amounts): string | undefined {
  const [request, limit] = [requests.get(name), limits.get(name)];
  const [asked, limited, enforced] = inOneUnit(request, limit, most);
  const start = `maximum ${name} usage per ${type} is ${canonicalQuantity(most)}`;
  if (!limit) return `${start}.  No limit is specified`;
  if (limited > enforced) return `${start}, but limit is ${canonicalQuantity(limit)}`;
  return request && asked > enforced ? `${start}, but request is ${canonicalQuantity(request)}` : undefined;
}

function tooFarApart(type: string, name: string, ratio: ParsedQuantity, requests: Amounts, limits: Amounts): string | undefined {
  const [asked, limited] = inOneUnit(requests.get(name), limits.get(name), ratio);
  const start = `${name} max limit to request ratio per ${type} is ${canonicalQuantity(ratio)}`;
  if (asked === 0n) return `${start}, but no request is specified or request is 0`;
  if (limited === 0n) return `${start}, but no limit is specified or limit is 0`;
  const given = Number(limited) / Number(asked);
  return given * 1000 > Number(quantityValue(ratio, -3)) ? `${start}, but provided ratio is ${given.toFixed(6)}` : undefined;
}

/** Above this thousandths would not fit into the 64 bits of the server. */
const mostInThousandths = (2n ** 63n - 1n) / 1000n;

/** Whole numbers that can be compared: thousandths, or whole units of what is very much. */
function inOneUnit(...quantities: readonly (ParsedQuantity | undefined)[]): [bigint, bigint, bigint] {
  const values = (exponent: number): bigint[] =>
    quantities.map((quantity) => (quantity ? quantityValue(quantity, exponent) : 0n));
  const whole = values(0);
  const [request = 0n, limit = 0n, enforced = 0n] = whole.every((value) => value <= mostInThousandths) ? values(-3) : whole;
  return [request, limit, enforced];
}
