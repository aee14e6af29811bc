import { labelKeyProblems } from '@kubewright/rest';
import type { JSONObject, JSONValue } from '../json.js';
import { isMissing, numberAt, objectAt, textAt } from '../json-fields.js';
import { eventInGroup } from '../resources/event-conversion.js';
import { type FieldError, invalidValue, requiredValue } from '../validation/field-errors.js';
import { asInternalStruct } from './internal-struct.js';
import { meansTheSame } from './semantic-equality.js';
import { checkText, dnsSubdomain } from '../validation/text-rules.js';

const strictVersion = 'events.k8s.io/v1';

/** Kubernetes ValidateEventCreate: through `events.k8s.io` more is asked for. */
export function validateEvent(given: JSONObject): FieldError[] {
  const event = inCore(given);
  const errors = validateAnyhow(event, textAt(given, 'apiVersion'));
  if (given['apiVersion'] !== strictVersion) return errors;
  errors.push(...validateSeries(event));
  if (isMissing(event, 'eventTime')) errors.push(requiredValue('eventTime'));
  const type = textAt(event, 'type');
  const unset = (field: string, isSet: boolean): void => {
    if (isSet) errors.push(invalidValue(field, '', 'needs to be unset'));
  };
  if (type !== 'Normal' && type !== 'Warning') errors.push(invalidValue('type', '', `has invalid value: ${type}`));
  for (const field of ['firstTimestamp', 'lastTimestamp']) unset(field, !isMissing(event, field));
  unset('count', (numberAt(event, 'count') ?? 0) !== 0);
  unset(
    'source',
    Object.values(objectAt(event, 'source') ?? {}).some((value) => value !== ''),
  );
  return errors;
}

/** Kubernetes ValidateEventUpdate: through `events.k8s.io` only the series may change. */
export function validateEventUpdate(given: JSONObject, before: JSONObject): FieldError[] {
  const [event, old] = [inCore(given), inCore(before)];
  const errors = validateAnyhow(event, textAt(given, 'apiVersion'));
  if (given['apiVersion'] !== strictVersion) return errors;
  if (!meansTheSame(event['series'], old['series'])) errors.push(...validateSeries(event));
  const kept: readonly (readonly [field: string, told: string, shown: (value: JSONValue) => JSONValue])[] = [
    ['involvedObject', 'involvedObject', asReference],
    ['reason', 'reason', asText],
    ['message', 'message', asText],
    ['source', 'source', asSource],
    ['firstTimestamp', 'firstTimestamp', asIs],
    ['lastTimestamp', 'lastTimestamp', asIs],
    ['count', 'count', (value) => value ?? 0],
    // The server looks twice.
    ['reason', 'reason', asText],
    ['type', 'type', asText],
    ['eventTime', 'eventTime', asIs],
    ['action', 'action', asText],
    ['related', 'related', (value) => (value === null ? null : asReference(value))],
    ['reportingComponent', 'reportingController', asText],
    ['reportingInstance', 'reportingInstance', asText],
  ];
  for (const [field, told, shown] of kept) {
    if (!meansTheSame(shown(event[field] ?? null), shown(old[field] ?? null))) {
      errors.push(invalidValue(told, shown(event[field] ?? null), 'field is immutable'));
    }
  }
  return errors;
}

function inCore(event: JSONObject): JSONObject {
  return event['apiVersion'] === strictVersion ? eventInGroup(event, 'v1') : event;
}

const asIs = (value: JSONValue): JSONValue => value;
const asText = (value: JSONValue): JSONValue => value ?? '';
const asReference = (value: JSONValue): JSONObject => asInternalStruct('ObjectReference', (value ?? {}) as JSONObject);

function asSource(value: JSONValue): JSONObject {
  const source = (value ?? {}) as JSONObject;
  return { Component: source['component'] ?? '', Host: source['host'] ?? '' };
}

function validateSeries(event: JSONObject): FieldError[] {
  const series = objectAt(event, 'series');
  if (!series) return [];
  const isSingle = (numberAt(series, 'count') ?? 0) < 2;
  return [
    ...(isSingle ? [invalidValue('series.count', '', 'should be at least 2')] : []),
    ...(isMissing(series, 'lastObservedTime') ? [requiredValue('series.lastObservedTime')] : []),
  ];
}

/** Kubernetes legacyValidateEvent. */
function validateAnyhow(event: JSONObject, apiVersion: string): FieldError[] {
  const errors: FieldError[] = [];
  const namespace = textAt(objectAt(event, 'metadata'), 'namespace');
  const other = textAt(objectAt(event, 'involvedObject'), 'namespace');
  const isOld = isMissing(event, 'eventTime');
  const allowed = other === '' ? ['default', isOld ? '' : 'kube-system'] : isOld ? [other] : [namespace];
  if (!allowed.includes(namespace)) {
    errors.push(invalidValue('involvedObject.namespace', other, 'does not match event.namespace'));
  }
  if (!isOld) {
    const controller = textAt(event, 'reportingComponent');
    const field = apiVersion === 'v1' ? 'reportingComponent' : 'reportingController';
    if (controller === '') errors.push(requiredValue(field));
    errors.push(...checkText(labelKeyProblems, controller, field));
    for (const [text, most] of Object.entries({ reportingInstance: 128, action: 128, reason: 128, message: 1024 })) {
      const length = Buffer.byteLength(textAt(event, text));
      if (length === 0 && text !== 'message') errors.push(requiredValue(text));
      if (length > most) errors.push(invalidValue(text, '', `can have at most ${most} characters`));
    }
  }
  return [...errors, ...checkText(dnsSubdomain, namespace, 'namespace')];
}
