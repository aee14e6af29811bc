import { labelKeyProblems } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { listAt, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { pathSegmentProblems } from '../../validation/names.js';
import { validateMatchResources } from './validate-match-resources.js';
import { validateMatchConditions } from './validate-webhooks.js';
import { checkGiven, repeats } from '../value-rules.js';
import { validateSelector } from '../../validation/label-selectors.js';
import { checkText, checkTextAtOnce, dns1035Label, dnsSubdomain, mixedCaseLabel } from '../../validation/text-rules.js';

/** What policies of both sorts say of the requests that they are about. @param isMutating whether they change what is written */
export function validatePolicyScope(spec: JSONObject, isMutating = false): FieldError[] {
  const errors: FieldError[] = [];
  const policies = ['Fail', 'Ignore'];
  const failure = textAt(spec, 'failurePolicy');
  if (!policies.includes(failure)) errors.push(notSupportedValue('spec.failurePolicy', failure, policies));
  const parameters = objectAt(spec, 'paramKind');
  if (parameters) errors.push(...validateParameterKind(parameters, 'spec.paramKind'));
  const constraints = objectAt(spec, 'matchConstraints');
  const path = 'spec.matchConstraints';
  errors.push(...(constraints ? validateMatchResources(constraints, path) : [requiredValue(path)]));
  if (constraints && listAt(constraints, 'resourceRules').length === 0) errors.push(requiredValue(`${path}.resourceRules`));
  if (isMutating) errors.push(...validateMutable(constraints, path));
  errors.push(...validateMatchConditions(spec, 'spec.matchConditions'));
  for (const [index, variable] of objectsAt(spec, 'variables').entries()) {
    errors.push(...validateVariable(variable, `spec.variables[${index}]`));
  }
  return errors;
}

/** Kubernetes validateValidatingAdmissionPolicy, but for what stands there in CEL. */
export function validateAdmissionPolicy(policy: JSONObject): FieldError[] {
  const spec = objectAt(policy, 'spec') ?? {};
  const errors = validatePolicyScope(spec);
  const [validations, annotations] = ['validations', 'auditAnnotations'].map((list) => objectsAt(spec, list)) as [
    JSONObject[],
    JSONObject[],
  ];
  if (validations.length === 0 && annotations.length === 0) {
    const detail = 'validations or auditAnnotations must contain at least one item';
    return [...errors, ...['validations', 'auditAnnotations'].map((list) => requiredValue(`spec.${list}`, detail))];
  }
  for (const [index, validation] of validations.entries())
    errors.push(...validateValidation(validation, `spec.validations[${index}]`));
  if (annotations.length > 20) {
    const shown = annotations.map((one) => ({ Key: textAt(one, 'key'), ValueExpression: textAt(one, 'valueExpression') }));
    errors.push(invalidValue('spec.auditAnnotations', shown, 'must not have more than 20 auditAnnotations'));
  }
  const name = textAt(objectAt(policy, 'metadata'), 'name');
  const isRepeated = repeats<string>();
  for (const [index, annotation] of annotations.entries()) {
    const at = `spec.auditAnnotations[${index}]`;
    const key = textAt(annotation, 'key');
    errors.push(...checkText(labelKeyProblems, `${name}/${key}`, `${at}.key`));
    const expression = textAt(annotation, 'valueExpression').trim();
    const field = `${at}.valueExpression`;
    if (expression === '') errors.push(requiredValue(field, 'valueExpression is not specified'));
    else if (Buffer.byteLength(expression) > 5120) errors.push(requiredValue(field, 'must not exceed 5120 bytes in length'));
    if (isRepeated(key)) errors.push(duplicateValue(`${at}.key`, key));
  }
  return errors;
}

/** What bindings of both sorts say. */
export function validateBindingScope(spec: JSONObject): FieldError[] {
  const name = textAt(spec, 'policyName');
  const errors = name === '' ? [requiredValue('spec.policyName')] : checkText(dnsSubdomain, name, 'spec.policyName');
  const parameters = objectAt(spec, 'paramRef');
  if (parameters) errors.push(...validateParameterReference(parameters, 'spec.paramRef'));
  errors.push(...validateMatchResources(objectAt(spec, 'matchResources'), 'spec.matchResources'));
  return errors;
}

/** Kubernetes validateValidatingAdmissionPolicyBinding. */
export function validateAdmissionBinding(binding: JSONObject): FieldError[] {
  const spec = objectAt(binding, 'spec') ?? {};
  const errors = validateBindingScope(spec);
  const actions = textsAt(spec, 'validationActions');
  const supported = ['Audit', 'Deny', 'Warn'];
  const path = 'spec.validationActions';
  const isRepeated = repeats<string>();
  for (const [index, action] of actions.entries()) {
    if (!supported.includes(action)) errors.push(notSupportedValue(`${path}[${index}]`, action, supported));
    if (isRepeated(action)) errors.push(duplicateValue(`${path}[${index}]`, action));
  }
  if (actions.includes('Deny') && actions.includes('Warn')) {
    const why = 'repeating the same validation failure information in the API response and headers serves no purpose';
    errors.push(invalidValue(path, actions, `must not contain both Deny and Warn (${why})`));
  }
  return actions.length > 0 ? errors : [...errors, requiredValue(path, 'at least one validation action is required')];
}

/**
 * Who deletes or looks changes nothing (Kubernetes validateMutatingAdmissionPolicySpec). Told once for each operation, without
 * saying which.
 */
export function validateMutable(match: JSONObject | undefined, path: string): FieldError[] {
  const supported = ['*', 'CONNECT', 'CREATE', 'UPDATE'];
  return objectsAt(match, 'resourceRules')
    .flatMap((rule) => textsAt(rule, 'operations'))
    .filter((operation) => !supported.includes(operation))
    .map((operation) => notSupportedValue(`${path}.resourceRules.operations`, operation, supported));
}

function validateParameterKind(kind: JSONObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const apiVersion = textAt(kind, 'apiVersion');
  const at = `${path}.apiVersion`;
  const parts = apiVersion === '/' ? ['', ''] : apiVersion.split('/');
  const version = parts.at(-1) ?? '';
  const group = parts.length > 1 ? (parts[0] ?? '') : '';
  if (apiVersion === '') errors.push(requiredValue(at));
  else if (parts.length > 2) errors.push(invalidValue(at, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  else {
    if (group !== '') errors.push(...checkTextAtOnce(dnsSubdomain, group, at));
    if (version === '') errors.push(invalidValue(at, apiVersion, 'version must be specified'));
    else errors.push(...checkTextAtOnce(dns1035Label, version, at));
  }
  const name = textAt(kind, 'kind');
  return [...errors, ...(name === '' ? [requiredValue(`${path}.kind`)] : checkText(mixedCaseLabel, name, `${path}.kind`))];
}

function validateParameterReference(reference: JSONObject, path: string): FieldError[] {
  const name = textAt(reference, 'name');
  const selector = objectAt(reference, 'selector');
  const errors = pathSegmentProblems(name).map((problem) => invalidValue(`${path}.name`, name, problem));
  const both = 'name and selector are mutually exclusive';
  if (name !== '' && selector) errors.push(forbiddenValue(`${path}.name`, both));
  errors.push(...validateSelector(selector, `${path}.selector`));
  if (name !== '' && selector) errors.push(forbiddenValue(`${path}.selector`, both));
  if (name === '' && !selector) errors.push(requiredValue(path, 'one of name or selector must be specified'));
  const action = textAt(reference, 'parameterNotFoundAction');
  const field = `${path}.parameterNotFoundAction`;
  if (action === '') errors.push(requiredValue(field));
  else if (!['Deny', 'Allow'].includes(action)) errors.push(notSupportedValue(field, action, ['Deny', 'Allow']));
  return errors;
}

function validateValidation(validation: JSONObject, path: string): FieldError[] {
  const isEmpty = textAt(validation, 'expression').trim() === '';
  const errors = isEmpty ? [requiredValue(`${path}.expression`, 'expression is not specified')] : [];
  const wrong = (field: string, detail: string): void =>
    void errors.push(invalidValue(`${path}.${field}`, textAt(validation, field), detail));
  for (const field of ['messageExpression', 'message']) {
    const text = textAt(validation, field);
    if (text !== '' && text.trim() === '') wrong(field, 'must be non-empty if specified');
    else if (field === 'message' && /[\n\r]/.test(text.trim())) wrong(field, 'must not contain line breaks');
  }
  const reasons = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
  return [...errors, ...checkGiven(validation, 'reason', reasons, path)];
}

/** Words that CEL keeps for itself. */
const reserved =
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  );

function validateVariable(variable: JSONObject, path: string): FieldError[] {
  const name = textAt(variable, 'name');
  const isName = /^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name) && !reserved.includes(name);
  const errors: FieldError[] = [];
  if (name.trim() === '') errors.push(requiredValue(`${path}.name`, 'name is not specified'));
  else if (!isName) errors.push(invalidValue(`${path}.name`, name, 'must be a valid CEL identifier'));
  const isEmpty = textAt(variable, 'expression').trim() === '';
  return isEmpty ? [...errors, requiredValue(`${path}.expression`, 'expression is not specified')] : errors;
}
