import { applyContainers, applyMap, deployment, deployments, map } from './apply-objects.js';
import { applied, configMaps, created } from './apply-steps.js';
import type { DifferentialCase } from './case.js';

/** Applies that are refused. */
export const refusals: DifferentialCase[] = [
  {
    name: 'apply without a manager',
    steps: [{ method: 'PATCH', path: `${configMaps}/settings`, contentType: 'application/apply-patch+yaml', body: map({}) }],
  },
  {
    name: 'apply with managed fields',
    steps: [
      applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'settings', managedFields: [{}] } })),
      applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'settings', managedFields: [] } })),
    ],
  },
  {
    name: 'apply of another kind',
    steps: [
      applied(`${configMaps}/settings`, 'ci', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'settings' } }),
      applied(`${configMaps}/settings`, 'ci', { apiVersion: 'v2', kind: 'ConfigMap', metadata: { name: 'settings' } }),
    ],
  },
  {
    name: 'apply without version and kind',
    steps: [applied(`${configMaps}/settings`, 'ci', { metadata: { name: 'settings' } })],
  },
  { name: 'apply of another name', steps: [applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'other' } }))] },
  {
    name: 'apply without metadata',
    steps: [applied(`${configMaps}/settings`, 'ci', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } })],
  },
  {
    name: 'apply of another namespace',
    steps: [applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'settings', namespace: 'elsewhere' } }))],
  },
  {
    name: 'apply with an unknown field',
    steps: [
      applied(`${deployments}/web`, 'ci', deployment({ replica: 1 })),
      applied(`${deployments}/web`, 'ci', deployment({ replica: 1 }), '&fieldValidation=Ignore'),
    ],
  },
  {
    name: 'apply with wrong types',
    steps: [
      applied(`${deployments}/web`, 'ci', deployment({ replicas: '1' })),
      applied(`${deployments}/web`, 'ci', deployment({ paused: 'no' })),
      applyMap('ci', { a: 1 }),
      applyMap('ci', { a: true }),
      applyMap('ci', { a: { b: 'c' } }),
      applied(`${deployments}/web`, 'ci', deployment({ template: [] })),
      applied(`${deployments}/web`, 'ci', deployment({ template: { spec: { containers: {} } } })),
    ],
  },
  {
    name: 'apply of duplicates',
    steps: [
      applyContainers('ci', [{ name: 'a' }, { name: 'a' }]),
      applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'settings', finalizers: ['a.io/a', 'a.io/a'] } })),
    ],
  },
  { name: 'apply of an element without its key', steps: [applyContainers('ci', [{ image: 'a' }])] },
  {
    name: 'apply of an invalid object',
    steps: [
      applyContainers('ci', [{ name: 'A', image: 'x' }]),
      applied(`${deployments}/web`, 'ci', deployment({ replicas: -1 })),
    ],
  },
  {
    name: 'apply of an object that is not complete',
    steps: [
      applied(`${deployments}/web`, 'ci', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: { replicas: 1 },
      }),
    ],
  },
  {
    name: 'apply of no object',
    steps: ['', '[]', '"x"', 'a: [', '{'].map((body) => ({
      method: 'PATCH',
      path: `${configMaps}/settings?fieldManager=ci`,
      contentType: 'application/apply-patch+yaml',
      body,
    })),
  },
  {
    name: 'apply of YAML with a key twice',
    steps: ['Strict', 'Warn', 'Ignore'].map((validation) => ({
      method: 'PATCH',
      path: `${configMaps}/settings?fieldManager=ci&fieldValidation=${validation}`,
      contentType: 'application/apply-patch+yaml',
      body: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: "1"\n  a: "2"\n',
    })),
  },
  {
    name: 'apply with a version that is not the object’s',
    steps: [
      applyMap('ci', { a: '1' }),
      applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'settings', resourceVersion: '1' }, data: { a: '2' } })),
      applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'settings', uid: 'x' }, data: { a: '2' } })),
    ],
  },
  {
    name: 'force is for apply only',
    steps: [
      created(configMaps, map({})),
      { method: 'PATCH', path: `${configMaps}/settings?force=true`, contentType: 'application/merge-patch+json', body: {} },
    ],
  },
];
