import type { DifferentialCase, DifferentialStep } from './case.js';

/* What cases of the common kinds are written with. */

export type Body = Readonly<Record<string, unknown>>;

export const core = (resource: string): string => `/api/v1/namespaces/{ns}/${resource}`;
export const grouped = (groupVersion: string, resource: string): string => `/apis/${groupVersion}/namespaces/{ns}/${resource}`;

export const pods = core('pods');
export const services = core('services');
export const claims = core('persistentvolumeclaims');
export const deployments = grouped('apps/v1', 'deployments');
export const jobs = grouped('batch/v1', 'jobs');
export const budgets = grouped('policy/v1', 'poddisruptionbudgets');

export const post = (path: string, body: Body): DifferentialStep => ({ method: 'POST', path, body });
export const put = (path: string, body: Body): DifferentialStep => ({ method: 'PUT', path, body });
export const get = (path: string): DifferentialStep => ({ method: 'GET', path });
export const patch = (path: string, body: Body): DifferentialStep => ({
  method: 'PATCH',
  path,
  contentType: 'application/merge-patch+json',
  body,
});

/** A change of one place, which leaves what the server put beside it. */
export const jsonPatch = (path: string, ...operations: Body[]): DifferentialStep => ({
  method: 'PATCH',
  path,
  contentType: 'application/json-patch+json',
  body: operations,
});

export const named = (body: Body): Body => ({ ...body, metadata: { name: 'x', ...(body['metadata'] as Body | undefined) } });

/** One case of one request for each entry: a new object. */
export function creations(what: string, path: string, bodies: Readonly<Record<string, Body>>): DifferentialCase[] {
  return Object.entries(bodies).map(([how, body]) => ({ name: `${what}: ${how}`, steps: [post(path, named(body))] }));
}

/** One case for each entry: an object is made, then patched, each patch in its turn. A path in front of a patch says where, as `/status`. */
export function changes(
  what: string,
  path: string,
  original: Body,
  patches: Readonly<Record<string, readonly (Body | readonly [subresource: string, body: Body])[]>>,
): DifferentialCase[] {
  return Object.entries(patches).map(([how, bodies]) => ({
    name: `${what}: ${how}`,
    steps: [
      post(path, named(original)),
      ...bodies.map((one) =>
        Array.isArray(one) ? patch(`${path}/x${String(one[0])}`, one[1] as Body) : patch(`${path}/x`, one as Body),
      ),
    ],
  }));
}

export const container: Body = { name: 'c', image: 'nginx:1' };

export const template: Body = { metadata: { labels: { app: 'a' } }, spec: { containers: [container] } };
export const selector: Body = { matchLabels: { app: 'a' } };
export const workload = (more: Body = {}): Body => ({ spec: { selector, template, ...more } });

export const jobTemplate: Body = { spec: { containers: [container], restartPolicy: 'Never' } };

export const own: Body = { name: '{ns}' };
const deleted = (path: string): DifferentialStep => ({ method: 'DELETE', path });
export const rbac = 'rbac.authorization.k8s.io/v1';

/** A new object of a kind in a namespace, and perhaps patches. */
export const inNamespace = (kind: string, path: string, body: Body, ...patches: Body[]): DifferentialCase => ({
  name: kind,
  steps: [post(path, named(body)), ...patches.map((one) => patch(`${path}/x`, one))],
});

/** The same of a kind without namespaces, which is deleted in the end. */
export const inCluster = (kind: string, path: string, body: Body, ...patches: Body[]): DifferentialCase => ({
  name: kind,
  steps: [
    post(path, { ...body, metadata: { ...(body['metadata'] as Body | undefined), ...own } }),
    ...patches.map((one) => patch(`${path}/{ns}`, one)),
    deleted(`${path}/{ns}`),
  ],
});
