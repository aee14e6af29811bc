import type { JSONObject } from '../../json.js';
import { objectAt, objectsAt, textAt } from '../../json-fields.js';

/**
 * The addresses of a pod and the first of them are two fields: the single one decides, if there is one (Kubernetes
 * Convert_v1_PodStatus_To_core_PodStatus). Changes the pod.
 */
export function agreeOnAddresses(pod: JSONObject): void {
  const status = objectAt(pod, 'status');
  if (!status) return;
  const address = textAt(status, 'podIP');
  const first = objectsAt(status, 'podIPs')[0];
  if (address !== '' && textAt(first, 'ip') !== address) status['podIPs'] = [{ ip: address }];
  else if (address === '' && textAt(first, 'ip') !== '') status['podIP'] = textAt(first, 'ip');
}
