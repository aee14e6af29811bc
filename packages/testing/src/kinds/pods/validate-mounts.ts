import type { JSONObject } from '../../json.js';
import { isMissing, objectAt, objectsAt, textAt } from '../../json-fields.js';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notFoundValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { checkNoBacksteps } from '../storage/path-rules.js';
import { checkDescendingPath, repeats } from '../value-rules.js';

/** The volumes of a pod by their names: those with which nothing is wrong. */
export type Volumes = ReadonlyMap<string, JSONObject>;

/** What a container mounts, and where (Kubernetes ValidateVolumeMounts). */
export function validateMounts(container: JSONObject, volumes: Volumes, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const isTaken = repeats<string>();
  const devices = placesOf(container, 'volumeDevices', 'devicePath');
  for (const [index, mount] of objectsAt(container, 'volumeMounts').entries()) {
    const field = `${path}[${index}]`;
    const name = textAt(mount, 'name');
    if (name === '') errors.push(requiredValue(`${field}.name`));
    if (!volumes.has(name)) errors.push(notFoundValue(`${field}.name`, name));
    const point = textAt(mount, 'mountPath');
    if (point === '') errors.push(requiredValue(`${field}.mountPath`));
    if (isTaken(point)) errors.push(invalidValue(`${field}.mountPath`, point, 'must be unique'));
    errors.push(...takenBy(devices, 'volumeDevices', name, point, field, 'mountPath'));
    // Of what follows the server forgets which mount it is, but for one thing.
    const [subPath, expression] = [textAt(mount, 'subPath'), textAt(mount, 'subPathExpr')];
    errors.push(...checkDescendingPath(subPath, `${path}.subPath`));
    if (subPath !== '' && expression !== '') {
      errors.push(invalidValue(`${field}.subPathExpr`, expression, 'subPathExpr and subPath are mutually exclusive'));
    }
    errors.push(...checkDescendingPath(expression, `${path}.subPathExpr`));
    errors.push(...validatePropagation(mount, container, `${path}.mountPropagation`));
    errors.push(...validateRecursion(mount, `${path}.recursiveReadOnly`));
  }
  return errors;
}

/** What a container has as devices (Kubernetes ValidateVolumeDevices). */
export function validateDevices(container: JSONObject, volumes: Volumes, path: string): FieldError[] {
  if (isMissing(container, 'volumeDevices')) return [];
  const errors: FieldError[] = [];
  const [names, places] = [new Set<string>(), new Set<string>()];
  const mounts = placesOf(container, 'volumeMounts', 'mountPath');
  for (const [index, device] of objectsAt(container, 'volumeDevices').entries()) {
    const field = `${path}[${index}]`;
    const name = textAt(device, 'name');
    const place = textAt(device, 'devicePath');
    const wrong = (part: string, value: string, detail: string): void =>
      void errors.push(invalidValue(`${field}.${part}`, value, detail));
    if (name === '') errors.push(requiredValue(`${field}.name`));
    if (names.has(name)) wrong('name', name, 'must be unique');
    const volume = volumes.get(name);
    if (!volume) errors.push(notFoundValue(`${field}.name`, name));
    else if (!objectAt(volume, 'persistentVolumeClaim') && !objectAt(volume, 'ephemeral')) {
      wrong('name', name, 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode');
    }
    if (place === '') errors.push(requiredValue(`${field}.devicePath`));
    if (places.has(place)) wrong('devicePath', place, 'must be unique');
    if (checkNoBacksteps(place, '').length > 0) wrong('devicePath', place, "can not contain backsteps ('..')");
    else places.add(place);
    errors.push(...takenBy(mounts, 'volumeMounts', name, place, field, 'devicePath'));
    if (name !== '') names.add(name);
  }
  return errors;
}

/** Where a container has its volumes: name to path; the last one if there are several. */
function placesOf(container: JSONObject, list: string, part: string): Map<string, string> {
  return new Map(objectsAt(container, list).map((one) => [textAt(one, 'name'), textAt(one, part)]));
}

function takenBy(
  others: ReadonlyMap<string, string>,
  list: string,
  name: string,
  place: string,
  field: string,
  part: string,
): FieldError[] {
  if (others.size === 0) return [];
  const errors = others.has(name) ? [invalidValue(`${field}.name`, name, `must not already exist in ${list}`)] : [];
  if ([...others.values()].includes(place)) {
    errors.push(invalidValue(`${field}.${part}`, place, `must not already exist as a path in ${list}`));
  }
  return errors;
}

const propagations = ['Bidirectional', 'HostToContainer', 'None'];

function validatePropagation(mount: JSONObject, container: JSONObject, path: string): FieldError[] {
  if (isMissing(mount, 'mountPropagation')) return [];
  const propagation = textAt(mount, 'mountPropagation');
  if (!propagations.includes(propagation)) return [notSupportedValue(path, propagation, propagations)];
  if (propagation !== 'Bidirectional' || objectAt(container, 'securityContext')?.['privileged'] === true) return [];
  return [forbiddenValue(path, 'Bidirectional mount propagation is available only to privileged containers')];
}

const recursions = ['Disabled', 'Enabled', 'IfPossible'];

function validateRecursion(mount: JSONObject, path: string): FieldError[] {
  if (isMissing(mount, 'recursiveReadOnly')) return [];
  const recursion = textAt(mount, 'recursiveReadOnly');
  if (!recursions.includes(recursion)) return [notSupportedValue(path, recursion, recursions)];
  if (recursion === 'Disabled') return [];
  const propagation = textAt(mount, 'mountPropagation') || 'None';
  return [
    ...(mount['readOnly'] === true ? [] : [forbiddenValue(path, 'may only be specified when readOnly is true')]),
    ...(propagation === 'None'
      ? []
      : [forbiddenValue(path, 'may only be specified when mountPropagation is None or not specified')]),
  ];
}
