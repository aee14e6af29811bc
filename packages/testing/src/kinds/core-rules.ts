import type { JSONObject } from '../json.js';
import { isMissing, ensureObject, objectAt, objectsAt, removeField, setDefault, setDefaultText, textAt } from '../json-fields.js';
import type { KindRules } from './kind-rules.js';
import { defaultPodTemplate } from './pods/pod-defaults.js';
import { podRules } from './pods/pod-rules.js';
import { canonicalResources } from './resource-list.js';
import { decodeStringData } from './secret-data.js';
import { serviceRules } from './networking/service-rules.js';
import { validateEndpoints } from './networking/validate-endpoints.js';
import { validateEvent, validateEventUpdate } from './validate-event.js';
import { standardRules } from './standard-rules.js';
import { validateLimitRange } from './validate-limit-range.js';
import {
  validateConfigMap,
  validateFrozen,
  validateNode,
  validateNodeUpdate,
  validateSecret,
  validateSecretUpdate,
} from './validate-core.js';
import { validatePodTemplate } from './pods/validate-pod-spec.js';
import { validateQuota, validateQuotaStatus, validateQuotaUpdate } from './validate-quota.js';
import { validateReplicationController } from './workloads/validate-workloads.js';
import { persistentVolumeClaimRules, persistentVolumeRules } from './storage/volume-rules.js';

/** The kinds of the core group. */
export const coreRules: Readonly<Record<string, KindRules>> = {
  ConfigMap: standardRules({
    validateCreate: validateConfigMap,
    validateUpdate: (configMap, old) => [
      ...validateFrozen(configMap, old, ['data', 'binaryData']),
      ...validateConfigMap(configMap),
    ],
  }),
  Endpoints: standardRules({
    validateCreate: (endpoints) => validateEndpoints(endpoints),
    validateUpdate: validateEndpoints,
    allowCreateOnUpdate: true,
    defaults: (endpoints) => {
      for (const subset of objectsAt(endpoints, 'subsets')) {
        for (const port of objectsAt(subset, 'ports')) setDefaultText(port, 'protocol', 'TCP');
      }
    },
  }),
  Event: standardRules({ allowCreateOnUpdate: true, validateCreate: validateEvent, validateUpdate: validateEventUpdate }),
  LimitRange: standardRules({
    validateCreate: validateLimitRange,
    validateUpdate: validateLimitRange,
    allowCreateOnUpdate: true,
    defaults: (limitRange) => objectsAt(objectAt(limitRange, 'spec'), 'limits').forEach(defaultLimits),
  }),
  Namespace: standardRules({
    defaults: defaultNamespace,
    emptyStatus: () => ({ phase: 'Active' }),
    prepareForCreate: (namespace) => {
      const spec = ensureObject(namespace, 'spec');
      const finalizers = Array.isArray(spec['finalizers']) ? spec['finalizers'] : [];
      if (!finalizers.includes('kubernetes')) spec['finalizers'] = [...finalizers, 'kubernetes'];
      defaultNamespace(namespace); // The name may have been generated since.
    },
    prepareForUpdate: (namespace, old) => {
      const kept = objectAt(old, 'spec')?.['finalizers'];
      const spec = ensureObject(namespace, 'spec');
      if (kept === undefined) delete spec['finalizers'];
      else spec['finalizers'] = kept;
    },
  }),
  Node: standardRules({
    validateCreate: validateNode,
    validateUpdate: validateNodeUpdate,
    validateStatusUpdate: validateNodeUpdate,
    defaults: (node) => {
      const status = ensureObject(node, 'status');
      for (const list of ['capacity', 'allocatable']) canonicalResources(objectAt(status, list));
      const capacity = objectAt(status, 'capacity');
      if (capacity && isMissing(status, 'allocatable')) status['allocatable'] = { ...capacity };
    },
    prepareForCreate: withoutConfigSource,
    prepareForUpdate: (node, old) => {
      node['status'] = old['status'] ?? {};
      withoutConfigSource(node);
    },
    prepareForStatusUpdate: (node, old) => void (node['spec'] = old['spec'] ?? {}),
  }),
  PersistentVolume: persistentVolumeRules,
  PersistentVolumeClaim: persistentVolumeClaimRules,
  Pod: podRules,
  PodTemplate: standardRules({
    validateCreate: (object) => validatePodTemplate(objectAt(object, 'template') ?? {}, 'template'),
    validateUpdate: (object, old) =>
      validatePodTemplate(objectAt(object, 'template') ?? {}, 'template', objectAt(old, 'template')),
    defaults: (object) => defaultPodTemplate(ensureObject(object, 'template')),
    generationOf: ['template'],
    podSpecAt: 'template.spec',
  }),
  ReplicationController: standardRules({
    podSpecAt: 'spec.template.spec',
    validateCreate: (controller) => validateReplicationController(controller),
    validateUpdate: (controller, old) => validateReplicationController(controller, old),
    defaults: defaultReplicationController,
    generationOf: ['spec'],
    emptyStatus: () => ({ replicas: 0 }),
  }),
  ResourceQuota: standardRules({
    validateCreate: validateQuota,
    validateUpdate: validateQuotaUpdate,
    validateStatusUpdate: validateQuotaStatus,
    defaults: (quota) => {
      for (const part of ['spec', 'status']) {
        for (const list of ['hard', 'used']) canonicalResources(objectAt(quota, part, list));
      }
    },
    emptyStatus: () => ({}),
  }),
  Secret: standardRules({
    validateCreate: validateSecret,
    validateUpdate: validateSecretUpdate,
    defaults: (secret) => {
      decodeStringData(secret);
      setDefaultText(secret, 'type', 'Opaque');
    },
  }),
  Service: serviceRules,
  ServiceAccount: standardRules({
    prepareForCreate: nameSecretsOnly,
    prepareForUpdate: nameSecretsOnly,
  }),
};

