import type { JSONObject } from '../../json.js';
import { numberAt, objectAt, textAt } from '../../json-fields.js';
import { type FieldError, forbiddenValue, invalidValue, requiredValue } from '../../validation/field-errors.js';
import { checkOneOf } from '../value-rules.js';
import { validateTypedConditions } from './validate-typed-conditions.js';

/** Kubernetes ValidatePriorityLevelConfiguration, but for the levels that a server makes itself. */
export function validatePriorityLevel(level: JSONObject): FieldError[] {
  const errors: FieldError[] = [];
  const preserved = 'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares';
  if (objectAt(level, 'metadata', 'annotations')?.[preserved] !== undefined) {
    errors.push(forbiddenValue('metadata.annotations', `annotation '${preserved}' is forbidden`));
  }
  const spec = objectAt(level, 'spec') ?? {};
  const type = textAt(spec, 'type');
  const isExempt = textAt(objectAt(level, 'metadata'), 'name') === 'exempt';
  if (isExempt !== (type === 'Exempt')) {
    errors.push(invalidValue('spec.type', type, "must be 'Exempt' if and only if `name` is 'exempt'"));
  }
  const [exempt, limited] = [objectAt(spec, 'exempt'), objectAt(spec, 'limited')];
  if (type === 'Exempt') {
    if (limited) errors.push(forbiddenValue('spec.limited', 'must be nil if the type is not Limited'));
    if (exempt) errors.push(...validateShares(exempt, 'spec.exempt'), ...validatePercent(exempt, 'spec.exempt'));
  } else if (type === 'Limited') {
    if (exempt) errors.push(forbiddenValue('spec.exempt', 'must be nil if the type is Limited'));
    if (!limited) errors.push(requiredValue('spec.limited', 'must not be empty when type is Limited'));
    else errors.push(...validateLimited(limited, 'spec.limited'));
  } else errors.push(...checkOneOf(type, ['Exempt', 'Limited'], 'spec.type'));
  return [...errors, ...validateTypedConditions(level)];
}

function validateShares(level: JSONObject, path: string): FieldError[] {
  const shares = numberAt(level, 'nominalConcurrencyShares') ?? 0;
  return shares < 0 ? [invalidValue(`${path}.nominalConcurrencyShares`, shares, 'must be a non-negative integer')] : [];
}

function validatePercent(level: JSONObject, path: string): FieldError[] {
  const percent = numberAt(level, 'lendablePercent') ?? 0;
  const isRight = percent >= 0 && percent <= 100;
  return isRight ? [] : [invalidValue(`${path}.lendablePercent`, percent, 'must be between 0 and 100, inclusive')];
}

function validateLimited(limited: JSONObject, path: string): FieldError[] {
  const errors = validateShares(limited, path);
  const response = objectAt(limited, 'limitResponse') ?? {};
  const queuing = objectAt(response, 'queuing');
  const field = `${path}.limitResponse`;
  const when = 'if limited.limitResponse.type is';
  const type = textAt(response, 'type');
  if (type === 'Reject') {
    if (queuing) errors.push(forbiddenValue(`${field}.queuing`, `must be nil ${when} not Limited`));
  } else if (type === 'Queue') {
    if (queuing) errors.push(...validateQueuing(queuing, `${field}.queuing`));
    else errors.push(requiredValue(`${field}.queuing`, `must not be empty ${when} Limited`));
  } else errors.push(...checkOneOf(type, ['Queue', 'Reject'], `${field}.type`));
  errors.push(...validatePercent(limited, path));
  const borrowing = numberAt(limited, 'borrowingLimitPercent') ?? 0;
  if (borrowing >= 0) return errors;
  return [...errors, invalidValue(`${path}.borrowingLimitPercent`, borrowing, 'if specified, must be a non-negative integer')];
}

function validateQueuing(queuing: JSONObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const wrong = (field: string, detail: string): void =>
    void errors.push(invalidValue(`${path}.${field}`, numberAt(queuing, field) ?? 0, detail));
  const [length, queues, hand] = ['queueLengthLimit', 'queues', 'handSize'].map((field) => numberAt(queuing, field) ?? 0) as [
    number,
    number,
    number,
  ];
  if (length <= 0) wrong('queueLengthLimit', 'must be positive');
  if (queues <= 0) wrong('queues', 'must be positive');
  else if (queues > 10_000_000) wrong('queues', 'must not be greater than 10000000');
  if (hand <= 0) wrong('handSize', 'must be positive');
  else if (hand > queues) wrong('handSize', `should not be greater than queues (${queues})`);
  else if (Math.ceil(Math.log2(queues) * hand) > 60) {
    wrong('handSize', `required entropy bits of deckSize ${queues} and handSize ${hand} should not be greater than 60`);
  }
  return errors;
}
