import { compareQuantities, newNotFound } from '@kubewright/rest';
import { checkLimits, setDefaultLimits } from '../admission/limit-ranger.js';
import { checkOverhead } from '../admission/runtime-class.js';
import type { JSONObject } from '../json.js';
import { checkPodSecurity } from '../podsecurity/check-pod-security.js';
import { admitPod } from './pods/admit-pod.js';
import { type AdmissionOptions, type AdmissionRequest, refusal } from './admission-request.js';
import { defaultOf } from './default-class.js';
import { ensureObject, isMissing, listAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import type { KindContext } from './kind-rules.js';

/**
 * What the admission plugins do that are on in a kube-apiserver without flags: before a write, and before a deletion. Changes
 * the object of the request. Throws a StatusError for what is refused.
 */
export function admit(request: AdmissionRequest, context: Pick<KindContext, 'lookup'>, options: AdmissionOptions): void {
  checkNamespace(request, context);
  if (request.operation === 'delete') return;
  setDefaultLimits(request, context.lookup);
  if (request.group === '' && request.resource === 'pods') admitPod(request, context, options);
  if (request.subresource !== '' || request.operation !== 'create') return;
  admissionOnCreate[`${request.group}/${request.resource}`]?.(request.object, context);
}

/**
 * The plugins that only look: after everything else, before the object is stored. Throws a StatusError for what is refused.
 *
 * @param warn takes what the answer warns of
 */
export function checkAdmission(
  request: AdmissionRequest,
  { lookup }: Pick<KindContext, 'lookup'>,
  warn?: (text: string) => void,
): void {
  const { group, resource, subresource, operation, object, old } = request;
  checkLimits(request, lookup);
  checkPodSecurity(request, lookup, warn);
  if (subresource !== '' || operation === 'delete') return;
  if (group === '' && resource === 'pods' && operation === 'create') checkOverhead(request, lookup);
  if (group === '' && resource === 'persistentvolumeclaims' && old) {
    const [before, after] = [old, object].map((claim) => requestedStorage(claim));
    if (compareQuantities(after ?? 0, before ?? 0) <= 0) return;
    if (textAt(objectAt(old, 'status'), 'phase') !== 'Bound') {
      throw refusal(request, 'Only bound persistent volume claims can be expanded');
    }
    const className = textAt(objectAt(object, 'spec'), 'storageClassName');
    const storageClass = lookup.get('storage.k8s.io', 'StorageClass', className);
    if (storageClass?.['allowVolumeExpansion'] === true) return;
    const why =
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
    throw refusal(request, why);
  }
  if (group === 'scheduling.k8s.io' && object['globalDefault'] === true) {
    const present = lookup.list(group, 'PriorityClass').find(({ globalDefault }) => globalDefault === true);
    const name = textAt(objectAt(present, 'metadata'), 'name');
    if (present && (operation === 'create' || name !== request.name)) {
      throw refusal(request, `PriorityClass ${name} is already marked as default. Only one default can exist`);
    }
  }
}

const immortal = new Set(['default', 'kube-public', 'kube-system']);

/** Kubernetes NamespaceLifecycle. */
function checkNamespace(request: AdmissionRequest, { lookup }: Pick<KindContext, 'lookup'>): void {
  const { operation, group, resource, namespace } = request;
  if (group === '' && resource === 'namespaces') {
    if (operation === 'delete' && immortal.has(request.name)) throw refusal(request, 'this namespace may not be deleted');
    return;
  }
  if (operation === 'delete' || namespace === '' || group === 'authorization.k8s.io') return;
  const present = lookup.shared('', 'Namespace', namespace);
  if (!present) throw newNotFound({ group: '', resource: 'namespaces' }, namespace);
  if (operation !== 'create' || textAt(objectAt(present, 'status'), 'phase') !== 'Terminating') return;
  const error = refusal(request, `unable to create new content in namespace ${namespace} because it is being terminated`);
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${namespace} is being terminated`,
    field: 'metadata.namespace',
  };
  error.status.details = { ...error.status.details, causes: [cause] };
  throw error;
}

const admissionOnCreate: Readonly<Record<string, (object: JSONObject, context: Pick<KindContext, 'lookup'>) => void>> = {
  '/nodes': (node) => {
    // Kubernetes TaintNodesByCondition: nothing is scheduled before the controller knows the node's conditions.
    const spec = ensureObject(node, 'spec');
    const isThere = objectsAt(spec, 'taints').some(
      ({ key, effect }) => key === 'node.kubernetes.io/not-ready' && effect === 'NoSchedule',
    );
    if (!isThere) spec['taints'] = [...listAt(spec, 'taints'), { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }];
  },
  '/persistentvolumeclaims': (claim, { lookup }) => {
    addFinalizer(claim, 'kubernetes.io/pvc-protection');
    const spec = ensureObject(claim, 'spec');
    const annotation = 'volume.beta.kubernetes.io/storage-class';
    if (!isMissing(spec, 'storageClassName') || !isMissing(objectAt(claim, 'metadata', 'annotations'), annotation)) return;
    const name = defaultOf(lookup.list('storage.k8s.io', 'StorageClass'), [
      'storageclass.kubernetes.io/is-default-class',
      'storageclass.beta.kubernetes.io/is-default-class',
    ]);
    if (name !== undefined) spec['storageClassName'] = name;
  },
  '/persistentvolumes': (volume) => addFinalizer(volume, 'kubernetes.io/pv-protection'),
  'storage.k8s.io/volumeattributesclasses': (attributes) => addFinalizer(attributes, 'kubernetes.io/vac-protection'),
  'networking.k8s.io/ingresses': (ingress, { lookup }) => {
    const spec = ensureObject(ingress, 'spec');
    const annotations = objectAt(ingress, 'metadata', 'annotations');
    if (!isMissing(spec, 'ingressClassName') || !isMissing(annotations, 'kubernetes.io/ingress.class')) return;
    const name = defaultOf(lookup.list('networking.k8s.io', 'IngressClass'), ['ingressclass.kubernetes.io/is-default-class']);
    if (name !== undefined) spec['ingressClassName'] = name;
  },
};

function addFinalizer(object: JSONObject, finalizer: string): void {
  const metadata = ensureObject(object, 'metadata');
  const finalizers = listAt(metadata, 'finalizers');
  if (!finalizers.includes(finalizer)) metadata['finalizers'] = [...finalizers, finalizer];
}

function requestedStorage(claim: JSONObject): string {
  return textAt(objectAt(claim, 'spec', 'resources', 'requests'), 'storage') || '0';
}
