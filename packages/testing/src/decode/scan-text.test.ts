import { describe, expect, it } from '@jest/globals';
import { countKeys } from './count-keys.js';
import { scanText } from './scan-text.js';

describe('scanText', () => {
  it.each([
    '{}',
    '{"a":1}',
    '{"a" : {"b":"c: \\"d\\": e"}, "f":[{"g":"\\\\"},{"h":"\\\\\\":"}]}',
    '["a","b"]',
    '{"a":"","":"a"}',
    '"a"',
    '{"a":\n"b"\n,"c"\t:\r\n1}',
  ])('counts the keys of %s', (text) => {
    expect(scanText(text)).toEqual({ keys: countKeys(JSON.parse(text) as object as []), isOdd: false, isDeep: false });
  });

  it('counts repeated keys as often as they stand there', () => {
    expect(scanText('{"a":1,"a":{"b":1,"b":2}}').keys).toBe(4);
  });

  it.each(['1.0', '[1e3]', '{"a":-1E3}', '{"a":1234567890123456}', '{"a":[1,2,0.5]}'])('finds that %s is odd', (text) => {
    expect(scanText(text).isOdd).toBe(true);
  });

  it.each(['123456789012345', '[true,false,null]', '{"a":"1.0","1e3":-12}'])('finds nothing odd in %s', (text) => {
    expect(scanText(text).isOdd).toBe(false);
  });

  it('sees many levels', () => {
    expect(scanText('['.repeat(10_001) + ']'.repeat(10_001)).isDeep).toBe(true);
    expect(scanText(`[${'[],'.repeat(10_001)}1]`).isDeep).toBe(false);
  });
});
