import { describe, expect, it } from '@jest/globals';
import { escapePath } from './path-escape.js';

describe('escapePath', () => {
  // Observed from URL.EscapedPath of Go 1.26.
  it.each([
    ['', ''],
    ['*', '*'],
    ['/*', '/%2A'],
    ['/api/v1/pods', '/api/v1/pods'],
    ['/a b!(x)', '/a%20b%21%28x%29'],
    ['/a:b@c', '/a:b@c'],
    ['/a%2Fb', '/a%252Fb'],
    ['/\u0000\u007f', '/%00%7F'],
    ['/é世🐎', '/%C3%A9%E4%B8%96%F0%9F%90%8E'],
    ['/!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '/%21%22%23$%25&%27%28%29%2A+,-./:;%3C=%3E%3F@%5B%5C%5D%5E_%60%7B%7C%7D~'],
  ])('encodes %j as %j', (path, encoded) => {
    expect(escapePath(path)).toBe(encoded);
  });

  it('gives what decodes back to the same path', () => {
    const path = `/${Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code)).join('')}`;
    expect(decodeURIComponent(escapePath(path))).toBe(path);
  });

  it('gives what a URL takes without changing it', () => {
    const url = new URL('https://host/');
    url.pathname = escapePath("/a b'c|d^e`f{g}?#%\\é");
    expect(url.pathname).toBe('/a%20b%27c%7Cd%5Ee%60f%7Bg%7D%3F%23%25%5C%C3%A9');
  });

  it('encodes a lone surrogate instead of throwing', () => {
    expect(escapePath('/\ud800')).toBe('/%EF%BF%BD');
  });
});
