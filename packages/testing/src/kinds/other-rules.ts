import type { JSONObject } from '../json.js';
import { ensureObject, objectAt, removeField, setDefault } from '../json-fields.js';
import type { KindRules } from './kind-rules.js';
import { admissionRegistrationRules } from './policies/admission-registration-rules.js';
import { autoscalerRules } from './workloads/autoscaler-rules.js';
import { validateBudget, validateBudgetStatus } from './workloads/validate-budget.js';
import { validateFieldsKept, validateLease, validatePriorityClass, validatePriorityClassUpdate } from './validate-others.js';
import { validateRuntimeClass } from './validate-runtime-class.js';
import { keepMetadata, standardRules } from './standard-rules.js';
import { validateEvent, validateEventUpdate } from './validate-event.js';
import { discoveryRules, networkingRules } from './networking/networking-rules.js';
import { flowControlRules } from './policies/flow-control-rules.js';
import { rbacRules } from './policies/rbac-rules.js';
import { storageRules } from './storage/storage-rules.js';

/** The kinds of the groups beside the core, apps and batch: group to kind to rules. */
export const otherRules: Readonly<Record<string, Readonly<Record<string, KindRules>>>> = {
  'admissionregistration.k8s.io': admissionRegistrationRules,
  autoscaling: {
    HorizontalPodAutoscaler: autoscalerRules,
  },
  'coordination.k8s.io': {
    Lease: standardRules({
      allowCreateOnUpdate: true,
      allowUnconditionalUpdate: false,
      prepareForCreate: dropLeaseStrategy,
      prepareForUpdate: dropLeaseStrategy,
      validateCreate: validateLease,
      validateUpdate: validateLease,
    }),
  },
  'discovery.k8s.io': discoveryRules,
  'networking.k8s.io': networkingRules,
  'storage.k8s.io': storageRules,
  'apiregistration.k8s.io': {
    APIService: standardRules({
      defaults: (service) => {
        const reference = objectAt(service, 'spec', 'service');
        if (reference) setDefault(reference, 'port', 443);
      },
      emptyStatus: () => ({}),
      prepareForStatusUpdate: keepMetadata,
    }),
  },
  'events.k8s.io': {
    Event: standardRules({ allowCreateOnUpdate: true, validateCreate: validateEvent, validateUpdate: validateEventUpdate }),
  },
  'flowcontrol.apiserver.k8s.io': flowControlRules,
  'node.k8s.io': {
    RuntimeClass: standardRules({
      validateCreate: validateRuntimeClass,
      validateUpdate: (runtimeClass, old) => [
        ...validateRuntimeClass(runtimeClass),
        ...validateFieldsKept(runtimeClass, old, ['handler']),
      ],
    }),
  },
  policy: {
    PodDisruptionBudget: standardRules({
      allowUnconditionalUpdate: false,
      generationOf: ['spec'],
      emptyStatus: () => ({ disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 }),
      validateCreate: validateBudget,
      validateUpdate: validateBudget,
      validateStatusUpdate: validateBudgetStatus,
    }),
  },
  'rbac.authorization.k8s.io': rbacRules,
  'scheduling.k8s.io': {
    PriorityClass: standardRules({
      validateCreate: validatePriorityClass,
      validateUpdate: validatePriorityClassUpdate,
      defaults: (priorityClass) => setDefault(priorityClass, 'preemptionPolicy', 'PreemptLowerPriority'),
      prepareForCreate: (priorityClass) => void (ensureObject(priorityClass, 'metadata')['generation'] = 1),
    }),
  },
};

/** What belongs to a feature that is off. */
function dropLeaseStrategy(lease: JSONObject): void {
  const spec = objectAt(lease, 'spec');
  if (spec) for (const field of ['strategy', 'preferredHolder']) removeField(spec, field);
}
