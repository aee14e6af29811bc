import { get } from './case-builders.js';
import type { DifferentialCase, DifferentialStep } from './case.js';

/* What does a server say that it has? */

const aggregated = (version: string, type = 'application/json'): string =>
  `${type};g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
const openapiV2 = '/openapi/v2';
const protobufDocument = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';
const accepting = (accept: string, path: string): DifferentialStep => ({ ...get(path), headers: { accept } });

const versions = [
  'admissionregistration.k8s.io/v1',
  'apiextensions.k8s.io/v1',
  'apiregistration.k8s.io/v1',
  'apps/v1',
  'authentication.k8s.io/v1',
  'authorization.k8s.io/v1',
  'autoscaling/v1',
  'autoscaling/v2',
  'batch/v1',
  'certificates.k8s.io/v1',
  'coordination.k8s.io/v1',
  'discovery.k8s.io/v1',
  'events.k8s.io/v1',
  'flowcontrol.apiserver.k8s.io/v1',
  'networking.k8s.io/v1',
  'node.k8s.io/v1',
  'policy/v1',
  'rbac.authorization.k8s.io/v1',
  'resource.k8s.io/v1',
  'scheduling.k8s.io/v1',
  'storage.k8s.io/v1',
];

/** Those that nobody turned on. */
const closed = [
  'admissionregistration.k8s.io/v1alpha1',
  'admissionregistration.k8s.io/v1beta1',
  'certificates.k8s.io/v1alpha1',
  'certificates.k8s.io/v1beta1',
  'coordination.k8s.io/v1alpha2',
  'coordination.k8s.io/v1beta1',
  'internal.apiserver.k8s.io/v1alpha1',
  'networking.k8s.io/v1beta1',
  'resource.k8s.io/v1alpha3',
  'resource.k8s.io/v1beta1',
  'resource.k8s.io/v1beta2',
  'scheduling.k8s.io/v1alpha2',
  'storage.k8s.io/v1beta1',
  'storagemigration.k8s.io/v1beta1',
];

const groupOf = (groupVersion: string): string => groupVersion.split('/')[0] ?? '';

export const discoveryCases: readonly DifferentialCase[] = [
  {
    name: 'the core group is told of',
    steps: ['/api', '/api/', '/api/v1', '/api/v1/', '/api/v2', '/version', '/version/'].map(get),
  },
  ...versions.map((version) => ({
    name: `${version} is told of`,
    steps: [get(`/apis/${groupOf(version)}`), get(`/apis/${version}`), get(`/openapi/v3/apis/${version}/nothing`)],
  })),
  ...closed.map((version) => ({
    name: `${version} is not served`,
    steps: [
      get(`/apis/${groupOf(version)}`),
      get(`/apis/${version}`),
      get(`/apis/${version}/things`),
      get(`/openapi/v3/apis/${version}`),
    ],
  })),
  {
    name: 'the core group is told of in one document',
    steps: [
      accepting(aggregated('v2'), '/api'),
      accepting(aggregated('v2', 'application/yaml'), '/api'),
      accepting(aggregated('v2', 'application/vnd.kubernetes.protobuf'), '/api'),
      accepting(`${aggregated('v2')};profile=nopeer,application/json`, '/api'),
      accepting(`${aggregated('v2beta1')},application/json;q=0.9`, '/api'),
      accepting(aggregated('v2beta1'), '/api'),
      accepting(`${aggregated('v3')},${aggregated('v2')}`, '/api'),
    ],
  },
  {
    name: 'health is told of',
    steps: ['healthz', 'livez', 'readyz'].flatMap((root) =>
      [
        '',
        '?verbose',
        '?verbose&exclude=etcd',
        '?exclude=etcd&exclude=nothing',
        '?verbose=1&exclude=nothing&exclude=none',
        '/',
        '/etcd',
        '/ping?verbose',
        '/nothing',
        '/poststarthook/rbac/bootstrap-roles',
        '/etcd-readiness',
      ].map((rest) => get(`/${root}${rest}`)),
    ),
  },
  {
    name: 'documents of OpenAPI that are not there',
    steps: [
      get('/openapi'),
      get('/openapi/v3/'),
      get('/openapi/v3/nothing'),
      get('/openapi/v3/apis/apps/v1/'),
      get('/openapi/v4'),
      accepting('text/plain', '/openapi/v3/apis/apps/v1'),
    ],
  },
  {
    name: 'the document of OpenAPI 2 is there for who accepts it',
    steps: [
      undefined,
      '',
      '*/*',
      '*',
      'application/*',
      'application/json',
      'application/json;q=0',
      'application/json;stream=watch',
      protobufDocument,
      protobufDocument.replace('@', '.'),
      `${protobufDocument}, application/json`,
      `application/json, ${protobufDocument}`,
      `application/json;q=0.5, ${protobufDocument}`,
      `*/*, ${protobufDocument}`,
      `application/*, */*, ${protobufDocument}`,
      'text/plain, */*;q=0.1',
      '*/json',
      'APPLICATION/JSON',
      'application/yaml',
      'application/vnd.kubernetes.protobuf',
      'application',
      'a/b/c',
    ].map((accept): DifferentialStep => ({
      method: 'HEAD',
      path: openapiV2,
      ...(accept !== undefined && { headers: { accept } }),
    })),
  },
  {
    name: 'the document of OpenAPI 2 under conditions',
    steps: [
      { 'if-none-match': '*' },
      { 'if-none-match': '"none"', 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' },
      { 'if-match': '*' },
      { 'if-match': '"none"' },
      { 'if-match': '"none"', 'if-unmodified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' },
      { 'if-modified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' },
      { 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' },
      { 'if-modified-since': 'tomorrow' },
      { 'if-unmodified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' },
      { 'if-unmodified-since': 'Fri, 01 Jan 2100 00:00:00 GMT', 'if-none-match': '*' },
      { 'if-none-match': '*', accept: 'text/plain' },
    ].map((headers): DifferentialStep => ({ method: 'HEAD', path: openapiV2, headers })),
  },
  {
    name: 'the document of OpenAPI 2 whatever the method',
    steps: (['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const).flatMap((method) =>
      [{ 'if-none-match': '*' }, { 'if-match': '"none"' }, { accept: 'text/plain' }].map((headers) => ({
        method,
        path: openapiV2,
        headers,
      })),
    ),
  },
  {
    name: 'there is one path of OpenAPI 2',
    steps: [get(`${openapiV2}/`), get(`${openapiV2}/api`), get('/openapi//v2'), get('/openapi/v20'), get('/openapi/v2?x=y&')].map(
      (step): DifferentialStep => ({ ...step, method: 'HEAD' }),
    ),
  },
];
