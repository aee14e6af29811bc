import { describe, expect, it } from '@jest/globals';
import { HttpHeaders } from './http-headers.js';
import { maskedHeaders } from './masked-headers.js';

function masked(name: string, ...values: string[]): string[] {
  return maskedHeaders(new HttpHeaders().set(name, ...values)).map(([, value]) => value);
}

describe('maskedHeaders', () => {
  it.each([
    ['Bearer x', 'Bearer <masked>'],
    ['bearer x y', 'bearer <masked>'],
    ['Basic dTpw', 'Basic <masked>'],
    ['NEGOTIATE x', 'NEGOTIATE <masked>'],
    ['bearer ', 'bearer'],
    ['bearer', 'bearer'],
    ['abc x', '<masked>'],
    ['secret', '<masked>'],
    [' Bearer x', '<masked>'],
    ['', ''],
  ])('shows of Authorization: %s only %s', (value, expected) => {
    expect(masked('Authorization', value)).toEqual([expected]);
    expect(masked('Proxy-Authorization', value)).toEqual([expected]);
  });

  it('shows nothing of cookies, line by line', () => {
    expect(masked('Cookie', 'session=1')).toEqual(['<masked>']);
    expect(masked('Set-Cookie', 'a=1', 'b=2')).toEqual(['<masked>', '<masked>']);
  });

  it('shows every other line as it is', () => {
    expect(masked('Impersonate-Group', 'Bearer a', 'b')).toEqual(['Bearer a', 'b']);
  });
});
