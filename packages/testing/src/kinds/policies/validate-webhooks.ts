import { labelKeyProblems, quote } from '@kubewright/rest';
import type { JSONObject, JSONValue } from '../../json.js';
import { isMissing, numberAt, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import { duplicateValue, type FieldError, invalidValue, requiredValue, tooMany } from '../../validation/field-errors.js';
import { validateRuleOfRequests } from './validate-match-resources.js';
import { checkGiven, checkPort, repeats } from '../value-rules.js';
import { validateSelector } from '../../validation/label-selectors.js';
import { checkText, checkTextAtOnce, dns1035Label, dnsSubdomain } from '../../validation/text-rules.js';

const acceptedVersions = ['v1', 'v1beta1'];
const quiet = ['None', 'NoneOnDryRun'];

/**
 * Kubernetes validateValidatingWebhookConfiguration and the same for those that mutate, but for what conditions say in CEL.
 * @param old what it was before: some mistakes may stay
 */
export function validateWebhooks(configuration: JSONObject, old?: JSONObject): FieldError[] {
  const before = objectsAt(old, 'webhooks');
  const sideEffects = before.every((webhook) => quiet.includes(textAt(webhook, 'sideEffects')))
    ? quiet
    : ['None', 'NoneOnDryRun', 'Some', 'Unknown'];
  const isStrict = before.every((webhook) => isAccepted(textsAt(webhook, 'admissionReviewVersions')));
  const wereUnique = new Set(before.map(({ name }) => name)).size === before.length;
  const isRepeated = repeats<string>();
  return objectsAt(configuration, 'webhooks').flatMap((webhook, index) => {
    const path = `webhooks[${index}]`;
    const errors = [
      ...validateWebhook(webhook, sideEffects, path),
      ...validateVersions(textsAt(webhook, 'admissionReviewVersions'), isStrict, `${path}.admissionReviewVersions`),
    ];
    const name = textAt(webhook, 'name');
    if (isRepeated(name) && wereUnique && name !== '') errors.push(duplicateValue(`${path}.name`, name));
    return errors;
  });
}

/** Conditions on requests, but for what they say in CEL (Kubernetes validateMatchConditions). */
export function validateMatchConditions(holder: JSONObject, path: string): FieldError[] {
  const conditions = objectsAt(holder, 'matchConditions');
  const errors = conditions.length > 64 ? [tooMany(path, conditions.length, 64)] : [];
  const isRepeated = repeats<string>();
  for (const [index, condition] of conditions.entries()) {
    const name = textAt(condition, 'name');
    const field = `${path}[${index}].name`;
    if (textAt(condition, 'expression').trim() === '') errors.push(requiredValue(`${path}[${index}].expression`));
    errors.push(...(name === '' ? [requiredValue(field)] : checkText(labelKeyProblems, name, field)));
    if (isRepeated(name) && name !== '') errors.push(duplicateValue(field, name));
  }
  return errors;
}

function validateWebhook(webhook: JSONObject, sideEffects: readonly string[], path: string): FieldError[] {
  const errors = validateName(textAt(webhook, 'name'), `${path}.name`);
  for (const [index, rule] of objectsAt(webhook, 'rules').entries()) {
    errors.push(...validateRuleOfRequests(rule, `${path}.rules[${index}]`));
  }
  const given = (field: string, supported: readonly string[]): void =>
    void errors.push(...checkGiven(webhook, field, supported, path));
  given('failurePolicy', ['Fail', 'Ignore']);
  given('matchPolicy', ['Equivalent', 'Exact']);
  if (isMissing(webhook, 'sideEffects')) {
    errors.push(requiredValue(`${path}.sideEffects`, `must specify one of ${sideEffects.join(', ')}`));
  }
  given('sideEffects', sideEffects);
  const seconds = numberAt(webhook, 'timeoutSeconds') ?? 1;
  const detail = 'the timeout value must be between 1 and 30 seconds';
  if (seconds < 1 || seconds > 30) errors.push(invalidValue(`${path}.timeoutSeconds`, seconds, detail));
  for (const field of ['namespaceSelector', 'objectSelector']) {
    errors.push(...validateSelector(objectAt(webhook, field), `${path}.${field}`));
  }
  given('reinvocationPolicy', ['IfNeeded', 'Never']);
  const client = objectAt(webhook, 'clientConfig');
  const service = objectAt(client, 'service');
  const isURL = !isMissing(client, 'url');
  const field = `${path}.clientConfig`;
  if (isURL === Boolean(service)) errors.push(requiredValue(field, 'exactly one of url or service is required'));
  else if (service) errors.push(...validateService(service, `${field}.service`));
  else errors.push(...validateURL(textAt(client, 'url'), `${field}.url`));
  return [...errors, ...validateMatchConditions(webhook, `${path}.matchConditions`)];
}

/** Apimachinery IsFullyQualifiedName. */
function validateName(name: string, field: string): FieldError[] {
  if (name === '') return [requiredValue(field)];
  const wrong = checkTextAtOnce(dnsSubdomain, name, field);
  if (wrong.length > 0) return wrong;
  const detail = 'should be a domain with at least three segments separated by dots';
  return name.split('.').length < 3 ? [invalidValue(field, name, detail)] : [];
}

function isAccepted(versions: readonly string[]): boolean {
  return versions.some((version) => acceptedVersions.includes(version));
}

function validateVersions(versions: readonly string[], isStrict: boolean, path: string): FieldError[] {
  const known = acceptedVersions.join(', ');
  if (versions.length === 0) return [requiredValue(path, `must specify one of ${known}`)];
  const isRepeated = repeats<string>();
  const errors = versions.flatMap((version, index) => {
    const field = `${path}[${index}]`;
    if (isRepeated(version)) return [invalidValue(field, version, 'duplicate version')];
    return checkText(dns1035Label, version, field);
  });
  if (!isStrict || isAccepted(versions)) return errors;
  return [...errors, invalidValue(path, [...versions], `must include at least one of ${known}`)];
}

/** Where a service is asked (apiserver ValidateWebhookService). */
function validateService(service: JSONObject, path: string): FieldError[] {
  // The server takes one for the other.
  const swapped = { name: 'namespace', namespace: 'name' };
  const errors = Object.entries(swapped).flatMap(([told, field]) =>
    textAt(service, field) === '' ? [requiredValue(`${path}.${told}`)] : [],
  );
  const port = numberAt(service, 'port') ?? 0;
  if (checkPort(port, '').length > 0) {
    errors.push(invalidValue(`${path}.port`, port, 'port is not valid: must be between 1 and 65535, inclusive'));
  }
  const text = textAt(service, 'path');
  const wrong = (detail: string): void => void errors.push(invalidValue(`${path}.path`, text, detail));
  if (text === '' || text === '/') return errors;
  if (!text.startsWith('/')) wrong("must start with a '/'");
  const rest = text.slice(1).replace(/\/$/, '');
  for (const [index, segment] of rest.split('/').entries()) {
    if (segment === '') wrong(`segment[${index}] may not be empty`);
    else for (const problem of dnsSubdomain(segment)) wrong(`segment[${index}]: ${problem}`);
  }
  return errors;
}

/** Apiserver ValidateWebhookURL. What Go cannot parse is told in Go's words where they are the same for all. */
function validateURL(text: string, field: string): FieldError[] {
  const form = '; desired format: https://host[/path]';
  const errors: FieldError[] = [];
  const [, scheme = '', rest = ''] = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(.*)$/s.exec(text) ?? [];
  const [before = '', fragment] = rest.split(/#(.*)/s);
  const [hierarchy = '', query] = before.split(/\?(.*)/s);
  const [, authority = ''] = /^\/\/([^/]*)/.exec(hierarchy) ?? [];
  const at = authority.lastIndexOf('@');
  const wrong = (value: JSONValue, detail: string): void => void errors.push(invalidValue(field, value, detail));
  if (text.startsWith(':'))
    return [requiredValue(field, `url must be a valid URL: parse ${quote(text)}: missing protocol scheme${form}`)];
  if (scheme.toLowerCase() !== 'https') wrong(scheme.toLowerCase(), `'https' is the only allowed URL scheme${form}`);
  if (authority.slice(at + 1) === '') wrong('', `host must be specified${form}`);
  if (at >= 0) wrong(authority.slice(0, at), 'user information is not permitted in the URL');
  if (fragment) wrong(fragment, 'fragments are not permitted in the URL');
  if (query) wrong(query, 'query parameters are not permitted in the URL');
  return errors;
}
