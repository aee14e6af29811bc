import type { DifferentialCase } from './case.js';
import { type Body, changes, creations, get, named, patch, post, put, services } from './case-builders.js';

const ports: readonly Body[] = [{ port: 80 }];
const service = (more: Body = {}): Body => ({ spec: { ports, ...more } });

/** Services, with the addresses and ports that they get. */
export const serviceCases: DifferentialCase[] = [
  ...creations('Service', services, {
    'the least that is allowed': service(),
    'a port with all that it can say': service({
      ports: [{ name: 'web', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }],
    }),
    'a type of nodes': service({ type: 'NodePort' }),
    'a load balancer': service({ type: 'LoadBalancer' }),
    'a load balancer without ports of nodes': service({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }),
    'a load balancer that asks for health': service({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' }),
    'one name for another': { spec: { type: 'ExternalName', externalName: 'example.com' } },
    'headless with a selector': service({ clusterIP: 'None', selector: { app: 'a' } }),
    'headless without a selector': service({ clusterIP: 'None' }),
    'addresses of outside': service({ externalIPs: ['192.0.2.1'] }),
    affinity: service({ sessionAffinity: 'ClientIP' }),
    'affinity for a time': service({
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
    }),
    'affinity for nothing': service({ sessionAffinity: 'None', sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } }),
    'TCP and UDP of one number share a port': service({
      type: 'NodePort',
      ports: [
        { name: 'a', port: 53, protocol: 'UDP' },
        { name: 'b', port: 53 },
      ],
    }),
    'both families if there are both': service({ ipFamilyPolicy: 'PreferDualStack' }),
    'a status that nobody may set here': { ...service(), status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } },
    'no ports': { spec: {} },
    'no spec': {},
    'a port that is none': service({ ports: [{ port: 0 }] }),
    'a target that is none': service({ ports: [{ port: 80, targetPort: 'not_a_name' }] }),
    'two ports without name': service({ ports: [{ port: 80 }, { port: 81 }] }),
    'two ports of one name': service({
      ports: [
        { name: 'a', port: 80 },
        { name: 'a', port: 81 },
      ],
    }),
    'two ports that are one': service({
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 80 },
      ],
    }),
    'a type that does not exist': service({ type: 'Sometimes' }),
    'a protocol that does not exist': service({ ports: [{ port: 80, protocol: 'ICMP' }] }),
    'affinity that does not exist': service({ sessionAffinity: 'Sometimes' }),
    'affinity for too long': service({
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_401 } },
    }),
    'a name for another without one': { spec: { type: 'ExternalName' } },
    'a name for another that is none': { spec: { type: 'ExternalName', externalName: 'a_b' } },
    'an address that is none': service({ clusterIP: '10.96' }),
    'an address of somewhere else': service({ clusterIP: '10.97.0.1' }),
    'an address that somebody has': service({ clusterIP: '10.96.0.1' }),
    'a port of nodes that is none': service({ type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] }),
    'a port of nodes without the type': service({ ports: [{ port: 80, nodePort: 30_080 }] }),
    'two families': service({ ipFamilyPolicy: 'RequireDualStack' }),
    'a family that is not here': service({ ipFamilies: ['IPv6'] }),
    'a family that does not exist': service({ ipFamilies: ['IPv5'] }),
    'a policy of families that does not exist': service({ ipFamilyPolicy: 'Some' }),
    'a policy of traffic without traffic': service({ externalTrafficPolicy: 'Local' }),
    'a policy of traffic that does not exist': service({ internalTrafficPolicy: 'Some' }),
    'a selector that is none': service({ selector: { 'a b': 'c' } }),
    'an address of outside that is inside': service({ externalIPs: ['127.0.0.1'] }),
    'a class without load balancer': service({ loadBalancerClass: 'example.com/a' }),
    'sources that are none': service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0'] }),
  }),
  ...changes('Service', services, service({ selector: { app: 'a' } }), {
    'there is no generation': [{ spec: { ports: [{ port: 81, targetPort: 80 }] } }],
    'the address stays': [{ spec: { clusterIP: '10.96.0.77' } }],
    'the address cannot go': [{ spec: { clusterIP: null, clusterIPs: null } }],
    'a type with ports of nodes, and back': [{ spec: { type: 'NodePort' } }, { spec: { type: 'ClusterIP' } }],
    'a load balancer, and back': [
      { spec: { type: 'LoadBalancer', externalTrafficPolicy: 'Local' } },
      { spec: { type: 'ClusterIP' } },
    ],
    'a name for another, and back': [
      { spec: { type: 'ExternalName', externalName: 'example.com' } },
      { spec: { type: 'ClusterIP', externalName: null } },
    ],
    'the status of a load balancer': [
      { spec: { type: 'LoadBalancer' } },
      ['/status', { status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } }],
      { spec: { type: 'ClusterIP' } },
    ],
    'a status without load balancer': [['/status', { status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } }]],
    'ports cannot go': [{ spec: { ports: null } }],
    'a class cannot come later': [{ spec: { type: 'LoadBalancer' } }, { spec: { loadBalancerClass: 'example.com/a' } }],
  }),
  {
    name: 'Service: what a dry run is answered with',
    steps: [
      post(services, named(service({ type: 'NodePort', clusterIP: '10.96.0.78', ports: [{ port: 80, nodePort: 30_082 }] }))),
      post(`${services}?dryRun=All`, { metadata: { name: 'y' }, ...service({ clusterIP: '10.96.0.78' }) }),
      post(`${services}?dryRun=All`, { metadata: { name: 'y' }, ...service({ clusterIP: '10.97.0.1' }) }),
      post(`${services}?dryRun=All`, { metadata: { name: 'y' }, ...service({ type: 'NodePort' }) }),
      post(`${services}?dryRun=All`, {
        metadata: { name: 'y' },
        ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_082 }] }),
      }),
      post(`${services}?dryRun=All`, {
        metadata: { name: 'y' },
        ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_083 }] }),
      }),
      post(services, { metadata: { name: 'y' }, ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_083 }] }) }),
    ],
  },
  {
    name: 'Service: a new one in place of the old keeps what was given',
    steps: [
      post(services, named(service({ type: 'NodePort' }))),
      put(`${services}/x`, named(service({ type: 'NodePort', ports: [{ port: 81 }] }))),
      get(`${services}/x`),
    ],
  },
  {
    name: 'Service: a port of nodes that somebody has, until it is free',
    steps: [
      post(services, { metadata: { name: 'a' }, ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_081 }] }) }),
      post(services, { metadata: { name: 'b' }, ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_081 }] }) }),
      patch(`${services}/a`, { spec: { type: 'ClusterIP' } }),
      post(services, { metadata: { name: 'b' }, ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_081 }] }) }),
      { method: 'DELETE', path: `${services}/b` },
      post(services, { metadata: { name: 'c' }, ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_081 }] }) }),
    ],
  },
];
