import { describe, expect, it } from '@jest/globals';
import { quote } from './quote.js';

describe('quote', () => {
  it.each([
    ['plain', '"plain"'],
    ['q"b\\s', '"q\\"b\\\\s"'],
    ['tab\tnl\n\r\v\u0007\b\f', '"tab\\tnl\\n\\r\\v\\a\\b\\f"'],
    ['\u0000\u001f\u007f', '"\\x00\\x1f\\x7f"'],
    ['é世😀', '"é世😀"'],
    ['\u00a0\u2028\ufeff\u00ad\u0085', '"\\u00a0\\u2028\\ufeff\\u00ad\\u0085"'],
    ['\u200b\ufffd', '"\\u200b\ufffd"'],
    ['\ue000\u0378', '"\\ue000\\u0378"'],
  ])('writes %j as Go %s', (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });

  it('writes an unprintable character beyond U+FFFF with eight digits', () => {
    expect(quote('\u{e0001}')).toBe('"\\U000e0001"');
  });
});
