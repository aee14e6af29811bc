import type { JSONObject } from '../../json.js';
import { isMissing, listAt, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { checkNotNegative, checkPort, checkPortReference } from '../value-rules.js';
import { checkText, headerName } from '../../validation/text-rules.js';

const ofProbes = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const ofHooks = ['exec', 'httpGet', 'tcpSocket', 'sleep'];

/**
 * Hooks and probes of a container that goes on running (Kubernetes validateLifecycle, validateLivenessProbe and its like).
 *
 * @param gracePeriod seconds that the pod has to end
 */
export function validateLifecycle(container: JSONObject, gracePeriod: number | undefined, path: string): FieldError[] {
  return [
    ...['postStart', 'preStop'].flatMap((hook) => {
      const handler = objectAt(container, 'lifecycle', hook);
      return handler ? validateHandler(handler, ofHooks, `${path}.lifecycle.${hook}`, gracePeriod) : [];
    }),
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((name) => {
      const probe = objectAt(container, name);
      return probe ? validateProbe(probe, name === 'readinessProbe', `${path}.${name}`) : [];
    }),
  ];
}

function validateProbe(probe: JSONObject, isReadiness: boolean, path: string): FieldError[] {
  const errors = validateHandler(probe, ofProbes, path);
  for (const part of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold']) {
    errors.push(...checkNotNegative(numberAt(probe, part), `${path}.${part}`));
  }
  const period = numberAt(probe, 'terminationGracePeriodSeconds');
  const periodField = `${path}.terminationGracePeriodSeconds`;
  if (period !== undefined && period <= 0) errors.push(invalidValue(periodField, period, 'must be greater than 0'));
  if (isReadiness) {
    const why = 'must not be set for readinessProbes';
    return period === undefined ? errors : [...errors, invalidValue(periodField, period, why)];
  }
  const successes = numberAt(probe, 'successThreshold') ?? 1;
  return successes === 1 ? errors : [...errors, invalidValue(`${path}.successThreshold`, successes, 'must be 1')];
}

function validateHandler(handler: JSONObject, actions: readonly string[], path: string, gracePeriod?: number): FieldError[] {
  const [first, ...others] = actions.filter((action) => !isMissing(handler, action));
  if (first === undefined) return [requiredValue(path, 'must specify a handler type')];
  const errors = validateAction(first, objectAt(handler, first) ?? {}, `${path}.${first}`, gracePeriod);
  return [...errors, ...others.map((other) => forbiddenValue(`${path}.${other}`, 'may not specify more than 1 handler type'))];
}

function validateAction(kind: string, action: JSONObject, path: string, gracePeriod: number | undefined): FieldError[] {
  if (kind === 'exec') return listAt(action, 'command').length === 0 ? [requiredValue(`${path}.command`)] : [];
  if (kind === 'sleep') {
    const seconds = numberAt(action, 'seconds') ?? 0;
    if (gracePeriod === undefined || (seconds >= 0 && seconds <= gracePeriod)) return [];
    const why = `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`;
    return [invalidValue(path, seconds, why)];
  }
  if (kind === 'grpc') return checkPort(numberAt(action, 'port') ?? 0, `${path}.port`);
  const errors = checkPortReference(action['port'], `${path}.port`);
  if (kind === 'tcpSocket') return errors;
  const scheme = textAt(action, 'scheme');
  if (!['HTTP', 'HTTPS'].includes(scheme)) errors.push(notSupportedValue(`${path}.scheme`, scheme, ['HTTP', 'HTTPS']));
  const headers = objectsAt(action, 'httpHeaders').map((header) => textAt(header, 'name'));
  return [...errors, ...headers.flatMap((name) => checkText(headerName, name, `${path}.httpHeaders`))];
}
