import type { JSONObject } from '../json.js';
import { ensureObject, objectAt, objectsAt, textAt } from '../json-fields.js';
import { asInternalStruct } from '../kinds/internal-struct.js';
import { meansTheSame } from '../kinds/semantic-equality.js';
import { structDifference } from '../kinds/struct-difference.js';
import { dropUnsupported } from '../kinds/pods/unsupported-pod-fields.js';
import { validatePod } from '../kinds/pods/validate-pod.js';
import { type FieldError, forbiddenValue } from '../validation/field-errors.js';
import type { UpdateRules } from '../write/update-rules.js';
import { countPodGeneration } from './pod-generation.js';
import { keepAllBut } from './keep-all-but.js';

const field = 'spec.ephemeralContainers';

/** `/ephemeralcontainers` of a pod: adds containers, and changes nothing else. */
export const ephemeralContainersRules: UpdateRules = {
  prepare(pod, old) {
    const containers = objectsAt(objectAt(pod, 'spec'), 'ephemeralContainers');
    keepAllBut(pod, old);
    const spec = ensureObject(pod, 'spec');
    if (containers.length > 0) spec['ephemeralContainers'] = containers;
    else delete spec['ephemeralContainers'];
    dropUnsupported(spec);
    countPodGeneration(pod, old);
  },
  validate: (pod, old) => {
    if (objectAt(old, 'metadata', 'annotations')?.['kubernetes.io/config.mirror'] !== undefined)
      return [forbiddenValue('', 'static pods do not support ephemeral containers')];
    const containers = containersOf(pod);
    return [...validatePod(pod, old), ...containersOf(old).flatMap((before) => changed(before, containers))];
  },
};

function changed(before: JSONObject, containers: readonly JSONObject[]): FieldError[] {
  const name = textAt(before, 'name');
  const after = containers.find((container) => textAt(container, 'name') === name);
  if (!after) return [forbiddenValue(field, `existing ephemeral containers "${name}" may not be removed\n`)];
  if (meansTheSame(before, after)) return [];
  const [was, now] = [before, after].map((one) => asInternalStruct('EphemeralContainer', one)) as [JSONObject, JSONObject];
  const difference = structDifference(was, now);
  return [forbiddenValue(field, `existing ephemeral containers "${name}" may not be changed\n${difference}`)];
}

function containersOf(pod: JSONObject): JSONObject[] {
  return objectsAt(objectAt(pod, 'spec'), 'ephemeralContainers');
}
