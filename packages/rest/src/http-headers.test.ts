import { describe, expect, it } from '@jest/globals';
import { HttpHeaders } from './http-headers.js';

describe('HttpHeaders', () => {
  it('does not mind the case of names, and keeps lines in order', () => {
    const headers = new HttpHeaders().add('Warning', 'a').add('WARNING', 'b');
    expect(headers.all('warning')).toEqual(['a', 'b']);
    expect(headers.get('Warning')).toBe('a');
    expect(headers.get('missing')).toBeUndefined();
    expect(headers.toRecord()).toEqual({ warning: ['a', 'b'] });
  });

  it('replaces all lines by set, and removes them by set without a value', () => {
    const headers = new HttpHeaders().add('a', '1').add('a', '2').set('A', '3');
    expect(headers.toRecord()).toEqual({ a: '3' });
    expect(headers.set('a').has('a')).toBe(false);
  });

  it('is copied deeply', () => {
    const headers = new HttpHeaders().add('a', '1');
    headers.clone().add('a', '2').set('b', 'x');
    expect(headers.toRecord()).toEqual({ a: '1' });
  });

  it('reads Node’s flat list', () => {
    expect(HttpHeaders.fromRaw(['A', '1', 'b', '2', 'a', '3']).toRecord()).toEqual({ a: ['1', '3'], b: '2' });
  });
});
