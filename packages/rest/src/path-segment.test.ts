import { describe, expect, it } from '@jest/globals';
import { pathSegmentProblems } from './path-segment.js';

describe('pathSegmentProblems', () => {
  // Observed from IsValidPathSegmentName of apimachinery 0.36.3.
  it.each([
    ['.', ["may not be '.'"]],
    ['..', ["may not be '..'"]],
    ['a/b', ["may not contain '/'"]],
    ['a%b', ["may not contain '%'"]],
    ['%/', ["may not contain '/'", "may not contain '%'"]],
  ])('names what is wrong with %j', (name, problems) => {
    expect(pathSegmentProblems(name)).toEqual(problems);
  });

  it.each(['web-0', '', '...', '.a', 'a?b#c d', 'é', 'x'.repeat(1000)])('accepts %j', (name) => {
    expect(pathSegmentProblems(name)).toEqual([]);
  });
});
