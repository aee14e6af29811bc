import { describe, expect, it } from '@jest/globals';
import { bodyText } from './body-text.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('bodyText', () => {
  it('says how much of a long text is missing', () => {
    expect(bodyText(bytes('a'.repeat(2000)), 1024)).toEqual({
      text: `${'a'.repeat(1024)} [truncated 976 chars]`,
      isWhole: false,
    });
    expect(bodyText(bytes('a'.repeat(20_000)), 10_240).text).toBe(`${'a'.repeat(10_240)} [truncated 9760 chars]`);
  });

  it('shows a text up to the limit, and any text without one, as a whole', () => {
    expect(bodyText(bytes('a\r\nü'), 5)).toEqual({ text: 'a\r\nü', isWhole: true });
    expect(bodyText(bytes('a'.repeat(100_000)), Infinity)).toEqual({ text: 'a'.repeat(100_000), isWhole: true });
    expect(bodyText(bytes(''), 5)).toEqual({ text: '', isWhole: true });
  });

  it('cuts no character in two', () => {
    expect(bodyText(bytes('aüb'), 2).text).toBe('a [truncated 3 chars]');
    expect(bodyText(bytes('a😀'), 4).text).toBe('a [truncated 4 chars]');
    expect(bodyText(bytes('😀b'), 4).text).toBe('😀 [truncated 1 chars]');
  });

  it('dumps what is no text', () => {
    expect(bodyText(bytes('k8s\0\x0a\x0fv1\x12\x03Podname!'), Infinity)).toEqual({
      text: '00000000  6b 38 73 00 0a 0f 76 31  12 03 50 6f 64 6e 61 6d  |k8s...v1..Podnam|\n00000010  65 21                                             |e!|',
      isWhole: false,
    });
  });

  it.each([
    ['a tab', [0x41, 0x09]],
    ['an escape sequence of a terminal', [0x1b, 0x5b, 0x41]],
    ['a control character of eight bits', [0xc2, 0x9b]],
    ['bytes that are no UTF-8', [0xff, 0xfe, 0x41]],
  ])('takes %s for no text', (_what, body) => {
    expect(bodyText(Uint8Array.from(body), 1024).text).toMatch(/^00000000 {2}/);
  });

  it('says how much of a long dump is missing', () => {
    const body = new Uint8Array(40);
    const whole = bodyText(body, Infinity).text;
    expect(whole.split('\n')).toHaveLength(3);
    for (const limit of [1, 20, 39, 40, 100, whole.length - 1])
      expect(bodyText(body, limit).text).toBe(`${whole.slice(0, limit)} [truncated ${String(whole.length - limit)} chars]`);
    expect(bodyText(body, whole.length).text).toBe(whole);
  });
});
