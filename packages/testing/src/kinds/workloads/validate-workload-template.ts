import type { JSONObject } from '../../json.js';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { isMissing, listAt, objectAt, textAt } from '../../json-fields.js';
import { validatePodTemplate } from '../pods/validate-pod-spec.js';
import { asGoMap, asGoSelector } from '../shown-map.js';
import { isUsableSelector, validateSelector } from '../../validation/label-selectors.js';
import { matchesSelector } from '../matches-selector.js';

/** The selector of a workload, and the template of its pods. @param empty what the server calls the kind whose selector is empty */
export function validateTemplateOf(spec: JSONObject, empty: string, kind: string, old: JSONObject | undefined): FieldError[] {
  const selector = objectAt(spec, 'selector');
  const errors = validateSelectorOf(selector, empty);
  if (selector && !isUsableSelector(selector)) {
    return [
      ...errors,
      invalidValue('spec.selector', asGoSelector(selector), empty === 'statefulset' ? '' : 'invalid label selector'),
    ];
  }
  const template = objectAt(spec, 'template') ?? {};
  const isMatched = matchesSelector(selector, objectAt(template, 'metadata', 'labels'));
  return [...errors, ...validateMatchingTemplate(template, isMatched, kind, old)];
}

function validateSelectorOf(selector: JSONObject | undefined, kind: string): FieldError[] {
  if (!selector) return [requiredValue('spec.selector')];
  const errors = validateSelector(selector, 'spec.selector');
  const isEmpty = Object.keys(objectAt(selector, 'matchLabels') ?? {}).length + listAt(selector, 'matchExpressions').length === 0;
  return isEmpty ? [...errors, invalidValue('spec.selector', selector, `empty selector is invalid for ${kind}`)] : errors;
}

/** A template whose labels the selector has to match. @param isMatched whether it does @param kind whose template it is */
export function validateMatchingTemplate(
  template: JSONObject,
  isMatched: boolean,
  kind: string,
  old: JSONObject | undefined,
): FieldError[] {
  const errors = [...(isMatched ? [] : [unmatched(template)]), ...validateLastingPods(template, old)];
  if (!isMissing(objectAt(template, 'spec'), 'activeDeadlineSeconds')) {
    const why = `activeDeadlineSeconds in ${kind} is not Supported`;
    errors.push(forbiddenValue('spec.template.spec.activeDeadlineSeconds', why));
  }
  return errors;
}

/** The same of a DaemonSet, which says it in another order. */
export function validateDaemonSetTemplate(spec: JSONObject, old: JSONObject | undefined): FieldError[] {
  const selector = objectAt(spec, 'selector');
  const template = objectAt(spec, 'template') ?? {};
  const errors = validateSelector(selector, 'spec.selector');
  if (isUsableSelector(selector) && !matchesSelector(selector, objectAt(template, 'metadata', 'labels'))) {
    errors.push(unmatched(template));
  }
  if (selector && Object.keys(selector).length === 0) {
    errors.push(invalidValue('spec.selector', selector, 'empty selector is invalid for daemonset'));
  }
  return [...errors, ...validateLastingPods(template, old)];
}

/** Pods that are started again whenever they end. */
function validateLastingPods(template: JSONObject, old: JSONObject | undefined): FieldError[] {
  const errors = validatePodTemplate(template, 'spec.template', objectAt(old, 'spec', 'template'));
  const policy = textAt(objectAt(template, 'spec'), 'restartPolicy');
  return policy === 'Always' ? errors : [...errors, notSupportedValue('spec.template.spec.restartPolicy', policy, ['Always'])];
}

function unmatched(template: JSONObject): FieldError {
  const labels = objectAt(template, 'metadata', 'labels');
  return invalidValue('spec.template.metadata.labels', asGoMap(labels), '`selector` does not match template `labels`');
}
