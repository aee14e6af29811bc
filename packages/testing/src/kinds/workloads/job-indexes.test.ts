import { describe, expect, it } from '@jest/globals';
import { commonIndex, countIndexes } from './job-indexes.js';

describe('indexes of a job', () => {
  it('are counted', () => {
    expect(countIndexes('', 5)).toBe(0);
    expect(countIndexes('0,2-4', 5)).toBe(4);
  });

  it.each([
    ['1-2-3', `the fragment "1-2-3" violates the requirement that an index interval can have at most two parts separated by '-'`],
    ['1-', 'cannot convert string to integer for index: ""'],
    ['a', 'cannot convert string to integer for index: "a"'],
    ['5', 'too large index: "5"'],
    ['3-2', 'non-increasing order, previous: 3, current: 2'],
    ['2-3,3', 'non-increasing order, previous: 3, current: 3'],
  ])('are not %j', (text, problem) => {
    expect(() => countIndexes(text, 5)).toThrow(problem);
  });

  it('are in two texts, whatever stands between them', () => {
    expect(commonIndex('0,2-3,b,6', '1,3-5', 9)).toBe(3);
    expect(commonIndex('0,2,4', '1,3,5-8', 9)).toBeUndefined();
  });
});
