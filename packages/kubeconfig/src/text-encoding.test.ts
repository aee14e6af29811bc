import { describe, expect, it } from '@jest/globals';
import { decodeText } from './text-encoding.js';

describe('decodeText', () => {
  it('decodes UTF-8, and UTF-16 of either byte order, without their marks', () => {
    const littleEndian = Buffer.from('\ufeffüser', 'utf16le');
    expect(decodeText(Buffer.from('\ufeffüser'))).toBe('üser');
    expect(decodeText(littleEndian)).toBe('üser');
    expect(decodeText(Buffer.from(littleEndian).swap16())).toBe('üser');
  });

  it('refuses what is no text', () => {
    expect(() => decodeText(Uint8Array.of(0x61, 0xff))).toThrow('the file is not UTF-8 text');
    expect(() => decodeText(Uint8Array.of(0xff, 0xfe, 0x00, 0xd8))).toThrow('the file is not UTF-16LE text');
    expect(() => decodeText(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46))).toThrow(/control characters/);
  });

  it('allows every printable character, tabs and line breaks', () => {
    expect(decodeText(Buffer.from('a\t\r\n\u0085€😀'))).toBe('a\t\r\n\u0085€😀');
  });
});
