import { describe, expect, it } from '@jest/globals';
import { defaultServerURL } from './host.js';

const v1 = { group: '', version: 'v1' };
const base = (host: string, defaultTLS = false): string => defaultServerURL(host, '', v1, defaultTLS).base.href;

// Expectations were observed from DefaultServerURL of client-go 0.36.3 unless a test says that it differs.
describe('defaultServerURL: hosts', () => {
  it.each([
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['1.2.3.4', 'http://1.2.3.4/'],
    ['localhost', 'http://localhost/'],
    ['localhost:8080', 'http://localhost:8080/'],
    ['host/', 'http://host/'],
    ['host:81/', 'http://host:81/'],
    ['a_b:1', 'http://a_b:1/'],
    ['*', 'http://*/'],
    ['[::1]', 'http://[::1]/'],
    ['[::1]:8080', 'http://[::1]:8080/'],
    ['http:', 'http://http/'],
    ['me:secret@host', 'http://me:secret@host/'],
    ['mailto:x@y', 'http://mailto:x@y/'],
    ['host?x=1', 'http://host/'],
    ['host#f', 'http://host/'],
  ])('puts a scheme before %s', (host, url) => {
    expect(base(host)).toBe(url);
    expect(base(host, true)).toBe(url.replace('http:', 'https:'));
  });

  it.each([
    ['http://host', 'http://host/'],
    ['https://host:6443', 'https://host:6443/'],
    ['HTTPS://HOST', 'https://host/'],
    ['http://host/prefix', 'http://host/prefix'],
    ['http://host/prefix/', 'http://host/prefix/'],
    ['http://host//a', 'http://host//a'],
    ['http://host/a b', 'http://host/a%20b'],
    ['http://host/%41b', 'http://host/Ab'],
    ['http://host/p/%C3%A9', 'http://host/p/%C3%A9'],
    ['http://host?x=1#f', 'http://host/'],
    ['http://host:', 'http://host/'],
    ['http://me:secret@host:1/p', 'http://me:secret@host:1/p'],
    ['http://me:s%40t@host', 'http://me:s%40t@host/'],
    ['foo://host/x', 'foo://host/x'],
  ])('takes the URL %s as it is, whatever defaultTLS says', (host, url) => {
    expect(base(host)).toBe(url);
    expect(base(host, true)).toBe(url);
  });

  it('decodes an escaped slash of the path, as Go does for the request', () => {
    expect(base('http://host/a%2Fb')).toBe('http://host/a/b');
  });

  it('writes a name beyond ASCII in the form that DNS takes', () => {
    expect(base('http://bücher')).toBe('http://xn--bcher-kva/');
    expect(base('bücher:80')).toBe('http://xn--bcher-kva/');
  });

  it('means this machine by a lone port', () => {
    expect(base(':8080')).toBe('http://localhost:8080/');
    expect(base('https://:6443')).toBe('https://localhost:6443/');
  });
});

describe('defaultServerURL: what is no host', () => {
  it('refuses nothing', () => {
    expect(() => base('')).toThrow(new Error('host must be a URL or a host:port pair'));
  });

  it.each([
    'host/server',
    '/path',
    '//host',
    '//host/path',
    '///:://localhost',
    'https:///path',
    'http://',
    'http://h o',
    'http://host:abc',
    'http://a:b:c',
    'foo://a:b:c',
    'http://[1.2.3.4]',
    'http://[::1',
    'http://a[::1]',
    'http://ho%41st',
    'http://host\\x',
    '1http://x',
  ])('refuses %s', (host) => {
    expect(() => base(host)).toThrow(new Error(`host must be a URL or a host:port pair: ${JSON.stringify(host)}`));
  });

  it.each([
    ['::1', 'invalid port "::1" after host'],
    ['host:abc', 'invalid port ":abc" after host'],
    ['foo:bar', 'invalid port ":bar" after host'],
    ['h o', 'invalid character " " in host name'],
    ['a^b', 'invalid character "^" in host name'],
    ['http://host/a%zz', 'invalid URL escape "%zz"'],
    ['http://host/a%z', 'invalid URL escape "%z"'],
    ['h%41%zz', 'invalid URL escape "%41"'],
    ['http://h\tx', 'net/url: invalid control character in URL'],
    ['[::1', "missing ']' in host"],
    ['a[::1]', 'invalid IP-literal'],
    ['h%41', 'invalid URL escape "%41"'],
  ])('says what is wrong with %j', (host, reason) => {
    expect(() => base(host)).toThrow(new Error(`parse ${JSON.stringify(`http://${host}`)}: ${reason}`));
  });

  it.each(['#x', '?x'])('refuses %s, for which client-go gives a URL without a host', (host) => {
    expect(() => base(host)).toThrow('host must be a URL or a host:port pair');
  });

  it.each([
    ['[::zz]:80', 'parse "http://[::zz]:80": invalid host: "::zz" is no IPv6 address'],
    ['https://[fe80::1%25en0]:6443', 'host "https://[fe80::1%25en0]:6443" cannot be used: IPv6 zones are not supported'],
    ['http://host:99999', 'host "http://host:99999" cannot be used: its address or port is not valid'],
    ['300.1.1.1', 'host "300.1.1.1" cannot be used: its address or port is not valid'],
  ])('refuses %s, which the WHATWG URL cannot hold', (host, message) => {
    expect(() => base(host)).toThrow(new Error(message));
  });

  it.each([
    'me:s3cret@host/path',
    'http://me:s3cret@h o',
    'https://me:%s3cret@host',
    'http://me:s3/cret@host',
    'me:s3cret@host:abc',
    'http://me:s3cret@host:99999',
    'http://me:s3 cret@host',
  ])('never repeats the password of %s', (host) => {
    let message = '';
    try {
      base(host);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain('<masked>@');
    expect(message).not.toMatch(/s3|cret/);
  });
});

describe('defaultServerURL: versioned paths', () => {
  it.each([
    ['', v1, '/v1'],
    ['/api', v1, '/api/v1'],
    ['/apis', { group: 'apps', version: 'v1' }, '/apis/apps/v1'],
    ['/other', v1, '/other/v1'],
    ['/', v1, '/v1'],
    ['a/../b/', { group: 'g', version: '' }, '/b/g'],
    ['', undefined, '/'],
    ['/apis', undefined, '/apis'],
  ])('puts %j and %j together as %s', (apiPath, groupVersion, path) => {
    expect(defaultServerURL('http://host/prefix', apiPath, groupVersion, false).versionedPath).toBe(path);
  });
});
