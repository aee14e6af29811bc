import { applyContainers, applyMap, forceMap, map } from './apply-objects.js';
import { applied, configMaps, created, podTemplates, read, replaced } from './apply-steps.js';
import type { DifferentialCase } from './case.js';

/** Who owns what, and conflicts. */
export const ownership: DifferentialCase[] = [
  {
    name: 'another applies the same value',
    steps: [applyMap('ci', { a: '1', b: '1' }), applyMap('other', { a: '1' }), applyMap('ci', { b: '1' }), applyMap('other', {})],
  },
  { name: 'another applies another key', steps: [applyMap('ci', { a: '1' }), applyMap('other', { b: '1' }), applyMap('ci', {})] },
  {
    name: 'a conflict with an applier',
    steps: [applyMap('ci', { a: '1' }), applyMap('other', { a: '2' }), forceMap('other', { a: '2' }), applyMap('ci', { a: '1' })],
  },
  {
    name: 'several conflicts with several managers',
    steps: [
      applyMap('ci', { a: '1', b: '1' }),
      applyMap('two', { c: '1' }),
      applyMap('three', { a: '2', b: '2', c: '2' }),
      forceMap('three', { a: '2', b: '2', c: '2' }),
    ],
  },
  {
    name: 'a conflict with somebody who created',
    steps: [
      created(`${configMaps}?fieldManager=me`, map({ data: { a: '1' } })),
      applyMap('ci', { a: '2' }),
      applyMap('ci', { a: '1' }),
      applyMap('ci', {}),
    ],
  },
  {
    name: 'a conflict with somebody who replaced',
    steps: [
      applyMap('ci', { a: '1' }),
      replaced(`${configMaps}/settings?fieldManager=me`, map({ data: { a: '2', b: '1' } })),
      applyMap('ci', { a: '1' }),
      forceMap('ci', { a: '1' }),
    ],
  },
  {
    name: 'a conflict with a merge patch',
    steps: [
      applyMap('ci', { a: '1', b: '1' }),
      {
        method: 'PATCH',
        path: `${configMaps}/settings?fieldManager=me`,
        contentType: 'application/merge-patch+json',
        body: { data: { a: '2', c: '3' } },
      },
      applyMap('ci', { a: '1', b: '1' }),
    ],
  },
  {
    name: 'a conflict with a JSON patch',
    steps: [
      applyMap('ci', { a: '1' }),
      {
        method: 'PATCH',
        path: `${configMaps}/settings?fieldManager=me`,
        contentType: 'application/json-patch+json',
        body: [{ op: 'replace', path: '/data/a', value: '2' }],
      },
      applyMap('ci', { a: '1' }),
    ],
  },
  {
    name: 'a strategic merge patch takes fields',
    steps: [
      applyContainers('ci', [{ name: 'web', image: 'web:1' }]),
      {
        method: 'PATCH',
        path: `${podTemplates}/web?fieldManager=me`,
        contentType: 'application/strategic-merge-patch+json',
        body: {
          template: {
            spec: {
              containers: [
                { name: 'web', image: 'web:2' },
                { name: 'log', image: 'log:1' },
              ],
            },
          },
        },
      },
      applyContainers('ci', [{ name: 'web', image: 'web:1' }]),
    ],
  },
  {
    name: 'who shares a field may not change it',
    steps: [applyMap('ci', { a: '1' }), applyMap('other', { a: '1' }), applyMap('ci', { a: '2' }), forceMap('ci', { a: '2' })],
  },
  {
    name: 'an applied object is replaced by the same manager',
    steps: [
      applyMap('ci', { a: '1' }),
      replaced(`${configMaps}/settings?fieldManager=ci`, map({ data: { a: '2' } })),
      applyMap('ci', { a: '1' }),
    ],
  },
  {
    name: 'labels and annotations of several',
    steps: [
      applied(
        `${configMaps}/settings`,
        'ci',
        map({ metadata: { name: 'settings', labels: { a: '1' }, annotations: { x: '1' } } }),
      ),
      applied(
        `${configMaps}/settings`,
        'other',
        map({ metadata: { name: 'settings', labels: { b: '1' }, annotations: { x: '2' } } }),
      ),
      applied(`${configMaps}/settings`, 'other', map({ metadata: { name: 'settings', labels: { b: '1' } } })),
      applied(`${configMaps}/settings`, 'ci', map({})),
    ],
  },
  {
    name: 'finalizers are a set',
    steps: [
      applied(`${configMaps}/settings`, 'a', map({ metadata: { name: 'settings', finalizers: ['x.io/a', 'x.io/b'] } })),
      applied(`${configMaps}/settings`, 'b', map({ metadata: { name: 'settings', finalizers: ['x.io/c', 'x.io/b'] } })),
      applied(`${configMaps}/settings`, 'a', map({})),
      applied(`${configMaps}/settings`, 'b', map({})),
    ],
  },
  {
    name: 'owner references have keys',
    steps: [
      applied(
        `${configMaps}/settings`,
        'a',
        map({ metadata: { name: 'settings', ownerReferences: [{ apiVersion: 'v1', kind: 'Namespace', name: 'x', uid: '1' }] } }),
        '&dryRun=All',
      ),
    ],
  },
  {
    name: 'managed fields can be emptied',
    steps: [
      applyMap('ci', { a: '1' }),
      replaced(
        `${configMaps}/settings?fieldManager=me`,
        map({ metadata: { name: 'settings', managedFields: [{}] }, data: { a: '1' } }),
      ),
      applyMap('ci', { a: '2' }),
      forceMap('ci', { a: '2' }),
    ],
  },
  {
    name: 'managed fields can be emptied with an empty list',
    steps: [
      applyMap('ci', { a: '1' }),
      replaced(
        `${configMaps}/settings?fieldManager=me`,
        map({ metadata: { name: 'settings', managedFields: [] }, data: { a: '2' } }),
      ),
      read(`${configMaps}/settings`),
    ],
  },
  {
    name: 'managed fields that make no sense are ignored',
    steps: [
      applyMap('ci', { a: '1' }),
      replaced(
        `${configMaps}/settings?fieldManager=me`,
        map({ metadata: { name: 'settings', managedFields: [{ manager: 'x', operation: 'Nonsense' }] }, data: { a: '2' } }),
      ),
    ],
  },
  {
    name: 'managed fields can be given to others',
    steps: [
      applyMap('ci', { a: '1' }),
      replaced(
        `${configMaps}/settings?fieldManager=me`,
        map({
          metadata: {
            name: 'settings',
            managedFields: [
              {
                manager: 'new',
                operation: 'Apply',
                apiVersion: 'v1',
                fieldsType: 'FieldsV1',
                fieldsV1: { 'f:data': { 'f:a': {} } },
              },
            ],
          },
          data: { a: '1' },
        }),
      ),
      applyMap('ci', { a: '2' }),
      applyMap('new', {}),
    ],
  },
];
