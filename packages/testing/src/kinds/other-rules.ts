import type { JSONObject } from '../json.js';
import { isJSONObject } from '../json.js';
import {
  ensureObject,
  isMissing,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  setDefault,
  setDefaultText,
  textAt,
} from './json-fields.js';
import type { KindRules } from './kind-rules.js';
import { defaultAutoscaler } from './autoscaler-defaults.js';
import { meansTheSame } from './semantic-equality.js';
import { standardRules } from './standard-rules.js';

const rbacGroup = 'rbac.authorization.k8s.io';

const roleRules = standardRules({ nameRule: 'path', allowCreateOnUpdate: true });

const bindingRules = standardRules({
  nameRule: 'path',
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
  autoscaling: {
    HorizontalPodAutoscaler: standardRules({
      defaults: defaultAutoscaler,
      emptyStatus: () => ({ desiredReplicas: 0, currentMetrics: null }),
    }),
  },
  'coordination.k8s.io': {
    Lease: standardRules({ allowCreateOnUpdate: true, allowUnconditionalUpdate: false }),
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
      prepareForUpdate: (slice, old) => {
        // Labels make a generation too; those that change along with something else count once.
        const metadata = ensureObject(slice, 'metadata');
        const isLabelled = !meansTheSame(metadata['labels'], objectAt(old, 'metadata')?.['labels']);
        const isOtherwiseSame = ['addressType', 'endpoints', 'ports'].every((field) => meansTheSame(slice[field], old[field]));
        if (isLabelled && isOtherwiseSame) metadata['generation'] = (numberAt(metadata, 'generation') ?? 0) + 1;
      },
    }),
  },
  'networking.k8s.io': {
    Ingress: standardRules({ generationOf: ['spec'], emptyStatus: () => ({ loadBalancer: {} }) }),
    IngressClass: standardRules({
      defaults: (ingressClass) => {
        const parameters = objectAt(ingressClass, 'spec', 'parameters');
        if (parameters) setDefault(parameters, 'scope', 'Cluster');
      },
      generationOf: ['spec'],
    }),
    NetworkPolicy: standardRules({ defaults: defaultNetworkPolicy, generationOf: ['spec'] }),
  },
  policy: {
    PodDisruptionBudget: standardRules({
      allowUnconditionalUpdate: false,
      generationOf: ['spec'],
      emptyStatus: () => ({ disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 }),
    }),
  },
  [rbacGroup]: {
    ClusterRole: roleRules,
    ClusterRoleBinding: bindingRules,
    Role: roleRules,
    RoleBinding: bindingRules,
  },
  'scheduling.k8s.io': {
    PriorityClass: standardRules({
      defaults: (priorityClass) => setDefault(priorityClass, 'preemptionPolicy', 'PreemptLowerPriority'),
      prepareForCreate: (priorityClass) => void (ensureObject(priorityClass, 'metadata')['generation'] = 1),
    }),
  },
  'storage.k8s.io': {
    CSIDriver: standardRules({
      allowUnconditionalUpdate: false,
      defaults: defaultCSIDriver,
      prepareForUpdate: (driver, old) => {
        // Unlike others it has no generation before its first change.
        const metadata = ensureObject(driver, 'metadata');
        if (!meansTheSame(driver['spec'], old['spec'])) metadata['generation'] = (numberAt(metadata, 'generation') ?? 0) + 1;
      },
    }),
    StorageClass: standardRules({
      defaults: (storageClass) => {
        setDefault(storageClass, 'reclaimPolicy', 'Delete');
        setDefault(storageClass, 'volumeBindingMode', 'Immediate');
      },
    }),
  },
};

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
  if (isMissing(spec, 'volumeLifecycleModes')) spec['volumeLifecycleModes'] = ['Persistent'];
}
