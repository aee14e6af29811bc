import type { JSONObject } from '../../json.js';
import { copyField, ensureObject, numberAt, objectAt, objectsAt, setDefault, setDefaultText, textAt } from '../../json-fields.js';
import type { KindRules } from '../kind-rules.js';
import { defaultPodTemplate } from '../pods/pod-defaults.js';
import { meansTheSame } from '../semantic-equality.js';
import { validateRevision, validateRevisionUpdate } from '../validate-others.js';
import { standardRules } from '../standard-rules.js';
import {
  validateCounts,
  validateDaemonSet,
  validateDeployment,
  validateReplicaSet,
  validateSelectorKept,
  validateStatefulSet,
  validateStatefulSetKept,
} from './validate-workloads.js';
import { defaultClaimSpec } from '../storage/volume-defaults.js';

/** The kinds of apps. */
export const appsRules: Readonly<Record<string, KindRules>> = {
  ControllerRevision: standardRules({ validateCreate: validateRevision, validateUpdate: validateRevisionUpdate }),
  DaemonSet: standardRules({
    defaults: defaultDaemonSet,
    generationOf: ['spec'],
    podSpecAt: 'spec.template.spec',
    emptyStatus: () => ({ currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 }),
    prepareForCreate: (daemonSet) => {
      const annotations = ensureObject(ensureObject(daemonSet, 'metadata'), 'annotations');
      if (!(Number(annotations[templateGeneration]) >= 1)) annotations[templateGeneration] = '1';
    },
    prepareForUpdate: countTemplates,
    validateCreate: (daemonSet) => validateDaemonSet(daemonSet),
    validateUpdate: (daemonSet, old) => [...validateSelectorKept(daemonSet, old), ...validateDaemonSet(daemonSet, old)],
    validateStatusUpdate: (daemonSet) => validateCounts(daemonSet, daemonCounts, [], ''),
  }),
  Deployment: standardRules({
    defaults: defaultDeployment,
    generationOf: ['spec'],
    podSpecAt: 'spec.template.spec',
    emptyStatus: () => ({}),
    prepareForUpdate: (deployment, old) => {
      // Annotations are copied to the ReplicaSets, so that they make a generation too; one that the spec changes as well counts once.
      const metadata = ensureObject(deployment, 'metadata');
      const isAnnotated = !meansTheSame(metadata['annotations'], objectAt(old, 'metadata')?.['annotations']);
      if (isAnnotated && meansTheSame(deployment['spec'], old['spec'])) {
        metadata['generation'] = (numberAt(metadata, 'generation') ?? 0) + 1;
      }
    },
    prepareForStatusUpdate: (deployment, old) =>
      copyField(ensureObject(deployment, 'metadata'), objectAt(old, 'metadata'), 'labels'),
    validateCreate: (deployment) => validateDeployment(deployment),
    validateUpdate: (deployment, old) => [...validateDeployment(deployment, old), ...validateSelectorKept(deployment, old)],
    validateStatusUpdate: (deployment) =>
      validateCounts(deployment, deploymentCounts, deploymentCounts.slice(2, 5), 'readyReplicas'),
  }),
  ReplicaSet: standardRules({
    defaults: (replicaSet) => {
      const spec = ensureObject(replicaSet, 'spec');
      setDefault(spec, 'replicas', 1);
      defaultPodTemplate(ensureObject(spec, 'template'));
    },
    generationOf: ['spec'],
    podSpecAt: 'spec.template.spec',
    emptyStatus: () => ({ replicas: 0 }),
    validateCreate: (replicaSet) => validateReplicaSet(replicaSet),
    validateUpdate: (replicaSet, old) => [...validateReplicaSet(replicaSet, old), ...validateSelectorKept(replicaSet, old)],
    validateStatusUpdate: (replicaSet) =>
      validateCounts(replicaSet, replicaSetCounts, replicaSetCounts.slice(1, 4), 'readyReplicas'),
  }),
  StatefulSet: standardRules({
    defaults: defaultStatefulSet,
    generationOf: ['spec'],
    podSpecAt: 'spec.template.spec',
    emptyStatus: () => ({ replicas: 0, availableReplicas: 0 }),
    validateCreate: (statefulSet) => validateStatefulSet(statefulSet),
    validateUpdate: (statefulSet, old) => [
      ...validateStatefulSet(statefulSet, old),
      ...validateStatefulSetKept(statefulSet, old),
    ],
    validateStatusUpdate: (statefulSet) =>
      validateCounts(statefulSet, statefulSetCounts, statefulSetCounts.slice(1, 5), 'status.readyReplicas'),
  }),
};

