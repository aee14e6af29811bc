import { describe, expect, it } from '@jest/globals';
import { describeFileError } from './file-errors.js';

describe('describeFileError', () => {
  // As Go prints syscall.Errno on Linux. A user who may read everything, as in containers, cannot provoke the second and the third.
  it.each([
    ['ENOENT', 'no such file or directory'],
    ['EACCES', 'permission denied'],
    ['EPERM', 'operation not permitted'],
    ['EISDIR', 'is a directory'],
    ['ENOTDIR', 'not a directory'],
  ])('says of %s what Go says', (code, text) => {
    expect(describeFileError(Object.assign(new Error(`${code}: in Node’s own words`), { code }))).toBe(text);
  });
});
