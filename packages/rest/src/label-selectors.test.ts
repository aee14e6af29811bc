import { describe, expect, it } from '@jest/globals';
import { formatLabelSelector, labelRequirements, matchesLabels } from './label-selectors.js';

// Observed from apimachinery 0.36.3.
describe('formatLabelSelector', () => {
  it.each([
    [{}, ''],
    [{ matchLabels: {}, matchExpressions: [] }, ''],
    [{ matchLabels: { b: '2', a: '1' } }, 'a=1,b=2'],
    [{ matchLabels: { a: '' } }, 'a='],
    [{ matchExpressions: [{ key: 'a', operator: 'In', values: [''] }] }, 'a in ()'],
    [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['x', 'x'] }] }, 'a in (x,x)'],
    [
      {
        matchLabels: { b: '2' },
        matchExpressions: [
          { key: 'a', operator: 'In', values: ['z', 'y'] },
          { key: 'c', operator: 'NotIn', values: ['q'] },
          { key: 'd', operator: 'Exists' },
          { key: 'e', operator: 'DoesNotExist' },
        ],
      },
      'a in (y,z),b=2,c notin (q),d,!e',
    ],
  ])('writes %j as %j', (selector, text) => {
    expect(formatLabelSelector(selector)).toBe(text);
  });

  it('writes a text in its canonical form, and requirements in their order', () => {
    expect(formatLabelSelector(' b, a in (2,1)')).toBe('a in (1,2),b');
    expect(
      formatLabelSelector([
        { key: 'b', operator: 'exists', values: [] },
        { key: 'a', operator: '=', values: ['1'] },
      ]),
    ).toBe('b,a=1');
  });

  it.each([
    [{ matchExpressions: [{ key: 'a', operator: 'in', values: ['z'] }] }, 'key "a": "in" is not a valid label selector operator'],
    [{ matchExpressions: [{ key: 'a', operator: 'toString' }] }, 'key "a": "toString" is not a valid label selector operator'],
    [
      { matchExpressions: [{ key: 'a', operator: 'In' }] },
      "values [] of key \"a\": for 'in', 'notin' operators, values set can't be empty",
    ],
    [
      { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['x'] }] },
      'values ["x"] of key "a": values set must be empty for exists and does not exist',
    ],
  ])('refuses %j', (selector, problem) => {
    expect(() => formatLabelSelector(selector)).toThrow(new Error(`invalid label requirement: ${problem}`));
  });

  it('names the key or the value that is not valid', () => {
    expect(() => formatLabelSelector({ matchLabels: { 'a b': '1' } })).toThrow('key "a b"');
    expect(() => formatLabelSelector({ matchLabels: { a: '-' } })).toThrow('value "-" of key "a"');
  });
});

describe('matchesLabels', () => {
  const labels = { app: 'web', n: '5', e: '' };

  it.each([
    ['', true],
    ['app', true],
    ['!app', false],
    ['app=web', true],
    ['app==web', true],
    ['app!=web', false],
    ['app=x', false],
    ['app!=x', true],
    ['app in (web,x)', true],
    ['app notin (web)', false],
    ['app notin (x)', true],
    ['z', false],
    ['!z', true],
    ['z=', false],
    ['z!=', true],
    ['e=', true],
    ['e', true],
    ['n>4', true],
    ['n>5', false],
    ['n<6', true],
    ['n<5', false],
    ['z>1', false],
    ['app>1', false],
    ['z notin (a)', true],
    ['z in ()', false],
    ['e in ()', true],
    ['app=web,n=5', true],
    ['app=web,n=6', false],
  ])('says of %j: %s', (selector, matches) => {
    expect(matchesLabels(selector, labels)).toBe(matches);
    expect(matchesLabels(labelRequirements(selector), labels)).toBe(matches);
  });

  it('takes an object without labels, and a selector as objects hold it', () => {
    expect(matchesLabels('', undefined)).toBe(true);
    expect(matchesLabels('!x', undefined)).toBe(true);
    expect(matchesLabels('x', undefined)).toBe(false);
    expect(
      matchesLabels({ matchLabels: { app: 'web' }, matchExpressions: [{ key: 'n', operator: 'In', values: ['5'] }] }, labels),
    ).toBe(true);
    expect(matchesLabels({ matchLabels: { app: 'db' } }, labels)).toBe(false);
    expect(matchesLabels({}, labels)).toBe(true);
  });
});
