import { describe, expect, it } from '@jest/globals';
import { readProxyURL } from './proxy-url.js';

describe('readProxyURL', () => {
  it.each([
    ['HTTP://p', 'http://p'],
    ['https://me:pass@p:8443', 'https://me:pass@p:8443'],
    ['socks5://p:1080', 'socks5://p:1080'],
    ['http://me:p%ff@p', 'http://me:p%ff@p'],
    ['http://me@home:pass@p', 'http://me@home:pass@p'],
    ['http://[::1]:3128', 'http://[::1]:3128'],
    ['socks5://jürgen@p', undefined],
    ['socks5://j%C3%BCrgen@p', 'socks5://j%C3%BCrgen@p'],
  ])('reads %s', (text, url) => {
    expect(readProxyURL(text)).toEqual(url === undefined ? expect.objectContaining({ parsed: false }) : { url });
  });

  it.each([
    ['socks5h://p', 'unsupported scheme "socks5h", must be http, https, or socks5'],
    ['example.com', 'unsupported scheme "", must be http, https, or socks5'],
    ['me@example.com', 'unsupported scheme "", must be http, https, or socks5'],
    ['http:p', 'it names no host'],
    ['http:///p', 'it names no host'],
    ['socks5://', 'it names no host'],
    ['socks5://me:secret@:1080', 'it names no host'],
    ['http://p:65536', 'its port is above 65535'],
    ['socks5://me:s%ff@p', 'its user name or password is not UTF-8, as it must be for socks5'],
  ])('finds %s to be a URL, and none of a proxy', (text, problem) => {
    expect(readProxyURL(text)).toEqual({ problem, parsed: true });
  });

  it.each([
    ['127.0.0.1:3128', 'it is no URL: give one, as http://proxy.example.com:3128'],
    ['http://me:secret@p:port', 'it is no URL: give one, as http://proxy.example.com:3128'],
    ['http://p\\@q', 'what its user name or password holds beside letters and digits must be escaped'],
    ['http://p\\q', 'it is no URL: give one, as http://proxy.example.com:3128'],
    ['http://p ', 'it is no URL: give one, as http://proxy.example.com:3128'],
    ['http://p\n', 'it is no URL: give one, as http://proxy.example.com:3128'],
    ['http://me:s%cret@p', 'a percent sign in its user name or password must be written as %25'],
    ['http://me:s|cret@p', 'what its user name or password holds beside letters and digits must be escaped'],
  ])('finds %j to be no URL', (text, problem) => {
    expect(readProxyURL(text)).toEqual({ problem, parsed: false });
  });
});
