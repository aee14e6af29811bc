import { describe, expect, it } from '@jest/globals';
import * as predicates from './error-predicates.js';
import {
  hasStatusCause,
  isNotFound,
  isUnexpectedObjectError,
  isUnexpectedServerError,
  reasonForError,
  statusCause,
  suggestsClientDelay,
} from './error-predicates.js';
import { StatusError, UnexpectedObjectError } from './status-error.js';
import { CauseType, StatusReason } from './status-reason.js';

/** The predicates that go by reason and code. */
const byStatus = Object.entries(predicates).filter(([name]) => name.startsWith('is') && !name.startsWith('isUnexpected')) as [
  string,
  (error: unknown) => boolean,
][];

const codes = [0, 400, 401, 403, 404, 405, 406, 409, 410, 413, 415, 422, 429, 500, 503, 504];

/** What holds for an error by its code, if its reason says nothing. */
const ofCode = {
  400: 'isBadRequest',
  401: 'isUnauthorized',
  403: 'isForbidden',
  404: 'isNotFound',
  405: 'isMethodNotSupported',
  406: 'isNotAcceptable',
  409: 'isConflict',
  410: 'isGone',
  413: 'isRequestEntityTooLarge',
  415: 'isUnsupportedMediaType',
  422: 'isInvalid',
  429: 'isTooManyRequests',
  500: 'isInternalError',
  503: 'isServiceUnavailable',
  504: 'isTimeout',
};

/**
 * What apimachinery 0.36.3 says for each reason with each of the codes: predicates that hold whatever the code, and one more
 * that holds for a code.
 */
