import { compareQuantities } from '@kubewright/rest';
import { type Amounts, amountsOf, areEqual, growth, listOf, only, sum, textOf } from '../admission/amounts.js';
import type { JSONObject } from '../json.js';
import { type AdmissionRequest, refusal } from '../kinds/admission-request.js';
import { objectAt, textAt } from '../json-fields.js';
import { containersOf } from '../kinds/pods/pod-defaults.js';
import { isCounted, namesUsedBy } from './quota-resources.js';
import { isInScopes, isTerminating } from './quota-scopes.js';
import { computeUsage, usageOf } from './usage.js';

/** A quota that is used up a bit more. */
export interface Charge {
  readonly quota: string;
  /** Its `status.used` from now on. */
  readonly used: JSONObject;
}

/** Whether a write may change what quotas count. Most do not. */
export function isCharged({ group, resource, subresource, operation, object, old }: AdmissionRequest): boolean {
  if (operation === 'delete') return false;
  const groupResource = group === '' ? resource : `${resource}.${group}`;
  if (groupResource === 'pods' && operation === 'update')
    return subresource === 'resize' || (subresource === '' && isTerminating(object) !== isTerminating(old));
  if (groupResource === 'persistentvolumeclaims' && subresource === 'status') return true;
  if (subresource !== '' || !isCounted(groupResource)) return false;
  return operation === 'create' || groupResource === 'services' || groupResource === 'persistentvolumeclaims';
}

/**
 * What a write costs the quotas of its namespace (apiserver `plugin/resourcequota` CheckRequest). Throws a `StatusError` of 403 if one of
 * them does not allow it.
 *
 * @param quotas of the namespace
 * @param now milliseconds since 1970
 */
export function chargesFor(request: AdmissionRequest, quotas: readonly JSONObject[], now: number): Charge[] {
  const { group, resource, operation, object, old } = request;
  const groupResource = group === '' ? resource : `${resource}.${group}`;
  const concerned = quotas.filter((quota) => isFor(groupResource, quota, object));
  for (const quota of concerned) checkQuota(request, groupResource, quota);
  if (concerned.length === 0) return [];
  const usage = usageOf(groupResource, object, now);
  const more = operation === 'update' && old ? growth(usage, usageOf(groupResource, old, now)) : usage;
  return concerned.flatMap((quota) => {
    const cost = operation === 'update' && old && isFor(groupResource, quota, old) ? more : usage;
    return chargeFor(request, quota, new Map([...cost].filter(([, amount]) => amount.unscaled !== 0n)));
  });
}

function isFor(groupResource: string, quota: JSONObject, object: JSONObject): boolean {
  return (
    namesUsedBy(groupResource, Object.keys(objectAt(quota, 'status', 'hard') ?? {})).length > 0 &&
    isInScopes(groupResource, objectAt(quota, 'spec'), object)
  );
}

/** Throws for an object that does not say what the quota counts, and for a quota that was not counted yet. */
function checkQuota(request: AdmissionRequest, groupResource: string, quota: JSONObject): void {
  const limited = namesUsedBy(groupResource, Object.keys(objectAt(quota, 'status', 'hard') ?? {}));
  const name = nameOf(quota);
  const missing = groupResource === 'pods' ? missingIn(request.object, limited) : '';
  if (missing !== '') throw refusal(request, `failed quota: ${name}: must specify ${missing}`);
  const used = objectAt(quota, 'status', 'used') ?? {};
  if (limited.some((one) => used[one] === undefined))
    throw refusal(request, `status unknown for quota: ${name}, resources: ${limited.join(',')}`);
}

/** Of these every container has to say what it needs, if the pod does not say it for all. */
const required = new Set(['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory']);

function missingIn(pod: JSONObject, limited: readonly string[]): string {
  const spec = objectAt(pod, 'spec');
  const ofAll = [
    ...amountsOf(objectAt(spec, 'resources', 'requests')).keys(),
    ...amountsOf(objectAt(spec, 'resources', 'limits')).keys(),
  ];
  if (ofAll.some((name) => name === 'cpu' || name === 'memory' || name.startsWith('hugepages-'))) return '';
  return limited
    .filter((name) => required.has(name))
    .flatMap((name) => {
      const silent = containersOf(spec).filter((container) => {
        const [requests, limits] = ['requests', 'limits'].map((list) => amountsOf(objectAt(container, 'resources', list)));
        return !computeUsage(requests ?? new Map(), limits ?? new Map()).has(name);
      });
      const names = [...new Set(silent.map((container) => textAt(container, 'name')))].sort();
      return names.length === 0 ? [] : [`${name} for: ${names.join(',')}`];
    })
    .join('; ');
}

function chargeFor(request: AdmissionRequest, quota: JSONObject, cost: Amounts): Charge[] {
  const status = objectAt(quota, 'status');
  const [hard, used] = [amountsOf(objectAt(status, 'hard')), amountsOf(objectAt(status, 'used'))];
  const asked = only(cost, hard.keys());
  if (asked.size === 0) return [];
  const after = sum(used, asked);
  const exceeded = [...asked.keys()].filter((name) => compareQuantities(after.get(name) ?? 0, hard.get(name) ?? 0) > 0);
  if (exceeded.length > 0 && request.subresource !== 'status') {
    const [requested, before, limited] = [asked, used, hard].map((amounts) => textOf(only(amounts, exceeded)));
    const numbers = `requested: ${requested ?? ''}, used: ${before ?? ''}, limited: ${limited ?? ''}`;
    throw refusal(request, `exceeded quota: ${nameOf(quota)}, ${numbers}`);
  }
  return areEqual(after, used) ? [] : [{ quota: nameOf(quota), used: listOf(after) }];
}

function nameOf(quota: JSONObject): string {
  return textAt(objectAt(quota, 'metadata'), 'name');
}
