import { compareQuantities, labelKeyProblems } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { textAt } from '../json-fields.js';
import { type FieldError, invalidValue, notSupportedValue, requiredValue } from '../validation/field-errors.js';
import { checkText } from '../validation/text-rules.js';

/** Fields of a pod that a version of it has, and that a reference may name at all. */
const known = new Set([
  ...['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'],
  ...['spec.nodeName', 'spec.restartPolicy', 'spec.serviceAccountName', 'spec.schedulerName'],
  ...['status.phase', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
]);

/** A reference to a field of the pod (Kubernetes validateObjectFieldSelector). @param supported in the order of the server's messages */
export function validateFieldReference(reference: JSONObject, supported: readonly string[], path: string): FieldError[] {
  const version = textAt(reference, 'apiVersion');
  if (version === '') return [requiredValue(`${path}.apiVersion`)];
  const text = textAt(reference, 'fieldPath');
  if (text === '') return [requiredValue(`${path}.fieldPath`)];
  const wrong = (detail: string): FieldError[] => [
    invalidValue(`${path}.fieldPath`, text, `error converting fieldPath: ${detail}`),
  ];
  if (version !== 'v1') return wrong(`unsupported pod version: ${version}`);
  const [, map, key] = /^(.+?)\['(.*)'\]$/s.exec(text) ?? [];
  if (map !== undefined && key !== undefined) {
    if (map === 'metadata.annotations') return checkText(labelKeyProblems, key.toLowerCase(), path);
    return map === 'metadata.labels'
      ? checkText(labelKeyProblems, key, path)
      : wrong(`field label does not support subscript: ${text}`);
  }
  // What the field was called once.
  const field = text === 'spec.host' ? 'spec.nodeName' : text;
  if (!known.has(field)) return wrong(`field label not supported: ${text}`);
  return supported.includes(field) ? [] : [notSupportedValue(`${path}.fieldPath`, field, supported)];
}

const resources = ['limits', 'requests'].flatMap((list) =>
  ['cpu', 'ephemeral-storage', 'memory'].map((name) => `${list}.${name}`),
);

const units = '1 1k 1M 1G 1T 1P 1E 1Ki 1Mi 1Gi 1Ti 1Pi 1Ei'.split(' ');

/** What a resource may be counted in, and how the server calls it. */
function divisorsOf(resource: string): readonly [name: string, divisors: readonly string[]] | undefined {
  const name = /^(?:limits|requests)\.(?:(cpu|memory|ephemeral-storage)$|hugepages-)/.exec(resource);
  if (!name) return undefined;
  if (name[1] === 'cpu') return ['cpu', ['1m', '1']];
  return [name[1] === undefined ? 'hugepages' : name[1] === 'memory' ? 'memory' : 'local ephemeral storage', units];
}

/**
 * A reference to a resource of a container (Kubernetes validateContainerResourceFieldSelector).
 *
 * @param isInVolume whether it has to say of which one
 */
export function validateResourceReference(reference: JSONObject, isInVolume: boolean, path: string): FieldError[] {
  const resource = textAt(reference, 'resource');
  const errors: FieldError[] = [];
  if (isInVolume && textAt(reference, 'containerName') === '') errors.push(requiredValue(`${path}.containerName`));
  else if (resource === '') errors.push(requiredValue(`${path}.resource`));
  else if (!resources.includes(resource) && !/^(?:limits|requests)\.hugepages-/.test(resource)) {
    errors.push(notSupportedValue(`${path}.resource`, resource, resources));
  }
  const divisor = textAt(reference, 'divisor') || '0';
  const [name, divisors] = divisorsOf(resource) ?? [];
  if (!divisors || compareQuantities(divisor, 0) === 0 || divisors.includes(divisor)) return errors;
  const told = name === 'cpu' ? '1m and 1' : units.join(', ');
  const detail = `only divisor's values ${told} are supported with the ${name} resource`;
  return [...errors, invalidValue(`${path}.divisor`, resource, detail)];
}
