import { labelValueProblems } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { objectsAt, textAt, textsAt } from '../json-fields.js';

/** Labels of nodes that have other names today (Kubernetes `pkg/api/node`). */
const deprecated: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  'app.kubernetes.io/created-by': 'deprecated since v1.9',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': 'deprecated since v1.22; use Taints and Tolerations instead',
  'node-role.kubernetes.io/master': 'use "node-role.kubernetes.io/control-plane" instead',
};

/** What is to be said of a label of nodes; undefined if it is as good as others. */
export function nodeLabelWarning(label: string): string | undefined {
  return Object.hasOwn(deprecated, label) ? deprecated[label] : undefined;
}

/** What to warn of in labels that select nodes. @param shown the field, with the label or without */
export function nodeLabelWarnings(labels: JSONObject | undefined, shown: (label: string) => string): string[] {
  // Go goes through a map in any order.
  return Object.keys(labels ?? {})
    .sort()
    .flatMap((label) => {
      const warning = nodeLabelWarning(label);
      return warning === undefined ? [] : [`${shown(label)}: ${warning}`];
    });
}

/**
 * What to warn of in a term that selects nodes, or in a label selector.
 *
 * @param hasValues whether its values have to be values of labels
 */
export function nodeTermWarnings(term: JSONObject | undefined, field: string, hasValues = false): string[] {
  return objectsAt(term, 'matchExpressions').flatMap((expression, i) => {
    const key = textAt(expression, 'key');
    const at = `${field}.matchExpressions[${String(i)}]`;
    const warning = nodeLabelWarning(key);
    const ofKey = warning === undefined ? [] : [`${at}.key: ${key} is ${warning}`];
    if (!hasValues) return ofKey;
    const ofValues = textsAt(expression, 'values').flatMap((value, j) =>
      labelValueProblems(value).map((problem) => `${at}.values[${String(j)}]: ${value} is invalid, ${problem}`),
    );
    return [...ofKey, ...ofValues];
  });
}
