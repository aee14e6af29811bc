import type { JSONObject } from '../../json.js';
import { objectsAt } from '../../json-fields.js';

/** A container, with where it is: `spec.containers[0]`. */
export interface PlacedContainer {
  readonly container: JSONObject;
  readonly field: string;
}

const lists = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** All containers of a pod, in the server's order. */
export function allContainers(spec: JSONObject | undefined): JSONObject[] {
  const containers = objectsAt(spec, 'containers');
  // Most pods have no others.
  const hasOthers = lists.some((list) => list !== 'containers' && spec?.[list]);
  return hasOthers ? lists.flatMap((list) => objectsAt(spec, list)) : containers;
}

/** The same, with where they are (Kubernetes VisitContainersWithPath). @param field of the spec */
export function placedContainers(spec: JSONObject | undefined, field: string): PlacedContainer[] {
  return lists.flatMap((list) =>
    objectsAt(spec, list).map((container, i) => ({ container, field: `${field}.${list}[${String(i)}]` })),
  );
}
