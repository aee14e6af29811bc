import type { JSONObject } from '../json.js';
import { isMissing, objectAt, objectsAt } from '../json-fields.js';
import { annotationWarnings } from './warn-of-annotations.js';
import { nodeTermWarnings } from './warn-of-node-labels.js';
import { byteWarnings } from './warn-of-quantities.js';

const storageClass = 'volume.beta.kubernetes.io/storage-class';
const ofVolumes = {
  [storageClass]: 'deprecated since v1.8; use "storageClassName" attribute instead',
  'volume.beta.kubernetes.io/mount-options': 'deprecated since v1.31; use "mountOptions" attribute instead',
};
const ofClaims = { [storageClass]: ofVolumes[storageClass] };

/** Sources that nothing can mount any more, in the order in which the server looks for them in a PersistentVolume. */
const goneFromVolumes: Readonly<Record<string, string>> = {
  cephfs: 'deprecated in v1.28, non-functional in v1.31+',
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
  storageos: 'deprecated in v1.22, non-functional in v1.25+',
  glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
  rbd: 'deprecated in v1.28, non-functional in v1.31+',
};

/** What to warn of in a PersistentVolume (Kubernetes `pkg/api/persistentvolume`). */
export function volumeWarnings(volume: JSONObject): string[] {
  const spec = objectAt(volume, 'spec');
  const warnings = annotationWarnings(volume, '', ofVolumes);
  if (spec?.['persistentVolumeReclaimPolicy'] === 'Recycle')
    warnings.push(
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
    );
  for (const [i, term] of objectsAt(objectAt(spec, 'nodeAffinity', 'required'), 'nodeSelectorTerms').entries())
    warnings.push(...nodeTermWarnings(term, `spec.nodeAffinity.required.nodeSelectorTerms[${String(i)}]`));
  for (const [source, text] of Object.entries(goneFromVolumes))
    if (!isMissing(spec, source)) warnings.push(`spec.${nameInGo(source)}: ${text}`);
  return warnings;
}

/** The server's warnings write one field as its Go struct does. */
export function nameInGo(source: string): string {
  return source === 'storageos' ? 'storageOS' : source;
}

/** What to warn of in a PersistentVolumeClaim (Kubernetes `pkg/api/persistentvolumeclaim`). */
export function claimWarnings(claim: JSONObject): string[] {
  return [...annotationWarnings(claim, '', ofClaims), ...claimSpecWarnings(objectAt(claim, 'spec'), 'spec')];
}

/** What to warn of in the spec of a PersistentVolumeClaim. */
export function claimSpecWarnings(spec: JSONObject | undefined, field: string): string[] {
  return ['requests', 'limits'].flatMap((sort) =>
    byteWarnings(objectAt(spec, 'resources', sort), `${field}.resources.${sort}`, 'storage'),
  );
}
