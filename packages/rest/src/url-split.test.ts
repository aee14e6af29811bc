import { describe, expect, it } from '@jest/globals';
import { splitURL } from './url-split.js';

describe('splitURL', () => {
  it('splits a complete URL, decodes its path and keeps the rest as written', () => {
    expect(splitURL('HTTPS://me:s%40t@Host:6443/a%2Fb c?x=%31#f')).toEqual({
      scheme: 'https',
      userinfo: 'me:s%40t',
      host: 'Host:6443',
      path: '/a/b c',
      tail: '?x=%31#f',
    });
  });

  it('finds no host in a path, nor in a scheme without slashes', () => {
    expect(splitURL('/a/b?c')).toMatchObject({ scheme: '', host: '', path: '/a/b', tail: '?c' });
    expect(splitURL('///a')).toMatchObject({ scheme: '', host: '', path: '///a' });
    expect(splitURL('localhost:8080')).toMatchObject({ scheme: 'localhost', host: '', path: '8080' });
    expect(splitURL('*')).toMatchObject({ scheme: '', host: '', path: '*' });
  });

  it('finds the host behind two slashes without a scheme', () => {
    expect(splitURL('//host/p')).toMatchObject({ scheme: '', host: 'host', path: '/p' });
  });

  it('takes the last @ as the end of the userinfo', () => {
    expect(splitURL('http://a@b@c/')).toMatchObject({ userinfo: 'a@b', host: 'c' });
  });

  it('replaces path bytes that are no UTF-8 and keeps a byte order mark', () => {
    expect(splitURL('/%FF%EF%BB%BFx').path).toBe('/\ufffd\ufeffx');
  });

  // Reasons observed from url.Parse of Go 1.26.
  it.each([
    [':8080', 'missing protocol scheme'],
    ['127.0.0.1:80', 'first path segment in URL cannot contain colon'],
    ['http://h\u007f', 'net/url: invalid control character in URL'],
    ['http://a b@h', 'net/url: invalid userinfo'],
    ['http://a%zz@h', 'invalid URL escape "%zz"'],
    ['/%', 'invalid URL escape "%"'],
  ])('refuses %j', (text, reason) => {
    expect(() => splitURL(text)).toThrow(new Error(reason));
  });
});
