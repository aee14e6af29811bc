import { compareQuantities, labelKeyProblems, quantityValue } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { isMissing, objectAt, textAt, textsAt } from '../../json-fields.js';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { asInternalStruct } from '../internal-struct.js';
import { meansTheSame } from '../semantic-equality.js';
import { structDifference } from '../struct-difference.js';
import { validateNonnegativeAmount } from '../pods/validate-resources.js';
import { validateSelector } from '../../validation/label-selectors.js';
import { checkText, dnsLabel, dnsSubdomain } from '../../validation/text-rules.js';
import { checkGiven } from '../value-rules.js';

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
/** How a volume may be seen from within a container. */
export const volumeModes = ['Block', 'Filesystem'];

/** What a claim asks for (Kubernetes ValidatePersistentVolumeClaimSpec). @param old what it asked for before */
export function validateClaimSpec(spec: JSONObject, path: string, old?: JSONObject): FieldError[] {
  const errors: FieldError[] = [];
  const modes = textsAt(spec, 'accessModes');
  if (modes.length === 0) errors.push(requiredValue(`${path}.accessModes`, 'at least 1 access mode is required'));
  errors.push(...validateSelector(objectAt(spec, 'selector'), `${path}.selector`));
  errors.push(...validateAccessModes(modes, `${path}.accessModes`));
  const size = objectAt(spec, 'resources', 'requests')?.['storage'];
  if (typeof size !== 'string') errors.push(requiredValue(`${path}.resources[storage]`));
  else if (compareQuantities(size, 0) <= 0) {
    errors.push(invalidValue(`${path}.resources[storage]`, size, 'must be greater than zero'));
  }
  errors.push(...checkName(spec, 'storageClassName', path));
  errors.push(...checkGiven(spec, 'volumeMode', volumeModes, path));
  // A group that was there stays, whatever it is.
  const isGroupKept = ['dataSource', 'dataSourceRef'].some((source) => !isMissing(objectAt(old, source), 'apiGroup'));
  const [source, reference] = ['dataSource', 'dataSourceRef'].map((name) => {
    const given = objectAt(spec, name);
    if (given) errors.push(...validateDataSource(given, isGroupKept, `${path}.${name}`));
    return given;
  });
  const wrong = (detail: string): void => void errors.push(invalidValue(path, {}, detail));
  if (textAt(reference, 'namespace') !== '') {
    if (source) wrong('may not be specified when dataSourceRef.namespace is specified');
  } else if (source && reference && !['apiGroup', 'kind', 'name'].every((part) => meansTheSame(source[part], reference[part]))) {
    wrong('must match dataSourceRef');
  }
  return [...errors, ...checkName(spec, 'volumeAttributesClassName', path)];
}

/** The modes in which a volume may be mounted; none is right. */
export function validateAccessModes(modes: readonly string[], path: string): FieldError[] {
  const errors = modes.filter((mode) => !accessModes.includes(mode)).map((mode) => notSupportedValue(path, mode, accessModes));
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod' && accessModes.includes(mode))) {
    errors.push(forbiddenValue(path, 'may not use ReadWriteOncePod with other access modes'));
  }
  return errors;
}

function checkName(spec: JSONObject, field: string, path: string): FieldError[] {
  const name = textAt(spec, field);
  return name === '' ? [] : checkText(dnsSubdomain, name, `${path}.${field}`);
}

function validateDataSource(source: JSONObject, isGroupKept: boolean, path: string): FieldError[] {
  const [group, kind, namespace] = ['apiGroup', 'kind', 'namespace'].map((part) => textAt(source, part)) as [
    string,
    string,
    string,
  ];
  const detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
  return [
    ...['name', 'kind'].filter((part) => textAt(source, part) === '').map((part) => requiredValue(`${path}.${part}`)),
    ...(group === '' && kind !== 'PersistentVolumeClaim' ? [invalidValue(path, kind, detail)] : []),
    ...(group === '' || isGroupKept ? [] : checkText(dnsSubdomain, group, `${path}.apiGroup`)),
    ...(namespace === '' ? [] : checkText(dnsLabel, namespace, `${path}.namespace`)),
  ];
}

const classAnnotation = 'volume.beta.kubernetes.io/storage-class';

