import { cleanJoin } from './clean-join.js';
import { escapePath } from './path-escape.js';
import { quote } from './quote.js';
import { maskUserinfo } from './userinfo.js';
import { type SplitURL, splitURL } from './url-split.js';

/**
 * The base URL for `host` and the path of a group-version below it (client-go `rest.DefaultServerURL`).
 *
 * `host` is a URL, whose path becomes a prefix of every request's path, or a host, host:port or IP address, for which
 * `defaultTLS` chooses between https and http; any scheme is taken, query and fragment are not. `versionedPath` is `apiPath`,
 * group and version below `/`.
 * Throws an Error that names `host`, without the user name and password that it may hold, if it is neither.
 */
export function defaultServerURL(
  host: string,
  apiPath: string,
  groupVersion: { group: string; version: string } | undefined,
  defaultTLS: boolean,
): { base: URL; versionedPath: string } {
  if (host === '') throw new Error('host must be a URL or a host:port pair');
  const parts = splitAbsolute(host) ?? splitHostPort(host, defaultTLS);
  const base = toURL(host, parts);
  const versionedPath = cleanJoin('/', apiPath, groupVersion?.group ?? '', groupVersion?.version ?? '');
  return { base, versionedPath };
}

/** `host:80` reads as a scheme, and `127.0.0.1:80` as nothing: both are left to {@link splitHostPort}. */
function splitAbsolute(host: string): SplitURL | undefined {
  try {
    const parts = splitURL(host);
    return parts.scheme === '' || parts.host === '' ? undefined : parts;
  } catch {
    return undefined;
  }
}

function splitHostPort(host: string, defaultTLS: boolean): SplitURL {
  const text = `${defaultTLS ? 'https' : 'http'}://${host}`;
  let parts: SplitURL;
  try {
    parts = splitURL(text);
  } catch (error) {
    const parsed = text.replace(/#.*$/s, '');
    const printable = maskUserinfo(parsed);
    // The reason quotes a piece of the text, which may be one of the password.
    const reason = printable === parsed ? (error as Error).message : 'invalid URL';
    throw new Error(`parse ${quote(printable)}: ${reason}`);
  }
  const isPath = parts.path !== '' && parts.path !== '/';
  if (isPath || parts.host === '') throw new Error(`host must be a URL or a host:port pair: ${quote(maskUserinfo(host))}`);
  return parts;
}

function toURL(host: string, parts: SplitURL): URL {
  const userinfo = parts.userinfo === '' ? '' : `${parts.userinfo}@`;
  // Go connects to this machine if only a port is given.
  const authority = parts.host.startsWith(':') ? `localhost${parts.host}` : parts.host;
  const text = `${parts.scheme}://${userinfo}${authority}`;
  if (!URL.canParse(text)) {
    const hint = parts.host.includes('%25') ? 'IPv6 zones are not supported' : 'its address or port is not valid';
    throw new Error(`host ${quote(maskUserinfo(host))} cannot be used: ${hint}`);
  }
  const url = new URL(text);
  url.pathname = escapePath(parts.path);
  return url;
}
