import { objectOf } from '../../store/entry.js';
import type { Collection } from '../../store/collection.js';
import { listAt, numberAt, objectAt, objectsAt } from '../../json-fields.js';
import type { ServiceAllocators } from './service-allocators.js';

/** Takes what the Services have that are there already. */
export function restoreAllocations(services: Collection, { clusterIPs, nodePorts }: ServiceAllocators): void {
  for (const entry of services.all()) {
    const spec = objectAt(objectOf(entry), 'spec');
    for (const ip of listAt(spec, 'clusterIPs')) if (typeof ip === 'string') clusterIPs.take(ip);
    const ports = objectsAt(spec, 'ports').map((port) => numberAt(port, 'nodePort'));
    for (const port of [...ports, numberAt(spec, 'healthCheckNodePort')]) if (port) nodePorts.take(port);
  }
}
