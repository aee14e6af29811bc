import { applyMap, lastApplied, map } from './apply-objects.js';
import { applied, configMaps, created } from './apply-steps.js';
import type { DifferentialCase } from './case.js';

/** From client-side apply to server-side apply. */
export const upgrades: DifferentialCase[] = [
  {
    name: 'kubectl takes over from its client-side apply',
    steps: [
      created(
        `${configMaps}?fieldManager=kubectl-client-side-apply`,
        map({
          metadata: { name: 'settings', annotations: lastApplied(map({ data: { a: '1', b: '1' } })) },
          data: { a: '1', b: '1' },
        }),
      ),
      applyMap('kubectl', { a: '2' }),
      applyMap('kubectl', {}),
    ],
  },
  {
    name: 'others do not take over from client-side apply',
    steps: [
      created(
        `${configMaps}?fieldManager=kubectl-client-side-apply`,
        map({ metadata: { name: 'settings', annotations: lastApplied(map({ data: { a: '1' } })) }, data: { a: '1' } }),
      ),
      applyMap('flux', { a: '2' }),
    ],
  },
  {
    name: 'what was changed since is a conflict',
    steps: [
      created(
        `${configMaps}?fieldManager=kubectl-client-side-apply`,
        map({
          metadata: { name: 'settings', annotations: lastApplied(map({ data: { a: '1', b: '1' } })) },
          data: { a: '1', b: '1' },
        }),
      ),
      {
        method: 'PATCH',
        path: `${configMaps}/settings?fieldManager=me`,
        contentType: 'application/merge-patch+json',
        body: { data: { a: '3' } },
      },
      applyMap('kubectl', { a: '2', b: '2' }),
      applyMap('kubectl', { a: '2', b: '2' }, '&force=true'),
    ],
  },
  {
    name: 'the annotation is kept up to date',
    steps: [
      created(
        `${configMaps}?fieldManager=kubectl-client-side-apply`,
        map({ metadata: { name: 'settings', annotations: lastApplied(map({ data: { a: '1' } })) }, data: { a: '1' } }),
      ),
      applied(
        `${configMaps}/settings`,
        'kubectl',
        map({ metadata: { name: 'settings', annotations: { x: '<1>' } }, data: { a: '1' } }),
      ),
    ],
  },
  {
    name: 'an annotation that cannot be read',
    steps: [
      created(
        `${configMaps}?fieldManager=kubectl-client-side-apply`,
        map({
          metadata: { name: 'settings', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{' } },
          data: { a: '1' },
        }),
      ),
      applyMap('kubectl', { a: '2' }),
    ],
  },
];
