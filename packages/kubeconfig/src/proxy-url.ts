import { maskUserinfo } from '@kubewright/rest';

/**
 * Reads a `proxy-url` (client-go `clientcmd/helpers.go`).
 *
 * @returns the URL with its scheme in lower case, or what is wrong with it; the latter holds no part of the URL that may be a password
 */
export function parseProxyURL(text: string): { url: string } | { problem: string } {
  const [, scheme = '', rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/su.exec(text) ?? [];
  const url = `${scheme.toLowerCase()}:${rest}`;
  const firstSegment = rest.split(/[/?#]/, 1)[0] ?? '';
  const unparseable = /[\s\p{Cc}]|%(?![0-9a-f]{2})/iu.test(text) || (scheme === '' && firstSegment.includes(':'));
  if (unparseable) return { problem: `could not parse: ${maskUserinfo(text)}` };
  if (!['http', 'https', 'socks5'].includes(scheme.toLowerCase())) {
    return { problem: `unsupported scheme ${JSON.stringify(scheme.toLowerCase())}, must be http, https, or socks5` };
  }
  return rest.startsWith('//') && URL.canParse(url) ? { url } : { problem: `could not parse: ${maskUserinfo(text)}` };
}
