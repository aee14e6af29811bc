import type { JSONObject } from '../json.js';
import { isJSONObject } from '../json.js';
import {
  ensureObject,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  removeField,
  setDefault,
  setDefaultNumber,
  setDefaultText,
  textAt,
} from '../json-fields.js';
import { type FieldError, invalidValue } from '../validation/field-errors.js';
import type { KindRules } from './kind-rules.js';
import { admissionRegistrationRules } from './admission-registration-rules.js';
import { autoscalerRules } from './autoscaler-rules.js';
import { meansTheSame } from './semantic-equality.js';
import { validateBudget, validateBudgetStatus } from './validate-budget.js';
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
import {
  validateAttachment,
  validateAttachmentUpdate,
  validateCSIDriver,
  validateCSIDriverUpdate,
  validateCSINode,
  validateCSINodeUpdate,
} from './validate-csi.js';
import {
  validateAttributesClass,
  validateAttributesClassUpdate,
  validateStorageCapacity,
  validateStorageCapacityUpdate,
  validateStorageClass,
} from './validate-storage.js';
import { keepMetadata, standardRules } from './standard-rules.js';
import { validateEndpointSlice } from './validate-endpoints.js';
import { validateEvent, validateEventUpdate } from './validate-event.js';
import { validateFlowSchema, validatePriorityLevel, validateTypedConditions } from './validate-flow-control.js';
import { validateIngress, validateIngressClass, validateIngressCreate, validateIngressStatus } from './validate-ingress.js';
import { validateNetworkPolicy } from './validate-network-policy.js';
import {
  validateIPAddress,
  validateIPAddressUpdate,
  validateServiceCIDR,
  validateServiceCIDRUpdate,
} from './validate-service-cidr.js';

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
  'discovery.k8s.io': {
    EndpointSlice: standardRules({
      defaults: (slice) => {
        for (const port of objectsAt(slice, 'ports')) {
          setDefault(port, 'name', '');
          setDefault(port, 'protocol', 'TCP');
        }
      },
      generationOf: ['addressType', 'endpoints', 'ports'],
      validateCreate: (slice) => validateEndpointSlice(slice),
      validateUpdate: validateEndpointSlice,
      prepareForCreate: dropTopology,
      prepareForUpdate: (slice, old) => {
        dropTopology(slice);
        // Labels make a generation too; those that change along with something else count once.
        const metadata = ensureObject(slice, 'metadata');
        const isLabelled = !meansTheSame(metadata['labels'], objectAt(old, 'metadata')?.['labels']);
        const isOtherwiseSame = ['addressType', 'endpoints', 'ports'].every((field) => meansTheSame(slice[field], old[field]));
        if (isLabelled && isOtherwiseSame) metadata['generation'] = (numberAt(metadata, 'generation') ?? 0) + 1;
      },
    }),
  },
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
  'networking.k8s.io': {
    Ingress: standardRules({
      generationOf: ['spec'],
      emptyStatus: () => ({ loadBalancer: {} }),
      validateCreate: validateIngressCreate,
      validateUpdate: validateIngress,
      validateStatusUpdate: validateIngressStatus,
    }),
    IngressClass: standardRules({
      defaults: (ingressClass) => {
        const parameters = objectAt(ingressClass, 'spec', 'parameters');
        if (parameters) setDefault(parameters, 'scope', 'Cluster');
      },
      generationOf: ['spec'],
      validateCreate: validateIngressClass,
      validateUpdate: (ingressClass, old) => [
        ...validateControllerKept(ingressClass, old),
        ...validateIngressClass(ingressClass),
      ],
    }),
    IPAddress: standardRules({
      validateCreate: validateIPAddress,
      validateUpdate: (address, old) => [...validateIPAddress(address), ...validateIPAddressUpdate(address, old)],
    }),
    NetworkPolicy: standardRules({
      defaults: defaultNetworkPolicy,
      generationOf: ['spec'],
      validateCreate: (policy) => validateNetworkPolicy(policy),
      validateUpdate: validateNetworkPolicy,
    }),
    ServiceCIDR: standardRules({
      emptyStatus: () => ({}),
      prepareForStatusUpdate: keepMetadata,
      validateCreate: validateServiceCIDR,
      validateUpdate: validateServiceCIDRUpdate,
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
  'storage.k8s.io': {
    CSIDriver: standardRules({
      validateCreate: validateCSIDriver,
      validateUpdate: validateCSIDriverUpdate,
      allowUnconditionalUpdate: false,
      defaults: defaultCSIDriver,
      prepareForUpdate: (driver, old) => {
        // Unlike others it has no generation before its first change.
        const metadata = ensureObject(driver, 'metadata');
        if (!meansTheSame(driver['spec'], old['spec'])) metadata['generation'] = (numberAt(metadata, 'generation') ?? 0) + 1;
      },
    }),
    CSINode: standardRules({ validateCreate: validateCSINode, validateUpdate: validateCSINodeUpdate }),
    CSIStorageCapacity: standardRules({
      validateCreate: validateStorageCapacity,
      validateUpdate: (capacity, old) => [...validateStorageCapacity(capacity), ...validateStorageCapacityUpdate(capacity, old)],
    }),
    StorageClass: standardRules({
      validateCreate: validateStorageClass,
      validateUpdate: (storageClass, old) => [
        ...validateStorageClass(storageClass),
        ...validateFieldsKept(storageClass, old, ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode']),
      ],
      defaults: (storageClass) => {
        setDefault(storageClass, 'reclaimPolicy', 'Delete');
        setDefault(storageClass, 'volumeBindingMode', 'Immediate');
      },
    }),
    VolumeAttachment: standardRules({
      emptyStatus: () => ({ attached: false }),
      prepareForStatusUpdate: keepMetadata,
      validateCreate: validateAttachment,
      validateUpdate: validateAttachmentUpdate,
      validateStatusUpdate: validateAttachmentUpdate,
    }),
    VolumeAttributesClass: standardRules({
      validateCreate: validateAttributesClass,
      validateUpdate: validateAttributesClassUpdate,
    }),
  },
};

/** What endpoints were once told by, which v1 does not take any more. */
function dropTopology(slice: JSONObject): void {
  for (const endpoint of objectsAt(slice, 'endpoints')) removeField(endpoint, 'deprecatedTopology');
}

function validateControllerKept(ingressClass: JSONObject, old: JSONObject): FieldError[] {
  const [controller, before] = [ingressClass, old].map((one) => textAt(objectAt(one, 'spec'), 'controller'));
  return controller === before ? [] : [invalidValue('spec.controller', controller, 'field is immutable')];
}

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

function defaultNetworkPolicy(policy: JSONObject): void {
  const spec = ensureObject(policy, 'spec');
  if (listAt(spec, 'policyTypes').length === 0) {
    spec['policyTypes'] = listAt(spec, 'egress').length === 0 ? ['Ingress'] : ['Ingress', 'Egress'];
  }
  for (const rule of [...listAt(spec, 'ingress'), ...listAt(spec, 'egress')].filter(isJSONObject)) {
    for (const port of objectsAt(rule, 'ports')) setDefault(port, 'protocol', 'TCP');
  }
}

function defaultCSIDriver(driver: JSONObject): void {
  const spec = ensureObject(driver, 'spec');
  setDefault(spec, 'attachRequired', true);
  for (const field of ['podInfoOnMount', 'storageCapacity', 'requiresRepublish', 'seLinuxMount']) setDefault(spec, field, false);
  setDefault(spec, 'fsGroupPolicy', 'ReadWriteOnceWithFSType');
  if (listAt(spec, 'volumeLifecycleModes').length === 0) spec['volumeLifecycleModes'] = ['Persistent'];
}
