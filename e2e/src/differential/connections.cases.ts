import { container, get, named, patch, pods, post } from './case-builders.js';
import type { DifferentialCase, DifferentialStep } from './case.js';

/* Connections with containers, as far as they come without a kubelet: none of these is one in the end. */

const webSocket = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  'sec-websocket-version': '13',
};
const upgrades: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'version 5': { ...webSocket, 'sec-websocket-protocol': 'v5.channel.k8s.io' },
  'version 4': { ...webSocket, 'sec-websocket-protocol': 'v4.channel.k8s.io' },
  'a tunnel': { ...webSocket, 'sec-websocket-protocol': 'SPDY/3.1+portforward.k8s.io' },
  SPDY: { connection: 'Upgrade', upgrade: 'SPDY/3.1', 'x-stream-protocol-version': 'v4.channel.k8s.io' },
};

/** A node whose kubelet nobody asks, as a pod has to have one. */
const node: readonly DifferentialStep[] = [
  post('/api/v1/nodes', { metadata: { name: '{ns}' } }),
  patch('/api/v1/nodes/{ns}/status', { status: { addresses: [{ type: 'InternalIP', address: '127.0.0.1' }] } }),
];
const pod = (...containers: readonly string[]): DifferentialStep =>
  post(pods, named({ spec: { nodeName: '{ns}', containers: containers.map((name) => ({ ...container, name })) } }));
const withInit = post(
  pods,
  named({ spec: { initContainers: [{ ...container, name: 'init' }], containers: [container, { ...container, name: 'd' }] } }),
);
const waiting = post(pods, named({ spec: { containers: [container] } }));
const subresources = ['exec', 'attach', 'portforward'];

/** One case for each subresource. */
function each(
  what: string,
  before: readonly DifferentialStep[],
  path: string,
  steps: readonly Partial<DifferentialStep>[],
): DifferentialCase[] {
  return subresources.map((subresource) => ({
    name: `${subresource} ${what}`,
    steps: [...before, ...steps.map((step) => ({ ...get(path.replace('SUBRESOURCE', subresource)), ...step }))],
  }));
}

const refused = Object.values(upgrades).map((headers) => ({ headers }));

/** Requests for connections that are refused before a kubelet is asked. */
export const connectionCases: readonly DifferentialCase[] = [
  ...each('that wants no upgrade', [...node, pod('c')], `${pods}/x/SUBRESOURCE?command=date&stdout=1`, [{}, { method: 'POST' }]),
  ...each('by methods that there are not', [...node, pod('c')], `${pods}/x/SUBRESOURCE`, [
    { method: 'PUT', body: {} },
    { method: 'PATCH', body: {}, contentType: 'application/merge-patch+json' },
    { method: 'DELETE' },
    { method: 'HEAD' },
    { method: 'OPTIONS' },
  ]),
  ...each('of a pod that there is not', [], `${pods}/none/SUBRESOURCE?command=date&stdout=1`, [{}, ...refused]),
  ...each('of a pod without a node', [waiting], `${pods}/x/SUBRESOURCE?command=date&stdout=1`, [{}, { method: 'POST' }]),
  ...each('of a container that there is not', [...node, pod('c')], `${pods}/x/SUBRESOURCE?container=none`, [{}]),
  ...['exec', 'attach'].map((subresource) => ({
    name: `${subresource} of a container that there is not, upgraded`,
    steps: [waiting, ...refused.map((step) => ({ ...get(`${pods}/x/${subresource}?container=none`), ...step }))],
  })),
  ...each('of one of several containers', [...node, pod('c', 'd')], `${pods}/x/SUBRESOURCE`, [{}]),
  ...['exec', 'attach'].map((subresource) => ({
    name: `${subresource} of one of several containers, upgraded`,
    steps: [withInit, ...refused.map((step) => ({ ...get(`${pods}/x/${subresource}`), ...step }))],
  })),
  {
    name: 'exec of an init container that wants no upgrade',
    steps: [withInit, get(`${pods}/x/exec?container=init`)],
  },
  {
    name: 'log of one of several containers, whatever an annotation says',
    steps: [
      withInit,
      patch(`${pods}/x`, { metadata: { annotations: { 'kubectl.kubernetes.io/default-container': 'd' } } }),
      get(`${pods}/x/log`),
    ],
  },
  {
    name: 'ports that are none',
    steps: [
      ...node,
      pod('c'),
      ...['abc', '', '-1', '1.5', '70000', '65536', '80,', '80,x', '80&ports=x', '0', '65535'].map((ports) =>
        get(`${pods}/x/portforward?ports=${ports}`),
      ),
      ...refused.map((step) => ({ ...get(`${pods}/none/portforward?ports=x`), ...step })),
    ],
  },
  {
    name: 'proxies of what there is not, or cannot be',
    steps: [
      ...[
        'pods/none',
        'pods/none:80',
        'pods/http:none:80',
        'pods/ftp:none:80',
        'pods/a:b:c:d',
        'pods/:',
        'services/none',
        'services/:none:',
        'services/::',
      ].map((name) => get(`/api/v1/namespaces/{ns}/${name}/proxy/x`)),
      get('/api/v1/nodes/none/proxy/x'),
      get('/api/v1/nodes/none:1:2:3/proxy/x'),
      { method: 'HEAD', path: `${pods}/none/proxy` },
      { method: 'OPTIONS', path: `${pods}/none/proxy/` },
      { method: 'DELETE', path: `${pods}/none/proxy/` },
    ],
  },
  {
    name: 'paths behind subresources',
    steps: [waiting, ...['status', 'log', 'exec', 'eviction', 'none'].map((subresource) => get(`${pods}/x/${subresource}/more`))],
  },
];
