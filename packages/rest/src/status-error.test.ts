import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { errorFromObject, isStatus, StatusError, UnexpectedObjectError } from './status-error.js';

describe('StatusError', () => {
  it('says what the status says', () => {
    const status = {
      message: 'pods "web" not found',
      reason: 'NotFound',
      code: 404,
      details: { name: 'web', kind: 'pods', retryAfterSeconds: 3 },
    };
    const error = new StatusError(status);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'StatusError',
      message: 'pods "web" not found',
      reason: 'NotFound',
      code: 404,
      retryAfter: 3,
    });
    expect(error.status).toBe(status);
    expect(error.details).toBe(status.details);
  });

  it('has empty answers for an empty status', () => {
    const error = new StatusError({});
    expect(error).toMatchObject({ message: '', reason: '', code: 0 });
    expect(error.details).toBeUndefined();
    expect(error.retryAfter).toBeUndefined();
    expect(new StatusError({ details: { retryAfterSeconds: 0 } }).retryAfter).toBeUndefined();
  });

  it('keeps what caused it', () => {
    const cause = new Error('why');
    expect(new StatusError({ message: 'x' }, { cause }).cause).toBe(cause);
  });
});

describe('UnexpectedObjectError', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, data: { password: 'aHVudGVyMg==' } };

  it('names the object and shows nothing else of it, not even when it is printed', () => {
    const error = new UnexpectedObjectError(secret);
    expect(error.message).toBe('unexpected object: v1 Secret db');
    expect(error.object).toBe(secret);
    expect(inspect(error)).not.toContain('aHVudGVyMg');
    expect(JSON.stringify(error)).not.toContain('aHVudGVyMg');
  });

  it('says what should have come', () => {
    expect(new UnexpectedObjectError(secret, { apiVersion: 'v1', kind: 'Pod' }).message).toBe(
      'unexpected object: v1 Secret db; expected v1 Pod',
    );
  });

  it.each([
    [{}, 'without apiVersion and kind'],
    [{ kind: 'Pod', metadata: null }, 'Pod'],
    [null, 'null'],
    ['text', 'a string'],
    [undefined, 'undefined'],
  ])('describes %j', (object, words) => {
    expect(new UnexpectedObjectError(object).message).toBe(`unexpected object: ${words}`);
  });
});

describe('isStatus', () => {
  it.each([
    { kind: 'Status' },
    { kind: 'Status', apiVersion: 'v1' },
    { kind: 'Status', apiVersion: 'v2' },
    { kind: 'Status', apiVersion: 'meta.k8s.io/v1' },
  ])('holds for %j', (answer) => {
    expect(isStatus(answer)).toBe(true);
  });

  it.each([
    undefined,
    null,
    'Status',
    {},
    { kind: 'Pod' },
    { kind: 'status' },
    { kind: 'Status', apiVersion: 1 },
    { kind: 'Status', apiVersion: 'example.com/v1' },
  ])('does not hold for %j', (answer) => {
    expect(isStatus(answer)).toBe(false);
  });
});

describe('errorFromObject', () => {
  it('makes an error of a status whatever it says, and of anything else too', () => {
    expect(errorFromObject({ kind: 'Status', apiVersion: 'v1', status: 'Success', message: 'foobar' })).toEqual(
      new StatusError({ message: 'foobar' }),
    );
    const other = errorFromObject({ kind: 'Pod', apiVersion: 'v1' });
    expect(other).toBeInstanceOf(UnexpectedObjectError);
    expect(other.message).toBe('unexpected object: v1 Pod');
  });
});
