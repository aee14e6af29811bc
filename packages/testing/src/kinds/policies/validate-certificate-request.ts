import { quote } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { numberAt, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
  tooLong,
} from '../../validation/field-errors.js';
import { certificatesProblem, requestProblem } from './certificate-request.js';
import { repeats } from '../value-rules.js';
import { dnsLabel, dnsSubdomain } from '../../validation/text-rules.js';

const usages =
  `any|cert sign|client auth|code signing|content commitment|crl sign|data encipherment|decipher only|digital signature|
  email protection|encipher only|ipsec end system|ipsec tunnel|ipsec user|key agreement|key encipherment|microsoft sgc|
  netscape sgc|ocsp signing|s/mime|server auth|signing|timestamping`.split(/\|\s*/);
const decisions = ['Approved', 'Denied'];
const finals = [...decisions, 'Failed'];

/** Kubernetes ValidateCertificateSigningRequestCreate. @param old what it was before: its certificate is not looked at again */
export function validateCertificateRequest(request: JSONObject, old?: JSONObject): FieldError[] {
  const spec = objectAt(request, 'spec') ?? {};
  const given = textAt(spec, 'request');
  const problem = requestProblem(given);
  const errors = problem === undefined ? [] : [invalidValue('spec.request', spec['request'] ?? null, problem)];
  const wanted = textsAt(spec, 'usages');
  if (wanted.length === 0) errors.push(requiredValue('spec.usages'));
  for (const [index, usage] of wanted.entries()) {
    if (!usages.includes(usage)) errors.push(notSupportedValue(`spec.usages[${index}]`, usage, usages));
  }
  const isRepeated = repeats<string>();
  for (const [index, usage] of wanted.entries()) {
    if (isRepeated(usage)) errors.push(duplicateValue(`spec.usages[${index}]`, usage));
  }
  errors.push(...validateSigner(textAt(spec, 'signerName'), 'spec.signerName'));
  const seconds = numberAt(spec, 'expirationSeconds') ?? 600;
  const detail = 'may not specify a duration less than 600 seconds (10 minutes)';
  if (seconds < 600) errors.push(invalidValue('spec.expirationSeconds', seconds, detail));
  errors.push(...validateConditions(conditionsOf(request)));
  const certificate = certificateOf(request);
  const malformed = old && certificate === certificateOf(old) ? undefined : certificatesProblem(certificate);
  return malformed === undefined ? errors : [...errors, invalidValue('status.certificate', '<certificate data>', malformed)];
}

/**
 * Kubernetes validateCertificateSigningRequestUpdate.
 *
 * @param subresource what may change: `approval` its decisions, `status` its certificate
 */
export function validateCertificateRequestUpdate(
  request: JSONObject,
  old: JSONObject,
  subresource: '' | 'approval' | 'status' = '',
): FieldError[] {
  const errors = validateCertificateRequest(request, old);
  const count = (object: JSONObject, type: string): number =>
    conditionsOf(object).filter((condition) => condition['type'] === type).length;
  for (const type of finals) {
    if (count(request, type) >= count(old, type)) continue;
    errors.push(forbiddenValue('status.conditions', `updates may not remove a condition of type ${quote(type)}`));
  }
  for (const type of subresource === 'approval' ? [] : decisions) {
    if (count(request, type) <= count(old, type)) continue;
    errors.push(forbiddenValue('status.conditions', `updates may not add a condition of type ${quote(type)}`));
  }
  const before = certificateOf(old);
  const refused = subresource === 'status' ? 'modify existing certificate content' : 'set certificate content';
  const mayChange = certificateOf(request) === before || (subresource === 'status' && before === '');
  return mayChange ? errors : [...errors, forbiddenValue('status.certificate', `updates may not ${refused}`)];
}

/** The conditions of a request, in its status. */
export function conditionsOf(request: JSONObject): JSONObject[] {
  return objectsAt(objectAt(request, 'status'), 'conditions');
}

function certificateOf(request: JSONObject): string {
  return textAt(objectAt(request, 'status'), 'certificate');
}

function validateConditions(conditions: readonly JSONObject[]): FieldError[] {
  const before = new Set<string>();
  return conditions.flatMap((condition, index) => {
    const path = `status.conditions[${index}]`;
    const type = textAt(condition, 'type');
    const status = textAt(condition, 'status');
    const supported = finals.includes(type) ? ['True'] : ['False', 'True', 'Unknown'];
    const errors = type === '' ? [requiredValue(`${path}.type`)] : [];
    if (status === '') errors.push(requiredValue(`${path}.status`));
    else if (!supported.includes(status)) errors.push(notSupportedValue(`${path}.status`, status, supported));
    const other = decisions.find((decision) => decision !== type) ?? '';
    if (decisions.includes(type) && before.has(other)) {
      errors.push(invalidValue('status.conditions', type, 'Approved and Denied conditions are mutually exclusive'));
    }
    if (before.has(type)) errors.push(duplicateValue(`${path}.type`, type));
    before.add(type);
    return errors;
  });
}

/** Kubernetes ValidateSignerName. */
function validateSigner(name: string, field: string): FieldError[] {
  if (name === '') return [requiredValue(field)];
  const wrong = (value: string, detail: string): FieldError => invalidValue(field, value, detail);
  if (name === 'kubernetes.io/legacy-unknown') return [wrong(name, 'the legacy signerName is not allowed via this API version')];
  const [domain = '', path = '', ...others] = name.split('/');
  const form = "must be a fully qualified domain and path of the form 'example.com/signer-name'";
  if (others.length > 0 || !name.includes('/')) return [wrong(name, form)];
  const errors = Buffer.byteLength(domain) > 253 ? [tooLong(field, 253)] : [];
  const labels = (text: string, rule: (label: string) => string[]): FieldError[] => {
    const label = text.split('.').find((one) => rule(one).length > 0);
    if (label === undefined) return [];
    return rule(label).map((problem) => wrong(text, `validating label ${quote(label)}: ${problem}`));
  };
  errors.push(...labels(domain, dnsLabel));
  if (!domain.includes('.')) errors.push(wrong(domain, 'should be a domain with at least two segments separated by dots'));
  errors.push(...labels(path, dnsSubdomain));
  return Buffer.byteLength(name) > 571 ? [...errors, tooLong(field, 571)] : errors;
}
