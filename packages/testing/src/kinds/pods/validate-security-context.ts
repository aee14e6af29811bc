import type { JSONObject } from '../../json.js';
import { isMissing, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  notSupportedValue,
  requiredValue,
  tooLong,
} from '../../validation/field-errors.js';
import { asInternalStruct } from '../internal-struct.js';
import { validateWindowsOptions } from './validate-windows-options.js';
import { checkDescendingPath, checkGiven } from '../value-rules.js';

/** What the containers of a pod have in common (Kubernetes validatePodSpecSecurityContext). @param path of the spec */
export function validatePodSecurityContext(spec: JSONObject, path: string, old: JSONObject | undefined): FieldError[] {
  const context = objectAt(spec, 'securityContext') ?? {};
  const field = `${path}.securityContext`;
  if (Object.keys(context).length === 0 && spec['shareProcessNamespace'] !== true) return [];
  const groups = context['supplementalGroups'];
  // What changes a policy says that it knows what it does.
  const isNewPolicy = isMissing(objectAt(old, 'securityContext'), 'seLinuxChangePolicy');
  return [
    ...['fsGroup', 'runAsUser', 'runAsGroup'].flatMap((id) => checkId(context[id], `${field}.${id}`)),
    ...(Array.isArray(groups) ? groups : []).flatMap((id, index) => checkId(id, `${field}.supplementalGroups[${index}]`)),
    ...(spec['shareProcessNamespace'] === true && spec['hostPID'] === true
      ? [invalidValue(`${field}.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled')]
      : []),
    ...validateSysctls(spec, objectsAt(context, 'sysctls'), `${field}.sysctls`),
    ...checkGiven(context, 'fsGroupChangePolicy', ['Always', 'OnRootMismatch'], field),
    ...validateSeccomp(objectAt(context, 'seccompProfile'), `${field}.seccompProfile`),
    ...validateWindowsOptions(objectAt(context, 'windowsOptions'), `${field}.windowsOptions`),
    ...validateAppArmor(objectAt(context, 'appArmorProfile'), `${field}.appArmorProfile`),
    ...checkGiven(context, 'supplementalGroupsPolicy', ['Merge', 'Strict'], field),
    ...checkGiven(context, 'seLinuxChangePolicy', isNewPolicy ? ['Recursive'] : ['MountOption', 'Recursive'], field),
  ];
}

/** What one container is allowed (Kubernetes ValidateSecurityContext). Undefined is right. @param path of the context */
export function validateSecurityContext(context: JSONObject | undefined, hostUsers: boolean, path: string): FieldError[] {
  if (!context) return [];
  const isUnmasked = hostUsers && context['procMount'] === 'Unmasked';
  return [
    ...['runAsUser', 'runAsGroup'].flatMap((id) => checkId(context[id], `${path}.${id}`)),
    ...checkGiven(context, 'procMount', ['Default', 'Unmasked'], path),
    ...(isUnmasked ? [invalidValue(`${path}.procMount`, 'Unmasked', '`hostUsers` must be false to use `Unmasked`')] : []),
    ...validateSeccomp(objectAt(context, 'seccompProfile'), `${path}.seccompProfile`),
    ...validateEscalation(context, path),
    ...validateWindowsOptions(objectAt(context, 'windowsOptions'), `${path}.windowsOptions`),
    ...validateAppArmor(objectAt(context, 'appArmorProfile'), `${path}.appArmorProfile`),
  ];
}

/** A profile of AppArmor (Kubernetes ValidateAppArmorProfileField). Undefined is right. */
export function validateAppArmor(profile: JSONObject | undefined, path: string): FieldError[] {
  if (!profile) return [];
  const type = textAt(profile, 'type');
  const field = `${path}.localhostProfile`;
  if (type === '') return [requiredValue(`${path}.type`, 'type is required when appArmorProfile is set')];
  if (!profileTypes.includes(type)) return [notSupportedValue(`${path}.type`, type, profileTypes)];
  const { localhostProfile: name } = profile;
  if (typeof name !== 'string') return type === 'Localhost' ? [requiredValue(field, missingProfile('AppArmor'))] : [];
  if (type !== 'Localhost') return [invalidValue(field, name, 'can only be set when AppArmor type is Localhost')];
  return [
    ...(name === '' ? [requiredValue(field, missingProfile('AppArmor'))] : []),
    ...(name === name.trim() ? [] : [invalidValue(field, name, 'must not be padded with whitespace')]),
    ...(Buffer.byteLength(name) > 4095 ? [tooLong(field, 4095)] : []),
  ];
}

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const missingProfile = (what: string): string => `must be set when ${what} type is Localhost`;

function checkId(id: unknown, path: string): FieldError[] {
  if (typeof id !== 'number' || (id >= 0 && id <= 2_147_483_647)) return [];
  return [invalidValue(path, id, 'must be between 0 and 2147483647, inclusive')];
}

function validateSeccomp(profile: JSONObject | undefined, path: string): FieldError[] {
  if (!profile) return [];
  const type = textAt(profile, 'type');
  const field = `${path}.localhostProfile`;
  const errors: FieldError[] = [];
  if (type === '') errors.push(requiredValue(`${path}.type`, 'type is required when seccompProfile is set'));
  else if (!profileTypes.includes(type)) errors.push(notSupportedValue(`${path}.type`, type, profileTypes));
  const { localhostProfile: name } = profile;
  if (type === 'Localhost') {
    return typeof name === 'string' ? checkDescendingPath(name, field) : [requiredValue(field, missingProfile('seccomp'))];
  }
  if (typeof name !== 'string') return errors;
  const shown = asInternalStruct('SeccompProfile', profile);
  return [...errors, invalidValue(field, shown, 'can only be set when seccomp type is Localhost')];
}

function validateEscalation(context: JSONObject, path: string): FieldError[] {
  if (context['allowPrivilegeEscalation'] !== false) return [];
  const adds = textsAt(objectAt(context, 'capabilities'), 'add').filter((capability) => capability === 'CAP_SYS_ADMIN');
  const others = [
    ...(context['privileged'] === true ? ['`privileged` to true'] : []),
    ...adds.map((capability) => `\`capabilities.Add\` ${capability}`),
  ];
  return others.map((other) => {
    const why = `cannot set \`allowPrivilegeEscalation\` to false and ${other}`;
    return invalidValue(path, asInternalStruct('SecurityContext', context), why);
  });
}

const segment = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const sysctlPattern = String.raw`^(${segment}[\./])*${segment}$`;
const sysctlName = new RegExp(sysctlPattern);

function validateSysctls(spec: JSONObject, sysctls: readonly JSONObject[], path: string): FieldError[] {
  const names = new Set<string>();
  return sysctls.flatMap((sysctl, index) => {
    const field = `${path}[${index}].name`;
    const name = textAt(sysctl, 'name');
    const errors: FieldError[] = [];
    if (name === '') errors.push(requiredValue(field));
    else if (Buffer.byteLength(name) > 253 || !sysctlName.test(name)) {
      errors.push(invalidValue(field, name, `must have at most 253 characters and match regex ${sysctlPattern}`));
    } else if (names.has(name)) errors.push(duplicateValue(field, name));
    names.add(name);
    const sharing = { net: 'hostNetwork', ipc: 'hostIPC', '': '' }[namespaceOf(name)];
    if (spec[sharing] !== true) return errors;
    return [...errors, invalidValue(field, name, `may not be specified when '${sharing}' is true`)];
  });
}

/** Of which namespace of Linux a parameter is; empty if each machine has it once (component-helpers `node/util/sysctl`). */
function namespaceOf(sysctl: string): '' | 'ipc' | 'net' {
  const separator = /[./]/.exec(sysctl)?.[0];
  const dotted = separator === '/' ? sysctl.replace(/[./]/g, (c) => (c === '.' ? '/' : '.')) : sysctl;
  const [name = ''] = dotted.split('*');
  if (name.startsWith('net.')) return 'net';
  const isIPC = /^(?:fs\.mqueue\..*|kernel\.(?:sem|shm(?:all|max|mni|_rmid_forced)?|msg(?:max|mnb|mni)?))$/s.test(name);
  return isIPC ? 'ipc' : '';
}
