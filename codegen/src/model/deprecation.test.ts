import { describe, expect, it } from '@jest/globals';
import { deprecationIn, isOnlyDeprecation } from './deprecation.js';

describe('deprecationIn', () => {
  it.each([
    ['Deprecated: Use b.', 'Use b.'],
    ['Deprecated. Not all kubelets set it.', 'Not all kubelets set it.'],
    ['a is a field. Deprecated: Use b. More.\n\nOther.', 'Use b. More.'],
    ['DEPRECATED: a is old.', 'a is old.'],
    ['A is a source. This API is deprecated since 1.22', 'This API is deprecated since 1.22'],
    ['Deprecated', ''],
  ])('finds what %j says of itself', (description, deprecation) => {
    expect(deprecationIn(description)).toBe(deprecation);
  });

  it.each([
    ['deprecated says that this version of the custom resource API is deprecated.'],
    ['deprecatedCount is a field for compatibility.'],
    ['The annotation is officially deprecated.'],
    ['phase of a pod.\n\nPossible enum values:\n - `"Unknown"` lost. Deprecated: It isn\'t set since 2015'],
  ])('does not take %j for a deprecation', (description) => {
    expect(deprecationIn(description)).toBeUndefined();
  });
});

describe('isOnlyDeprecation', () => {
  it('tells whether there is another word', () => {
    expect(isOnlyDeprecation('Deprecated: Use b.', 'Use b.')).toBe(true);
    expect(isOnlyDeprecation('This API is deprecated.', 'This API is deprecated.')).toBe(true);
    expect(isOnlyDeprecation('a is old. Deprecated: Use b.', 'Use b.')).toBe(false);
    expect(isOnlyDeprecation('Deprecated: Use b.\n\nMore.', 'Use b.')).toBe(false);
    expect(isOnlyDeprecation('a is a field.', undefined)).toBe(false);
  });
});
