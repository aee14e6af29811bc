import { describe, expect, it } from '@jest/globals';
import { basicAuth, maskUserinfo, takeBasicAuth, withoutUserinfo } from './userinfo.js';

describe('maskUserinfo', () => {
  it('masks up to the last @, for a password may hold one, and keeps the scheme', () => {
    expect(maskUserinfo('http://me:a@b@p/x')).toBe('http://<masked>@p/x');
    expect(maskUserinfo('token@p')).toBe('<masked>@p');
    expect(maskUserinfo('http://me:s3/cret@p')).toBe('http://<masked>@p');
  });

  it('leaves a text without an @ alone', () => {
    expect(maskUserinfo('http://p:80/x')).toBe('http://p:80/x');
  });
});

describe('withoutUserinfo', () => {
  it.each([
    ['https://me:secret@host:6443/p', 'https://host:6443/p'],
    ['https://me:se@cret@host', 'https://host'],
    ['me:secret@host:6443', 'host:6443'],
    ['host:6443', 'host:6443'],
  ])('makes of %s the same host without it: %s', (host, without) => {
    expect(withoutUserinfo(host)).toBe(without);
  });

  it('takes an @ of the path for what it is', () => {
    expect(withoutUserinfo('https://host/a@b')).toBe('https://host/a@b');
    expect(withoutUserinfo('https://me:secret@host/a@b')).toBe('https://host/a@b');
  });
});

describe('takeBasicAuth', () => {
  const encoded = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

  it('takes user name and password, decoded, out of a URL', () => {
    const url = new URL('https://m%65:p%40ss%C3%A4@host/p');
    expect(takeBasicAuth(url)).toBe(encoded('me:p@ssä'));
    expect(url.href).toBe('https://host/p');
  });

  it('takes either alone', () => {
    expect(takeBasicAuth(new URL('https://me@host'))).toBe(encoded('me:'));
    expect(takeBasicAuth(new URL('https://:secret@host'))).toBe(encoded(':secret'));
    expect(takeBasicAuth(new URL('https://host'))).toBeUndefined();
  });

  it('passes on bytes that are no UTF-8', () => {
    expect(takeBasicAuth(new URL('https://%ff:x@host'))).toBe(
      `Basic ${Buffer.from([0xff, ...Buffer.from(':x')]).toString('base64')}`,
    );
  });
});

describe('basicAuth', () => {
  it('sends UTF-8', () => {
    expect(basicAuth('me', 'pä')).toBe('Basic bWU6cMOk');
  });
});
