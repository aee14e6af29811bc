import { NodePortAllocator } from './node-port-allocator.js';
import { ServiceIPAllocator } from './service-ip-allocator.js';

/** Which addresses and ports Services get from where. */
export class ServiceAllocators {
  readonly clusterIPs: ServiceIPAllocator;
  readonly nodePorts: NodePortAllocator;

  /** @param serviceCIDR IPv4, as `--service-cluster-ip-range` of kube-apiserver. Throws an Error if it is none. */
  constructor(serviceCIDR = '10.96.0.0/16') {
    this.clusterIPs = new ServiceIPAllocator(serviceCIDR);
    this.nodePorts = new NodePortAllocator();
  }
}
