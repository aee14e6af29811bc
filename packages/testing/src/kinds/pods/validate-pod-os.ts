import type { JSONObject } from '../../json.js';
import { isMissing, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { type FieldError, forbiddenValue, notSupportedValue, requiredValue } from '../../validation/field-errors.js';
import { placedContainers } from './placed-containers.js';

const systems = ['linux', 'windows'];

/** A pod's system, and what cannot be there (Kubernetes validateOS, validateLinux, validateWindows). @param path of the spec */
export function validatePodOS(spec: JSONObject, path: string): FieldError[] {
  const os = objectAt(spec, 'os');
  if (!os) return [];
  const name = textAt(os, 'name');
  if (name === '') return [requiredValue(`${path}.os.name`)];
  if (!systems.includes(name)) return [notSupportedValue(`${path}.os`, name, systems)];
  return name === 'windows' ? validateWindows(spec, path) : validateLinux(spec, path);
}

function validateLinux(spec: JSONObject, path: string): FieldError[] {
  return [{ container: spec, field: path }, ...placedContainers(spec, path)].flatMap(({ container, field }) =>
    objectAt(container, 'securityContext', 'windowsOptions')
      ? [forbiddenValue(`${field}.securityContext.windowsOptions`, 'windows options cannot be set for a linux pod')]
      : [],
  );
}

/** In the server's order; those with a dot in front stand in the spec itself. */
const ofPods = `appArmorProfile seLinuxOptions .hostUsers .hostPID .hostIPC seccompProfile fsGroup fsGroupChangePolicy sysctls
  .shareProcessNamespace runAsUser runAsGroup supplementalGroups supplementalGroupsPolicy seLinuxChangePolicy`.split(/\s+/);
const ofContainers =
  `appArmorProfile seLinuxOptions seccompProfile capabilities readOnlyRootFilesystem privileged allowPrivilegeEscalation
  procMount runAsUser runAsGroup`.split(/\s+/);
/** Fields whose zero counts as if they were not there. */
const withoutZero = new Set(['.hostPID', '.hostIPC', 'sysctls']);

function validateWindows(spec: JSONObject, path: string): FieldError[] {
  const context = objectAt(spec, 'securityContext');
  const forbidden = (field: string): FieldError => forbiddenValue(field, 'cannot be set for a windows pod');
  const wrong = ofPods.flatMap((name) => {
    const isOfSpec = name.startsWith('.');
    const holder = isOfSpec ? spec : context;
    const field = name.replace('.', '');
    const isZero = withoutZero.has(name) && holder?.[field] !== true && objectsAt(holder, field).length === 0;
    return isMissing(holder, field) || isZero ? [] : [forbidden(`${path}${isOfSpec ? '' : '.securityContext'}.${field}`)];
  });
  const ofEach = placedContainers(spec, path).flatMap(({ container, field }) =>
    ofContainers
      .filter((name) => !isMissing(objectAt(container, 'securityContext'), name))
      .map((name) => forbidden(`${field}.securityContext.${name}`)),
  );
  return [...wrong, ...ofEach];
}
