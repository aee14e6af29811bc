import { useRuntimeClass } from '../../admission/runtime-class.js';
import type { JSONObject } from '../../json.js';
import { type AdmissionOptions, type AdmissionRequest, refusal } from '../admission-request.js';
import { copyField, ensureObject, isMissing, listAt, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import type { KindContext } from '../kind-rules.js';
import { containersOf } from './pod-defaults.js';

/**
 * The plugins that care for pods, in the server's order: ServiceAccount, Priority, DefaultTolerationSeconds, RuntimeClass. Changes
 * the pod.
 */
export function admitPod(
  request: AdmissionRequest,
  { lookup }: Pick<KindContext, 'lookup'>,
  { serviceAccounts = true, nameSuffix }: AdmissionOptions,
): void {
  const { operation, subresource, object: pod, old } = request;
  if (subresource !== '') return;
  const spec = ensureObject(pod, 'spec');
  if (operation === 'update') {
    for (const field of ['priority', 'preemptionPolicy']) {
      if (isMissing(spec, field)) copyField(spec, objectAt(old, 'spec'), field);
    }
  } else {
    if (serviceAccounts) useServiceAccount(request, lookup, nameSuffix);
    setPriority(request, lookup);
  }
  tolerateForAWhile(spec);
  if (operation === 'create') useRuntimeClass(request, lookup);
}

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';
const tokenVolume = 'kube-api-access-';

function useServiceAccount(request: AdmissionRequest, lookup: KindContext['lookup'], nameSuffix: () => string): void {
  const { object: pod, namespace } = request;
  if (!isMissing(objectAt(pod, 'metadata', 'annotations'), 'kubernetes.io/config.mirror')) return;
  const spec = ensureObject(pod, 'spec');
  const name = textAt(spec, 'serviceAccountName') || textAt(spec, 'serviceAccount') || 'default';
  const account = lookup.shared('', 'ServiceAccount', name, namespace);
  if (!account) {
    const why = `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`;
    throw refusal(request, why);
  }
  // One field has two names.
  spec['serviceAccountName'] = name;
  spec['serviceAccount'] = name;
  const isMounted = spec['automountServiceAccountToken'] ?? account['automountServiceAccountToken'] ?? true;
  if (isMounted !== false) mountToken(spec, nameSuffix);
  const secrets = objectsAt(account, 'imagePullSecrets');
  if (listAt(spec, 'imagePullSecrets').length === 0 && secrets.length > 0) spec['imagePullSecrets'] = structuredClone(secrets);
}

function mountToken(spec: JSONObject, nameSuffix: () => string): void {
  const present = objectsAt(spec, 'volumes').find((volume) => textAt(volume, 'name').startsWith(tokenVolume));
  const name = present ? textAt(present, 'name') : `${tokenVolume}${nameSuffix()}`;
  let isNeeded = false;
  for (const container of containersOf(spec)) {
    if (objectsAt(container, 'volumeMounts').some(({ mountPath }) => mountPath === tokenPath)) continue;
    container['volumeMounts'] = [...listAt(container, 'volumeMounts'), { name, readOnly: true, mountPath: tokenPath }];
    isNeeded = true;
  }
  if (!present && isNeeded) spec['volumes'] = [...listAt(spec, 'volumes'), { name, projected: tokenSources() }];
}

function tokenSources(): JSONObject {
  const namespace = { path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } };
  return {
    sources: [
      { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { downwardAPI: { items: [namespace] } },
    ],
    defaultMode: 0o644,
  };
}

function setPriority(request: AdmissionRequest, lookup: KindContext['lookup']): void {
  const spec = ensureObject(request.object, 'spec');
  const named = textAt(spec, 'priorityClassName');
  const priorityClass =
    named === ''
      ? lookup.list('scheduling.k8s.io', 'PriorityClass').find(({ globalDefault }) => globalDefault === true)
      : (lookup.get('scheduling.k8s.io', 'PriorityClass', named) ?? systemClasses[named]);
  if (named !== '' && !priorityClass) throw refusal(request, `no PriorityClass with name ${named} was found`);
  if (named === '' && priorityClass) spec['priorityClassName'] = textAt(objectAt(priorityClass, 'metadata'), 'name');

  const priority = numberAt(priorityClass, 'value') ?? 0;
  const given = numberAt(spec, 'priority');
  const computed = 'must not be provided in pod spec; priority admission controller computed';
  if (given !== undefined && given !== priority) {
    throw refusal(request, `the integer value of priority (${given}) ${computed} ${priority} from the given PriorityClass name`);
  }
  spec['priority'] = priority;
  const policy = textAt(priorityClass, 'preemptionPolicy') || 'PreemptLowerPriority';
  const givenPolicy = textAt(spec, 'preemptionPolicy');
  if (givenPolicy !== '' && givenPolicy !== policy) {
    const why = `the string value of PreemptionPolicy (${givenPolicy}) ${computed} ${policy} from the given PriorityClass name`;
    throw refusal(request, why);
  }
  spec['preemptionPolicy'] = policy;
}

/** They are there from the beginning, even before the server has stored them. */
const systemClasses: Readonly<Record<string, JSONObject>> = {
  'system-cluster-critical': { value: 2_000_000_000, preemptionPolicy: 'PreemptLowerPriority' },
  'system-node-critical': { value: 2_000_001_000, preemptionPolicy: 'PreemptLowerPriority' },
};

/** A node that is not ready or not reached loses its pods after five minutes, if they do not say otherwise. */
function tolerateForAWhile(spec: JSONObject): void {
  const given = objectsAt(spec, 'tolerations');
  for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
    const isTolerated = given.some(
      (toleration) => ['', key].includes(textAt(toleration, 'key')) && ['', 'NoExecute'].includes(textAt(toleration, 'effect')),
    );
    if (isTolerated) continue;
    const added = { key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 };
    spec['tolerations'] = [...listAt(spec, 'tolerations'), added];
  }
}
