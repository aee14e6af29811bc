import type { JSONObject } from '../json.js';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  notFoundValue,
  notSupportedValue,
  requiredValue,
} from '../validation/field-errors.js';
import { listAt, numberAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import { validateResources } from './validate-resources.js';
import {
  checkNotNegative,
  checkOneOf,
  checkPort,
  checkPortReference,
  checkText,
  configMapKey,
  dnsLabel,
  environmentName,
  portName,
} from './value-rules.js';

/** Regular containers of a pod, at least one. @param volumes names that are mounted from */
export function validateContainers(spec: JSONObject, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const containers = objectsAt(spec, 'containers');
  if (containers.length === 0) return [requiredValue(path)];
  const errors: FieldError[] = [];
  const names = new Set<string>();
  for (const [index, container] of containers.entries()) {
    const field = `${path}[${index}]`;
    errors.push(...validateContainer(container, volumes, field));
    const name = textAt(container, 'name');
    if (names.has(name)) errors.push(duplicateValue(`${field}.name`, name));
    names.add(name);
    errors.push(...validateLifecycle(container, field));
  }
  return [...errors, ...conflictingHostPorts(containers, path)];
}

/** Init containers: without probes and hooks unless they go on running, with names that no other container has. */
export function validateInitContainers(spec: JSONObject, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set(objectsAt(spec, 'containers').map((container) => textAt(container, 'name')));
  for (const [index, container] of objectsAt(spec, 'initContainers').entries()) {
    const field = `${path}[${index}]`;
    errors.push(...validateContainer(container, volumes, field));
    const name = textAt(container, 'name');
    if (names.has(name)) errors.push(duplicateValue(`${field}.name`, name));
    else if (name !== '') names.add(name);
    if (container['restartPolicy'] === 'Always') errors.push(...validateLifecycle(container, field));
    else {
      for (const part of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
        const why = 'may not be set for init containers without restartPolicy=Always';
        if (objectAt(container, part)) errors.push(forbiddenValue(`${field}.${part}`, why));
      }
    }
  }
  return errors;
}

/** What only pods are held to, not templates: templates with blanks around images have been about for too long. */
export function validateContainerOfPod(container: JSONObject, path: string): FieldError[] {
  const image = textAt(container, 'image');
  if (image === image.trim()) return [];
  return [invalidValue(`${path}.image`, image, 'must not have leading or trailing whitespace')];
}

function validateContainer(container: JSONObject, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const name = textAt(container, 'name');
  const policies = ['File', 'FallbackToLogsOnError'];
  return [
    ...(name === '' ? [requiredValue(`${path}.name`)] : checkText(dnsLabel, name, `${path}.name`)),
    ...(textAt(container, 'image') === '' ? [requiredValue(`${path}.image`)] : []),
    ...checkOneOf(textAt(container, 'terminationMessagePolicy'), policies, `${path}.terminationMessagePolicy`),
    ...validatePorts(container, `${path}.ports`),
    ...objectsAt(container, 'env').flatMap((variable, index) => validateVariable(variable, `${path}.env[${index}]`)),
    ...validateMounts(container, volumes, `${path}.volumeMounts`),
    ...checkOneOf(textAt(container, 'imagePullPolicy'), ['Always', 'IfNotPresent', 'Never'], `${path}.imagePullPolicy`),
    ...validateResources(objectAt(container, 'resources'), `${path}.resources`),
  ];
}

function validatePorts(container: JSONObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  for (const [index, port] of objectsAt(container, 'ports').entries()) {
    const field = `${path}[${index}]`;
    const name = textAt(port, 'name');
    const wrong = name === '' ? [] : checkText(portName, name, `${field}.name`);
    errors.push(...wrong);
    if (name !== '' && wrong.length === 0) {
      if (names.has(name)) errors.push(duplicateValue(`${field}.name`, name));
      names.add(name);
    }
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
  const taken = new Set<string>();
  for (const [index, container] of containers.entries()) {
    for (const [at, port] of objectsAt(container, 'ports').entries()) {
      const hostPort = numberAt(port, 'hostPort') ?? 0;
      if (hostPort === 0) continue;
      const text = `${textAt(port, 'protocol')}/${textAt(port, 'hostIP')}/${hostPort}`;
      if (taken.has(text)) errors.push(duplicateValue(`${path}[${index}].ports[${at}].hostPort`, text));
      taken.add(text);
    }
  }
  return errors;
}

const environmentFields = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

function validateVariable(variable: JSONObject, path: string): FieldError[] {
  const name = textAt(variable, 'name');
  const errors = name === '' ? [requiredValue(`${path}.name`)] : checkText(environmentName, name, `${path}.name`);
  const from = objectAt(variable, 'valueFrom');
  if (!from) return errors;
  const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];
  const given = sources.filter((source) => objectAt(from, source));
  const field = `${path}.valueFrom`;
  const fieldPath = textAt(objectAt(from, 'fieldRef'), 'fieldPath');
  if (objectAt(from, 'fieldRef')) errors.push(...validateFieldPath(fieldPath, `${field}.fieldRef.fieldPath`));
  for (const source of ['configMapKeyRef', 'secretKeyRef']) {
    const reference = objectAt(from, source);
    if (!reference) continue;
    const key = textAt(reference, 'key');
    errors.push(
      ...(key === '' ? [requiredValue(`${field}.${source}.key`)] : checkText(configMapKey, key, `${field}.${source}.key`)),
    );
  }
  const wrong = (detail: string): void => void errors.push(invalidValue(field, '', detail));
  if (given.length === 0) {
    wrong('must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`');
  } else if (textAt(variable, 'value') !== '') wrong('may not be specified when `value` is not empty');
  else if (given.length > 1) wrong('may not have more than one field specified at a time');
  return errors;
}

function validateFieldPath(fieldPath: string, path: string): FieldError[] {
  if (fieldPath === '') return [requiredValue(path)];
  if (environmentFields.includes(fieldPath) || /^metadata\.(?:annotations|labels)\['.*'\]$/.test(fieldPath)) return [];
  if (
    ['metadata.annotations', 'metadata.labels', 'spec.restartPolicy', 'status.phase', 'spec.schedulerName'].includes(fieldPath)
  ) {
    return [notSupportedValue(path, fieldPath, environmentFields)];
  }
  return [invalidValue(path, fieldPath, `error converting fieldPath: field label not supported: ${fieldPath}`)];
}

function validateMounts(container: JSONObject, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const points = new Set<string>();
  for (const [index, mount] of objectsAt(container, 'volumeMounts').entries()) {
    const field = `${path}[${index}]`;
    const name = textAt(mount, 'name');
    if (name === '') errors.push(requiredValue(`${field}.name`));
    if (!volumes.has(name)) errors.push(notFoundValue(`${field}.name`, name));
    const point = textAt(mount, 'mountPath');
    if (point === '') errors.push(requiredValue(`${field}.mountPath`));
    if (points.has(point)) errors.push(invalidValue(`${field}.mountPath`, point, 'must be unique'));
    points.add(point);
    // The server forgets which mount it is.
    for (const part of ['subPath', 'subPathExpr']) errors.push(...validateDescendingPath(textAt(mount, part), `${path}.${part}`));
  }
  return errors;
}

function validateDescendingPath(text: string, path: string): FieldError[] {
  return [
    ...(text.startsWith('/') ? [invalidValue(path, text, 'must be a relative path')] : []),
    ...(text.split('/').includes('..') ? [invalidValue(path, text, "must not contain '..'")] : []),
  ];
}

function validateLifecycle(container: JSONObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const hook of ['postStart', 'preStop']) {
    const handler = objectAt(container, 'lifecycle', hook);
    if (handler) errors.push(...validateHandler(handler, `${path}.lifecycle.${hook}`));
  }
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = objectAt(container, name);
    if (!probe) continue;
    const field = `${path}.${name}`;
    errors.push(...validateHandler(probe, field));
    for (const part of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold']) {
      errors.push(...checkNotNegative(numberAt(probe, part), `${field}.${part}`));
    }
    const successes = numberAt(probe, 'successThreshold') ?? 1;
    if (name !== 'readinessProbe' && successes !== 1)
      errors.push(invalidValue(`${field}.successThreshold`, successes, 'must be 1'));
  }
  return errors;
}

function validateHandler(handler: JSONObject, path: string): FieldError[] {
  const [first, ...others] = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'].filter((action) => objectAt(handler, action));
  if (first === undefined) return [requiredValue(path, 'must specify a handler type')];
  const errors = validateAction(first, objectAt(handler, first) ?? {}, `${path}.${first}`);
  return [...errors, ...others.map((other) => forbiddenValue(`${path}.${other}`, 'may not specify more than 1 handler type'))];
}

function validateAction(kind: string, action: JSONObject, path: string): FieldError[] {
  if (kind === 'exec') return listAt(action, 'command').length === 0 ? [requiredValue(`${path}.command`)] : [];
  if (kind === 'sleep') return [];
  if (kind === 'grpc') return checkPort(numberAt(action, 'port') ?? 0, `${path}.port`);
  const errors = checkPortReference(action['port'], `${path}.port`);
  if (kind === 'tcpSocket') return errors;
  const scheme = textAt(action, 'scheme');
  if (!['HTTP', 'HTTPS'].includes(scheme)) errors.push(notSupportedValue(`${path}.scheme`, scheme, ['HTTP', 'HTTPS']));
  return errors;
}
