import type { DifferentialCase } from './case.js';
import {
  type Body,
  container,
  core,
  creations,
  deployments,
  grouped,
  jobs,
  named,
  patch,
  pods,
  post,
  workload,
} from './case-builders.js';
import { volumesOf } from './volumes.sources.js';

const pod = (...sources: readonly Body[]) => ({ spec: { containers: [container], volumes: volumesOf(sources) } });
const field = (fieldPath: string, more: Body = {}): Body => ({ path: 'a', fieldRef: { fieldPath, ...more } });
const resource = (name: string, divisor?: string): Body => ({
  path: 'a',
  resourceFieldRef: { containerName: 'c', resource: name, ...(divisor !== undefined && { divisor }) },
});
const projected = (...sources: readonly Body[]): Body => ({ projected: { sources } });

const labels = { app: 'a' };
const disabled = pod(projected({ clusterTrustBundle: { path: 'a' } }, { podCertificate: { signerName: 'a', keyType: 'b' } }));

const wrongItems = [
  {},
  { key: 'a', path: '/a' },
  { key: 'a', path: '../a', mode: 512 },
  { key: 'a', path: '..a', mode: -1 },
  { key: 'a', path: 'a/../../b' },
];

/** Files of ConfigMaps, Secrets and the pod itself, and tokens. */
export const fileCases: DifferentialCase[] = [
  ...creations('Files', pods, {
    'of all sorts': pod(
      { configMap: { name: 'a', defaultMode: 0o777, optional: true, items: [{ key: 'a', path: 'b/c', mode: 0 }] } },
      { secret: { secretName: 'a', defaultMode: 0, optional: false, items: [{ key: 'a', path: '.a', mode: 0o400 }] } },
      {
        downwardAPI: {
          defaultMode: 0o400,
          items: [
            field('metadata.labels'),
            field('metadata.annotations', { apiVersion: 'v1' }),
            field("metadata.labels['example.com/a']"),
            field("metadata.annotations['Example.com/A']"),
            { ...field('metadata.uid'), mode: 0o777 },
            resource('limits.cpu', '1m'),
            resource('requests.cpu', '1'),
            resource('limits.memory', '1Mi'),
            resource('requests.ephemeral-storage', '1G'),
            resource('limits.hugepages-2Mi', '1Ki'),
            resource('requests.memory', '0'),
          ],
        },
      },
      projected(
        { configMap: { name: 'a' } },
        { secret: { name: 'a', items: [{ key: 'a', path: 'a' }] } },
        { downwardAPI: { items: [{ ...field('metadata.name'), path: 'b' }] } },
        { serviceAccountToken: { path: 'c', audience: 'd', expirationSeconds: 600 } },
        { serviceAccountToken: { path: 'c' } },
        {},
      ),
      { projected: { sources: [], defaultMode: 0 } },
      { projected: {} },
      { configMap: { name: 'A B', items: [] } },
    ),
    'of ConfigMaps and Secrets, that are wrong': pod(
      { configMap: { defaultMode: 512, items: wrongItems } },
      { secret: { defaultMode: -1, items: wrongItems } },
    ),
    'of the pod, that are wrong': pod({
      downwardAPI: {
        defaultMode: 512,
        items: [
          {},
          { path: '..', fieldRef: { fieldPath: '' } },
          { path: '/a', ...resource('') },
          { ...field('metadata.name'), ...resource('limits.cpu'), path: '..a', mode: 512 },
          field('metadata.name', { apiVersion: 'v2' }),
          field('status.phase'),
          field('spec.host'),
          field('spec.missing'),
          field("metadata.name['a']"),
          field("metadata.labels['']"),
          field("metadata.labels['a b']"),
          field("metadata.labels['A/b']"),
          field("metadata.annotations['a/b/c']"),
          field("['a']"),
          { path: 'a', resourceFieldRef: { resource: 'limits.cpu' } },
          { path: 'a', resourceFieldRef: { containerName: 'c' } },
          resource('limits.pods'),
          resource('limits.cpu', '2'),
          resource('limits.memory', '1m'),
          resource('requests.ephemeral-storage', '3Ki'),
          resource('requests.hugepages-1Gi', '2'),
          resource('limits.pods', '3'),
        ],
      },
    }),
    'in one volume, that are wrong': pod(
      projected(
        { configMap: { items: [{ key: 'a', path: 'a' }, { key: 'b', path: 'a' }, { key: 'b' }] } },
        { secret: { items: [{ key: 'a', path: 'a' }, { path: '../b' }] } },
        { downwardAPI: { items: [field('metadata.name'), { path: 'b' }, field('spec.missing')] } },
        { serviceAccountToken: { path: 'a', expirationSeconds: 599 } },
        { serviceAccountToken: { path: '', expirationSeconds: 4_294_967_297 } },
        { serviceAccountToken: { path: '../a' } },
        { configMap: { name: 'a' }, secret: { name: 'a' } },
        { downwardAPI: {}, serviceAccountToken: { path: 'a' } },
      ),
      { projected: { defaultMode: 512 } },
    ),
    'that a server has only if it is told to': pod(
      projected(
        { clusterTrustBundle: { name: '', signerName: 'a', path: '' } },
        { podCertificate: { signerName: 'a', keyType: 'b' } },
        { clusterTrustBundle: { path: 'a' }, configMap: { name: 'a' } },
      ),
    ),
  }),
  {
    name: 'Files: in templates, that a server has only if it is told to',
    steps: [
      post(core('podtemplates'), named({ template: { metadata: { labels }, ...disabled } })),
      post(
        core('replicationcontrollers'),
        named({ spec: { selector: labels, template: { metadata: { labels }, ...disabled } } }),
      ),
      post(deployments, named(workload({ template: { metadata: { labels }, ...disabled } }))),
      patch(`${deployments}/x`, { spec: { template: disabled } }),
      post(jobs, named({ spec: { template: { spec: { ...disabled.spec, restartPolicy: 'Never' } } } })),
      post(
        grouped('batch/v1', 'cronjobs'),
        named({
          spec: {
            schedule: '* * * * *',
            jobTemplate: { spec: { template: { spec: { ...disabled.spec, restartPolicy: 'Never' } } } },
          },
        }),
      ),
    ],
  },
];
