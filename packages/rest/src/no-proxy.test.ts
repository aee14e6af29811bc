import { describe, expect, it } from '@jest/globals';
import { bypassesProxy } from './no-proxy.js';

const bypasses = (server: string, list: string): boolean => bypassesProxy(new URL(server), list);

describe('bypassesProxy', () => {
  it.each([
    ['https://10.1.2.3', '10.0.0.0/8'],
    ['https://10.1.2.3:6443', '10.0.0.0/8'],
    ['https://192.168.143.1', 'example.com, 192.168.143.0/24'],
    ['https://[fd00::1]', 'fd00::/8'],
    ['https://[fd00::1]:6443', 'fd00::/8'],
    ['https://10.1.2.3', '::ffff:10.0.0.0/104'],
  ])('reaches %s directly, which lies within %s', (server, list) => {
    expect(bypasses(server, list)).toBe(true);
  });

  it.each([
    ['https://11.1.2.3', '10.0.0.0/8'],
    ['https://[fe00::1]', 'fd00::/8'],
    ['https://[fd00::1]', '10.0.0.0/8'],
    ['https://example.com', '0.0.0.0/0,::/0'],
    ['https://10.example.com', '10.0.0.0/8'],
    ['https://10.1.2.3', '10.0.0.0/33'],
    ['https://10.1.2.3', '10.0.0.0/'],
    ['https://10.1.2.3', ''],
  ])('leaves %s to the proxy in spite of %s: it lies outside, or is a name', (server, list) => {
    expect(bypasses(server, list)).toBe(false);
  });

  it.each([
    ['https://example.com', 'example.com', true],
    ['https://api.example.com', 'example.com', true],
    ['https://api.example.com', '.example.com', true],
    ['https://api.example.com', '*.example.com', true],
    ['https://example.com', '.example.com', false],
    ['https://anexample.com', 'example.com', false],
    ['https://EXAMPLE.com', ' Example.COM ', true],
    ['https://example.com', 'example.com:443', true],
    ['https://example.com:6443', 'example.com:443', false],
    ['http://example.com', 'example.com:80', true],
    ['https://bücher.example', 'bücher.example', true],
    ['https://10.1.2.3', '10.1.2.3', true],
    ['https://10.1.2.3', '2.3', false],
    ['https://[fd00::1]:6443', '[fd00:0::1]:6443', true],
    ['https://[fd00::1]:6443', '[fd00::1]:443', false],
    ['https://[fd00::1]', 'fd00::1', true],
    ['https://example.com', '*', true],
    ['https://example.com', 'other.com,*', true],
  ])('takes for %s the list %s: %p', (server, list, expected) => {
    expect(bypasses(server, list)).toBe(expected);
  });

  it.each(['http://localhost:8080', 'https://127.0.0.1', 'https://127.8.9.10:6443', 'https://[::1]'])(
    'reaches %s directly whatever the list says, for it is this machine',
    (server) => {
      expect(bypasses(server, '')).toBe(true);
    },
  );
});
