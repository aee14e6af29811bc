import type { JSONObject } from '../../json.js';
import { type FieldError, invalidValue } from '../../validation/field-errors.js';
import { copyField, ensureObject, isMissing, listAt, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import type { KindContext } from '../kind-rules.js';
import { meansTheSame } from '../semantic-equality.js';
import { TakenForRequest } from '../taken-for-request.js';
import * as types from './service-types.js';
import { validateClusterIPs } from './validate-cluster-ips.js';

/**
 * Gives a Service its addresses and ports, and says of which families they are: for a cluster of IPv4 alone (Kubernetes
 * `pkg/registry/core/service/storage`). Changes the service.
 */
export function allocateService(service: JSONObject, old: JSONObject | undefined, context: KindContext): FieldError[] {
  const spec = ensureObject(service, 'spec');
  if (old) keepAllocated(service, old);
  syncClusterIPs(spec, objectAt(old, 'spec'));
  const errors = chooseFamilies(service, old);
  if (errors.length > 0) return errors;
  const taken = new TakenForRequest(context);
  const failure = takeClusterIP(service, old, taken) ?? takeNodePorts(service, old, taken);
  if (failure) {
    taken.giveBack();
    return [failure];
  }
  if (types.needsHealthCheckNodePort(service) && (!old || !types.needsHealthCheckNodePort(old))) {
    const asked = numberAt(spec, 'healthCheckNodePort') ?? 0;
    spec['healthCheckNodePort'] = taken.nodePort(asked).port;
  }
  context.onFailure(() => taken.giveBack());
  if (old) context.onSuccess(() => releaseUnused(old, service, context));
  return [];
}

/** Gives back all that a Service has which is gone. */
export function releaseService(service: JSONObject, { allocators }: Pick<KindContext, 'allocators'>): void {
  for (const ip of types.clusterIPsOf(service)) allocators.clusterIPs.release(ip);
  for (const port of portsOf(service)) allocators.nodePorts.release(port);
}

/** A client may leave out what the server chose. */
function keepAllocated(service: JSONObject, old: JSONObject): void {
  const spec = ensureObject(service, 'spec');
  const before = objectAt(old, 'spec') ?? {};
  if (types.needsClusterIP(old) && types.needsClusterIP(service)) {
    if (textAt(spec, 'clusterIP') === '') copyField(spec, before, 'clusterIP');
    if (listAt(spec, 'clusterIPs').length === 0) copyField(spec, before, 'clusterIPs');
  }
  if (types.getsNodePorts(old) && types.getsNodePorts(service)) {
    const known = types.nodePortsOf(old);
    const used = new Set([...types.nodePortsOf(service)].filter((port) => known.has(port)));
    const byName = new Map(objectsAt(before, 'ports').map((port) => [textAt(port, 'name'), numberAt(port, 'nodePort') ?? 0]));
    for (const port of objectsAt(spec, 'ports')) {
      const known = byName.get(textAt(port, 'name')) ?? 0;
      if ((numberAt(port, 'nodePort') ?? 0) === 0 && known !== 0 && !used.has(known)) port['nodePort'] = known;
    }
  }
  if (types.needsHealthCheckNodePort(old) && types.needsHealthCheckNodePort(service)) {
    if ((numberAt(spec, 'healthCheckNodePort') ?? 0) === 0) spec['healthCheckNodePort'] = before['healthCheckNodePort'] ?? 0;
  }
}

/** Who knows only `clusterIP`, the older field, means `clusterIPs` too. */
function syncClusterIPs(spec: JSONObject, before: JSONObject | undefined): void {
  const ip = textAt(spec, 'clusterIP');
  const ips = listAt(spec, 'clusterIPs');
  if (!before) {
    if (ip !== '' && ips.length === 0) spec['clusterIPs'] = [ip];
    return;
  }
  const was = textAt(before, 'clusterIP');
  if (ips.length === 0 && was === ip) copyField(spec, before, 'clusterIPs');
  if (was === ip || !meansTheSame(spec['clusterIPs'], before['clusterIPs'])) return;
  if (was !== '' && ip === '') delete spec['clusterIPs'];
  else spec['clusterIPs'] = [ip];
}

function chooseFamilies(service: JSONObject, old: JSONObject | undefined): FieldError[] {
  if (!types.needsClusterIP(service)) return [];
  const spec = ensureObject(service, 'spec');
  const before = objectAt(old, 'spec');
  const isWithoutSelector = types.isHeadless(service) && Object.keys(objectAt(spec, 'selector') ?? {}).length === 0;
  if (isMissing(spec, 'ipFamilyPolicy')) {
    spec['ipFamilyPolicy'] = before?.['ipFamilyPolicy'] ?? (isWithoutSelector ? 'RequireDualStack' : 'SingleStack');
  }
  const invalid = validateClusterIPs(service);
  if (invalid.length > 0) return invalid;

  const policy = textAt(spec, 'ipFamilyPolicy');
  const errors: FieldError[] = [];
  const policyError = (detail: string): void => void errors.push(invalidValue('spec.ipFamilyPolicy', policy, detail));
  const ips = listAt(spec, 'clusterIPs');
  const families = [...listAt(spec, 'ipFamilies')];
  if (policy === 'SingleStack') {
    const several = "must be 'RequireDualStack' or 'PreferDualStack' when multiple";
    if (ips.length === 2) policyError(`${several} cluster IPs are specified`);
    if (families.length === 2) policyError(`${several} IP families are specified`);
  }
  for (const [index, ip] of ips.entries()) {
    if (ip === 'None') break;
    if (index < families.length) continue;
    if (typeof ip === 'string' && ip.includes(':')) {
      errors.push(invalidValue(`spec.clusterIPs[${index}]`, ips, 'IPv6 is not configured on this cluster'));
    } else families.push('IPv4');
  }
  if (errors.length > 0) return errors;

  if (isWithoutSelector) {
    if (families.length === 0) families.push('IPv4');
    if (families.length < 2 && policy !== 'SingleStack') families.push(families[0] === 'IPv4' ? 'IPv6' : 'IPv4');
    spec['ipFamilies'] = families;
    return [];
  }
  if (policy === 'RequireDualStack') policyError('this cluster is not configured for dual-stack services');
  for (const [index, family] of families.entries()) {
    if (family !== 'IPv4') errors.push(invalidValue(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster'));
  }
  spec['ipFamilies'] = families.length === 0 ? ['IPv4'] : families;
  return errors;
}

function takeClusterIP(service: JSONObject, old: JSONObject | undefined, taken: TakenForRequest): FieldError | undefined {
  if (!types.needsClusterIP(service) || (old && types.needsClusterIP(old))) return undefined;
  const spec = ensureObject(service, 'spec');
  const asked = textAt({ ip: listAt(spec, 'clusterIPs')[0] ?? '' }, 'ip');
  if (asked === 'None') return undefined;
  const { ip, problem } = taken.clusterIP(asked);
  if (problem !== undefined) return invalidValue('spec.clusterIPs', spec['clusterIPs'] ?? null, problem);
  spec['clusterIP'] = ip;
  spec['clusterIPs'] = [ip];
  return undefined;
}

function takeNodePorts(service: JSONObject, old: JSONObject | undefined, taken: TakenForRequest): FieldError | undefined {
  if (!types.isOnNodes(service)) return undefined;
  const had = old && types.isOnNodes(old) ? types.nodePortsOf(old) : new Set<number>();
  const ports = objectsAt(objectAt(service, 'spec'), 'ports');
  /** Ports of a new Service with one number, as TCP and UDP of DNS, have one port of the node. */
  const shared = new Map<number, number>();
  const mine = new Set<number>();
  for (const [index, port] of ports.entries()) {
    const asked = numberAt(port, 'nodePort') ?? 0;
    if (asked === 0 && !types.getsNodePorts(service)) continue;
    const number = numberAt(port, 'port') ?? 0;
    const wanted = asked === 0 && !old ? (shared.get(number) ?? requestedFor(number, ports)) : asked;
    if (wanted !== 0 && (had.has(wanted) || mine.has(wanted))) {
      port['nodePort'] = wanted;
      continue;
    }
    const { port: got, problem } = taken.nodePort(wanted);
    if (problem !== undefined) return invalidValue(`spec.ports[${index}].nodePort`, got, problem);
    mine.add(got);
    shared.set(number, got);
    port['nodePort'] = got;
  }
  return undefined;
}

function requestedFor(number: number, ports: readonly JSONObject[]): number {
  const asking = ports.find((port) => numberAt(port, 'port') === number && (numberAt(port, 'nodePort') ?? 0) !== 0);
  return numberAt(asking, 'nodePort') ?? 0;
}

function releaseUnused(old: JSONObject, service: JSONObject, { allocators }: KindContext): void {
  const ips = new Set(types.clusterIPsOf(service));
  for (const ip of types.clusterIPsOf(old)) if (!ips.has(ip)) allocators.clusterIPs.release(ip);
  const ports = new Set(portsOf(service));
  for (const port of portsOf(old)) if (!ports.has(port)) allocators.nodePorts.release(port);
}

function portsOf(service: JSONObject): number[] {
  const healthCheck = numberAt(objectAt(service, 'spec'), 'healthCheckNodePort') ?? 0;
  return [...types.nodePortsOf(service), ...(healthCheck === 0 ? [] : [healthCheck])];
}
