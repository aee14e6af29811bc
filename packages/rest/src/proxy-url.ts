import { quote } from './quote.js';

/**
 * Parses the URL of a proxy (client-go `clientcmd.parseProxyURL`). Throws if it is none; a proxy's URL may carry a password, so the
 * message tells nothing of it but its scheme.
 *
 * @param text `http:`, `https:` or `socks5:`, with user name and password if the proxy wants them
 */
export function proxyURL(text: string): string {
  if (!URL.canParse(text)) throw new Error('it is no URL: give one, as http://proxy.example.com:3128');
  const url = new URL(text);
  const scheme = url.protocol.slice(0, -1);
  if (!['http', 'https', 'socks5'].includes(scheme))
    throw new Error(`unsupported scheme ${quote(scheme)}, must be http, https, or socks5`);
  if (url.hostname === '') throw new Error('it names no host');
  checkUserinfo(url);
  return url.href;
}

function checkUserinfo({ username, password }: URL): void {
  try {
    decodeURIComponent(username + password);
  } catch {
    throw new Error('a percent sign in its user name or password must be written as %25');
  }
}
