import { describe, expect, it } from '@jest/globals';
import { condition, created, deleted, describeStatus, field } from './wait-condition.js';

const ready = (status: string, more: object = {}, object: object = {}): object => ({
  metadata: {},
  ...object,
  status: {
    conditions: [
      { type: 'Other', status: 'True' },
      { type: 'Ready', status, ...more },
    ],
  },
});
const generation = (number: number): object => ({ metadata: { generation: number } });

describe('condition', () => {
  it.each([
    { what: 'the status is another', object: ready('False'), holds: false },
    { what: 'the status is that', object: ready('True'), holds: true },
    { what: 'upper and lower case differ', object: ready('TRUE', { type: 'READY' }), holds: true },
    { what: 'the status is no text', object: ready('True', { status: true }), holds: false },
    { what: 'there are no conditions', object: { status: {} }, holds: false },
    { what: 'conditions are no list', object: { status: { conditions: 'Ready' } }, holds: false },
    { what: 'a condition is none', object: { status: { conditions: [null, 1] } }, holds: false },
    { what: 'there is no status', object: {}, holds: false },
    { what: 'it was written for this generation', object: ready('True', { observedGeneration: 3 }, generation(3)), holds: true },
    { what: 'it was written for an older one', object: ready('True', { observedGeneration: 2 }, generation(3)), holds: false },
    { what: 'there is no generation', object: ready('True', { observedGeneration: 2 }), holds: true },
  ])('looks at type and status: $what', ({ object, holds }) => {
    expect(condition('Ready')(object)).toBe(holds);
  });

  it('looks at the status’s observedGeneration where the condition has none', () => {
    const object = (observedGeneration: number, own: object): object => ({
      ...generation(3),
      status: { observedGeneration, conditions: [{ type: 'Ready', status: 'True', ...own }] },
    });
    expect(condition('Ready')(object(2, {}))).toBe(false);
    expect(condition('Ready')(object(3, {}))).toBe(true);
    expect(condition('Ready')(object(2, { observedGeneration: 3 }))).toBe(true);
  });

  it('takes the first of its type that has a status', () => {
    const conditions = [{ type: 'Ready' }, { type: 'Ready', status: 'False' }, { type: 'Ready', status: 'True' }];
    expect(condition('Ready')({ status: { conditions } })).toBe(false);
    expect(condition('Ready', 'False')({ status: { conditions } })).toBe(true);
  });

  it('does not hold of what does not exist', () => {
    expect(condition('Ready')(undefined)).toBe(false);
    expect(condition('Ready', 'False')(undefined)).toBe(false);
  });

  it('says why it does not hold', () => {
    const { describe: say, waitingFor } = condition('Ready', 'False');
    expect(waitingFor).toBe('to have the condition Ready=False');
    expect(say?.(ready('True', { reason: 'Up' }))).toBe('Ready=True (Up)');
    expect(say?.(ready('False', { observedGeneration: 2, message: 'old' }, generation(3)))).toBe(
      'Ready=False (old), but that is of generation 2, and the object of 3',
    );
    expect(say?.({})).toBe('no condition Ready');
  });
});

describe('other conditions', () => {
  it('deleted holds without the object, or with another one where a uid is given', () => {
    const object = { metadata: { uid: 'u-1' } };
    expect([deleted()(undefined), deleted()(object)]).toEqual([true, false]);
    expect([deleted('u-1')(undefined), deleted('u-1')(object), deleted('u-0')(object)]).toEqual([true, false, true]);
  });

  it('created holds with the object', () => {
    expect([created()(undefined), created()({})]).toEqual([false, true]);
  });

  it('field holds when the field has the value, of the same type', () => {
    const two = field((object: { n?: number | string }) => object.n, 2);
    expect([two(undefined), two({}), two({ n: 1 }), two({ n: '2' }), two({ n: 2 })]).toEqual([false, false, false, false, true]);
  });

  it('field says which value it waits for, and which there was, but no text: it may be a secret', () => {
    const ready = field((object: { ready?: unknown }) => object.ready, true);
    expect(ready.waitingFor).toMatch(/^to have true at \(?object\)? ?=> ?object\.ready$/);
    expect(ready.describe({ ready: false })).toBe('false there; it exists');
    expect([{}, { ready: null }, { ready: [1] }, { ready: {} }, { ready: 's3cret' }].map((one) => ready.describe(one))).toEqual(
      ['undefined', 'null', 'a list', 'an object', 'a text'].map((what) => `${what} there; it exists`),
    );
    expect(field(() => '', 's3cret').waitingFor).not.toContain('s3cret');
  });
});

describe('what the text of a timeout says of an object', () => {
  it('is its phase and its conditions', () => {
    expect(describeStatus({ status: { phase: 'Pending', conditions: [{ type: 'A', status: 'True' }] } })).toBe(
      'phase Pending, A=True',
    );
    expect(describeStatus({ data: { password: 'secret' } })).toBe('it exists');
  });

  it('has a question mark for what is no text', () => {
    const conditions = [{ type: { toString: 1 }, status: [] }, { type: 'A' }, { reason: { toString: 1 }, status: 'True' }];
    expect(describeStatus({ status: { phase: { toString: 1 }, conditions } })).toBe('?=?, A=?, ?=True');
  });
});