const observed: [reason: string, always: string[], alsoFor: Record<number, string>][] = [
  ['', [], ofCode],
  ['Unauthorized', ['isUnauthorized'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['Forbidden', ['isForbidden'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['NotFound', ['isNotFound'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['AlreadyExists', ['isAlreadyExists'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['Conflict', ['isConflict'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['Gone', ['isGone'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['Invalid', ['isInvalid'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['ServerTimeout', ['isServerTimeout'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['StorageReadError', ['isStoreReadError'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['Timeout', ['isTimeout'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['TooManyRequests', ['isTooManyRequests'], { 413: 'isRequestEntityTooLarge' }],
  ['BadRequest', ['isBadRequest'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['MethodNotAllowed', ['isMethodNotSupported'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['NotAcceptable', ['isNotAcceptable'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['RequestEntityTooLarge', ['isRequestEntityTooLarge'], { 429: 'isTooManyRequests' }],
  ['UnsupportedMediaType', ['isUnsupportedMediaType'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['InternalError', ['isInternalError'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['Expired', ['isResourceExpired'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['ServiceUnavailable', ['isServiceUnavailable'], { 413: 'isRequestEntityTooLarge', 429: 'isTooManyRequests' }],
  ['Weird', [], ofCode],
];

const failing = (reason: string, code: number): StatusError => new StatusError({ reason, code });

describe('predicates by reason and code', () => {
  it('are all in the table', () => {
    const mentioned = new Set(observed.flatMap(([, always, alsoFor]) => [...always, ...Object.values(alsoFor)]));
    expect(byStatus.map(([name]) => name).sort()).toEqual([...mentioned].sort());
    expect(Object.values(StatusReason).every((reason) => observed.some(([observedReason]) => observedReason === reason))).toBe(
      true,
    );
  });

  it.each(observed)('judge the reason %j as apimachinery does, through two wrappers', (reason, always, alsoFor) => {
    for (const code of codes) {
      const error = new Error('a', { cause: new Error('b', { cause: failing(reason, code) }) });
      const expected = [...always, ...(alsoFor[code] === undefined ? [] : [alsoFor[code]])];
      const holding = byStatus.filter(([, holds]) => holds(error)).map(([name]) => name);
      expect({ code, holding: holding.sort() }).toEqual({ code, holding: expected.sort() });
    }
  });

  it('hold for nothing that has no status', () => {
    for (const error of [
      undefined,
      null,
      'NotFound',
      404,
      {},
      new Error('not found'),
      { status: { reason: 'NotFound' } },
      Object.assign(new Error('x'), { status: 404 }),
    ]) {
      expect(byStatus.filter(([, holds]) => holds(error))).toEqual([]);
      expect(reasonForError(error)).toBe('');
      expect(suggestsClientDelay(error)).toBeUndefined();
      expect(isUnexpectedServerError(error)).toBe(false);
      expect(isUnexpectedObjectError(error)).toBe(false);
    }
  });

  it('go by the code alone if the server gave no reason at all', () => {
    expect(isNotFound(new StatusError({ code: 404 }))).toBe(true);
    expect(isNotFound(new StatusError({}))).toBe(false);
  });

  it('know a status error of another copy of this package by its name', () => {
    const foreign = Object.assign(new Error('gone'), { name: 'StatusError', status: { reason: 'NotFound', code: 404 } });
    expect(isNotFound(foreign)).toBe(true);
    expect(isNotFound(Object.assign(new Error('x'), { name: 'StatusError', status: 404 }))).toBe(false);
  });
});

describe('looking through errors', () => {
  it('finds the status among the errors of an AggregateError', () => {
    expect(isNotFound(new AggregateError([new Error('x'), new Error('y', { cause: failing('NotFound', 404) })]))).toBe(true);
  });

  it('lets the first status decide: the error itself, then its cause, then its errors in order', () => {
    const aggregate = new AggregateError([failing('Conflict', 409), failing('NotFound', 404)]);
    expect(reasonForError(aggregate)).toBe('Conflict');
    expect(reasonForError(new AggregateError([failing('Conflict', 409)], 'x', { cause: failing('Gone', 410) }))).toBe('Gone');
    expect(reasonForError(new StatusError({ reason: 'Invalid' }, { cause: failing('Gone', 410) }))).toBe('Invalid');
    expect(reasonForError(new AggregateError([aggregate, failing('Gone', 410)]))).toBe('Conflict');
  });

  it('ends in a circle of causes and in a very long chain', () => {
    const a = new Error('a');
    a.cause = new Error('b', { cause: a });
    expect(isNotFound(a)).toBe(false);
    let chain: Error = failing('NotFound', 404);
    for (let i = 0; i < 100_000; i++) chain = new Error('wrapped', { cause: chain });
    expect(isNotFound(chain)).toBe(true);
  });
});

describe('suggestsClientDelay', () => {
  it.each([
    [{ reason: 'TooManyRequests', details: { retryAfterSeconds: 3 } }, 3],
    [{ reason: 'TooManyRequests', details: {} }, undefined],
    [{ reason: 'TooManyRequests' }, undefined],
    [{ reason: 'Conflict', details: { retryAfterSeconds: -1 } }, undefined],
    [{ reason: 'ServerTimeout', details: { retryAfterSeconds: 2 } }, 2],
    [{ reason: 'ServerTimeout', details: {} }, 0],
    [{ reason: 'ServerTimeout' }, undefined],
  ])('for %j is %j', (status, seconds) => {
    expect(suggestsClientDelay(new Error('wrapped', { cause: new StatusError(status) }))).toBe(seconds);
  });
});

describe('causes', () => {
  const error = new StatusError({
    details: {
      causes: [
        { message: 'no reason' },
        { reason: 'FieldValueInvalid', field: 'a' },
        { reason: 'FieldValueInvalid', field: 'b' },
        { reason: 'NamespaceTerminating' },
      ],
    },
  });

  it('are found by type, the first of them, through wrappers', () => {
    expect(statusCause(new Error('x', { cause: error }), CauseType.FieldValueInvalid)).toEqual({
      reason: 'FieldValueInvalid',
      field: 'a',
    });
    expect(hasStatusCause(error, 'NamespaceTerminating')).toBe(true);
    expect(hasStatusCause(error, CauseType.FieldManagerConflict)).toBe(false);
    expect(statusCause(new StatusError({}), CauseType.FieldValueInvalid)).toBeUndefined();
  });

  it('tell an answer that no API server gave', () => {
    expect(isUnexpectedServerError(error)).toBe(false);
    expect(isUnexpectedServerError(new StatusError({ details: { causes: [{ reason: 'UnexpectedServerResponse' }] } }))).toBe(
      true,
    );
  });
});

describe('a status of the wrong types', () => {
  it.each([{ causes: 'x' }, { causes: {} }, { causes: [null, 5, 'x'] }, { causes: null }, 'x', [], null])(
    'has no causes and no delay: details %j',
    (details) => {
      const error = new StatusError({ reason: 'ServerTimeout', details } as never);
      expect(statusCause(error, 'NamespaceTerminating')).toBeUndefined();
      expect(hasStatusCause(error, 'NamespaceTerminating')).toBe(false);
      expect(isUnexpectedServerError(error)).toBe(false);
    },
  );

  it('suggests no delay that is no number', () => {
    const details = { retryAfterSeconds: '3' };
    expect(suggestsClientDelay(new StatusError({ reason: 'TooManyRequests', details } as never))).toBeUndefined();
    expect(suggestsClientDelay(new StatusError({ reason: 'ServerTimeout', details } as never))).toBe(0);
  });
});

describe('isUnexpectedObjectError', () => {
  it('holds for that error only, also when it is wrapped', () => {
    expect(isUnexpectedObjectError(new Error('x', { cause: new UnexpectedObjectError({}) }))).toBe(true);
    expect(isUnexpectedObjectError(Object.assign(new Error('x'), { name: 'UnexpectedObjectError' }))).toBe(true);
    expect(isUnexpectedObjectError(new StatusError({}))).toBe(false);
  });
});