const daemonCounts = [
  'currentNumberScheduled',
  'numberMisscheduled',
  'desiredNumberScheduled',
  'numberReady',
  'observedGeneration',
  'updatedNumberScheduled',
  'numberAvailable',
  'numberUnavailable',
  'collisionCount',
];
const deploymentCounts = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
  'collisionCount',
];
const replicaSetCounts = ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'observedGeneration'];
const statefulSetCounts = [
  'replicas',
  'readyReplicas',
  'currentReplicas',
  'updatedReplicas',
  'availableReplicas',
  'observedGeneration',
  'collisionCount',
];

/** Where the number of a DaemonSet's template stands since it is no field of the spec any more. */
const templateGeneration = 'deprecated.daemonset.template.generation';

function defaultDeployment(deployment: JSONObject): void {
  const spec = ensureObject(deployment, 'spec');
  setDefault(spec, 'replicas', 1);
  const strategy = ensureObject(spec, 'strategy');
  setDefaultText(strategy, 'type', 'RollingUpdate');
  if (strategy['type'] === 'RollingUpdate') {
    const rollingUpdate = ensureObject(strategy, 'rollingUpdate');
    setDefault(rollingUpdate, 'maxUnavailable', '25%');
    setDefault(rollingUpdate, 'maxSurge', '25%');
  }
  setDefault(spec, 'revisionHistoryLimit', 10);
  setDefault(spec, 'progressDeadlineSeconds', 600);
  defaultPodTemplate(ensureObject(spec, 'template'));
}

function defaultDaemonSet(daemonSet: JSONObject): void {
  const spec = ensureObject(daemonSet, 'spec');
  const strategy = ensureObject(spec, 'updateStrategy');
  setDefaultText(strategy, 'type', 'RollingUpdate');
  if (strategy['type'] === 'RollingUpdate') {
    const rollingUpdate = ensureObject(strategy, 'rollingUpdate');
    setDefault(rollingUpdate, 'maxUnavailable', 1);
    setDefault(rollingUpdate, 'maxSurge', 0);
  }
  setDefault(spec, 'revisionHistoryLimit', 10);
  defaultPodTemplate(ensureObject(spec, 'template'));
  // Go writes the number of every DaemonSet, even of one that says none.
  setDefault(ensureObject(ensureObject(daemonSet, 'metadata'), 'annotations'), templateGeneration, '0');
}

function defaultStatefulSet(statefulSet: JSONObject): void {
  const spec = ensureObject(statefulSet, 'spec');
  setDefaultText(spec, 'podManagementPolicy', 'OrderedReady');
  const strategy = ensureObject(spec, 'updateStrategy');
  if (textAt(strategy, 'type') === '') {
    strategy['type'] = 'RollingUpdate';
    ensureObject(strategy, 'rollingUpdate');
  }
  const rollingUpdate = objectAt(strategy, 'rollingUpdate');
  if (strategy['type'] === 'RollingUpdate' && rollingUpdate) setDefault(rollingUpdate, 'partition', 0);
  const retention = ensureObject(spec, 'persistentVolumeClaimRetentionPolicy');
  setDefaultText(retention, 'whenDeleted', 'Retain');
  setDefaultText(retention, 'whenScaled', 'Retain');
  setDefault(spec, 'replicas', 1);
  setDefault(spec, 'revisionHistoryLimit', 10);
  for (const claim of objectsAt(spec, 'volumeClaimTemplates')) {
    setDefault(claim, 'kind', 'PersistentVolumeClaim');
    setDefault(claim, 'apiVersion', 'v1');
    ensureObject(claim, 'metadata');
    defaultClaimSpec(ensureObject(claim, 'spec'));
    setDefaultText(ensureObject(claim, 'status'), 'phase', 'Pending');
  }
  defaultPodTemplate(ensureObject(spec, 'template'));
}

function countTemplates(daemonSet: JSONObject, old: JSONObject): void {
  const before = Number(objectAt(old, 'metadata', 'annotations')?.[templateGeneration] ?? 0);
  const isChanged = !meansTheSame(objectAt(daemonSet, 'spec', 'template'), objectAt(old, 'spec', 'template'));
  const annotations = ensureObject(ensureObject(daemonSet, 'metadata'), 'annotations');
  annotations[templateGeneration] = String(before + (isChanged ? 1 : 0));
}
