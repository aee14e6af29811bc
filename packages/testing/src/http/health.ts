import type { ServerAnswer } from './exchange.js';
import { pageNotFound } from './page-not-found.js';

const first = ['ping', 'log'];
/** What a server has done when it has started, in the order in which it tells of it. */
const hooks = [
  'start-apiserver-admission-initializer',
  'generic-apiserver-start-informers',
  'priority-and-fairness-config-consumer',
  'priority-and-fairness-filter',
  'storage-object-count-tracker-hook',
  'start-apiextensions-informers',
  'start-apiextensions-controllers',
  'crd-informer-synced',
  'start-system-namespaces-controller',
  'peer-endpoint-reconciler-controller',
  'start-cluster-authentication-info-controller',
  'start-kube-apiserver-identity-lease-controller',
  'start-kube-apiserver-identity-lease-garbage-collector',
  'storage-readiness',
  'start-legacy-token-tracking-controller',
  'start-service-ip-repair-controllers',
  'rbac/bootstrap-roles',
  'scheduling/bootstrap-system-priority-classes',
  'priority-and-fairness-config-producer',
  'bootstrap-controller',
  'start-kubernetes-service-cidr-controller',
  'start-kube-aggregator-informers',
  'apiservice-status-local-available-controller',
  'apiservice-status-remote-available-controller',
  'apiservice-registration-controller',
  'apiservice-discovery-controller',
  'kube-apiserver-autoregistration',
].map((name) => `poststarthook/${name}`);
const last = [
  'autoregister-completion',
  'poststarthook/apiservice-openapi-controller',
  'poststarthook/apiservice-openapiv3-controller',
];

/** What is checked, by the path under which its answer is. */
export const healthChecks: Readonly<Record<string, readonly string[]>> = {
  healthz: [...first, 'loopback-serving-certificate', 'etcd', ...hooks, ...last],
  livez: [...first, 'loopback-serving-certificate', 'etcd', ...hooks, ...last],
  readyz: [...first, 'etcd', 'etcd-readiness', 'informer-sync', ...hooks, ...last, 'shutdown'],
};

/**
 * Whether the server is well, which it always is (apiserver `server/healthz`).
 *
 * @param root `healthz`, `livez` or `readyz`
 * @param check one check alone; empty for all
 */
export function healthAnswer(root: string, check: string, query: URLSearchParams): ServerAnswer {
  const checks = healthChecks[root] ?? [];
  if (check !== '') return checks.includes(check) ? textAnswer('ok') : pageNotFound();
  if (!query.has('verbose')) return textAnswer('ok', noSniffing);
  const excluded = query.getAll('exclude').filter((name) => name !== '');
  const unknown = excluded
    .filter((name) => !checks.includes(name))
    .map((name) => JSON.stringify(name))
    .sort();
  const lines = [
    ...checks.map((name) => `[+]${name} ${excluded.includes(name) ? 'excluded: ' : ''}ok`),
    ...(unknown.length > 0 ? [`warn: some health checks cannot be excluded: no matches for ${unknown.join(',')}`] : []),
    `${root} check passed`,
  ];
  return textAnswer(`${lines.join('\n')}\n`, noSniffing);
}

const noSniffing = { 'X-Content-Type-Options': 'nosniff' };

function textAnswer(body: string, headers: Record<string, string> = {}): ServerAnswer {
  return { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, body };
}
