import { describe, expect, it } from '@jest/globals';
import { labelKeyProblems, labelValueProblems } from './label-syntax.js';

// Observed from apimachinery 0.36.3.
const nameRule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const prefixRule =
  "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const valueRule =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

describe('labelKeyProblems', () => {
  it.each(['a', 'A', 'a.b', 'a/b', 'a.b/c', 'x'.repeat(63), `${'a'.repeat(253)}/x`, 'app.kubernetes.io/Managed_By'])(
    'accepts %s',
    (key) => {
      expect(labelKeyProblems(key)).toEqual([]);
    },
  );

  it.each([
    ['', ['name part must be non-empty', `name part ${nameRule}`]],
    ['a b', [`name part ${nameRule}`]],
    ['-a', [`name part ${nameRule}`]],
    ['a-', [`name part ${nameRule}`]],
    ['aéb', [`name part ${nameRule}`]],
    ['a\n', [`name part ${nameRule}`]],
    ['/a', ['prefix part must be non-empty']],
    ['a/', ['name part must be non-empty', `name part ${nameRule}`]],
    ['A.b/c', [prefixRule]],
    ['a..b/c', [prefixRule]],
    ['a/b/c', [`a valid label key ${nameRule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`]],
    ['x'.repeat(64), ['name part must be no more than 63 bytes']],
    [`${'a'.repeat(254)}/x`, ['prefix part must be no more than 253 bytes']],
  ])('says what is wrong with %j', (key, problems) => {
    expect(labelKeyProblems(key)).toEqual(problems);
  });
});

describe('labelValueProblems', () => {
  it.each(['', 'a', 'A_b.c-d', '1', 'x'.repeat(63)])('accepts %j', (value) => {
    expect(labelValueProblems(value)).toEqual([]);
  });

  it.each([
    ['-', [valueRule]],
    ['a/b', [valueRule]],
    ['a b', [valueRule]],
    ['é', [valueRule]],
    ['a\n', [valueRule]],
    ['x'.repeat(64), ['must be no more than 63 bytes']],
    ['é'.repeat(32), ['must be no more than 63 bytes', valueRule]],
  ])('says what is wrong with %j', (value, problems) => {
    expect(labelValueProblems(value)).toEqual(problems);
  });
});
