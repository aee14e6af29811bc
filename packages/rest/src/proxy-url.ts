import { quote } from './quote.js';

/**
 * Parses the URL of an HTTP proxy. Throws if it is none; a proxy's URL may carry a password, so the message names nothing
 * of it but its scheme.
 */
export function proxyURL(proxy: string): string {
  if (!URL.canParse(proxy)) throw new Error('the proxy of the config is no URL: give one, as http://proxy.example.com:3128');
  const url = new URL(proxy);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url.href;
  throw new Error(`unsupported scheme ${quote(url.protocol.slice(0, -1))} of the config's proxy, must be http or https`);
}
