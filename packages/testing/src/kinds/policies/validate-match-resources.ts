import type { JSONObject } from '../../json.js';
import { listAt, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { pathSegmentProblems } from '../../validation/names.js';
import { checkGiven, checkWildcardAlone, repeats } from '../value-rules.js';
import { validateSelector } from '../../validation/label-selectors.js';

/** Which requests a policy is about (Kubernetes validateMatchResources). Undefined is right. */
export function validateMatchResources(match: JSONObject | undefined, path: string): FieldError[] {
  if (!match) return [];
  const policies = ['Equivalent', 'Exact'];
  const policy = textAt(match, 'matchPolicy');
  const errors = policies.includes(policy) ? [] : [notSupportedValue(`${path}.matchPolicy`, policy, policies)];
  for (const field of ['namespaceSelector', 'objectSelector']) {
    errors.push(...validateSelector(objectAt(match, field), `${path}.${field}`));
  }
  for (const list of ['resourceRules', 'excludeResourceRules']) {
    for (const [index, rule] of objectsAt(match, list).entries()) {
      errors.push(...validateNamedRule(rule, `${path}.${list}[${index}]`));
    }
  }
  return errors;
}

/** Operations on resources (Kubernetes validateRuleWithOperations). */
export function validateRuleOfRequests(rule: JSONObject, path: string): FieldError[] {
  const supported = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
  const errors = validateWildcard(rule, 'operations', 'operations', path);
  for (const [index, operation] of textsAt(rule, 'operations').entries()) {
    if (!supported.includes(operation)) errors.push(notSupportedValue(`${path}.operations[${index}]`, operation, supported));
  }
  errors.push(...validateWildcard(rule, 'apiGroups', 'API groups', path));
  errors.push(...validateWildcard(rule, 'apiVersions', 'API versions', path));
  for (const [index, version] of textsAt(rule, 'apiVersions').entries()) {
    if (version === '') errors.push(requiredValue(`${path}.apiVersions[${index}]`));
  }
  errors.push(...validateResources(textsAt(rule, 'resources'), `${path}.resources`));
  return [...errors, ...checkGiven(rule, 'scope', ['*', 'Cluster', 'Namespaced'], path)];
}

function validateNamedRule(rule: JSONObject, path: string): FieldError[] {
  const isRepeated = repeats<string>();
  const errors = textsAt(rule, 'resourceNames').flatMap((name, index) => {
    const field = `${path}.resourceNames[${index}]`;
    const wrong = pathSegmentProblems(name).map((problem) => invalidValue(field, name, problem));
    return isRepeated(name) ? [...wrong, duplicateValue(field, name)] : wrong;
  });
  return [...errors, ...validateRuleOfRequests(rule, path)];
}

/** A list that has to be there, and in which `*` stands alone. */
function validateWildcard(rule: JSONObject, field: string, what: string, path: string): FieldError[] {
  if (listAt(rule, field).length === 0) return [requiredValue(`${path}.${field}`)];
  return checkWildcardAlone(rule, field, what, path);
}

function validateResources(resources: string[], path: string): FieldError[] {
  const errors = resources.length === 0 ? [requiredValue(path)] : [];
  const [whole, everywhere] = [new Set<string>(), new Set<string>()];
  // The last one without a subresource counts.
  const isPlain = (resources.filter((resource) => resource !== '' && !resource.includes('/')).at(-1) ?? '*') !== '*';
  for (const [index, resource] of resources.entries()) {
    const field = `${path}[${index}]`;
    if (resource === '') errors.push(requiredValue(field));
    const slash = resource.indexOf('/');
    if (slash < 0) continue;
    const [name, subresource] = [resource.slice(0, slash), resource.slice(slash + 1)];
    const wrong = (present: string): void =>
      void errors.push(invalidValue(field, resource, `if '${present}' is present, must not specify ${resource}`));
    if (whole.has(name)) wrong(`${name}/*`);
    if (everywhere.has(subresource)) wrong(`*/${subresource}`);
    if (subresource === '*') whole.add(name);
    if (name === '*') everywhere.add(subresource);
  }
  const alone = (present: string, others: string): void =>
    void errors.push(invalidValue(path, resources, `if '${present}' is present, must not specify other ${others}`));
  if (resources.length > 1 && resources.includes('*/*')) alone('*/*', 'resources');
  if (resources.includes('*') && isPlain) alone('*', 'resources without subresources');
  return errors;
}
