import { core, get, grouped, post } from './case-builders.js';
import type { DifferentialCase } from './case.js';

/* By which fields can objects be selected? */

const collections = [
  ...[
    'configmaps',
    'endpoints',
    'events',
    'namespaces',
    'nodes',
    'persistentvolumeclaims',
    'persistentvolumes',
    'pods',
    'secrets',
    'services',
  ].map((resource) => `/api/v1/${resource}`),
  '/api/v1/replicationcontrollers',
  '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  '/apis/apps/v1/deployments',
  '/apis/apps/v1/replicasets',
  '/apis/batch/v1/jobs',
  '/apis/certificates.k8s.io/v1/certificatesigningrequests',
  '/apis/events.k8s.io/v1/events',
  '/apis/resource.k8s.io/v1/resourceslices',
  '/apis/storage.k8s.io/v1/storageclasses',
];

const event = (object: object): object => ({ metadata: { name: 'x', namespace: '{ns}' }, ...object });

export const fieldCases: readonly DifferentialCase[] = [
  ...collections.map((path) => ({
    name: `fields by which ${path} can be selected`,
    steps: [
      'metadata.name',
      'metadata.namespace',
      'metadata.uid',
      'status.replicas',
      'spec.nodeName',
      'reason',
      'regarding.kind',
      'spec',
    ].map((field) => get(`${path}?fieldSelector=${field}%3Dnothing`)),
  })),
  {
    name: 'events are selected in both groups',
    steps: [
      post(
        core('events'),
        event({
          involvedObject: { kind: 'Pod', name: 'p', namespace: '{ns}' },
          reason: 'A',
          source: { component: 's' },
          type: 'Normal',
          firstTimestamp: '2026-01-02T03:04:05Z',
          lastTimestamp: '2026-01-02T03:04:05Z',
        }) as Record<string, unknown>,
      ),
      post(
        grouped('events.k8s.io/v1', 'events'),
        event({
          metadata: { name: 'y', namespace: '{ns}' },
          regarding: { kind: 'Node', name: 'n', namespace: '{ns}' },
          reason: 'A',
          action: 'Do',
          type: 'Normal',
          reportingController: 'example.com/r',
          reportingInstance: 'i',
          eventTime: '2026-01-02T03:04:05.000006Z',
        }) as Record<string, unknown>,
      ),
      ...[
        'involvedObject.kind=Pod',
        'involvedObject.kind=Node',
        'reason=A',
        'source=s',
        'source=example.com/r',
        'reportingComponent=example.com/r',
      ].map((selector) => get(`${core('events')}?fieldSelector=${encodeURIComponent(selector)}`)),
      ...[
        'regarding.kind=Pod',
        'regarding.kind=Node',
        'regarding.name!=n',
        'reason=A',
        'type=Normal',
        'reportingController=example.com/r',
        'involvedObject.kind=Pod',
      ].map((selector) => get(`${grouped('events.k8s.io/v1', 'events')}?fieldSelector=${encodeURIComponent(selector)}`)),
    ],
  },
];
