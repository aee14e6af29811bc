import type { JSONObject } from '../../json.js';
import { isMissing, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { type FieldError, invalidValue, notFoundValue, requiredValue } from '../../validation/field-errors.js';
import { checkNoBacksteps } from '../storage/path-rules.js';
import { placedContainers } from './placed-containers.js';
import { validateFieldReference, validateResourceReference } from '../validate-references.js';
import { checkText, configMapKey, dnsLabel, dnsSubdomain, environmentName, type TextRule } from '../../validation/text-rules.js';

const environmentFields = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName'],
  ...['status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
];

type Check = (source: JSONObject, path: string) => FieldError[];

/** A text that has to be there, and to follow a rule. */
function needed(source: JSONObject, field: string, rule: TextRule | undefined, path: string): FieldError[] {
  const text = textAt(source, field);
  if (text === '') return [requiredValue(`${path}.${field}`)];
  return rule ? checkText(rule, text, `${path}.${field}`) : [];
}

/** A key of a ConfigMap or Secret. */
const checkKey: Check = (source, path) => [
  ...checkText(dnsSubdomain, textAt(source, 'name'), `${path}.name`),
  ...needed(source, 'key', configMapKey, path),
];

/** Where the value of a variable can come from, in the server's order. */
const sources: Readonly<Record<string, Check>> = {
  fieldRef: (source, path) => validateFieldReference(source, environmentFields, path),
  resourceFieldRef: (source, path) => validateResourceReference(source, false, path),
  configMapKeyRef: checkKey,
  secretKeyRef: checkKey,
  fileKeyRef: (source, path) => [
    ...needed(source, 'key', environmentName, path),
    ...needed(source, 'volumeName', dnsLabel, path),
    ...needed(source, 'path', undefined, path),
    ...checkNoBacksteps(textAt(source, 'path'), `${path}.path`),
  ],
};

/** The variables of a container (Kubernetes ValidateEnv). */
export function validateEnvironment(container: JSONObject, path: string): FieldError[] {
  return objectsAt(container, 'env').flatMap((variable, index) => {
    const field = `${path}[${index}]`;
    return [...needed(variable, 'name', environmentName, field), ...validateOrigin(variable, `${field}.valueFrom`)];
  });
}

function validateOrigin(variable: JSONObject, path: string): FieldError[] {
  const from = objectAt(variable, 'valueFrom');
  if (!from) return [];
  const given = Object.entries(sources).filter(([source]) => objectAt(from, source));
  const errors = given.flatMap(([source, check]) => check(objectAt(from, source) ?? {}, `${path}.${source}`));
  const wrong = (detail: string): FieldError[] => [...errors, invalidValue(path, '', detail)];
  if (given.length === 0) {
    return wrong('must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`');
  }
  if (textAt(variable, 'value') !== '') return wrong('may not be specified when `value` is not empty');
  return given.length > 1 ? wrong('may not have more than one field specified at a time') : errors;
}

/**
 * A name that may end in a hyphen, as if more of it were to come; the character before it is not looked at (apimachinery
 * maskTrailingDash).
 */
const namePrefix: TextRule = (text) => dnsSubdomain(text.replace(/.-$/, 'a'));

/** The ConfigMaps and Secrets whose keys are variables of a container (Kubernetes ValidateEnvFrom). */
export function validateEnvironmentSources(container: JSONObject, path: string): FieldError[] {
  return objectsAt(container, 'envFrom').flatMap((from, index) => {
    const field = `${path}[${index}]`;
    const given = ['configMapRef', 'secretRef'].filter((source) => objectAt(from, source));
    const prefix = textAt(from, 'prefix');
    const errors = [
      ...(prefix === '' ? [] : checkText(environmentName, prefix, `${field}.prefix`)),
      ...given.flatMap((source) => needed(objectAt(from, source) ?? {}, 'name', namePrefix, `${field}.${source}`)),
    ];
    if (given.length === 1) return errors;
    const detail =
      given.length === 0
        ? 'must specify one of: `configMapRef` or `secretRef`'
        : 'may not have more than one field specified at a time';
    // The server forgets which one it is.
    return [...errors, invalidValue(path, '', detail)];
  });
}

/** Files that variables are read from are in volumes that are empty in the beginning (Kubernetes validateFileKeyRefVolumes). */
export function validateFilesOfEnvironment(spec: JSONObject, path: string): FieldError[] {
  return placedContainers(spec, path).flatMap(({ container, field }) =>
    objectsAt(container, 'env').flatMap((variable, index) => {
      const file = isMissing(variable, 'valueFrom') ? undefined : objectAt(variable, 'valueFrom', 'fileKeyRef');
      if (!file) return [];
      const name = textAt(file, 'volumeName');
      const volume = objectsAt(spec, 'volumes').findLast((one) => textAt(one, 'name') === name);
      const place = `${field}.env[${index}].valueFrom.fileKeyRef.volumeName`;
      if (!volume) return [notFoundValue(place, name)];
      return objectAt(volume, 'emptyDir') ? [] : [invalidValue(place, name, 'referenced volume must be of type emptyDir')];
    }),
  );
}
