import type { JSONObject } from '../json.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import { duplicateValue, type FieldError, requiredValue } from '../validation/field-errors.js';
import { asInternalStruct } from './internal-struct.js';
import { validateResources } from './pods/validate-resources.js';
import { validateTolerations } from './pods/validate-tolerations.js';
import { validateLabels } from '../validation/labels.js';
import { checkText, dnsLabel } from '../validation/text-rules.js';
import { repeats } from './value-rules.js';

/** Kubernetes ValidateRuntimeClass. */
export function validateRuntimeClass(runtimeClass: JSONObject): FieldError[] {
  const handler = textAt(runtimeClass, 'handler');
  const errors = handler === '' ? [requiredValue('handler')] : checkText(dnsLabel, handler, 'handler');
  const fixed = objectAt(runtimeClass, 'overhead', 'podFixed');
  if (fixed) errors.push(...validateResources({ limits: fixed }, 'overhead'));
  const scheduling = objectAt(runtimeClass, 'scheduling');
  if (!scheduling) return errors;
  const path = 'scheduling.tolerations';
  const tolerations = objectsAt(scheduling, 'tolerations');
  errors.push(...validateLabels(objectAt(scheduling, 'nodeSelector'), 'scheduling.nodeSelector'));
  errors.push(...validateTolerations(tolerations, path));
  const isRepeated = repeats<string>();
  for (const [index, toleration] of tolerations.entries()) {
    const key = JSON.stringify(['key', 'operator', 'value', 'effect'].map((field) => textAt(toleration, field)));
    if (isRepeated(key)) errors.push(duplicateValue(`${path}[${index}]`, asInternalStruct('Toleration', toleration)));
  }
  return errors;
}
