import { describe, expect, it } from '@jest/globals';
import { versionedParams } from './versioned-params.js';

describe('versionedParams', () => {
  it('keeps the order of the keys', () => {
    expect(versionedParams({ limit: 500, fieldSelector: 'a=b', continue: 'x' })).toEqual([
      ['limit', '500'],
      ['fieldSelector', 'a=b'],
      ['continue', 'x'],
    ]);
  });

  it('writes booleans as true and false', () => {
    expect(versionedParams({ follow: true, previous: false })).toEqual([
      ['follow', 'true'],
      ['previous', 'false'],
    ]);
  });

  it('repeats the key of a list', () => {
    expect(versionedParams({ command: ['ls', '-l', ''], ports: [80, 443], none: [] })).toEqual([
      ['command', 'ls'],
      ['command', '-l'],
      ['command', ''],
      ['ports', '80'],
      ['ports', '443'],
    ]);
  });

  it('leaves out what is undefined or null, in lists too', () => {
    expect(versionedParams({ labelSelector: undefined, limit: null, dryRun: [undefined, 'All', null] })).toEqual([
      ['dryRun', 'All'],
    ]);
  });

  it('leaves out nested objects and functions', () => {
    expect(versionedParams({ preconditions: { uid: 'u' }, at: new Map(), call: () => 1, nested: [['x'], { a: 1 }] })).toEqual([]);
  });

  it('sends zero and the empty string, which somebody has set', () => {
    expect(versionedParams({ timeoutSeconds: 0, resourceVersion: '' })).toEqual([
      ['timeoutSeconds', '0'],
      ['resourceVersion', ''],
    ]);
  });

  it('writes large numbers without an exponent', () => {
    expect(versionedParams({ limitBytes: 1e21, sinceSeconds: 2n ** 62n, ratio: 0.5, zero: -0 })).toEqual([
      ['limitBytes', '1000000000000000000000'],
      ['sinceSeconds', '4611686018427387904'],
      ['ratio', '0.5'],
      ['zero', '0'],
    ]);
  });

  it('refuses a number that is not finite, and names it', () => {
    expect(() => versionedParams({ limit: NaN })).toThrow(
      new TypeError('cannot send the parameter limit: NaN is not a finite number'),
    );
    expect(() => versionedParams({ ports: [1, Infinity] })).toThrow('the parameter ports');
  });
});
