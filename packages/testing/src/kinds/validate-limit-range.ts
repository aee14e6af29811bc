import { compareQuantities, labelKeyProblems, quantityValue } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import { duplicateValue, type FieldError, forbiddenValue, invalidValue, requiredValue } from '../validation/field-errors.js';
import { isOvercommitAllowed, validateContainerResource, validateResourceName } from './pods/validate-resources.js';
import { checkText } from '../validation/text-rules.js';
import { repeats } from './value-rules.js';

const types = ['Pod', 'Container', 'PersistentVolumeClaim'];

/** Kubernetes ValidateLimitRange. */
export function validateLimitRange(limitRange: JSONObject): FieldError[] {
  const isRepeated = repeats<string>();
  return objectsAt(objectAt(limitRange, 'spec'), 'limits').flatMap((item, index) => {
    const path = `spec.limits[${index}]`;
    const type = textAt(item, 'type');
    const errors = checkText(labelKeyProblems, type, `${path}.type`);
    if (errors.length === 0 && !type.includes('/') && !types.includes(type)) {
      errors.push(invalidValue(`${path}.type`, type, 'must be a standard limit type or fully qualified'));
    }
    if (isRepeated(type)) errors.push(duplicateValue(`${path}.type`, type));
    return [...errors, ...validateLimits(item, type, path)];
  });
}

function validateLimits(item: JSONObject, type: string, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const checkName = type === 'Pod' || type === 'Container' ? validateContainerResource : validateResourceName;
  const names = new Set<string>();
  const lookAt = (list: string): JSONObject => {
    const amounts = objectAt(item, list) ?? {};
    for (const name of Object.keys(amounts)) {
      errors.push(...checkName(name, `${path}.${list}[${name}]`));
      names.add(name);
    }
    return amounts;
  };
  const notOfPods = (list: string): JSONObject => {
    if (type !== 'Pod') return lookAt(list);
    if (Object.keys(objectAt(item, list) ?? {}).length > 0) {
      errors.push(forbiddenValue(`${path}.${list}`, "may not be specified when `type` is 'Pod'"));
    }
    return {};
  };
  const [max, min, given, request] = [lookAt('max'), lookAt('min'), notOfPods('default'), notOfPods('defaultRequest')];
  if (type === 'PersistentVolumeClaim' && textAt(min, 'storage') === '' && textAt(max, 'storage') === '') {
    const detail = 'either minimum or maximum storage value is required, but neither was provided';
    errors.push(requiredValue(`${path}.limits`, detail));
  }
  const ratio = lookAt('maxLimitRequestRatio');
  for (const name of names) {
    const limits = { max, min, given, request, ratio };
    const amounts = Object.entries(limits).map(([list, amountsOf]) => [list, textAt(amountsOf, name)]);
    errors.push(...compareLimits(name, Object.fromEntries(amounts) as Limits, path));
  }
  return errors;
}

/** The limits of one resource, empty where there is none. */
type Limits = Readonly<Record<'given' | 'max' | 'min' | 'ratio' | 'request', string>>;

function compareLimits(name: string, { max, min, given, request, ratio }: Limits, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const wrong = (list: string, value: string, detail: string): void =>
    void errors.push(invalidValue(`${path}.${list}[${name}]`, value, detail));
  const isMore = (a: string, b: string): boolean => a !== '' && b !== '' && compareQuantities(a, b) > 0;

  if (isMore(min, max)) wrong('min', min, `min value ${min} is greater than max value ${max}`);
  if (isMore(min, request)) wrong('defaultRequest', request, `min value ${min} is greater than default request value ${request}`);
  if (isMore(request, max)) wrong('defaultRequest', request, `default request value ${request} is greater than max value ${max}`);
  if (isMore(request, given)) {
    wrong('defaultRequest', request, `default request value ${request} is greater than default limit value ${given}`);
  }
  if (isMore(min, given)) wrong('default', min, `min value ${min} is greater than default value ${given}`);
  if (isMore(given, max)) wrong('default', max, `default value ${given} is greater than max value ${max}`);
  if (isMore('1', ratio)) wrong('maxLimitRequestRatio', ratio, `ratio ${ratio} is less than 1`);
  const most = ratio === '' || min === '' || max === '' ? Infinity : mostRatio(ratio, min, max);
  if (most !== Infinity) wrong('maxLimitRequestRatio', ratio, `ratio ${ratio} is greater than max/min = ${most.toFixed(6)}`);
  if (!isOvercommitAllowed(name) && given !== '' && request !== '' && compareQuantities(given, request) !== 0) {
    wrong('defaultRequest', request, `default value ${given} must equal to defaultRequest value ${request} in ${name}`);
  }
  return errors;
}

/** What a ratio may be at most that is more; infinite if it is not. In thousandths as long as all of them fit into 64 bits. */
function mostRatio(ratio: string, min: string, max: string): number {
  const all = [ratio, min, max];
  const isSmall = all.every((amount) => quantityValue(amount) < mostInThousandths);
  const [wanted = 0, least = 0, most = 0] = all.map((amount) => Number(quantityValue(amount, isSmall ? -3 : 0)));
  return wanted / (isSmall ? 1000 : 1) > most / least ? most / least : Infinity;
}

/** apimachinery `resource.MaxMilliValue` */
const mostInThousandths = (2n ** 63n - 1n) / 1000n;
