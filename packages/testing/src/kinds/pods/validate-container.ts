import type { JSONObject } from '../../json.js';
import { duplicateValue, type FieldError, forbiddenValue, invalidValue, requiredValue } from '../../validation/field-errors.js';
import { isMissing, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { validateEnvironment, validateEnvironmentSources } from './validate-environment.js';
import { validateEphemeralContainers } from './validate-ephemeral-containers.js';
import { validateLifecycle } from './validate-lifecycle.js';
import { validateDevices, validateMounts, type Volumes } from './validate-mounts.js';
import { claimNames } from './validate-pod-resources.js';
import { validateRestarts } from './validate-restarts.js';
import { validateResources } from './validate-resources.js';
import { validateSecurityContext } from './validate-security-context.js';
import { checkOneOf, checkPort, repeats } from '../value-rules.js';
import { checkText, dnsLabel, portName } from '../../validation/text-rules.js';

/** Regular containers of a pod, at least one. @param volumes what can be mounted */
export function validateContainers(spec: JSONObject, volumes: Volumes, path: string): FieldError[] {
  const containers = objectsAt(spec, 'containers');
  if (containers.length === 0) return [requiredValue(path)];
  const errors: FieldError[] = [];
  const isTaken = repeats<string>();
  for (const [index, container] of containers.entries()) {
    const field = `${path}[${index}]`;
    errors.push(...validateContainer(container, volumes, field, spec));
    const name = textAt(container, 'name');
    if (isTaken(name)) errors.push(duplicateValue(`${field}.name`, name));
    errors.push(...validateLifecycle(container, numberAt(spec, 'terminationGracePeriodSeconds'), field));
    errors.push(...validateRestarts(container, false, field));
  }
  return [...errors, ...conflictingHostPorts(containers, path)];
}

/** Init containers: without probes and hooks unless they go on running, with names that no other container has. */
export function validateInitContainers(spec: JSONObject, volumes: Volumes, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set(objectsAt(spec, 'containers').map((container) => textAt(container, 'name')));
  for (const [index, container] of objectsAt(spec, 'initContainers').entries()) {
    const field = `${path}[${index}]`;
    errors.push(...validateContainer(container, volumes, field, spec), ...validateRestarts(container, true, field));
    const name = textAt(container, 'name');
    if (names.has(name)) errors.push(duplicateValue(`${field}.name`, name));
    else if (name !== '') names.add(name);
    // The server forgets which container it is.
    errors.push(...conflictingHostPorts([container], path));
    if (container['restartPolicy'] === 'Always') {
      errors.push(...validateLifecycle(container, numberAt(spec, 'terminationGracePeriodSeconds'), field));
    } else {
      for (const part of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
        const why = 'may not be set for init containers without restartPolicy=Always';
        if (objectAt(container, part)) errors.push(forbiddenValue(`${field}.${part}`, why));
      }
      for (const [at, { restartPolicy }] of objectsAt(container, 'resizePolicy').entries()) {
        const wrong = "must not be set to 'RestartContainer' for non-sidecar initContainers";
        if (restartPolicy !== 'RestartContainer') continue;
        errors.push(invalidValue(`${field}.resizePolicy[${at}].restartPolicy`, restartPolicy, wrong));
      }
    }
  }
  return errors;
}

/** Ephemeral containers, which templates do not have. */
export function validateEphemeral(spec: JSONObject, volumes: Volumes, path: string): FieldError[] {
  if (isMissing(spec, 'ephemeralContainers')) return [];
  const validate = (container: JSONObject, field: string): FieldError[] => [
    ...validateContainer(container, volumes, field, spec),
    ...validateContainerOfPod(container, field),
  ];
  return validateEphemeralContainers(spec, validate, path);
}

/** What only pods are held to, not templates: templates with blanks around images have been about for too long. */
export function validateContainerOfPod(container: JSONObject, path: string): FieldError[] {
  const image = textAt(container, 'image');
  if (image === image.trim()) return [];
  return [invalidValue(`${path}.image`, image, 'must not have leading or trailing whitespace')];
}

function validateContainer(container: JSONObject, volumes: Volumes, path: string, spec: JSONObject): FieldError[] {
  const name = textAt(container, 'name');
  const policies = ['File', 'FallbackToLogsOnError'];
  return [
    ...(name === '' ? [requiredValue(`${path}.name`)] : checkText(dnsLabel, name, `${path}.name`)),
    ...(textAt(container, 'image') === '' ? [requiredValue(`${path}.image`)] : []),
    ...checkOneOf(textAt(container, 'terminationMessagePolicy'), policies, `${path}.terminationMessagePolicy`),
    ...validatePorts(container, `${path}.ports`),
    ...validateEnvironment(container, `${path}.env`),
    ...validateEnvironmentSources(container, `${path}.envFrom`),
    ...validateMounts(container, volumes, `${path}.volumeMounts`),
    ...validateDevices(container, volumes, `${path}.volumeDevices`),
    ...checkOneOf(textAt(container, 'imagePullPolicy'), ['Always', 'IfNotPresent', 'Never'], `${path}.imagePullPolicy`),
    ...validateResources(objectAt(container, 'resources'), `${path}.resources`, { claims: claimNames(spec) }),
    ...validateResizePolicy(container, textAt(spec, 'restartPolicy'), `${path}.resizePolicy`),
    ...validateSecurityContext(objectAt(container, 'securityContext'), spec['hostUsers'] !== false, `${path}.securityContext`),
  ];
}

function validateResizePolicy(container: JSONObject, ofPod: string, path: string): FieldError[] {
  const isRepeated = repeats<string>();
  return objectsAt(container, 'resizePolicy').flatMap((one, index) => {
    const [name, policy] = [textAt(one, 'resourceName'), textAt(one, 'restartPolicy')];
    const errors = isRepeated(name) ? [duplicateValue(`${path}[${index}]`, name)] : [];
    const isWrong = ofPod === 'Never' && policy !== 'NotRequired';
    return [
      ...errors,
      ...checkOneOf(name, ['cpu', 'memory'], path),
      ...checkOneOf(policy, ['NotRequired', 'RestartContainer'], path),
      ...(isWrong ? [invalidValue(path, policy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'")] : []),
    ];
  });
}

function validatePorts(container: JSONObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const isTaken = repeats<string>();
  for (const [index, port] of objectsAt(container, 'ports').entries()) {
    const field = `${path}[${index}]`;
    const name = textAt(port, 'name');
    const wrong = name === '' ? [] : checkText(portName, name, `${field}.name`);
    errors.push(...wrong);
    if (name !== '' && wrong.length === 0 && isTaken(name)) errors.push(duplicateValue(`${field}.name`, name));
    const number = numberAt(port, 'containerPort') ?? 0;
    errors.push(...(number === 0 ? [requiredValue(`${field}.containerPort`)] : checkPort(number, `${field}.containerPort`)));
    const hostPort = numberAt(port, 'hostPort') ?? 0;
    if (hostPort !== 0) errors.push(...checkPort(hostPort, `${field}.hostPort`));
    errors.push(...checkOneOf(textAt(port, 'protocol'), ['SCTP', 'TCP', 'UDP'], `${field}.protocol`));
  }
  return errors;
}

function conflictingHostPorts(containers: readonly JSONObject[], path: string): FieldError[] {
  const errors: FieldError[] = [];
  const isTaken = repeats<string>();
  for (const [index, container] of containers.entries()) {
    for (const [at, port] of objectsAt(container, 'ports').entries()) {
      const hostPort = numberAt(port, 'hostPort') ?? 0;
      if (hostPort === 0) continue;
      const text = `${textAt(port, 'protocol')}/${textAt(port, 'hostIP')}/${hostPort}`;
      if (isTaken(text)) errors.push(duplicateValue(`${path}[${index}].ports[${at}].hostPort`, text));
    }
  }
  return errors;
}
