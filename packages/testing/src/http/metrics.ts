import type { ApiServer } from '../api-server.js';
import type { ServerAnswer } from './exchange.js';

/** `/metrics`: which Kubernetes it is, and how many objects there are of each resource, as Prometheus reads it. */
export function metricsAnswer({ registry, version }: ApiServer): ServerAnswer {
  const { gitVersion, major, minor } = version as Record<string, string>;
  const objects = [...registry.preferred()]
    .filter(({ info }) => info.verbs.includes('list'))
    .map(({ info: { group, resource }, collection }) => {
      return `apiserver_resource_objects{group="${group}",resource="${resource}"} ${String(collection.size)}`;
    });
  const lines = [
    '# HELP apiserver_resource_objects [ALPHA] Number of stored objects at the time of last check split by kind. In case of a fetching error, the value will be -1.',
    '# TYPE apiserver_resource_objects gauge',
    ...objects,
    "# HELP kubernetes_build_info [ALPHA] A metric with a constant '1' value labeled by major, minor, git version, git commit, git tree state, build date, Go version, and compiler from which Kubernetes was built, and platform on which it is running.",
    '# TYPE kubernetes_build_info gauge',
    `kubernetes_build_info{git_version="${gitVersion ?? ''}",major="${major ?? ''}",minor="${minor ?? ''}"} 1`,
  ];
  return {
    status: 200,
    headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores' },
    body: `${lines.join('\n')}\n`,
  };
}
