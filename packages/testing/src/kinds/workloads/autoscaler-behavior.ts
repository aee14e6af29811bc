import type { JSONObject } from '../../json.js';
import { ensureObject, objectAt, setDefault } from '../../json-fields.js';

/** Completes the behaviour of an autoscaler that says something of it (Kubernetes `pkg/apis/autoscaling/v2`): changes `spec`. */
export function defaultBehavior(spec: JSONObject): void {
  const behavior = objectAt(spec, 'behavior');
  if (!behavior) return;
  const policy = (type: string, value: number): JSONObject => ({ type, value, periodSeconds: 15 });
  const up = ensureObject(behavior, 'scaleUp');
  setDefault(up, 'stabilizationWindowSeconds', 0);
  defaultRules(up, [policy('Pods', 4), policy('Percent', 100)]);
  defaultRules(ensureObject(behavior, 'scaleDown'), [policy('Percent', 100)]);
}

function defaultRules(rules: JSONObject, policies: JSONObject[]): void {
  setDefault(rules, 'selectPolicy', 'Max');
  setDefault(rules, 'policies', policies);
}
