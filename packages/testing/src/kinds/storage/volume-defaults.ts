import type { JSONObject } from '../../json.js';
import { isLatestImage } from '../pods/image-reference.js';
import { defaultFieldReference } from '../pods/container-defaults.js';
import { isMissing, objectAt, objectsAt, setDefault, setDefaultText, textAt } from '../../json-fields.js';
import { canonicalResources } from '../resource-list.js';

/** Fields that a source of volumes has if nothing is said: of pods and, where there is such a source, of PersistentVolumes. */
const sourceDefaults: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  azureDisk: { cachingMode: 'ReadWrite', fsType: 'ext4', kind: 'Shared' },
  iscsi: { iscsiInterface: 'default' },
  rbd: { keyring: '/etc/ceph/keyring', pool: 'rbd', user: 'admin' },
  scaleIO: { fsType: 'xfs', storageMode: 'ThinProvisioned' },
};

/**
 * What a volume of a pod gets that says nothing (Kubernetes `pkg/apis/core/v1` SetDefaults_Volume and those of its sources).
 * Changes it.
 */
export function defaultVolume(volume: JSONObject): void {
  if (Object.keys(volume).every((field) => field === 'name' || isMissing(volume, field))) volume['emptyDir'] = {};
  for (const source of ['configMap', 'secret', 'downwardAPI', 'projected']) {
    const mounted = objectAt(volume, source);
    if (mounted) setDefault(mounted, 'defaultMode', 0o644);
  }
  for (const item of objectsAt(objectAt(volume, 'downwardAPI'), 'items')) defaultDownwardItem(item);
  for (const projection of objectsAt(objectAt(volume, 'projected'), 'sources')) {
    for (const item of objectsAt(objectAt(projection, 'downwardAPI'), 'items')) defaultDownwardItem(item);
    const token = objectAt(projection, 'serviceAccountToken');
    if (token) setDefault(token, 'expirationSeconds', 3600);
  }
  const hostPath = objectAt(volume, 'hostPath');
  if (hostPath) setDefault(hostPath, 'type', '');
  const image = objectAt(volume, 'image');
  if (image) setDefaultText(image, 'pullPolicy', isLatestImage(textAt(image, 'reference')) ? 'Always' : 'IfNotPresent');
  const claim = objectAt(volume, 'ephemeral', 'volumeClaimTemplate', 'spec');
  if (claim) defaultClaimSpec(claim);
  defaultVolumeSource(volume);
}

/** What the sources have in common that pods and PersistentVolumes share. Changes what holds them. */
export function defaultVolumeSource(holder: JSONObject): void {
  for (const [source, fields] of Object.entries(sourceDefaults)) {
    const given = objectAt(holder, source);
    if (given) for (const [field, value] of Object.entries(fields)) setDefault(given, field, value);
  }
  const azureDisk = objectAt(holder, 'azureDisk');
  if (azureDisk) setDefault(azureDisk, 'readOnly', false);
}

/** The same for the spec of a PersistentVolumeClaim. */
export function defaultClaimSpec(spec: JSONObject): void {
  setDefault(spec, 'volumeMode', 'Filesystem');
  setDefault(spec, 'resources', {});
  for (const list of ['limits', 'requests']) canonicalResources(objectAt(spec, 'resources', list));
  for (const source of ['dataSource', 'dataSourceRef']) {
    const given = objectAt(spec, source);
    if (given) given['apiGroup'] ??= null;
  }
}

function defaultDownwardItem(item: JSONObject): void {
  defaultFieldReference(item);
  const resourceField = objectAt(item, 'resourceFieldRef');
  if (resourceField) setDefault(resourceField, 'divisor', '0');
}
