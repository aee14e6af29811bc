import { applied, configMaps, podTemplates, read, services } from './apply-steps.js';
import type { DifferentialStep } from './case.js';

/*
 * The objects of the cases of server-side apply, each of one name in its case, and where they are.
 */

/** Where the pods of a case are; the same of what follows. */
export const pods = '/api/v1/namespaces/{ns}/pods';
export const claims = '/api/v1/namespaces/{ns}/persistentvolumeclaims';
export const policies = '/apis/networking.k8s.io/v1/namespaces/{ns}/networkpolicies';
export const ingresses = '/apis/networking.k8s.io/v1/namespaces/{ns}/ingresses';
export const roles = '/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles';
export const deployments = '/apis/apps/v1/namespaces/{ns}/deployments';
export const jobs = '/apis/batch/v1/namespaces/{ns}/jobs';
export const secrets = '/api/v1/namespaces/{ns}/secrets';
export const slices = '/apis/discovery.k8s.io/v1/namespaces/{ns}/endpointslices';
export const budgets = '/apis/policy/v1/namespaces/{ns}/poddisruptionbudgets';

/** A config map. */
export const map = (fields: object): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings' },
  ...fields,
});

/** Somebody applies the config map. */
export const applyMap = (manager: string, data: object, query = ''): DifferentialStep =>
  applied(`${configMaps}/settings`, manager, map({ data }), query);

/** Somebody applies the config map and takes what others own. */
export const forceMap = (manager: string, data: object): DifferentialStep => applyMap(manager, data, '&force=true');

/** A pod template. */
export const template = (spec: object, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'PodTemplate',
  metadata: { name: 'web', ...metadata },
  template: { metadata: { labels: { app: 'web' } }, spec },
});

/** Somebody applies the pod template. */
export const applyTemplate = (manager: string, spec: object, query = ''): DifferentialStep =>
  applied(`${podTemplates}/web`, manager, template(spec), query);

/** Somebody applies the containers of the pod template. */
export const applyContainers = (manager: string, containers: object[], query = ''): DifferentialStep =>
  applyTemplate(manager, { containers }, query);

/** Somebody applies the ports of the container. */
export const applyPorts = (manager: string, ports: object[], query = ''): DifferentialStep =>
  applyContainers(manager, [{ name: 'web', image: 'web:1', ports }], query);

/** Somebody applies the environment of the container. */
export const applyEnv = (manager: string, env: object[], query = ''): DifferentialStep =>
  applyContainers(manager, [{ name: 'web', image: 'web:1', env }], query);

/** Somebody reads the pod template. */
export const getTemplate = read(`${podTemplates}/web`);

/** A service. */
export const service = (spec: object): object => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'front' }, spec });

/** Somebody applies the service, which has no address. */
export const applyService = (manager: string, spec: object, query = ''): DifferentialStep =>
  applied(`${services}/front`, manager, service({ clusterIP: 'None', ...spec }), query);

/** A pod. */
export const pod = (fields: object, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'job', ...metadata },
  ...fields,
});

/** What a pod has to have. */
export const podSpec = { containers: [{ name: 'main', image: 'main:1' }] };

/** Somebody applies the pod or its subresource. */
export const applyPod = (manager: string, body: object, query = '', subresource = ''): DifferentialStep =>
  applied(`${pods}/job${subresource}`, manager, body, query);

/** A deployment. */
export const deployment = (spec: object, metadata: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', ...metadata },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    ...spec,
  },
});

/** The annotation of client-side apply. */
export const lastApplied = (body: object): object => ({
  'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify(body)}\n`,
});
