import { Buffer } from 'node:buffer';
import { labelKeyProblems } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
  tooLong,
} from '../validation/field-errors.js';
import { isMissing, objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { meansTheSame } from './semantic-equality.js';
import { checkRange } from './ip-rules.js';
import { taintEffects } from './pods/validate-tolerations.js';
import { checkText, configMapKey } from '../validation/text-rules.js';

/** Bytes that a ConfigMap or Secret may hold. */
const most = 1_048_576;

/** Kubernetes ValidateConfigMap. */
export function validateConfigMap(configMap: JSONObject): FieldError[] {
  const data = objectAt(configMap, 'data') ?? {};
  const binary = objectAt(configMap, 'binaryData') ?? {};
  const errors = [...Object.keys(data).sort(), ...Object.keys(binary).sort()].flatMap((key, index) => {
    const isBinary = index >= Object.keys(data).length;
    const field = `${isBinary ? 'binaryData' : 'data'}[${key}]`;
    const wrong = checkText(configMapKey, key, field);
    const isTwice = !isBinary && Object.hasOwn(binary, key);
    return isTwice ? [...wrong, invalidValue(field, key, 'duplicate of key present in binaryData')] : wrong;
  });
  const texts = Object.values(data).map((value) => Buffer.byteLength(typeof value === 'string' ? value : ''));
  const size = [...texts, ...Object.values(binary).map(decodedSize)].reduce((sum, one) => sum + one, 0);
  return size > most ? [...errors, tooLong('[]', most)] : errors;
}

/** What an object with `immutable` may change: nothing of its contents. */
export function validateFrozen(object: JSONObject, old: JSONObject, contents: readonly string[]): FieldError[] {
  if (old['immutable'] !== true) return [];
  const why = 'field is immutable when `immutable` is set';
  return [
    ...(object['immutable'] === true ? [] : [forbiddenValue('immutable', why)]),
    ...contents.filter((field) => !meansTheSame(object[field], old[field])).map((field) => forbiddenValue(field, why)),
  ];
}

/** What the secrets of a type need. */
const neededKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

/** Kubernetes ValidateSecret. */
export function validateSecret(secret: JSONObject): FieldError[] {
  const data = objectAt(secret, 'data') ?? {};
  const errors = Object.keys(data)
    .sort()
    .flatMap((key) => checkText(configMapKey, key, `data[${key}]`));
  const size = Object.values(data).reduce<number>((sum, value) => sum + decodedSize(value), 0);
  if (size > most) errors.push(tooLong('data', most));
  const type = textAt(secret, 'type');
  if (type === 'kubernetes.io/service-account-token') {
    const field = 'metadata.annotations[kubernetes.io/service-account.name]';
    const account = textAt(objectAt(secret, 'metadata', 'annotations'), 'kubernetes.io/service-account.name');
    if (account === '') errors.push(requiredValue(field));
  }
  if (type === 'kubernetes.io/basic-auth' && isMissing(data, 'username') && isMissing(data, 'password')) {
    errors.push(requiredValue('data[username]'), requiredValue('data[password]'));
  }
  for (const key of Object.hasOwn(neededKeys, type) ? (neededKeys[type] ?? []) : []) {
    if (isMissing(data, key)) errors.push(requiredValue(`data[${key}]`));
    else if (key.startsWith('.docker') && !isJSON(textAt(data, key))) {
      errors.push(invalidValue(`data[${key}]`, '<secret contents redacted>', 'invalid character'));
    }
  }
  return errors;
}

/** Kubernetes ValidateSecretUpdate: the type stays. */
export function validateSecretUpdate(secret: JSONObject, old: JSONObject): FieldError[] {
  const type = textAt(secret, 'type');
  const errors = type === textAt(old, 'type') ? [] : [invalidValue('type', type, 'field is immutable')];
  return [...errors, ...validateFrozen(secret, old, ['data']), ...validateSecret(secret)];
}

/** Kubernetes ValidateNode. */
export function validateNode(node: JSONObject): FieldError[] {
  const spec = objectAt(node, 'spec');
  const errors: FieldError[] = [];
  for (const [index, taint] of objectsAt(spec, 'taints').entries()) {
    const field = `metadata.taints[${index}]`; // The server says metadata here.
    errors.push(...checkText(labelKeyProblems, textAt(taint, 'key'), `${field}.key`));
    const effect = textAt(taint, 'effect');
    if (effect === '') errors.push(requiredValue(`${field}.effect`));
    else if (!taintEffects.includes(effect)) errors.push(notSupportedValue(`${field}.effect`, effect, taintEffects));
  }
  const ranges = textsAt(spec, 'podCIDRs');
  const all = ranges.length > 0 ? ranges : textAt(spec, 'podCIDR') === '' ? [] : [textAt(spec, 'podCIDR')];
  return [...errors, ...all.flatMap((range, index) => checkRange(range, `spec.podCIDRs[${index}]`))];
}

/** Kubernetes ValidateNodeUpdate: what a node was told once stays. */
export function validateNodeUpdate(node: JSONObject, old: JSONObject): FieldError[] {
  const errors: FieldError[] = [];
  const spec = objectAt(node, 'spec');
  const before = objectAt(old, 'spec');
  if (!isMissing(before, 'podCIDR') && !meansTheSame(spec?.['podCIDR'], before?.['podCIDR'])) {
    errors.push(forbiddenValue('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'));
  }
  if (!isMissing(before, 'providerID') && !meansTheSame(spec?.['providerID'], before?.['providerID'])) {
    errors.push(forbiddenValue('spec.providerID', 'node updates may not change providerID except from "" to valid'));
  }
  return [...validateNode(node), ...errors];
}

function decodedSize(value: unknown): number {
  return typeof value === 'string' ? Buffer.byteLength(value, 'base64') : 0;
}

function isJSON(base64: string): boolean {
  try {
    JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
    return true;
  } catch {
    return false; // That is the answer.
  }
}
