import type { JSONObject } from '../json.js';
import { objectsAt } from '../json-fields.js';

/** A container, with where it is: `spec.containers[0]`. */
export interface PlacedContainer {
  readonly container: JSONObject;
  readonly field: string;
}

/** All containers of a pod, in the server's order (Kubernetes VisitContainersWithPath). @param field of the spec */
export function placedContainers(spec: JSONObject | undefined, field: string): PlacedContainer[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    objectsAt(spec, list).map((container, i) => ({ container, field: `${field}.${list}[${String(i)}]` })),
  );
}
