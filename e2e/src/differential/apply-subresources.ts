import { applyPod, pod, podSpec } from './apply-objects.js';
import type { DifferentialCase } from './case.js';

/** Applies to subresources. */
export const subresources: DifferentialCase[] = [
  {
    name: 'a status is applied',
    steps: [
      applyPod('ci', pod({ spec: podSpec })),
      applyPod('kubelet', pod({ status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } }), '', '/status'),
      applyPod('other', pod({ status: { conditions: [{ type: 'Disk', status: 'False' }] } }), '', '/status'),
      applyPod('kubelet', pod({ status: { phase: 'Running' } }), '', '/status'),
    ],
  },
  {
    name: 'a conflict in a status',
    steps: [
      applyPod('ci', pod({ spec: podSpec })),
      applyPod('kubelet', pod({ status: { phase: 'Running' } }), '', '/status'),
      applyPod('other', pod({ status: { phase: 'Failed' } }), '', '/status'),
      applyPod('other', pod({ status: { phase: 'Failed' } }), '&force=true', '/status'),
    ],
  },
  {
    name: 'a status is not applied to the object',
    steps: [applyPod('ci', pod({ spec: podSpec, status: { phase: 'Running' } }))],
  },
  {
    name: 'a spec is not applied to the status',
    steps: [
      applyPod('ci', pod({ spec: podSpec })),
      applyPod(
        'kubelet',
        pod({ spec: { activeDeadlineSeconds: 5 }, status: { message: 'a' } }, { labels: { a: '1' } }),
        '',
        '/status',
      ),
    ],
  },
  { name: 'a status of what is not there', steps: [applyPod('kubelet', pod({ status: { phase: 'Running' } }), '', '/status')] },
  {
    name: 'a field of a pod that cannot change',
    steps: [applyPod('ci', pod({ spec: podSpec })), applyPod('ci', pod({ spec: { ...podSpec, nodeName: 'n' } }))],
  },
];
