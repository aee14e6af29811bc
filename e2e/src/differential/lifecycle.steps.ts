import type { AnswerCondition, DifferentialStep } from './case.js';

/*
 * The requests that the cases of lifecycle.cases.ts are made of.
 */

export const configMaps = '/api/v1/namespaces/{ns}/configmaps';
export const pods = '/api/v1/namespaces/{ns}/pods';

export const get = (path: string): DifferentialStep => ({ method: 'GET', path });
export const post = (path: string, body: unknown, save?: Record<string, string>): DifferentialStep => ({
  method: 'POST',
  path,
  body,
  ...(save && { save }),
});
export const put = (path: string, body: unknown): DifferentialStep => ({ method: 'PUT', path, body });
export const merge = (path: string, body: unknown): DifferentialStep => ({
  method: 'PATCH',
  path,
  contentType: 'application/merge-patch+json',
  body,
});
/** @param options `DeleteOptions`, as the body */
export const remove = (path: string, options?: object): DifferentialStep => ({
  method: 'DELETE',
  path,
  ...(options && { body: { kind: 'DeleteOptions', apiVersion: 'v1', ...options } }),
});
/** Asks until the answer is as it is to be. */
export const wait = (path: string, until: AnswerCondition): DifferentialStep => ({ method: 'GET', path, until });
export const waitGone = (path: string): DifferentialStep => wait(path, { status: 404 });

export const configMap = (name: string, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
});
/** Creates a ConfigMap, whose uid is `{<name>}` from then on. */
export const createMap = (name: string, metadata: object = {}): DifferentialStep =>
  post(configMaps, configMap(name, metadata), { [name]: 'metadata.uid' });
/** A reference to a ConfigMap of {@link createMap}. */
export const ownedBy = (name: string, fields: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name,
  uid: `{${name}}`,
  ...fields,
});
export const pod = (name: string, metadata: object = {}, spec: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, ...metadata },
  spec: { automountServiceAccountToken: false, containers: [{ name: 'main', image: 'web:1' }], ...spec },
});
/** A namespace of a case's own, beside the one that it has. */
export const createNamespace = (suffix: string, metadata: object = {}): DifferentialStep =>
  post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: `{ns}-${suffix}`, ...metadata } });
