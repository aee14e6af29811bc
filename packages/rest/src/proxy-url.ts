import { quote } from './quote.js';

/** What a text says as the URL of a proxy, or what is wrong with it. */
export type ProxyURLReading =
  | {
      /** The URL as it was given, its scheme in lower case. It may hold user name and password. */
      readonly url: string;
    }
  | {
      /** What is wrong and what to do. It tells nothing of the text but its scheme: the rest may be a password. */
      readonly problem: string;
      /** Whether it can be parsed as a URL at all. */
      readonly parsed: boolean;
    };

/**
 * Reads the URL of a proxy (client-go `clientcmd.parseProxyURL`). Unlike there, it must name a host that can be connected to.
 *
 * @param text `http:`, `https:` or `socks5:`, with user name and password if the proxy wants them
 */
export function readProxyURL(text: string): ProxyURLReading {
  const [, scheme = '', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):)?(.*)$/isu.exec(text) ?? [];
  const lowered = scheme.toLowerCase();
  const [, authority] = /^\/\/([^/?#]*)/.exec(rest) ?? [];
  const reason = whyUnparseable(text, scheme, authority);
  if (reason !== undefined) return { problem: reason, parsed: false };
  if (!['http', 'https', 'socks5'].includes(lowered))
    return { problem: `unsupported scheme ${quote(lowered)}, must be http, https, or socks5`, parsed: true };
  const host = authority?.slice(authority.lastIndexOf('@') + 1) ?? '';
  if (/^(?::\d*)?$/.test(host)) return { problem: 'it names no host', parsed: true };
  if (Number(/:(\d+)$/.exec(host)?.[1] ?? 0) > 65_535) return { problem: 'its port is above 65535', parsed: true };
  const url = `${lowered}:${rest}`;
  if (!URL.canParse(url)) return { problem: noURL, parsed: false };
  // The library that speaks SOCKS5 sends text.
  if (lowered === 'socks5' && !isUTF8(new URL(url)))
    return { problem: 'its user name or password is not UTF-8, as it must be for socks5', parsed: true };
  return { url };
}

const noURL = 'it is no URL: give one, as http://proxy.example.com:3128';

/** What Go's URLs have to be and those of the WHATWG need not. */
function whyUnparseable(text: string, scheme: string, authority: string | undefined): string | undefined {
  const userinfo = authority?.slice(0, Math.max(authority.lastIndexOf('@'), 0)) ?? '';
  if (/%(?![0-9a-f]{2})/i.test(userinfo)) return 'a percent sign in its user name or password must be written as %25';
  if (!/^[\w.~!$&'()*+,;=:%@-]*$/.test(userinfo))
    return 'what its user name or password holds beside letters and digits must be escaped';
  const colonFirst = scheme === '' && /^[^/?#]*:/.test(text);
  return colonFirst || /[\s\p{Cc}]|%(?![0-9a-f]{2})/iu.test(text) || authority?.includes('\\') ? noURL : undefined;
}

function isUTF8({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}