/** What may change of a claim (Kubernetes ValidatePersistentVolumeClaimUpdate). */
export function validateClaimUpdate(claim: JSONObject, old: JSONObject): FieldError[] {
  const spec = objectAt(claim, 'spec') ?? {};
  const was = objectAt(old, 'spec') ?? {};
  const errors = validateClaimSpec(spec, 'spec', was);
  const [changed, before]: [JSONObject, JSONObject] = [{ ...spec }, { ...was }];
  if (textAt(was, 'volumeName') === '') before['volumeName'] = spec['volumeName'] ?? null;
  errors.push(...keepClass(changed, was, annotationsOf(claim), annotationsOf(old)));
  const [size, sizeBefore] = [sizeOf(spec), sizeOf(was)];
  const isBound = textAt(objectAt(claim, 'status'), 'phase') === 'Bound';
  const requests = objectAt(spec, 'resources', 'requests');
  if (requests && (isBound || compareQuantities(size, sizeBefore) === 0)) {
    changed['resources'] = { ...objectAt(spec, 'resources'), requests: { ...requests, storage: sizeBefore } };
  }
  const attributes = 'volumeAttributesClassName';
  if (isBound) changed[attributes] = before[attributes] ?? null;
  if (!meansTheSame(changed, before)) {
    const why = 'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
    const type = 'PersistentVolumeClaimSpec';
    const difference = structDifference(asInternalStruct(type, before), asInternalStruct(type, changed));
    errors.push(forbiddenValue('spec', `${why}\n${difference}`));
  }
  const status = objectAt(old, 'status');
  const capacity = textAt(objectAt(status, 'capacity'), 'storage') || '0';
  if (compareQuantities(size, sizeBefore) < 0 && compareQuantities(size, capacity) <= 0) {
    errors.push(forbiddenValue('spec.resources.requests.storage', 'field can not be less than status.capacity'));
  }
  if (textAt(spec, 'volumeMode') !== textAt(was, 'volumeMode')) {
    errors.push(invalidValue('volumeMode', spec['volumeMode'] ?? null, 'field is immutable'));
  }
  if (isMissing(status, 'currentVolumeAttributesClassName') || meansTheSame(spec[attributes], was[attributes])) return errors;
  const to = isMissing(spec, attributes) ? 'nil' : spec[attributes] === '' && 'empty string';
  if (to === false) return errors;
  const why = `update to ${to} is forbidden when status.currentVolumeAttributesClassName is not nil`;
  return [...errors, forbiddenValue(`spec.${attributes}`, why)];
}

/** A class stays, whether an annotation names it or a field; one that is not named may be once. Changes `changed` to what it means. */
function keepClass(changed: JSONObject, before: JSONObject, annotations: JSONObject, old: JSONObject): FieldError[] {
  const name = changed['storageClassName'] ?? null;
  const [now, was] = [textAt(annotations, classAnnotation), textAt(old, classAnnotation)];
  const isNew = name !== null && isMissing(before, 'storageClassName');
  if (isNew && (isMissing(old, classAnnotation) || name === was)) changed['storageClassName'] = null;
  const isMoved = isNew && !isMissing(old, classAnnotation) && name === was && isMissing(annotations, classAnnotation);
  return now === was || isMoved ? [] : [invalidValue(`metadata.annotations.${classAnnotation}`, now, 'field is immutable')];
}

function annotationsOf(claim: JSONObject): JSONObject {
  return objectAt(claim, 'metadata', 'annotations') ?? {};
}

function sizeOf(spec: JSONObject): string {
  return textAt(objectAt(spec, 'resources', 'requests'), 'storage') || '0';
}

const resizeStatuses = [
  ...['ControllerResizeInProgress', 'ControllerResizeInfeasible'],
  ...['NodeResizeInProgress', 'NodeResizeInfeasible', 'NodeResizePending'],
];

/** Kubernetes ValidatePersistentVolumeClaimStatusUpdate. */
export function validateClaimStatusUpdate(claim: JSONObject): FieldError[] {
  const entries = (list: string): [string, string][] => {
    const map = objectAt(claim, 'status', list) ?? {};
    return Object.keys(map).map((name) => [name, textAt(map, name)]);
  };
  return [
    ...entries('capacity').flatMap(([name, amount]) => checkAmount(amount, `status.capacity[${name}]`)),
    ...entries('allocatedResourceStatuses').flatMap(([name, status]) => {
      const field = 'status.allocatedResourceStatuses';
      const isKnown = resizeStatuses.includes(status);
      return [...checkResource(name, field), ...(isKnown ? [] : [notSupportedValue(field, name, resizeStatuses)])];
    }),
    ...entries('allocatedResources').flatMap(([name, amount]) => {
      const field = `status.allocatedResources[${name}]`;
      const wrong = checkResource(name, 'status.allocatedResources');
      if (wrong.length > 0) return wrong;
      const negative = checkAmount(amount, field);
      return negative.length > 0 ? negative : validateNonnegativeAmount(amount, field);
    }),
  ];
}

/** An amount in whole units, rounded up, is not less than nothing (Kubernetes validateBasicResource). */
export function checkAmount(amount: string, field: string): FieldError[] {
  const value = quantityValue(amount || '0');
  return value < 0n ? [invalidValue(field, Number(value), 'must be a valid resource quantity')] : [];
}

/** Of Kubernetes' own resources a claim has storage. */
function checkResource(name: string, field: string): FieldError[] {
  const wrong = checkText(labelKeyProblems, name, field);
  const isNative = !name.includes('/') || name.includes('kubernetes.io/');
  return wrong.length > 0 || !isNative || name === 'storage' ? wrong : [notSupportedValue(field, name, ['storage'])];
}
