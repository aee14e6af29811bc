import { readFileSync } from 'node:fs';
import type { DifferentialCase, DifferentialStep } from './case.js';

/*
 * What a server warns of. packages/testing/src/warnings holds its own answers to those of warnings.answers.json, which a real
 * server gave; here is looked at whether both still agree.
 */

interface Recorded {
  readonly name: string;
  readonly path: string;
  readonly body: unknown;
}

const recorded = JSON.parse(readFileSync(new URL('warnings.answers.json', import.meta.url), 'utf8')) as Recorded[];

const core = '/api/v1/namespaces/{ns}';
const apps = '/apis/apps/v1/namespaces/{ns}';
const labels = { a: 'b' };

function post(path: string, body: unknown): DifferentialStep {
  return { method: 'POST', path, body };
}

function put(path: string, body: unknown): DifferentialStep {
  return { method: 'PUT', path, body };
}

function template(container: object): object {
  return { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx:1', ...container }] } };
}

const portTwice = { ports: [{ containerPort: 80 }, { name: 'b', containerPort: 80 }] };

function workload(kind: string, container: object, spec: object = {}): object {
  const selector = { matchLabels: labels };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'x' },
    spec: { selector, template: template(container), ...spec },
  };
}

function controller(container: object, replicas: number): object {
  const spec = { replicas, selector: labels, template: template(container) };
  return { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'x' }, spec };
}

const claims = {
  volumeClaimTemplates: [
    { metadata: { name: 'v' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1500m' } } } },
  ],
  serviceName: 's',
};
const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '{uid}' };
const owned = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', ownerReferences: [owner, owner, owner] } };
const account = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'x', annotations: { 'kubernetes.io/enforce-mountable-secrets': 'true' } },
};

const later: Readonly<Record<string, readonly DifferentialStep[]>> = {
  'each answer about Endpoints': [
    { method: 'GET', path: `${core}/endpoints` },
    { method: 'GET', path: `${core}/endpoints/x` },
    post(`${core}/endpoints`, { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'x' } }),
    post(`${core}/endpoints`, { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' } }),
    { method: 'DELETE', path: `${core}/endpoints/x` },
    put(`${core}/endpoints`, {}),
  ],
  'a deployment that changes, and one that does not': [
    post(`${apps}/deployments`, workload('Deployment', portTwice)),
    put(`${apps}/deployments/x`, workload('Deployment', portTwice)),
    put(`${apps}/deployments/x`, workload('Deployment', { ...portTwice, image: 'nginx:2' })),
    {
      method: 'PATCH',
      path: `${apps}/deployments/x`,
      contentType: 'application/merge-patch+json',
      body: { metadata: { labels }, nope: 1 },
    },
  ],
  'a stateful set that changes': [
    post(`${apps}/statefulsets`, workload('StatefulSet', portTwice, claims)),
    put(`${apps}/statefulsets/x`, workload('StatefulSet', portTwice, claims)),
  ],
  'a daemon set that changes': [
    post(`${apps}/daemonsets`, workload('DaemonSet', portTwice)),
    put(`${apps}/daemonsets/x`, workload('DaemonSet', portTwice, { minReadySeconds: 1 })),
    put(`${apps}/daemonsets/x`, workload('DaemonSet', { ...portTwice, image: 'nginx:2' })),
  ],
  'a replication controller, of what it was': [
    post(`${core}/replicationcontrollers`, controller(portTwice, 0)),
    put(`${core}/replicationcontrollers/x`, controller({}, 0)),
    put(`${core}/replicationcontrollers/x`, controller({}, 1)),
  ],
  'an account that had its annotation already': [
    post(`${core}/serviceaccounts`, account),
    put(`${core}/serviceaccounts/x`, { ...account, automountServiceAccountToken: false }),
  ],
  'an owner three times': [
    {
      ...post(`${core}/configmaps`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'owner' } }),
      save: { uid: 'metadata.uid' },
    },
    post(`${core}/configmaps`, owned),
    put(`${core}/configmaps/x`, owned),
    {
      method: 'PATCH',
      path: `${core}/configmaps/x`,
      contentType: 'application/merge-patch+json',
      body: { metadata: { ownerReferences: [owner, owner] } },
    },
  ],
  'a pod that is refused, with a field that nobody knows': [
    post(`${core}/pods`, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: { nope: 1 } }),
  ],
  'a pod that changes': [
    post(`${core}/pods`, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a.b' }, ...podOf(portTwice) }),
    {
      method: 'PATCH',
      path: `${core}/pods/a.b`,
      contentType: 'application/merge-patch+json',
      body: { metadata: { labels } },
    },
  ],
  'a pod that is there already': [
    post(`${core}/pods`, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a.b' }, ...podOf({}) }),
    post(`${core}/pods`, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a.b' }, ...podOf({}) }),
  ],
};

function podOf(container: object): object {
  return { spec: { containers: [{ name: 'c', image: 'nginx:1', ...container }] } };
}

export const warningCases: DifferentialCase[] = [
  ...recorded.map(({ name, path, body }) => ({ name: `warnings: ${name}`, steps: [post(`${path}?dryRun=All`, body)] })),
  ...Object.entries(later).map(([name, steps]) => ({ name: `warnings: ${name}`, steps })),
];
