import type { JSONObject } from '../../json.js';
import { isMissing, objectAt, objectsAt, removeField } from '../../json-fields.js';
import { allContainers } from './placed-containers.js';

/**
 * Removes what is in the API, but behind a gate that is closed: groups for scheduling, certificates in volumes and signals to
 * stop (Kubernetes `pkg/api/pod` dropDisabledFields). Changes the spec.
 */
export function dropUnsupported(spec: JSONObject | undefined): void {
  if (!spec) return;
  removeField(spec, 'schedulingGroup');
  for (const volume of objectsAt(spec, 'volumes')) {
    for (const source of objectsAt(objectAt(volume, 'projected'), 'sources')) {
      for (const field of ['clusterTrustBundle', 'podCertificate']) removeField(source, field);
    }
  }
  for (const container of allContainers(spec)) {
    const lifecycle = objectAt(container, 'lifecycle');
    if (!lifecycle || isMissing(lifecycle, 'stopSignal')) continue;
    removeField(lifecycle, 'stopSignal');
    if (Object.keys(lifecycle).length === 0) removeField(container, 'lifecycle');
  }
}

/** The same for the status of a pod (dropDisabledPodStatusFields). Changes it. */
export function dropUnsupportedStatus(status: JSONObject): void {
  removeField(status, 'nodeAllocatableResourceClaimStatuses');
  for (const list of ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses']) {
    for (const one of objectsAt(status, list)) {
      for (const mount of objectsAt(one, 'volumeMounts')) removeField(mount, 'volumeStatus');
    }
  }
}
