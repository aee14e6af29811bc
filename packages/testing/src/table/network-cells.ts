import type { JSONObject, JSONValue } from '../json.js';
import { listAt, numberAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import type { StoredObject } from '../store/entry.js';
import { byText, labelsText, scalarText, selectorOrNone } from './label-text.js';
import { withMore } from './with-more.js';
import type { Age } from './row-of.js';

export function serviceCells(object: StoredObject, age: Age): JSONValue[] {
  const spec = objectAt(object, 'spec');
  return [
    object.metadata.name,
    textAt(spec, 'type'),
    listAt(spec, 'clusterIPs')[0] ?? '<none>',
    externalAddress(object),
    objectsAt(spec, 'ports').map(portText).join(',') || '<none>',
    age(object.metadata.creationTimestamp),
    labelsText(spec?.['selector']),
  ];
}

function externalAddress(object: StoredObject): string {
  const spec = objectAt(object, 'spec');
  const own = listAt(spec, 'externalIPs').map(scalarText);
  switch (textAt(spec, 'type')) {
    case 'ClusterIP':
    case 'NodePort':
      return own.join(',') || '<none>';
    case 'LoadBalancer':
      return [...balancerAddresses(object), ...own].join(',') || '<pending>';
    case 'ExternalName':
      return textAt(spec, 'externalName');
    default:
      return '<unknown>';
  }
}

/** Of a load balancer, each once, sorted. */
function balancerAddresses(object: StoredObject): string[] {
  const ingress = objectsAt(objectAt(object, 'status', 'loadBalancer'), 'ingress');
  const found = ingress.map((one) => textAt(one, 'ip') || textAt(one, 'hostname')).filter((address) => address !== '');
  return [...new Set(found)].sort(byText);
}

function portText(port: JSONObject): string {
  const nodePort = numberAt(port, 'nodePort') ?? 0;
  return `${scalarText(port['port'])}${nodePort > 0 ? `:${String(nodePort)}` : ''}/${textAt(port, 'protocol')}`;
}

export function endpointsCells(object: StoredObject, age: Age): JSONValue[] {
  const { name, creationTimestamp } = object.metadata;
  const subsets = objectsAt(object, 'subsets');
  const all = subsets.flatMap((subset) => {
    const addresses = objectsAt(subset, 'addresses').map((address) => textAt(address, 'ip'));
    const ports = objectsAt(subset, 'ports').map((port) => scalarText(port['port']));
    if (ports.length === 0) return addresses;
    return ports.flatMap((port) => addresses.map((address) => `${address.includes(':') ? `[${address}]` : address}:${port}`));
  });
  return [name, subsets.length === 0 ? '<none>' : withMore(all, 3), age(creationTimestamp)];
}

export function endpointSliceCells(object: StoredObject, age: Age): JSONValue[] {
  const ports = objectsAt(object, 'ports').map((port) => scalarText(port['port'] ?? port['name'] ?? '*'));
  const addresses = objectsAt(object, 'endpoints').flatMap((endpoint) => listAt(endpoint, 'addresses').map(scalarText));
  return [
    object.metadata.name,
    textAt(object, 'addressType'),
    withMore(ports, 3) || '<unset>',
    withMore(addresses, 3) || '<unset>',
    age(object.metadata.creationTimestamp),
  ];
}

export function ingressCells(object: StoredObject, age: Age): JSONValue[] {
  const spec = objectAt(object, 'spec');
  return [
    object.metadata.name,
    spec?.['ingressClassName'] ?? '<none>',
    hostsText(objectsAt(spec, 'rules').map((rule) => textAt(rule, 'host'))),
    balancerAddresses(object).join(','),
    listAt(spec, 'tls').length > 0 ? '80, 443' : '80',
    age(object.metadata.creationTimestamp),
  ];
}

/** Three hosts, and of how many rules there are more: also of those without host. */
function hostsText(hosts: readonly string[]): string {
  const named: string[] = [];
  let isCut = false;
  for (const host of hosts) {
    if (named.length === 3) isCut = true;
    else if (host !== '') named.push(host);
  }
  if (named.length === 0) return '*';
  return isCut ? `${named.join(',')} + ${String(hosts.length - 3)} more...` : named.join(',');
}

export function ingressClassCells({ metadata, ...object }: StoredObject, age: Age): JSONValue[] {
  const parameters = objectAt(object, 'spec', 'parameters');
  const isDefault = textAt(objectAt(metadata, 'annotations'), 'ingressclass.kubernetes.io/is-default-class') === 'true';
  const group = parameters?.['apiGroup'];
  const kind = `${textAt(parameters, 'kind')}${typeof group === 'string' ? `.${group}` : ''}`;
  return [
    `${metadata.name}${isDefault ? ' (default)' : ''}`,
    textAt(objectAt(object, 'spec'), 'controller'),
    parameters ? `${kind}/${textAt(parameters, 'name')}` : '<none>',
    age(metadata.creationTimestamp),
  ];
}

export function networkPolicyCells(object: StoredObject, age: Age): JSONValue[] {
  const { name, creationTimestamp } = object.metadata;
  return [name, selectorOrNone(objectAt(object, 'spec', 'podSelector')), age(creationTimestamp)];
}

export function serviceCIDRCells(object: StoredObject, age: Age): JSONValue[] {
  const { name, creationTimestamp } = object.metadata;
  return [name, listAt(objectAt(object, 'spec'), 'cidrs').map(scalarText).join(','), age(creationTimestamp)];
}

/** It has an age more than it has columns, as on the server. */
export function ipAddressCells(object: StoredObject, age: Age): JSONValue[] {
  const { name, creationTimestamp } = object.metadata;
  const parent = objectAt(object, 'spec', 'parentRef');
  return [name, parent ? parentText(parent) : '<none>', age(creationTimestamp)];
}

function parentText(parent: JSONObject): string {
  const [group, namespace] = [textAt(parent, 'group'), textAt(parent, 'namespace')];
  const resource = `${textAt(parent, 'resource')}${group === '' ? '' : `.${group}`}`.toLowerCase();
  return [resource, ...(namespace === '' ? [] : [namespace]), textAt(parent, 'name')].join('/');
}
