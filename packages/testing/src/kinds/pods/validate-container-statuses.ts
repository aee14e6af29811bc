import type { JSONObject } from '../../json.js';
import { isMissing, listAt, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
  tooLong,
} from '../../validation/field-errors.js';
import { repeats } from '../value-rules.js';

/** Lists of containers, and of what they do, in the server's order. */
export const containerLists = [
  ['containers', 'containerStatuses'],
  ['initContainers', 'initContainerStatuses'],
  ['ephemeralContainers', 'ephemeralContainerStatuses'],
] as const;

type ContainerLists = (typeof containerLists)[number];

/** A container that has ended goes on only if it is started again (Kubernetes ValidateContainerStateTransition and its sisters). */
export function validateTransitions(
  status: JSONObject,
  before: JSONObject,
  spec: JSONObject,
  [containers, statuses]: ContainerLists,
): FieldError[] {
  if (containers !== 'ephemeralContainers' && mayAllRestart(spec)) return [];
  return objectsAt(before, statuses).flatMap((old, index) => {
    const end = objectAt(old, 'state', 'terminated');
    const name = textAt(old, 'name');
    const now = objectsAt(status, statuses).filter(
      (one) => textAt(one, 'name') === name && !objectAt(one, 'state', 'terminated'),
    );
    if (!end || now.length === 0) return [];
    const container = objectsAt(spec, containers).find((one) => textAt(one, 'name') === name);
    const isRestarted =
      containers !== 'ephemeralContainers' && container && mayRestart(container, spec, numberAt(end, 'exitCode') ?? 0);
    if (isRestarted) return [];
    return [forbiddenValue(`status.${statuses}[${index}].state`, 'may not be transitioned to non-terminated state')];
  });
}

function mayAllRestart(spec: JSONObject): boolean {
  return ['initContainers', 'containers'].some((list) =>
    objectsAt(spec, list).some((container) =>
      objectsAt(container, 'restartPolicyRules').some(({ action }) => action === 'RestartAllContainers'),
    ),
  );
}

/** Whether a container that has ended is started again (Kubernetes ContainerShouldRestart). */
function mayRestart(container: JSONObject, spec: JSONObject, exitCode: number): boolean {
  const own = textAt(container, 'restartPolicy');
  const isMatched = objectsAt(container, 'restartPolicyRules').some((rule) => {
    const codes = objectAt(rule, 'exitCodes');
    const isAmong = listAt(codes, 'values').includes(exitCode);
    return textAt(codes, 'operator') === 'NotIn' ? !isAmong : isAmong;
  });
  if (isMatched) return true;
  const policy = own || textAt(spec, 'restartPolicy');
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
}

/** Whom containers run as, and what of their resources kubelet tells. */
export function validateContainerStatuses(status: JSONObject, spec: JSONObject): FieldError[] {
  const each = (check: (one: JSONObject, path: string, lists: ContainerLists) => FieldError[]): FieldError[] =>
    containerLists.flatMap((lists) =>
      objectsAt(status, lists[1]).flatMap((one, index) => check(one, `status.${lists[1]}[${index}]`, lists)),
    );
  const isWindows = textAt(objectAt(spec, 'os'), 'name') === 'windows';
  return [
    ...each((one, path) => validateUser(objectAt(one, 'user', 'linux'), isWindows, `${path}.user.linux`)),
    ...each((one, path, lists) => validateHealth(one, spec, `${path}.allocatedResourcesStatus`, lists)),
  ];
}

function validateUser(user: JSONObject | undefined, isWindows: boolean, path: string): FieldError[] {
  if (!user) return [];
  if (isWindows) return [forbiddenValue(path, 'cannot be set for a windows pod')];
  const check = (id: number, field: string): FieldError[] =>
    id >= 0 && id <= 2_147_483_647 ? [] : [invalidValue(field, id, 'must be between 0 and 2147483647, inclusive')];
  return [
    ...['uid', 'gid'].flatMap((part) => check(numberAt(user, part) ?? 0, `${path}.${part}`)),
    ...listAt(user, 'supplementalGroups').flatMap((id, index) => check(Number(id), `${path}.supplementalGroups[${index}]`)),
  ];
}

const healths = ['Healthy', 'Unhealthy', 'Unknown'];

/** How the devices of a container are. */
function validateHealth(status: JSONObject, spec: JSONObject, path: string, [containers]: ContainerLists): FieldError[] {
  const resources = objectsAt(status, 'allocatedResourcesStatus');
  if (resources.length > 0 && containers === 'ephemeralContainers') {
    return [forbiddenValue(path, 'must not be specified in container status')];
  }
  const container = objectsAt(spec, containers).find((one) => one['name'] === status['name']);
  return resources.flatMap((resource, index) => {
    const field = `${path}[${index}]`;
    const name = textAt(resource, 'name');
    const isClaim = name.startsWith('claim:');
    const detail = isClaim
      ? "must match one of the container's resource claims in a format 'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty"
      : "must match one of the container's resource requests";
    const isKnown = !container || namesOf(container, isClaim).includes(name);
    const isRepeated = repeats<string>();
    return [
      ...(isKnown ? [] : [invalidValue(`${field}.name`, name, detail)]),
      ...objectsAt(resource, 'resources').flatMap((one, at) => {
        const errors = validateDevice(one, `${field}.resources[${at}]`);
        const id = textAt(one, 'resourceID');
        if (isRepeated(id)) errors.push(duplicateValue(`${field}.resources[${at}].resourceID`, id));
        return errors;
      }),
    ];
  });
}

function namesOf(container: JSONObject, ofClaims: boolean): string[] {
  const resources = objectAt(container, 'resources');
  if (!ofClaims) return Object.keys(objectAt(resources, 'requests') ?? {});
  return objectsAt(resources, 'claims').map((claim) => {
    const request = textAt(claim, 'request');
    return `claim:${textAt(claim, 'name')}${request && '/'}${request}`;
  });
}

/** Bytes that may be said of a device. */
const longestMessage = 1024;

function validateDevice(device: JSONObject, path: string): FieldError[] {
  const health = textAt(device, 'health');
  const message = textAt(device, 'message');
  const errors = healths.includes(health) ? [] : [notSupportedValue(`${path}.health`, health, healths)];
  if (isMissing(device, 'message')) return errors;
  if (message === '') errors.push(requiredValue(`${path}.message`, 'must be non-empty if specified'));
  if (Buffer.byteLength(message) > longestMessage) errors.push(tooLong(`${path}.message`, longestMessage));
  return errors;
}
