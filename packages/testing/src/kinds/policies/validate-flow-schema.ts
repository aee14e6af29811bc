import type { JSONObject } from '../../json.js';
import { isMissing, listAt, numberAt, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { checkWildcardAlone } from '../value-rules.js';
import { checkText, dnsLabel, dnsSubdomain } from '../../validation/text-rules.js';
import { validateTypedConditions } from './validate-typed-conditions.js';

/** Kubernetes ValidateFlowSchema, but for the schemas that a server makes itself, which stay as they are. */
export function validateFlowSchema(schema: JSONObject): FieldError[] {
  const spec = objectAt(schema, 'spec') ?? {};
  const errors: FieldError[] = [];
  const precedence = numberAt(spec, 'matchingPrecedence') ?? 0;
  const wrong = (detail: string): void => void errors.push(invalidValue('spec.matchingPrecedence', precedence, detail));
  if (precedence <= 0) wrong('must be a positive value');
  if (precedence > 10_000) wrong('must not be greater than 10000');
  const isExempt = textAt(objectAt(schema, 'metadata'), 'name') === 'exempt';
  if (precedence === 1 && !isExempt) wrong("only the schema named 'exempt' may have matchingPrecedence 1");
  const method = objectAt(spec, 'distinguisherMethod');
  const methods = ['ByNamespace', 'ByUser'];
  if (method && !methods.includes(textAt(method, 'type'))) {
    errors.push(notSupportedValue('spec.distinguisherMethod.type', { Type: textAt(method, 'type') }, methods));
  }
  const level = textAt(objectAt(spec, 'priorityLevelConfiguration'), 'name');
  const field = 'spec.priorityLevelConfiguration.name';
  errors.push(
    ...(level === '' ? [requiredValue(field, 'must reference a priority level')] : checkText(dnsSubdomain, level, field)),
  );
  for (const [index, rule] of objectsAt(spec, 'rules').entries()) errors.push(...validateRule(rule, `spec.rules[${index}]`));
  return [...errors, ...validateTypedConditions(schema)];
}

function validateRule(rule: JSONObject, path: string): FieldError[] {
  const subjects = objectsAt(rule, 'subjects');
  const errors = subjects.flatMap((subject, index) => validateSubject(subject, `${path}.subjects[${index}]`));
  if (subjects.length === 0) errors.push(requiredValue(`${path}.subjects`, 'subjects must contain at least one value'));
  const [resources, others] = ['resourceRules', 'nonResourceRules'].map((list) => objectsAt(rule, list)) as [
    JSONObject[],
    JSONObject[],
  ];
  if (resources.length === 0 && others.length === 0) {
    errors.push(requiredValue(path, 'at least one of resourceRules and nonResourceRules has to be non-empty'));
  }
  for (const [index, one] of resources.entries()) errors.push(...validateResourceRule(one, `${path}.resourceRules[${index}]`));
  for (const [index, one] of others.entries()) errors.push(...validateOtherRule(one, `${path}.nonResourceRules[${index}]`));
  return errors;
}

const subjectKinds = { ServiceAccount: 'serviceAccount', User: 'user', Group: 'group' } as const;

function validateSubject(subject: JSONObject, path: string): FieldError[] {
  const kind = textAt(subject, 'kind');
  if (!Object.hasOwn(subjectKinds, kind)) {
    return [notSupportedValue(`${path}.kind`, kind, ['Group', 'ServiceAccount', 'User'])];
  }
  const field = subjectKinds[kind as keyof typeof subjectKinds];
  const given = objectAt(subject, field);
  const name = textAt(given, 'name');
  const errors: FieldError[] = [];
  if (!given) errors.push(requiredValue(`${path}.${field}`, `${field} is required when subject kind is '${kind}'`));
  else if (name === '') errors.push(requiredValue(`${path}.${field}.name`));
  else if (kind === 'ServiceAccount' && name !== '*') errors.push(...checkText(dnsSubdomain, name, `${path}.${field}.name`));
  if (given && kind === 'ServiceAccount') {
    const namespace = textAt(given, 'namespace');
    const at = `${path}.${field}.namespace`;
    const missing = requiredValue(at, 'must specify namespace for service account');
    errors.push(...(namespace === '' ? [missing] : checkText(dnsLabel, namespace, at)));
  }
  for (const [other, otherField] of Object.entries(subjectKinds)) {
    if (other === kind || isMissing(subject, otherField)) continue;
    errors.push(forbiddenValue(`${path}.${otherField}`, `${otherField} is forbidden when subject kind is not '${other}'`));
  }
  return errors;
}

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];

function validateVerbs(rule: JSONObject, path: string): FieldError[] {
  const given = textsAt(rule, 'verbs');
  if (given.length === 0) return [requiredValue(`${path}.verbs`, 'verbs must contain at least one value')];
  if (given.includes('*')) return checkWildcardAlone(rule, 'verbs', 'verbs', path);
  return given.every((verb) => verbs.includes(verb)) ? [] : [notSupportedValue(`${path}.verbs`, given, verbs)];
}

function validateResourceRule(rule: JSONObject, path: string): FieldError[] {
  const errors = validateVerbs(rule, path);
  for (const [field, what, one] of [
    ['apiGroups', 'api groups', 'api group'],
    ['resources', 'resources', 'resource'],
  ] as const) {
    const missing = requiredValue(`${path}.${field}`, `resource rules must supply at least one ${one}`);
    errors.push(...(listAt(rule, field).length === 0 ? [missing] : checkWildcardAlone(rule, field, what, path)));
  }
  const namespaces = textsAt(rule, 'namespaces');
  const field = `${path}.namespaces`;
  const missing = 'resource rules that are not cluster scoped must supply at least one namespace';
  if (namespaces.length === 0 && rule['clusterScope'] !== true) return [...errors, requiredValue(field, missing)];
  if (namespaces.includes('*')) return [...errors, ...checkWildcardAlone(rule, 'namespaces', 'namespaces', path)];
  const intro = "each member of this list must be '*' or a DNS-1123 label; ";
  for (const [index, namespace] of namespaces.entries()) {
    for (const problem of dnsLabel(namespace)) errors.push(invalidValue(`${field}[${index}]`, namespace, intro + problem));
  }
  return errors;
}

function validateOtherRule(rule: JSONObject, path: string): FieldError[] {
  const errors = validateVerbs(rule, path);
  const urls = textsAt(rule, 'nonResourceURLs');
  const field = `${path}.nonResourceURLs`;
  if (urls.length === 0) return [...errors, requiredValue(field, 'nonResourceURLs must contain at least one value')];
  if (urls.includes('*')) return [...errors, ...checkWildcardAlone(rule, 'nonResourceURLs', 'non-resource URLs', path)];
  for (const [index, url] of urls.entries()) {
    const problem = urlProblem(url);
    if (problem !== undefined) errors.push(invalidValue(`${field}[${index}]`, url, problem));
  }
  return errors;
}

/** What is wrong with a path of no resource; undefined if nothing is. */
function urlProblem(url: string): string | undefined {
  if (url === '') return 'must not be empty';
  if (!url.startsWith('/')) return 'must start with slash';
  if (url.includes(' ')) return 'must not contain white-space';
  if (url.includes('//')) return 'must not contain double slash';
  return /\*(?!$)|[^/]\*$/.test(url) ? 'wildcard can only do suffix matching' : undefined;
}