function defaultNamespace(namespace: JSONObject): void {
  const metadata = ensureObject(namespace, 'metadata');
  const name = textAt(metadata, 'name');
  if (name !== '') ensureObject(metadata, 'labels')['kubernetes.io/metadata.name'] = name;
  setDefaultText(ensureObject(namespace, 'status'), 'phase', 'Active');
}

function defaultReplicationController(controller: JSONObject): void {
  const spec = ensureObject(controller, 'spec');
  setDefault(spec, 'replicas', 1);
  const template = objectAt(spec, 'template');
  if (!template) return;
  const labels = objectAt(template, 'metadata', 'labels');
  const metadata = ensureObject(controller, 'metadata');
  if (labels) {
    if (Object.keys(objectAt(spec, 'selector') ?? {}).length === 0) spec['selector'] = { ...labels };
    if (Object.keys(objectAt(metadata, 'labels') ?? {}).length === 0) metadata['labels'] = { ...labels };
  }
  defaultPodTemplate(template);
}

/** Limits that are not named follow from those that are, requests from limits and minimums (SetDefaults_LimitRangeItem). */
function defaultLimits(item: JSONObject): void {
  for (const list of ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'])
    canonicalResources(objectAt(item, list));
  if (item['type'] !== 'Container') return;
  const limits = { ...objectAt(item, 'max'), ...objectAt(item, 'default') };
  const requests = { ...objectAt(item, 'min'), ...limits, ...objectAt(item, 'defaultRequest') };
  if (Object.keys(limits).length > 0) item['default'] = limits;
  if (Object.keys(requests).length > 0) item['defaultRequest'] = requests;
}

function nameSecretsOnly(account: JSONObject): void {
  const secrets = objectsAt(account, 'secrets');
  if (secrets.length > 0) account['secrets'] = secrets.map(({ name }) => (name === undefined ? {} : { name }));
}

/** A kubelet cannot be configured by an object any more. */
function withoutConfigSource(node: JSONObject): void {
  const spec = objectAt(node, 'spec');
  if (spec) removeField(spec, 'configSource');
}
