import { newBadRequest } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';

/**
 * The container that is meant; a pod that has one only needs no name of it (`pkg/registry/core/pod` `validateContainer`). Throws a
 * `StatusError` of 400 if there is no such container, or several and none is named.
 */
export function containerOf(pod: JSONObject, name: string, wanted: string): string {
  const [init, containers, ephemeral] = ['initContainers', 'containers', 'ephemeralContainers'].map((list) => namesOf(pod, list));
  const all = [...(init ?? []), ...(containers ?? []), ...(ephemeral ?? [])];
  if (wanted !== '') {
    if (all.includes(wanted)) return wanted;
    throw newBadRequest(`container ${wanted} is not valid for pod ${name}`);
  }
  const [only] = containers ?? [];
  if (only !== undefined && containers?.length === 1) return only;
  throw newBadRequest(`a container name must be specified for pod ${name}, choose one of: [${all.join(' ')}]`);
}

function namesOf(pod: JSONObject, list: string): string[] {
  return objectsAt(objectAt(pod, 'spec'), list).map((container) => textAt(container, 'name'));
}
