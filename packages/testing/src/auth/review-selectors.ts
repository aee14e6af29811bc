import { labelRequirements } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { parseFieldSelector } from '../read/field-selector.js';
import { type FieldError, forbiddenValue, invalidValue, requiredValue } from '../validation/field-errors.js';
import { validateRequirement } from '../validation/label-selectors.js';

const place = 'spec.resourceAttributes';

/** What is wrong with the selectors that a review of access asks about (kubernetes `pkg/apis/authorization/validation`). */
export function reviewSelectorErrors(attributes: JSONObject | undefined): FieldError[] {
  return ['fieldSelector', 'labelSelector'].flatMap((field) => {
    const selector = objectAt(attributes, field);
    if (!selector) return [];
    const path = `${place}.${field}`;
    const raw = textAt(selector, 'rawSelector');
    const requirements = objectsAt(selector, 'requirements');
    const errors: FieldError[] = [];
    if (raw !== '' && requirements.length > 0)
      errors.push(invalidValue(`${path}.rawSelector`, raw, 'may not specified at the same time as requirements'));
    if (raw === '' && requirements.length === 0)
      errors.push(requiredValue(`${path}.requirements`, `when ${path} is specified, requirements or rawSelector is required`));
    const validate = field === 'labelSelector' ? validateRequirement : validateFieldRequirement;
    // Newer clients may know operators that this server does not.
    const isUnknown = (error: FieldError): boolean => /\.requirements\[\d+\]\.operator$/.test(error.field);
    const wrong = requirements.flatMap((one, i) => validate(one, `${path}.requirements[${String(i)}]`));
    return [...errors, ...wrong.filter((error) => !isUnknown(error))];
  });
}

/** apimachinery `metav1/validation.ValidateFieldSelectorRequirement`. */
function validateFieldRequirement(requirement: JSONObject, path: string): FieldError[] {
  const errors = textAt(requirement, 'key') === '' ? [requiredValue(`${path}.key`, 'must be specified')] : [];
  const operator = textAt(requirement, 'operator');
  const hasValues = textsAt(requirement, 'values').length > 0;
  if (['In', 'NotIn'].includes(operator) && !hasValues)
    errors.push(requiredValue(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
  if (['Exists', 'DoesNotExist'].includes(operator) && hasValues)
    errors.push(forbiddenValue(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
  return errors;
}

/**
 * What of the selectors nobody could look at, in the server's words (kubernetes `registry/authorization/util.BuildEvaluationError`);
 * undefined if there is nothing.
 */
export function evaluationError(attributes: JSONObject | undefined): string | undefined {
  const told = [
    ignored(objectAt(attributes, 'fieldSelector'), 'fieldSelector', parseFieldSelector, isUsableForFields),
    ignored(objectAt(attributes, 'labelSelector'), 'labelSelector', labelRequirements, isUsableForLabels),
  ].filter((one) => one !== undefined);
  return told.length === 0 ? undefined : told.join('; ');
}

function ignored(
  selector: JSONObject | undefined,
  field: string,
  parse: (text: string) => unknown,
  isUsable: (requirement: JSONObject) => boolean,
): string | undefined {
  const requirements = objectsAt(selector, 'requirements');
  const usable = requirements.filter(isUsable).length;
  try {
    parse(textAt(selector, 'rawSelector'));
    if (usable === requirements.length) return undefined;
  } catch {
    // It is ignored.
  }
  return `${place}.${field} ${usable > 0 ? 'partially ' : ''}ignored due to parse error`;
}

/** One field can be compared with one value. */
function isUsableForFields(requirement: JSONObject): boolean {
  return ['In', 'NotIn'].includes(textAt(requirement, 'operator')) && textsAt(requirement, 'values').length === 1;
}

function isUsableForLabels(requirement: JSONObject): boolean {
  return ['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(textAt(requirement, 'operator'));
}
