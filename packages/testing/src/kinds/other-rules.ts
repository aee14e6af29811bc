import type { JSONObject } from '../json.js';
import {
  ensureObject,
  objectAt,
  objectsAt,
  removeField,
  setDefault,
  setDefaultNumber,
  setDefaultText,
  textAt,
} from '../json-fields.js';
import type { KindRules } from './kind-rules.js';
import { admissionRegistrationRules } from './policies/admission-registration-rules.js';
import { autoscalerRules } from './workloads/autoscaler-rules.js';
import { validateBudget, validateBudgetStatus } from './workloads/validate-budget.js';
import {
  validateBinding,
  validateBindingUpdate,
  validateFieldsKept,
  validateLease,
  validatePriorityClass,
  validatePriorityClassUpdate,
  validateRole,
} from './validate-others.js';
import { validateRuntimeClass } from './validate-runtime-class.js';
import { keepMetadata, standardRules } from './standard-rules.js';
import { validateEvent, validateEventUpdate } from './validate-event.js';
import { validateFlowSchema, validatePriorityLevel, validateTypedConditions } from './policies/validate-flow-control.js';
import { discoveryRules, networkingRules } from './networking/networking-rules.js';
import { storageRules } from './storage/storage-rules.js';

const rbacGroup = 'rbac.authorization.k8s.io';

const roleRules = (isNamespaced: boolean): KindRules =>
  standardRules({
    allowCreateOnUpdate: true,
    validateCreate: (role) => validateRole(role, isNamespaced),
    validateUpdate: (role) => validateRole(role, isNamespaced),
  });

const bindingRules = (isNamespaced: boolean): KindRules =>
  standardRules({
    validateCreate: (binding) => validateBinding(binding, isNamespaced),
    validateUpdate: (binding, old) => validateBindingUpdate(binding, old, isNamespaced),
    allowCreateOnUpdate: true,
    defaults: (binding) => {
      setDefaultText(ensureObject(binding, 'roleRef'), 'apiGroup', rbacGroup);
      for (const subject of objectsAt(binding, 'subjects')) {
        if (['User', 'Group'].includes(textAt(subject, 'kind'))) setDefaultText(subject, 'apiGroup', rbacGroup);
      }
    },
  });

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
  'flowcontrol.apiserver.k8s.io': {
    FlowSchema: standardRules({
      defaults: (schema) => setDefaultNumber(ensureObject(schema, 'spec'), 'matchingPrecedence', 1000),
      generationOf: ['spec'],
      emptyStatus: () => ({}),
      prepareForStatusUpdate: keepMetadata,
      validateCreate: validateFlowSchema,
      validateUpdate: validateFlowSchema,
      validateStatusUpdate: validateTypedConditions,
    }),
    PriorityLevelConfiguration: standardRules({
      defaults: defaultPriorityLevel,
      generationOf: ['spec'],
      emptyStatus: () => ({}),
      prepareForStatusUpdate: keepMetadata,
      validateCreate: validatePriorityLevel,
      validateUpdate: validatePriorityLevel,
      validateStatusUpdate: validateTypedConditions,
    }),
  },
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
  [rbacGroup]: {
    ClusterRole: roleRules(false),
    ClusterRoleBinding: bindingRules(false),
    Role: roleRules(true),
    RoleBinding: bindingRules(true),
  },
  'scheduling.k8s.io': {
    PriorityClass: standardRules({
      validateCreate: validatePriorityClass,
      validateUpdate: validatePriorityClassUpdate,
      defaults: (priorityClass) => setDefault(priorityClass, 'preemptionPolicy', 'PreemptLowerPriority'),
      prepareForCreate: (priorityClass) => void (ensureObject(priorityClass, 'metadata')['generation'] = 1),
    }),
  },
};

function defaultPriorityLevel(level: JSONObject): void {
  const spec = ensureObject(level, 'spec');
  for (const [part, shares] of Object.entries({ exempt: 0, limited: 30 })) {
    const given = objectAt(spec, part);
    if (!given) continue;
    setDefault(given, 'nominalConcurrencyShares', shares);
    setDefault(given, 'lendablePercent', 0);
    const queuing = objectAt(given, 'limitResponse', 'queuing');
    if (!queuing) continue;
    for (const [field, value] of Object.entries({ handSize: 8, queues: 64, queueLengthLimit: 50 })) {
      setDefaultNumber(queuing, field, value);
    }
  }
}

/** What belongs to a feature that is off. */
function dropLeaseStrategy(lease: JSONObject): void {
  const spec = objectAt(lease, 'spec');
  if (spec) for (const field of ['strategy', 'preferredHolder']) removeField(spec, field);
}
