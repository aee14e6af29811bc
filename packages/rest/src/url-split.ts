import { quote } from './quote.js';

/** The pieces of a URL that the host of a configuration is made of. */
export interface SplitURL {
  /** Lower case; empty if the text names none. */
  scheme: string;
  /** User name and password as written, still percent-encoded; empty if there are none. */
  userinfo: string;
  /** Host and port as written; empty if the text names none. */
  host: string;
  /** Decoded path. */
  path: string;
  /** Query and fragment as written, with `?` and `#`. */
  tail: string;
}

const hostCharacter = /^[\w.~!$&'()*+,;=:[\]<>"%-]$/;
const userinfoText = /^[\w.~!$&'()*+,;=:%@-]*$/;
const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const badEscape = /%(?![0-9A-Fa-f]{2})[^]{0,2}/;
/** In a host only what is beyond ASCII, and the percent sign itself, may be escaped. */
const badHostEscape = /%(?![0-9A-Fa-f]{2})[^]{0,2}|%(?!25)[0-7][0-9A-Fa-f]/;

/**
 * Splits a URL, or a path, as Go's `url.Parse` does. It takes less for granted than `new URL`: a text without a scheme or an
 * authority is fine, ports are not normalised, host names are not looked into. Throws an Error with Go's reason.
 */
export function splitURL(text: string): SplitURL {
  for (const character of text) {
    if (character < ' ' || character === '\u007f') throw new Error('net/url: invalid control character in URL');
  }
  const [, beforeTail = '', tail = ''] = /^([^?#]*)([^]*)$/.exec(text) as RegExpExecArray;
  if (text.startsWith(':')) throw new Error('missing protocol scheme');

  const found = scheme.exec(beforeTail);
  const parts: SplitURL = {
    scheme: found?.[1]?.toLowerCase() ?? '',
    userinfo: '',
    host: '',
    path: beforeTail.slice(found?.[0].length ?? 0),
    tail,
  };
  if (!parts.path.startsWith('/')) {
    // A path without a root, as in `mailto:x`: nothing in it is a host.
    if (parts.scheme !== '') return parts;
    if (/^[^/]*:/.test(parts.path)) throw new Error('first path segment in URL cannot contain colon');
  } else if (parts.path.startsWith('//') && (parts.scheme !== '' || !parts.path.startsWith('///'))) {
    const end = parts.path.indexOf('/', 2);
    const authority = end < 0 ? parts.path.slice(2) : parts.path.slice(2, end);
    parts.path = end < 0 ? '' : parts.path.slice(end);
    const at = authority.lastIndexOf('@');
    parts.host = checkedHost(parts.scheme, authority.slice(at + 1));
    parts.userinfo = authority.slice(0, Math.max(at, 0));
    if (!userinfoText.test(parts.userinfo)) throw new Error('net/url: invalid userinfo');
    checkEscapes(parts.userinfo);
  }
  parts.path = decodePath(parts.path);
  return parts;
}

function checkEscapes(text: string, syntax = badEscape): void {
  const bad = syntax.exec(text);
  if (bad) throw new Error(`invalid URL escape ${quote(bad[0])}`);
}

/** Bytes that are no UTF-8 become U+FFFD: a JavaScript string cannot hold them. */
function decodePath(path: string): string {
  checkEscapes(path);
  return path.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(run.slice(1).split('%'), (hex) => parseInt(hex, 16))),
  );
}

function checkedHost(scheme: string, host: string): string {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) throw new Error('invalid IP-literal');
  if (bracket === 0) {
    const end = host.lastIndexOf(']');
    if (end < 0) throw new Error("missing ']' in host");
    checkPort(host.slice(end + 1));
    const address = host.slice(1, end);
    if (!address.includes(':')) throw new Error('invalid IP-literal');
    // The zone of a link-local address, which `new URL` does not know.
    if (!URL.canParse(`http://[${address.replace(/%25.*$/, '')}]`))
      throw new Error(`invalid host: ${quote(address)} is no IPv6 address`);
    return host;
  }
  const isWeb = scheme === 'http' || scheme === 'https';
  const colon = isWeb ? host.indexOf(':') : host.lastIndexOf(':');
  if (colon >= 0) checkPort(host.slice(colon));
  checkEscapes(host, badHostEscape);
  for (const character of host) {
    if (character < '\u0080' && !hostCharacter.test(character))
      throw new Error(`invalid character ${quote(character)} in host name`);
  }
  return host;
}

function checkPort(port: string): void {
  if (!/^(?::[0-9]*)?$/.test(port)) throw new Error(`invalid port ${quote(port)} after host`);
}
