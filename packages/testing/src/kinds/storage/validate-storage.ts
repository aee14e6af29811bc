import { labelKeyProblems } from '@kubewright/rest';
import type { JSONObject, JSONValue } from '../../json.js';
import { listAt, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
  tooLong,
} from '../../validation/field-errors.js';
import { meansTheSame } from '../semantic-equality.js';
import { validateNonnegativeAmount } from '../pods/validate-resources.js';
import { repeats } from '../value-rules.js';
import { asGoSelector } from '../shown-map.js';
import { validateSelector } from '../../validation/label-selectors.js';
import { checkText, dnsSubdomain } from '../../validation/text-rules.js';

/** Bytes of what a class may hand to its provisioner, or a driver to who mounts. */
export const mostBytes = 256 * 1024;

/** Kubernetes ValidateStorageClass. */
export function validateStorageClass(storageClass: JSONObject): FieldError[] {
  const errors = [
    ...validateProvisioner(textAt(storageClass, 'provisioner'), 'provisioner'),
    ...validateParameters(objectAt(storageClass, 'parameters')),
  ];
  const one = (field: string, supported: readonly string[]): void => {
    const value = textAt(storageClass, field);
    if (!supported.includes(value)) errors.push(notSupportedValue(field, value, supported));
  };
  if (storageClass['reclaimPolicy'] !== '') one('reclaimPolicy', ['Delete', 'Retain']);
  one('volumeBindingMode', ['Immediate', 'WaitForFirstConsumer']);
  const terms = objectsAt(storageClass, 'allowedTopologies');
  // The server compares each with as many empty ones as there are terms, and with those before.
  const known = new Map([['', terms.length]]);
  for (const [index, term] of terms.entries()) {
    const path = `allowedTopologies[${index}].matchLabelExpressions`;
    const values = new Map<string, string>();
    for (const [at, requirement] of objectsAt(term, 'matchLabelExpressions').entries()) {
      const key = textAt(requirement, 'key');
      errors.push(...validateTopology(requirement, key, `${path}[${at}]`));
      if (values.has(key)) errors.push(duplicateValue(`${path}[${at}].key`, key));
      values.set(key, JSON.stringify([key, ...new Set(textsAt(requirement, 'values').sort())]));
    }
    const text = [...values.values()].sort().join();
    const count = known.get(text) ?? 0;
    for (let i = 0; i < count; i++) errors.push(duplicateValue(path, ''));
    known.set(text, count + 1);
  }
  return errors;
}

/** Kubernetes ValidateVolumeAttributesClass. */
export function validateAttributesClass(attributes: JSONObject): FieldError[] {
  const parameters = objectAt(attributes, 'parameters');
  const isEmpty = Object.keys(parameters ?? {}).length === 0;
  return [
    ...validateProvisioner(textAt(attributes, 'driverName'), 'driverName'),
    ...validateParameters(parameters),
    ...(isEmpty ? [requiredValue('parameters', 'must contain at least one key/value pair')] : []),
  ];
}

/** What of a VolumeAttributesClass stays: everything. */
export function validateAttributesClassUpdate(attributes: JSONObject, old: JSONObject): FieldError[] {
  const changed = ['driverName', 'parameters'].filter((field) => !meansTheSame(attributes[field], old[field]));
  return [
    ...changed.map((field) => forbiddenValue(field, `updates to ${field} are forbidden.`)),
    ...validateAttributesClass(attributes),
  ];
}

/** Kubernetes ValidateCSIStorageCapacity. */
export function validateStorageCapacity(capacity: JSONObject): FieldError[] {
  return [
    ...validateSelector(objectAt(capacity, 'nodeTopology'), 'nodeTopology'),
    ...checkText(dnsSubdomain, textAt(capacity, 'storageClassName'), 'storageClassName'),
    ...validateNonnegativeAmount(textAt(capacity, 'capacity'), 'capacity'),
  ];
}

/** What a capacity is of stays. */
export function validateStorageCapacityUpdate(capacity: JSONObject, old: JSONObject): FieldError[] {
  const shown: Readonly<Record<string, JSONValue>> = {
    nodeTopology: asGoSelector(objectAt(capacity, 'nodeTopology')),
    storageClassName: textAt(capacity, 'storageClassName'),
  };
  return Object.entries(shown)
    .filter(([field]) => !meansTheSame(capacity[field], old[field]))
    .map(([field, value]) => invalidValue(field, value, 'field is immutable'));
}

function validateProvisioner(provisioner: string, field: string): FieldError[] {
  return provisioner === '' ? [requiredValue(field)] : checkText(labelKeyProblems, provisioner.toLowerCase(), field);
}

function validateParameters(parameters: JSONObject | undefined): FieldError[] {
  const keys = Object.keys(parameters ?? {});
  if (keys.length > 512) return [tooLong('parameters', 512)];
  const errors = keys.includes('') ? [invalidValue('parameters', '', 'field can not be empty.')] : [];
  return bytesOf(parameters) > mostBytes ? [...errors, tooLong('parameters', mostBytes)] : errors;
}

/** How many bytes all names and texts have. */
export function bytesOf(texts: JSONObject | undefined): number {
  return Object.entries(texts ?? {}).reduce((sum, [key, value]) => sum + Buffer.byteLength(`${key}${value as string}`), 0);
}

function validateTopology(requirement: JSONObject, key: string, path: string): FieldError[] {
  const values = textsAt(requirement, 'values');
  const errors = listAt(requirement, 'values').length === 0 ? [requiredValue(`${path}.values`)] : [];
  const isRepeated = repeats<string>();
  for (const [index, value] of values.entries()) {
    if (isRepeated(value)) errors.push(duplicateValue(`${path}.values[${index}]`, value));
  }
  return [...errors, ...checkText(labelKeyProblems, key, `${path}.key`)];
}
