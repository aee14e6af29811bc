import type { JSONObject } from '../../json.js';
import { copyField, ensureObject, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import type { KindRules } from '../kind-rules.js';
import { defaultPod } from './pod-defaults.js';
import { podQOSClass } from './pod-qos.js';
import { moveAppArmor } from './validate-pod-annotations.js';
import { validatePodStatusUpdate } from './validate-pod-status.js';
import { validatePodCreate, validatePodUpdate } from './validate-pod.js';
import { standardRules } from '../standard-rules.js';
import { dropUnsupportedStatus } from './unsupported-pod-fields.js';

/** What kube-apiserver does with pods. */
export const podRules: KindRules = standardRules({
  defaults: defaultPod,
  generationOf: ['spec'],
  podSpecAt: 'spec',
  emptyStatus: () => ({ phase: 'Pending' }),
  prepareForCreate: (pod, { now, warn }) => {
    const status = ensureObject(pod, 'status');
    status['qosClass'] = podQOSClass(pod);
    if (objectsAt(objectAt(pod, 'spec'), 'schedulingGates').length > 0) status['conditions'] = [gatedCondition(now)];
    const labels = objectAt(pod, 'metadata', 'labels') ?? {};
    for (const constraint of objectsAt(objectAt(pod, 'spec'), 'topologySpreadConstraints')) applyLabelKeys(constraint, labels);
    for (const [kind, terms] of Object.entries(affinityTerms)) {
      for (const [list, holder] of terms) {
        for (const element of objectsAt(objectAt(pod, 'spec', 'affinity', kind), list)) {
          const term = holder === undefined ? element : objectAt(element, holder);
          if (term) applyLabelKeys(term, labels);
        }
      }
    }
    for (const key of moveAppArmor(pod))
      warn?.(`metadata.annotations[${key}]: deprecated since v1.30; use the "appArmorProfile" field instead`);
  },
  prepareForStatusUpdate: (pod, old) => {
    copyField(ensureObject(pod, 'metadata'), objectAt(old, 'metadata'), 'ownerReferences');
    const status = ensureObject(pod, 'status');
    const before = objectAt(old, 'status');
    if (textAt(status, 'qosClass') === '') copyField(status, before, 'qosClass');
    keepObservedGeneration(status, before);
    dropUnsupportedStatus(status);
    const seen = new Map<string, JSONObject[]>();
    for (const condition of objectsAt(before, 'conditions')) {
      const type = textAt(condition, 'type');
      seen.set(type, [...(seen.get(type) ?? []), condition]);
    }
    for (const condition of objectsAt(status, 'conditions')) {
      keepObservedGeneration(condition, seen.get(textAt(condition, 'type'))?.shift());
    }
  },
  validateCreate: validatePodCreate,
  validateUpdate: validatePodUpdate,
  validateStatusUpdate: validatePodStatusUpdate,
  gracePeriodSeconds: (pod, requested) => {
    const spec = objectAt(pod, 'spec');
    const phase = textAt(objectAt(pod, 'status'), 'phase');
    if (textAt(spec, 'nodeName') === '' || phase === 'Failed' || phase === 'Succeeded') return 0;
    const period = requested ?? numberAt(spec, 'terminationGracePeriodSeconds') ?? 0;
    return period < 0 ? 1 : period;
  },
});

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
const lists: readonly (readonly [list: string, holder?: string])[] = [[required], [preferred, 'podAffinityTerm']];
const affinityTerms = { podAffinity: lists, podAntiAffinity: lists } as const;

function gatedCondition(now: string): JSONObject {
  return {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: now,
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  };
}

/** The labels of the pod that `matchLabelKeys` and `mismatchLabelKeys` name become part of the term's selector. */
function applyLabelKeys(term: JSONObject, labels: JSONObject): void {
  const selector = objectAt(term, 'labelSelector');
  if (!selector) return;
  for (const [field, operator] of [
    ['matchLabelKeys', 'In'],
    ['mismatchLabelKeys', 'NotIn'],
  ] as const) {
    const keys = Array.isArray(term[field]) ? term[field] : [];
    const added = keys
      .filter((key): key is string => typeof key === 'string' && Object.hasOwn(labels, key))
      .map((key) => ({ key, operator, values: [labels[key] as string] }));
    if (added.length > 0) selector['matchExpressions'] = [...objectsAt(selector, 'matchExpressions'), ...added];
  }
}

function keepObservedGeneration(object: JSONObject, before: JSONObject | undefined): void {
  if ((numberAt(object, 'observedGeneration') ?? 0) === 0) copyField(object, before, 'observedGeneration');
}
