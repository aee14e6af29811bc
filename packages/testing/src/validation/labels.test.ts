import { describe, expect, it } from '@jest/globals';
import type { JSONObject } from '../json.js';
import { validateSelector } from './label-selectors.js';
import { nameProblems, nameRuleOf } from './names.js';
import { hasFormat } from './schema-formats.js';

const beginnings = (selector: JSONObject): string[] =>
  validateSelector(selector, 'spec.selector').map(({ field, reason, message }) => `${field} ${reason} ${message.slice(0, 40)}`);

// Each as kube-apiserver 1.36.3 answers for the selector of a Deployment.
describe('validateSelector', () => {
  it('tells what is wrong with labels', () => {
    expect(beginnings({ matchLabels: { 'a b': 'c d' } })).toEqual([
      'spec.selector.matchLabels FieldValueInvalid Invalid value: "a b": name part must con',
      'spec.selector.matchLabels FieldValueInvalid Invalid value: "c d": a valid label must',
    ]);
  });

  it('tells what is wrong with requirements, in the order of the server', () => {
    const matchExpressions = [
      { key: 'a', operator: 'In' },
      { key: '', operator: 'Exists', values: ['x'] },
      { key: 'a', operator: 'Foo' },
      { key: 'a b', operator: 'NotIn', values: ['x y'] },
      {},
    ];
    expect(beginnings({ matchExpressions })).toEqual([
      'spec.selector.matchExpressions[0].values FieldValueRequired Required value: must be specified when `',
      'spec.selector.matchExpressions[1].values FieldValueForbidden Forbidden: may not be specified when `op',
      'spec.selector.matchExpressions[1].key FieldValueInvalid Invalid value: "": name part must be non',
      'spec.selector.matchExpressions[1].key FieldValueInvalid Invalid value: "": name part must consis',
      'spec.selector.matchExpressions[2].operator FieldValueInvalid Invalid value: "Foo": not a valid select',
      'spec.selector.matchExpressions[3].key FieldValueInvalid Invalid value: "a b": name part must con',
      'spec.selector.matchExpressions[3].values[0] FieldValueInvalid Invalid value: "x y": a valid label must',
      'spec.selector.matchExpressions[4].operator FieldValueInvalid Invalid value: "": not a valid selector ',
      'spec.selector.matchExpressions[4].key FieldValueInvalid Invalid value: "": name part must be non',
      'spec.selector.matchExpressions[4].key FieldValueInvalid Invalid value: "": name part must consis',
    ]);
  });

  it('finds nothing in what is right, or absent', () => {
    expect(validateSelector(undefined, 's')).toEqual([]);
    expect(beginnings({ matchLabels: { a: '' }, matchExpressions: [{ key: 'a/b', operator: 'DoesNotExist' }] })).toEqual([]);
  });
});

describe('names', () => {
  it('of a kind have the rule that the server showed', () => {
    expect([nameRuleOf('', 'Service'), nameRuleOf('', 'Pod'), nameRuleOf('example.com', 'Service')]).toEqual([
      'dns-label',
      'dns-subdomain',
      'dns-subdomain',
    ]);
  });

  it('of RFC 1035 begin with a letter', () => {
    expect(nameProblems('dns-1035-label', 'a1-b')).toEqual([]);
    expect(nameProblems('dns-1035-label', '1a')).toHaveLength(1);
    expect(nameProblems('dns-1035-label', 'a-', true)).toEqual([]);
  });
});

describe('hasFormat', () => {
  it.each([
    ['mac', '01:23:45:67:89:ab', '01:23'],
    ['uuid4', '01234567-89ab-4def-8123-456789abcdef', '01234567-89ab-1def-8123-456789abcdef'],
    ['hexcolor', '#ffF', '#ff'],
    ['k8s-short-name', 'a-b', 'A'],
    ['k8s-long-name', 'a.b', 'a..b'],
    ['date-time', '2024-02-29T00:00:00.5+01:00', '2023-02-29T00:00:00Z'],
  ])('%s takes %s and not %s', (format, right, wrong) => {
    expect([hasFormat(right, format), hasFormat(wrong, format)]).toEqual([true, false]);
  });
});
