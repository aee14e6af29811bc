import { describe, expect, it } from '@jest/globals';
import { compareBytewise } from './byte-order.js';

describe('compareBytewise', () => {
  it('sorts upper case before lower case and a prefix before the longer string', () => {
    expect(['b', 'a', 'B', 'ab', ''].sort(compareBytewise)).toEqual(['', 'B', 'a', 'ab', 'b']);
  });

  it('agrees with the order of the UTF-8 bytes for characters of every length', () => {
    const texts = [
      '\u0000',
      'z',
      '\u007f',
      'é',
      'ÿ',
      '世',
      '\ud7ff',
      '\ue000',
      '\uffff',
      '😀',
      '😁',
      'a😀',
      'a\ue000',
      '\u{10ffff}',
    ];
    for (const a of texts) {
      for (const b of texts) expect(Math.sign(compareBytewise(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }
  });
});
