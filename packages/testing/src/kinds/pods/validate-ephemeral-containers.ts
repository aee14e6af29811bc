import type { JSONObject } from '../../json.js';
import { isMissing, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { duplicateValue, type FieldError, forbiddenValue, notFoundValue } from '../../validation/field-errors.js';

/** What a container that is only there to look around cannot have, in the server's order. */
const forbiddenFields =
  'ports resources resizePolicy restartPolicy restartPolicyRules livenessProbe readinessProbe startupProbe lifecycle'.split(' ');
const why = 'cannot be set for an Ephemeral Container';

/**
 * Containers that were added to a pod that runs (Kubernetes validateEphemeralContainers).
 *
 * @param validate what holds for all containers @param path of the list
 */
export function validateEphemeralContainers(
  spec: JSONObject,
  validate: (container: JSONObject, path: string) => FieldError[],
  path: string,
): FieldError[] {
  const others = ['containers', 'initContainers'].flatMap((list) => objectsAt(spec, list).map((one) => textAt(one, 'name')));
  const names = new Set(others);
  return objectsAt(spec, 'ephemeralContainers').flatMap((container, index) => {
    const field = `${path}[${index}]`;
    const errors = validate(container, field);
    const name = textAt(container, 'name');
    if (names.has(name)) errors.push(duplicateValue(`${field}.name`, name));
    names.add(name);
    const target = textAt(container, 'targetContainerName');
    if (target !== '' && !others.includes(target)) errors.push(notFoundValue(`${field}.targetContainerName`, target));
    const wrong = forbiddenFields.filter((one) => !isMissing(container, one) && !isEmpty(container, one));
    errors.push(...wrong.map((one) => forbiddenValue(`${field}.${one}`, why)));
    for (const [at, mount] of objectsAt(container, 'volumeMounts').entries()) {
      const paths = ['subPath', 'subPathExpr'].filter((part) => textAt(mount, part) !== '');
      errors.push(...paths.map((part) => forbiddenValue(`${field}.volumeMounts[${at}].${part}`, why)));
    }
    return errors;
  });
}

/** Each container has resources, which may be of nothing. */
function isEmpty(container: JSONObject, field: string): boolean {
  return field === 'resources' && Object.keys(objectAt(container, field) ?? {}).length === 0;
}
