import type { JSONObject } from '../json.js';
import { ensureObject, isMissing, listAt, objectAt, setDefault } from '../json-fields.js';

/** What an HorizontalPodAutoscaler gets that says nothing (Kubernetes `pkg/apis/autoscaling/v2`, and v1 as it is seen through it). Changes it. */
export function defaultAutoscaler(autoscaler: JSONObject): void {
  const spec = ensureObject(autoscaler, 'spec');
  setDefault(spec, 'minReplicas', 1);
  if (autoscaler['apiVersion'] === 'autoscaling/v1') {
    const annotations = objectAt(autoscaler, 'metadata', 'annotations') ?? {};
    if (isMissing(annotations, 'autoscaling.alpha.kubernetes.io/metrics')) setDefault(spec, 'targetCPUUtilizationPercentage', 80);
    return;
  }
  if (listAt(spec, 'metrics').length === 0) {
    spec['metrics'] = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }];
  }
  const behavior = objectAt(spec, 'behavior');
  if (!behavior) return;
  const up = ensureObject(behavior, 'scaleUp');
  setDefault(up, 'stabilizationWindowSeconds', 0);
  const fast = [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ];
  defaultRules(up, fast);
  defaultRules(ensureObject(behavior, 'scaleDown'), [{ type: 'Percent', value: 100, periodSeconds: 15 }]);
}

function defaultRules(rules: JSONObject, policies: JSONObject[]): void {
  setDefault(rules, 'selectPolicy', 'Max');
  setDefault(rules, 'policies', policies);
}
