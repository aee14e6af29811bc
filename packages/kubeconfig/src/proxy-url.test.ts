import { describe, expect, it } from '@jest/globals';
import { parseProxyURL } from './proxy-url.js';

describe('parseProxyURL', () => {
  it('accepts http, https and socks5, in any case', () => {
    expect(parseProxyURL('HTTP://p')).toEqual({ url: 'http://p' });
    expect(parseProxyURL('https://me:pass@p:8443')).toEqual({ url: 'https://me:pass@p:8443' });
    expect(parseProxyURL('socks5://p:1080')).toEqual({ url: 'socks5://p:1080' });
  });

  it('names another scheme', () => {
    expect(parseProxyURL('socks5h://p')).toEqual({ problem: 'unsupported scheme "socks5h", must be http, https, or socks5' });
    expect(parseProxyURL('example.com')).toEqual({ problem: 'unsupported scheme "", must be http, https, or socks5' });
  });

  it('shows what it cannot parse, without user name and password', () => {
    expect(parseProxyURL('127.0.0.1:3128')).toEqual({ problem: 'could not parse: 127.0.0.1:3128' });
    expect(parseProxyURL('http://me:s3cret@p:port')).toEqual({ problem: 'could not parse: http://<masked>@p:port' });
    expect(parseProxyURL('http:p')).toEqual({ problem: 'could not parse: http:p' });
  });
});
