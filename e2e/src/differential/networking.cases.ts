import type { DifferentialCase } from './case.js';
import { type Body, changes, creations, grouped, inCluster } from './case-builders.js';

const networking = (resource: string): string => grouped('networking.k8s.io/v1', resource);
const cluster = (resource: string): string => `/apis/networking.k8s.io/v1/${resource}`;

const from = (...peers: Body[]): Body => ({ spec: { ingress: [{ from: peers }] } });
const block = (cidr: string, ...except: string[]): Body => ({ ipBlock: { cidr, except } });
const to = (...ports: Body[]): Body => ({ spec: { egress: [{ ports }] } });

const backend: Body = { service: { name: 'a', port: { number: 80 } } };
const ingress = (...paths: Body[]): Body => ({ spec: { rules: [{ http: { paths } }] } });
const path = (text: string, pathType = 'Prefix'): Body => ({ path: text, pathType, backend });
const hosts = (...names: string[]): Body => ({ spec: { rules: names.map((host) => ({ host })) } });
const ofClass = (parameters: Body, controller = 'example.com/a'): Body => ({ spec: { controller, parameters } });

/** NetworkPolicies, Ingresses and their classes, addresses of services. */
export const networkingCases: readonly DifferentialCase[] = [
  ...creations('NetworkPolicy', networking('networkpolicies'), {
    'of everything': {
      spec: {
        podSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            ports: [{ port: 80, endPort: 90 }, { port: 'http', protocol: 'UDP' }, { protocol: 'SCTP' }],
            from: [block('10.0.0.0/8', '10.1.0.0/16', '10.2.0.0/24'), { podSelector: {}, namespaceSelector: {} }],
          },
        ],
        egress: [{ to: [block('2001:db8::/32', '2001:db8:1::/48')] }],
      },
    },
    'that lets nothing out': { spec: { policyTypes: ['Egress'] } },
    'of ranges that are none': from(block('a'), block('10.0.0.0'), block('10.0.0.0/33'), block('::/129'), block('')),
    'of ranges with more than a network': from(
      block('10.0.0.1/8'),
      block('010.0.0.0/8'),
      block('10.0.0.0/08'),
      block('::ffff:1.2.3.0/120'),
    ),
    'of exceptions that are none': from(
      block('10.0.0.0/8', 'a', '10.0.0.0/8', '11.0.0.0/16', '10.0.0.0/7', '::/64', '10.1.0.1/16'),
    ),
    'of peers that are none': from(
      {},
      { ...block('10.0.0.0/8'), podSelector: {} },
      { namespaceSelector: { matchLabels: { 'a b': 'c' } } },
    ),
    'of ports that are none': to(
      { port: 0 },
      { port: 70_000, protocol: 'ICMP' },
      { port: 80, endPort: 79 },
      { port: 80, endPort: 70_000 },
      { port: 'http', endPort: 90 },
      { port: 'a--b' },
      { endPort: 90 },
    ),
    'of too many types': { spec: { policyTypes: ['Ingress', 'Egress', 'Ingress'] } },
    'of types that are none': { spec: { policyTypes: ['Some', ''] } },
  }),
  ...changes('NetworkPolicy', networking('networkpolicies'), from(block('10.0.0.0/8', '10.1.0.0/16')), {
    'another range': [from(block('10.0.0.0/16', '10.1.0.0/16')), from(block('10.0.0.0/8'))],
  }),
  ...creations('Ingress', networking('ingresses'), {
    'of everything': {
      metadata: { annotations: { 'kubernetes.io/ingress.class': 'a' } },
      spec: {
        ingressClassName: 'a',
        defaultBackend: { resource: { apiGroup: 'example.com', kind: 'A', name: 'a' } },
        tls: [{ hosts: ['a.example.com', '*.example.com'], secretName: 'a' }, {}],
        rules: [
          { host: '*.example.com', http: { paths: [path('/a'), path('', 'ImplementationSpecific'), path('/A', 'Exact')] } },
          {
            host: 'example.com',
            http: { paths: [{ ...path('/'), backend: { service: { name: '1a', port: { name: 'http' } } } }] },
          },
          {},
        ],
      },
    },
    'of another class': {
      metadata: { annotations: { 'kubernetes.io/ingress.class': 'b' } },
      spec: { ingressClassName: 'a', defaultBackend: backend },
    },
    'of a class that is none': { spec: { ingressClassName: '', defaultBackend: backend } },
    'of hosts that are none': hosts('10.0.0.1', '*.*.example.com', '*', 'a*.example.com', 'A', '::1', '010.1.1.1'),
    'of paths that are none': ingress(
      path(''),
      path('a', 'ImplementationSpecific'),
      path('/a//b/./c/../d%2fe%2F'),
      path('/a/..', 'Exact'),
      path('/a/.', 'Exact'),
      path('/', 'Some'),
      { path: '/' },
    ),
    'of no paths': ingress(),
    'of backends that are none': ingress(
      { ...path('/'), backend: {} },
      { ...path('/'), backend: { ...backend, resource: { kind: 'a', name: 'b' } } },
      { ...path('/'), backend: { service: {} } },
      { ...path('/'), backend: { service: { name: 'A.b', port: { number: 70_000 } } } },
      { ...path('/'), backend: { service: { name: 'a', port: { number: 1, name: 'a' } } } },
      { ...path('/'), backend: { service: { name: 'a', port: { name: 'A_' } } } },
      { ...path('/'), backend: { resource: { apiGroup: 'A_', kind: 'a/b', name: '..' } } },
      { ...path('/'), backend: { resource: {} } },
    ),
    'of TLS that is none': { spec: { defaultBackend: backend, tls: [{ hosts: ['A', '*', '10.0.0.1'], secretName: 'A' }] } },
  }),
  ...changes(
    'Ingress',
    networking('ingresses'),
    { spec: { defaultBackend: backend } },
    {
      'its status': [['/status', { status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }, { hostname: 'example.com' }] } } }]],
      'a status of what is none': [
        [
          '/status',
          {
            status: { loadBalancer: { ingress: [{ ip: 'a' }, { ip: '01.2.3.4' }, { hostname: 'A' }, { hostname: '10.0.0.1' }] } },
          },
        ],
      ],
      'another class': [{ spec: { ingressClassName: 'b' }, metadata: { annotations: { 'kubernetes.io/ingress.class': 'c' } } }],
    },
  ),
  ...Object.entries({
    'in a namespace': ofClass({ apiGroup: 'example.com', kind: 'A', name: 'a', namespace: 'b', scope: 'Namespace' }),
    'without anything': { spec: {} },
    'with parameters of nothing': ofClass({}, 'example.com'),
    'with wrong parameters': ofClass({ apiGroup: 'A', kind: 'a/b', name: '%', scope: 'Some' }, `A/${'b'.repeat(250)}`),
    'in no namespace': ofClass({ kind: 'A', name: 'a', scope: 'Namespace' }, '/a'),
    'in a namespace that is none': ofClass({ kind: 'A', name: 'a', scope: 'Namespace', namespace: 'A.b' }, 'example.com/a b'),
    'in the cluster and a namespace': ofClass({ kind: 'A', name: 'a', namespace: 'b' }, ''),
  }).map(([name, body]) => ({ ...inCluster('', cluster('ingressclasses'), body), name: `IngressClass ${name}` })),
  {
    ...inCluster(
      '',
      cluster('ingressclasses'),
      { spec: { controller: 'example.com/a' } },
      { spec: { controller: 'example.com/b' } },
    ),
    name: 'IngressClass whose controller stays',
  },
  ...creations('ServiceCIDR', cluster('servicecidrs'), {
    'of nothing': { spec: { cidrs: [] } },
    'of three ranges': { spec: { cidrs: ['10.1.0.0/24', '10.2.0.0/24', '10.3.0.0/24'] } },
    'of two alike': { spec: { cidrs: ['10.1.0.0/24', '10.2.0.0/24'] } },
    'of what is none': { spec: { cidrs: ['10.1.0.1/24', '2001:DB8::/64'] } },
    'of nothing that is known': { spec: { cidrs: ['a', 'b'] } },
  }),
  ...creations('IPAddress', cluster('ipaddresses'), {
    'that is none': { spec: { parentRef: { group: 'A', resource: 'a/b', name: '..', namespace: '%' } } },
    'of nobody': { metadata: { name: '2001:DB8::1' }, spec: {} },
    'of nothing': { metadata: { name: '192.0.2.01' }, spec: { parentRef: {} } },
  }),
  {
    name: 'IPAddress whose owner stays',
    steps: [
      {
        method: 'POST',
        path: cluster('ipaddresses'),
        body: { metadata: { name: '2001:db8::77' }, spec: { parentRef: { resource: 'services', name: 'a', namespace: 'b' } } },
      },
      {
        method: 'PATCH',
        path: `${cluster('ipaddresses')}/2001:db8::77`,
        contentType: 'application/merge-patch+json',
        body: { spec: { parentRef: { name: 'c' } } },
      },
      {
        method: 'PATCH',
        path: `${cluster('ipaddresses')}/2001:db8::77`,
        contentType: 'application/merge-patch+json',
        body: { metadata: { labels: { a: 'b' } } },
      },
      { method: 'DELETE', path: `${cluster('ipaddresses')}/2001:db8::77` },
    ],
  },
];
