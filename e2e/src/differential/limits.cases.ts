import type { DifferentialCase, DifferentialStep } from './case.js';
import { type Body, claims, core, jsonPatch, patch, pods, post, put } from './case-builders.js';

const ranges = core('limitranges');
const range = (...limits: Body[]): DifferentialStep => post(ranges, { metadata: { name: 'limits' }, spec: { limits } });
const containerLimits = (more: Body): Body => ({ type: 'Container', ...more });
const one = (resources: Body = {}, name = 'c'): Body => ({ name, image: 'i', resources });
const pod = (spec: Body): DifferentialStep =>
  post(pods, { metadata: { name: 'x' }, spec: { automountServiceAccountToken: false, ...spec } });
const containers = (...resources: Body[]): DifferentialStep =>
  pod({ containers: resources.map((each, index) => one(each, `c${String(index)}`)) });
const both = (cpu: string, limit = cpu): Body => ({ requests: { cpu }, limits: { cpu: limit } });
const claim = (storage: string): DifferentialStep =>
  post(claims, { metadata: { name: 'x' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } } });
const defaults = { default: { cpu: '500m', memory: '1Gi' }, defaultRequest: { cpu: '250m', memory: '512Mi' } };
const sidecar = { ...one(both('1'), 's'), restartPolicy: 'Always' };

/** What is limited, the limits, and the requests. */
const cases: Readonly<Record<string, readonly [DifferentialStep, ...DifferentialStep[]]>> = {
  'a container without amounts gets those of the range': [range(containerLimits(defaults)), containers({})],
  'containers get what they do not say': [
    range(containerLimits(defaults)),
    containers(
      {},
      { limits: { cpu: '2' } },
      { requests: { memory: '64Mi' } },
      { requests: { cpu: '1', memory: '1' }, limits: defaults.default },
    ),
  ],
  'init containers get the amounts of the range': [
    range(containerLimits(defaults)),
    pod({ containers: [one(both('1'))], initContainers: [one({}, 'a'), one(both('1'), 'b')] }),
  ],
  'a range with limits alone makes requests of them': [range(containerLimits({ max: { cpu: '2' } })), containers({})],
  'a range with least amounts makes requests of them': [range(containerLimits({ min: { cpu: '100m' } })), containers({})],
  'a pod has another class with the amounts of the range': [
    range(containerLimits({ default: { cpu: '1', memory: '1Gi' } })),
    containers({}),
  ],
  'a default that is less than what is requested': [range(containerLimits(defaults)), containers({ requests: { cpu: '1' } })],
  'a container asks for too little': [range(containerLimits({ min: { cpu: '100m' } })), containers({ requests: { cpu: '50m' } })],
  'a container is limited to too little': [
    range(containerLimits({ min: { cpu: '100m' } })),
    containers({ requests: { cpu: '0' }, limits: { cpu: '0' } }),
  ],
  'a container is limited to too much': [range(containerLimits({ max: { cpu: '1' } })), containers({ limits: { cpu: '1500m' } })],
  'a container asks for as much as it may': [range(containerLimits({ max: { cpu: '1' } })), containers(both('1000m'))],
  'several containers are limited to too much': [
    range(containerLimits({ max: { memory: '1Gi' } })),
    containers({ limits: { memory: '2Gi' } }, { limits: { memory: '3Gi' } }, { limits: { memory: '2Gi' } }),
  ],
  'an init container is limited to too much': [
    range(containerLimits({ max: { cpu: '1' } })),
    pod({ containers: [one(both('1'))], initContainers: [one(both('3'), 'i')] }),
  ],
  'a container may use too much more than it asks for': [
    range(containerLimits({ maxLimitRequestRatio: { cpu: '2' } })),
    containers(both('300m', '1')),
  ],
  'a container may use twice what it asks for': [
    range(containerLimits({ maxLimitRequestRatio: { cpu: '2' } })),
    containers(both('500m', '1')),
  ],
  'a share of nothing': [range(containerLimits({ maxLimitRequestRatio: { cpu: '2' } })), containers({})],
  'a share of no limit': [range(containerLimits({ maxLimitRequestRatio: { cpu: '2' } })), containers({ requests: { cpu: '1' } })],
  'very large amounts': [range(containerLimits({ max: { memory: '9Ei' } })), containers({ limits: { memory: '8Ei' } })],
  'a pod asks for too little': [range({ type: 'Pod', min: { cpu: '3' } }), containers(both('1'), both('1'))],
  'a pod asks for nothing': [range({ type: 'Pod', min: { cpu: '3' } }), containers({})],
  'a pod is limited to too much': [range({ type: 'Pod', max: { cpu: '1500m' } }), containers(both('1'), both('1'))],
  'a pod is limited to nothing': [range({ type: 'Pod', max: { cpu: '1' } }), containers({})],
  'a pod is limited to what its init containers need': [
    range({ type: 'Pod', max: { cpu: '2' } }),
    pod({ containers: [one(both('1'))], initContainers: [one(both('3'), 'i')] }),
  ],
  'a pod is limited to what its sidecars need beside the others': [
    range({ type: 'Pod', max: { cpu: '1' } }),
    pod({ containers: [one(both('1'))], initContainers: [sidecar, one(both('500m'), 'i')] }),
  ],
  'a pod says for itself what it needs': [
    range({ type: 'Pod', max: { cpu: '1' } }),
    pod({ containers: [one(both('500m'))], resources: both('2') }),
  ],
  'a pod may use too much more than it asks for': [
    range({ type: 'Pod', maxLimitRequestRatio: { cpu: '1500m' } }),
    containers(both('1'), both('1', '3')),
  ],
  'a claim asks for too little': [range({ type: 'PersistentVolumeClaim', min: { storage: '2Gi' } }), claim('1Gi')],
  'a claim asks for too much': [range({ type: 'PersistentVolumeClaim', max: { storage: '2Gi' } }), claim('3Gi')],
  'a claim asks for what it may': [
    range({ type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '2Gi' } }),
    claim('1536Mi'),
    patch(`${claims}/x`, { metadata: { labels: { a: 'b' } } }),
  ],
  'pods that are there may stay as they are': [
    { ...range(containerLimits({ max: { cpu: '1' } })) },
    post(`${pods}?dryRun=All`, { metadata: { name: 'x' }, spec: { containers: [one(both('2'))] } }),
    containers(both('1')),
    patch(`${pods}/x`, { metadata: { labels: { a: 'b' } } }),
    jsonPatch(`${pods}/x/resize`, { op: 'replace', path: '/spec/containers/0/resources', value: both('2') }),
    jsonPatch(`${pods}/x/resize`, { op: 'replace', path: '/spec/containers/0/resources', value: both('500m') }),
  ],
  'a pod that is put gets the amounts of the range': [
    range(containerLimits(defaults)),
    put(`${pods}/x`, { metadata: { name: 'x' }, spec: { containers: [one()] } }),
  ],
};

/** LimitRanges, and what they do to pods and claims. */
export const limitCases: readonly DifferentialCase[] = Object.entries(cases).map(([name, steps]) => ({
  name: `LimitRange: ${name}`,
  steps,
}));
