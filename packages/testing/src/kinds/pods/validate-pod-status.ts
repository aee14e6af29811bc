import { labelKeyProblems } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { isMissing, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { duplicateValue, type FieldError, forbiddenValue, invalidValue, requiredValue } from '../../validation/field-errors.js';
import { containerLists, validateContainerStatuses, validateTransitions } from './validate-container-statuses.js';
import { parseAddress } from '../../warnings/ip-texts.js';
import { validateKeptAnnotations, validatePodAnnotations } from './validate-pod-annotations.js';
import { checkIP } from '../ip-rules.js';
import { checkText, dnsLabel, dnsSubdomain } from '../../validation/text-rules.js';
import { repeats } from '../value-rules.js';

/** The status of a pod (Kubernetes ValidatePodStatusUpdate). */
export function validatePodStatusUpdate(pod: JSONObject, old: JSONObject): FieldError[] {
  const [status, before] = [objectAt(pod, 'status') ?? {}, objectAt(old, 'status') ?? {}];
  const spec = objectAt(old, 'spec') ?? {};
  const errors = [...validateKeptAnnotations(pod, old), ...validatePodAnnotations(pod, 'metadata.annotations')];
  errors.push(...validateConditions(status), ...validateNominated(status, before, spec), ...checkGeneration(status, 'status'));
  const quality = textAt(status, 'qosClass');
  if (quality !== textAt(before, 'qosClass')) errors.push(invalidValue('status.qosClass', quality, 'field is immutable'));
  return [
    ...errors,
    ...containerLists.flatMap((lists) => validateTransitions(status, before, spec, lists)),
    ...validateClaims(objectsAt(status, 'resourceClaimStatuses'), spec),
    ...validateExtendedClaim(objectAt(status, 'extendedResourceClaimStatus'), spec),
    ...validateAddresses(status, before, 'podIPs'),
    ...validateAddresses(status, before, 'hostIPs'),
    ...validateContainerStatuses(status, spec),
  ];
}

function checkGeneration(object: JSONObject, path: string): FieldError[] {
  const generation = numberAt(object, 'observedGeneration') ?? 0;
  if (generation >= 0) return [];
  return [invalidValue(`${path}.observedGeneration`, generation, 'must be a non-negative integer')];
}

const systemConditions = ['PodScheduled', 'Ready', 'Initialized'];

function validateConditions(status: JSONObject): FieldError[] {
  return objectsAt(status, 'conditions').flatMap((condition, index) => {
    const field = `status.conditions[${index}]`;
    const type = textAt(condition, 'type');
    const errors = checkGeneration(condition, field);
    return systemConditions.includes(type) ? errors : [...errors, ...checkText(labelKeyProblems, type, `${field}.Type`)];
  });
}

/** The node that a pod may come to once others have made way; one that has a node does not need it. */
function validateNominated(status: JSONObject, before: JSONObject, spec: JSONObject): FieldError[] {
  const name = textAt(status, 'nominatedNodeName');
  const field = 'status.nominatedNodeName';
  if (name === '' || name === textAt(before, 'nominatedNodeName')) return [];
  const errors = checkText(dnsSubdomain, name, field);
  if (textAt(spec, 'nodeName') === '') return errors;
  return [...errors, forbiddenValue(field, 'may not be set on pods that are already bound to a node')];
}

function validateClaims(statuses: readonly JSONObject[], spec: JSONObject): FieldError[] {
  const claims = objectsAt(spec, 'resourceClaims').map((claim) => textAt(claim, 'name'));
  const isTaken = repeats<string>();
  return statuses.flatMap((status, index) => {
    const field = `status.resourceClaimStatuses[${index}]`;
    const name = textAt(status, 'name');
    const detail = 'must match the name of an entry in `spec.resourceClaims`';
    const errors = claims.includes(name) ? [] : [invalidValue(`${field}.name`, name, detail)];
    if (isTaken(name)) errors.push(duplicateValue(`${field}.name`, name));
    if (isMissing(status, 'resourceClaimName')) return errors;
    return [...errors, ...checkText(dnsSubdomain, textAt(status, 'resourceClaimName'), `${field}.resourceClaimName`)];
  });
}

/** The claim that was made for the devices that containers ask for as resources. */
function validateExtendedClaim(status: JSONObject | undefined, spec: JSONObject): FieldError[] {
  if (!status) return [];
  const path = 'status.extendedResourceClaimStatus';
  const all = ['initContainers', 'containers'].flatMap((list) => objectsAt(spec, list));
  const containers = new Map(all.map((container) => [textAt(container, 'name'), container]));
  const mappings = objectsAt(status, 'requestMappings');
  const isRepeated = repeats<string>();
  const errors =
    mappings.length === 0 ? [requiredValue(`${path}.requestMappings`, 'at least one request mapping is required')] : [];
  for (const [index, mapping] of mappings.entries()) {
    const field = `${path}.requestMappings[${index}]`;
    const parts = ['containerName', 'resourceName', 'requestName'].map((part): [string, string] => [part, textAt(mapping, part)]);
    const [[, name], [, resource], [, request]] = parts as [[string, string], [string, string], [string, string]];
    const container = containers.get(name);
    const where = 'in spec.initContainers';
    if (!container) {
      const detail = `must match the name of an entry ${where}.name or spec.containers.name`;
      errors.push(invalidValue(`${field}.containerName`, name, detail));
    } else if (isMissing(objectAt(container, 'resources', 'requests'), resource)) {
      const detail = `must match the extended resource name of an entry ${where}.resources.requests or spec.containers.resources.requests`;
      errors.push(invalidValue(`${field}.resourceName`, resource, detail));
    }
    // The server forgets which mapping it is.
    errors.push(...checkText(dnsLabel, request, `${path}.requestName`));
    if (isRepeated(JSON.stringify(parts)))
      errors.push(...parts.map(([part, value]) => duplicateValue(`${field}.${part}`, value)));
  }
  const name = textAt(status, 'resourceClaimName');
  const field = `${path}.resourceClaimName`;
  return [...errors, ...(name === '' ? [requiredValue(field)] : checkText(dnsSubdomain, name, field))];
}

/** Addresses, of each family one. Those that were there before may stay, whatever they are. */
function validateAddresses(status: JSONObject, before: JSONObject, list: 'hostIPs' | 'podIPs'): FieldError[] {
  const path = `status.${list}`;
  const addresses = objectsAt(status, list);
  const texts = addresses.map((address) => textAt(address, 'ip'));
  const known = objectsAt(before, list).map((address) => textAt(address, 'ip'));
  const [first] = texts;
  const errors =
    list === 'podIPs' || first === undefined || first === textAt(status, 'hostIP')
      ? []
      : [invalidValue(`${path}[0].ip`, first, 'must be equal to `hostIP`')];
  for (const [index, text] of texts.entries()) {
    if (!known.includes(text)) errors.push(...checkIP(text, `${path}[${index}]`));
  }
  if (texts.length <= 1) return errors;
  const wrong = texts.findIndex((text) => !parseAddress(text));
  if (wrong >= 0) {
    const detail = `failed to check for dual stack with error:invalid IP[${wrong}]: ${texts[wrong] ?? ''}`;
    errors.push({ reason: 'InternalError', message: `Internal error: ${detail}`, field: path });
  } else if (texts.length === 2 && new Set(texts.map((text) => text.includes(':'))).size === 2) return errors;
  const shown = texts.map((text) => ({ IP: text }));
  return [...errors, invalidValue(path, shown, 'may specify no more than one IP for each IP family')];
}
