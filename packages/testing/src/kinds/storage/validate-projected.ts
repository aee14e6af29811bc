import type { JSONObject } from '../../json.js';
import { numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { type FieldError, forbiddenValue, invalidValue, requiredValue } from '../../validation/field-errors.js';
import { checkFileMode, checkFilePath } from './path-rules.js';
import { validateFieldReference, validateResourceReference } from '../validate-references.js';

/** Keys that become files, and the permissions of all (Kubernetes validateSecretVolumeSource, validateConfigMapVolumeSource). */
export function validateKeys(source: JSONObject, path: string): FieldError[] {
  return [
    ...checkFileMode(source['defaultMode'], `${path}.defaultMode`),
    ...objectsAt(source, 'items').flatMap((item, index) => validateKey(item, `${path}.items[${index}]`)),
  ];
}

/** Files about the pod itself (Kubernetes validateDownwardAPIVolumeSource). */
export function validateDownward(source: JSONObject, path: string): FieldError[] {
  return [
    ...checkFileMode(source['defaultMode'], `${path}.defaultMode`),
    // The server forgets which file it is.
    ...objectsAt(source, 'items').flatMap((file) => validateFile(file, path)),
  ];
}

/** A volume of several sources (Kubernetes validateProjectedVolumeSource). Those that no server has by default are gone already. */
export function validateProjected(projected: JSONObject, path: string): FieldError[] {
  const errors = checkFileMode(projected['defaultMode'], `${path}.defaultMode`);
  const taken = new Set<string>();
  const take = (file: string, shown: string): void => {
    if (taken.has(file)) errors.push(invalidValue(path, shown, 'conflicting duplicate paths'));
    else if (file !== '') taken.add(file);
  };
  for (const [index, source] of objectsAt(projected, 'sources').entries()) {
    const field = `${path}.sources[${index}]`;
    for (const kind of ['secret', 'configMap']) {
      const given = objectAt(source, kind);
      if (!given) continue;
      const name = textAt(given, 'name');
      if (name === '') errors.push(requiredValue(`${field}.${kind}.name`));
      for (const [at, item] of objectsAt(given, 'items').entries()) {
        errors.push(...validateKey(item, `${field}.${kind}.items[${at}]`));
        take(textAt(item, 'path'), name);
      }
    }
    for (const file of objectsAt(objectAt(source, 'downwardAPI'), 'items')) {
      errors.push(...validateFile(file, `${field}.downwardAPI`));
      take(textAt(file, 'path'), textAt(file, 'path'));
    }
    const token = objectAt(source, 'serviceAccountToken');
    if (token) errors.push(...validateToken(token, `${field}.serviceAccountToken`, path));
    const kinds = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'].filter((kind) => objectAt(source, kind));
    if (kinds.length > 1) errors.push(forbiddenValue(field, 'may not specify more than 1 volume type per source'));
  }
  return errors;
}

function validateToken(token: JSONObject, field: string, path: string): FieldError[] {
  const seconds = numberAt(token, 'expirationSeconds') ?? 0;
  const file = textAt(token, 'path');
  const errors = file === '' ? [requiredValue(`${path}.path`)] : checkFilePath(file, `${path}.path`);
  const detail =
    seconds < 600
      ? 'may not specify a duration less than 10 minutes'
      : seconds > 2 ** 32 && 'may not specify a duration larger than 2^32 seconds';
  return detail === false ? errors : [invalidValue(`${field}.expirationSeconds`, seconds, detail), ...errors];
}

function validateKey(item: JSONObject, path: string): FieldError[] {
  const file = textAt(item, 'path');
  return [
    ...(textAt(item, 'key') === '' ? [requiredValue(`${path}.key`)] : []),
    ...(file === '' ? [requiredValue(`${path}.path`)] : checkFilePath(file, `${path}.path`)),
    ...checkFileMode(item['mode'], `${path}.mode`),
  ];
}

const fields = ['annotations', 'labels', 'name', 'namespace', 'uid'].map((name) => `metadata.${name}`);

function validateFile(file: JSONObject, path: string): FieldError[] {
  const name = textAt(file, 'path');
  const errors = name === '' ? [requiredValue(`${path}.path`)] : checkFilePath(name, `${path}.path`);
  const field = objectAt(file, 'fieldRef');
  const resource = objectAt(file, 'resourceFieldRef');
  if (field) {
    errors.push(...validateFieldReference(field, fields, `${path}.fieldRef`));
    const detail = 'fieldRef and resourceFieldRef can not be specified simultaneously';
    if (resource) errors.push(invalidValue(path, 'resource', detail));
  } else if (resource) errors.push(...validateResourceReference(resource, true, `${path}.resourceFieldRef`));
  else errors.push(requiredValue(path, 'one of fieldRef and resourceFieldRef is required'));
  return [...errors, ...checkFileMode(file['mode'], `${path}.mode`)];
}
