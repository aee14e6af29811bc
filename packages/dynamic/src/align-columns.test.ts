import { describe, expect, it } from '@jest/globals';
import { ColumnAligner } from './align-columns.js';

const align = (...lines: string[][]): string[] => new ColumnAligner().align(lines).split('\n').slice(0, -1);

// What is expected here is what kubectl's own tabwriter printed of the same cells.
describe('columns', () => {
  it('are three wider than their longest cell, and six at least', () => {
    expect(align(['A', 'LONG NAME', 'C'], ['abcd', 'b', 'c'])).toEqual(['A      LONG NAME   C', 'abcd   b           c']);
    expect(align(['a', 'b'], ['c', 'd'])).toEqual(['a     b', 'c     d']);
  });

  it('have no blanks behind the last cell, however long other lines are', () => {
    expect(align(['NAME', 'STATUS'], ['a', 'a long status'], ['b', ''])).toEqual([
      'NAME   STATUS',
      'a      a long status',
      'b      ',
    ]);
  });

  it('count characters, not bytes, UTF-16 units or places on the screen', () => {
    expect(align(['世界世界', 'x'], ['😀', 'y'], ['é', 'z'])).toEqual(['世界世界   x', '😀      y', 'é      z']);
  });

  it('begin anew behind a line that does not reach them', () => {
    expect(align(['a long cell', 'b', 'c'], ['x', 'y'], ['1', '2', '3'])).toEqual([
      'a long cell   b     c',
      'x             y',
      '1             2     3',
    ]);
    expect(align(['1', 'a wide one', '3'], ['x'], ['1', '2', '3'])).toEqual([
      '1     a wide one   3',
      'x',
      '1     2            3',
    ]);
    expect(align(['1', '2', '3'], ['x', 'y'], ['1', 'a wide one', '3'])).toEqual([
      '1     2     3',
      'x     y',
      '1     a wide one   3',
    ]);
  });

  it('stay as wide in later calls as they once were', () => {
    const aligner = new ColumnAligner();
    expect(aligner.align([['a rather long name', 'x']])).toBe('a rather long name   x\n');
    expect(aligner.align([['short', 'x']])).toBe('short                x\n');
    expect(aligner.align([['a name that is longer than before', 'x']])).toBe('a name that is longer than before   x\n');
  });

  it('are read once, however many a cell makes', () => {
    const line = Array.from({ length: 200_000 }, () => '');
    const lines = [line, ...Array.from({ length: 2_000 }, () => ['a', 'b'])];
    expect(new ColumnAligner().align(lines)).toHaveLength(199_999 * 6 + 1 + 2_000 * 8);
  });

  it('of nothing are nothing', () => {
    expect(new ColumnAligner().align([])).toBe('');
    expect(align(['alone'])).toEqual(['alone']);
  });
});
