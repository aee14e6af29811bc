import type { JSONObject } from '../../json.js';
import { ensureObject, objectAt, objectsAt, setDefault } from '../../json-fields.js';
import type { KindRules } from '../kind-rules.js';
import { keepMetadata, standardRules } from '../standard-rules.js';
import { validateAdmissionBinding, validateAdmissionPolicy } from './validate-admission-policy.js';
import { validateMutatingBinding, validateMutatingPolicy } from './validate-mutating-policy.js';
import { validateWebhooks } from './validate-webhooks.js';

/** The kinds of admissionregistration.k8s.io that are stable (Kubernetes `pkg/apis/admissionregistration/v1`). */
export const admissionRegistrationRules: Readonly<Record<string, KindRules>> = {
  MutatingAdmissionPolicy: standardRules({
    defaults: defaultPolicy,
    generationOf: ['spec'],
    validateCreate: validateMutatingPolicy,
    validateUpdate: validateMutatingPolicy,
  }),
  MutatingAdmissionPolicyBinding: standardRules({
    defaults: defaultBinding,
    generationOf: ['spec'],
    validateCreate: validateMutatingBinding,
    validateUpdate: validateMutatingBinding,
  }),
  MutatingWebhookConfiguration: standardRules({
    defaults: (configuration) => {
      for (const webhook of objectsAt(configuration, 'webhooks')) {
        defaultWebhook(webhook);
        setDefault(webhook, 'reinvocationPolicy', 'Never');
      }
    },
    generationOf: ['webhooks'],
    validateCreate: (configuration) => validateWebhooks(configuration),
    validateUpdate: validateWebhooks,
  }),
  ValidatingAdmissionPolicy: standardRules({
    defaults: defaultPolicy,
    generationOf: ['spec'],
    validateCreate: validateAdmissionPolicy,
    validateUpdate: validateAdmissionPolicy,
    emptyStatus: () => ({}),
    prepareForStatusUpdate: keepMetadata,
  }),
  ValidatingAdmissionPolicyBinding: standardRules({
    defaults: defaultBinding,
    generationOf: ['spec'],
    validateCreate: validateAdmissionBinding,
    validateUpdate: validateAdmissionBinding,
  }),
  ValidatingWebhookConfiguration: standardRules({
    defaults: (configuration) => objectsAt(configuration, 'webhooks').forEach(defaultWebhook),
    generationOf: ['webhooks'],
    validateCreate: (configuration) => validateWebhooks(configuration),
    validateUpdate: validateWebhooks,
  }),
};

function defaultPolicy(policy: JSONObject): void {
  const spec = ensureObject(policy, 'spec');
  setDefault(spec, 'failurePolicy', 'Fail');
  const constraints = objectAt(spec, 'matchConstraints');
  if (constraints) defaultMatch(constraints);
}

function defaultBinding(binding: JSONObject): void {
  const resources = objectAt(binding, 'spec', 'matchResources');
  if (resources) defaultMatch(resources);
}

function defaultWebhook(webhook: JSONObject): void {
  setDefault(webhook, 'failurePolicy', 'Fail');
  setDefault(webhook, 'timeoutSeconds', 10);
  const service = objectAt(webhook, 'clientConfig', 'service');
  if (service) setDefault(service, 'port', 443);
  defaultMatch(webhook);
  for (const rule of objectsAt(webhook, 'rules')) setDefault(rule, 'scope', '*');
}

function defaultMatch(match: JSONObject): void {
  setDefault(match, 'matchPolicy', 'Equivalent');
  setDefault(match, 'namespaceSelector', {});
  setDefault(match, 'objectSelector', {});
  for (const list of ['resourceRules', 'excludeResourceRules']) {
    for (const rule of objectsAt(match, list)) setDefault(rule, 'scope', '*');
  }
}
