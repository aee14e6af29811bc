import type { JSONObject } from '../../json.js';
import {
  copyField,
  ensureObject,
  isMissing,
  objectAt,
  removeField,
  setDefault,
  setDefaultText,
  textAt,
} from '../../json-fields.js';
import type { KindRules } from '../kind-rules.js';
import { canonicalResources } from '../resource-list.js';
import { standardRules } from '../standard-rules.js';
import { validateClaimSpec, validateClaimStatusUpdate, validateClaimUpdate } from './validate-claims.js';
import { validateVolume, validateVolumeUpdate } from './validate-volumes.js';
import { defaultClaimSpec, defaultVolumeSource } from './volume-defaults.js';

/** What the server does with PersistentVolumes. */
export const persistentVolumeRules: KindRules = standardRules({
  defaults: (volume) => {
    setDefaultText(ensureObject(volume, 'status'), 'phase', 'Pending');
    const spec = ensureObject(volume, 'spec');
    setDefaultText(spec, 'persistentVolumeReclaimPolicy', 'Retain');
    setDefault(spec, 'volumeMode', 'Filesystem');
    const hostPath = objectAt(spec, 'hostPath');
    if (hostPath) setDefault(hostPath, 'type', '');
    canonicalResources(objectAt(spec, 'capacity'));
    defaultVolumeSource(spec);
  },
  emptyStatus: () => ({ phase: 'Pending' }),
  validateCreate: validateVolume,
  validateUpdate: validateVolumeUpdate,
  prepareForCreate: (volume, { now }) => void (ensureObject(volume, 'status')['lastPhaseTransitionTime'] = now),
  prepareForStatusUpdate: (volume, old, { now }) => {
    const status = ensureObject(volume, 'status');
    const before = objectAt(old, 'status');
    if (textAt(status, 'phase') === textAt(before, 'phase')) {
      if (isMissing(status, 'lastPhaseTransitionTime')) copyField(status, before, 'lastPhaseTransitionTime');
    } else if (
      isMissing(status, 'lastPhaseTransitionTime') ||
      status['lastPhaseTransitionTime'] === before?.['lastPhaseTransitionTime']
    ) {
      status['lastPhaseTransitionTime'] = now;
    }
  },
});

/** What the server does with PersistentVolumeClaims. */
export const persistentVolumeClaimRules: KindRules = standardRules({
  defaults: (claim) => {
    defaultPhase(claim);
    defaultClaimSpec(ensureObject(claim, 'spec'));
    for (const list of ['allocatedResources', 'capacity']) canonicalResources(objectAt(claim, 'status', list));
  },
  emptyStatus: () => ({}),
  completeStored: (claim) => {
    defaultPhase(claim);
    return true;
  },
  prepareForCreate: (claim) => normalizeDataSource(claim),
  prepareForUpdate: normalizeDataSource,
  validateCreate: (claim) => validateClaimSpec(objectAt(claim, 'spec') ?? {}, 'spec'),
  validateUpdate: validateClaimUpdate,
  validateStatusUpdate: validateClaimStatusUpdate,
});

function defaultPhase(claim: JSONObject): void {
  setDefaultText(ensureObject(claim, 'status'), 'phase', 'Pending');
}

const dataSources = new Set(['/PersistentVolumeClaim', 'snapshot.storage.k8s.io/VolumeSnapshot']);

/**
 * `dataSource` and `dataSourceRef` say the same if only one is given; other kinds than claims and snapshots go to the latter alone, and
 * claims of other namespaces nowhere (Kubernetes `pkg/api/persistentvolumeclaim`). @param old the claim that is replaced
 */
function normalizeDataSource(claim: JSONObject, old?: JSONObject): void {
  const spec = ensureObject(claim, 'spec');
  const before = objectAt(old, 'spec');
  if (textAt(objectAt(spec, 'dataSourceRef'), 'namespace') !== '' && !objectAt(before, 'dataSourceRef')) {
    removeField(spec, 'dataSourceRef');
  }
  const source = objectAt(spec, 'dataSource');
  const reference = objectAt(spec, 'dataSourceRef');
  if (source && !reference) {
    const isAllowed = dataSources.has(`${textAt(source, 'apiGroup')}/${textAt(source, 'kind')}`);
    if (isAllowed || objectAt(before, 'dataSource') || objectAt(before, 'dataSourceRef')) spec['dataSourceRef'] = { ...source };
    else removeField(spec, 'dataSource');
  } else if (!source && reference && textAt(reference, 'namespace') === '') {
    const { namespace: _, ...local } = reference;
    spec['dataSource'] = local;
  }
}
