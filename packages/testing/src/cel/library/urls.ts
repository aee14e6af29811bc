import { quote } from '@kubewright/rest';
import { EvaluationError } from '../evaluation-error.js';
import type { Library } from '../functions.js';
import { CelList, CelMap, Opaque } from '../values.js';

interface URLParts {
  readonly scheme: string;
  /** With the port. */
  readonly host: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
}

/** What is wrong with a text that has to be an absolute URL or path, in Go's words; undefined if nothing is. */
export function urlProblem(text: string): string | undefined {
  const fail = (what: string): string => `parse ${quote(text)}: ${what}`;
  if (Array.from(text).some((character) => character < ' ' || character === '\x7f'))
    return fail('net/url: invalid control character in URL');
  if (text === '') return fail('empty url');
  if (text === '*') return undefined;
  const [, scheme] = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text) ?? [];
  if (text.startsWith(':')) return fail('missing protocol scheme');
  const rest = scheme === undefined ? text : text.slice(scheme.length + 1);
  if (!rest.startsWith('/')) return scheme === undefined ? fail('invalid URI for request') : undefined;
  const authority = rest.startsWith('//') ? (/^\/\/([^/?]*)/.exec(rest)?.[1] ?? '') : '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return hostProblem(host, fail) ?? escapeProblem(rest.slice(authority.length).split('?')[0] ?? '', fail);
}

function hostProblem(host: string, fail: (what: string) => string): string | undefined {
  const [, name = host, port] = /^(\[[^\]]*\]|[^:]*)(:.*)?$/.exec(host) ?? [];
  if (host.startsWith('[') && !host.includes(']')) return fail("missing ']' in host");
  if (port !== undefined && !/^:\d*$/.test(port)) return fail(`invalid port ${quote(port)} after host`);
  const [wrong] = /[ "<>\\^`{|}]/.exec(name) ?? [];
  if (wrong !== undefined) return fail(`invalid character ${quote(wrong)} in host name`);
  const [escaped] = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(name) ?? [];
  return escaped === undefined ? undefined : fail(`invalid URL escape ${quote(escaped)}`);
}

function escapeProblem(path: string, fail: (what: string) => string): string | undefined {
  const [wrong] = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(path) ?? [];
  return wrong === undefined ? undefined : fail(`invalid URL escape ${quote(wrong)}`);
}

function parseURL(text: string): Opaque {
  const problem = urlProblem(text);
  if (problem !== undefined) throw new EvaluationError(`URL parse error during conversion from string: ${problem}`);
  const [, scheme = '', authority = '', path = '', query = ''] =
    /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?/.exec(text) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return new Opaque('kubernetes.URL', text, { scheme: scheme.toLowerCase(), host, path, query } satisfies URLParts);
}

function partsOf({ value }: Opaque): URLParts {
  return value as URLParts;
}

function portOf(url: Opaque): string {
  return /:(\d*)$/.exec(partsOf(url).host)?.[1] ?? '';
}

function hostnameOf(url: Opaque): string {
  return partsOf(url)
    .host.replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1');
}

/** As the path is written, or with what has to be escaped escaped. */
function escapedPath(url: Opaque): string {
  const { path } = partsOf(url);
  return path.replace(/[^!$&'()*+,;=:@~\w./[\]%-]/gu, (character) =>
    Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

function queryOf(url: Opaque): CelMap {
  const values = new CelMap();
  const { query } = partsOf(url);
  for (const part of query.split('&')) {
    if (part === '' || part.includes(';')) continue;
    const [name, ...rest] = part.split('=');
    const [key, value] = [decode(name ?? ''), decode(rest.join('='))];
    if (key === undefined || value === undefined) continue;
    const known = values.get(key);
    if (known instanceof CelList) known.items.push(value);
    else values.set(key, new CelList([value]));
  }
  return values;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** URLs (apiserver `pkg/cel/library/urls.go`). */
export const urls: Library = {
  'url(string) -> URL': parseURL,
  'isURL(string) -> bool': (text: string) => urlProblem(text) === undefined,
  'URL::getScheme() -> string': (url: Opaque) => partsOf(url).scheme,
  'URL::getHost() -> string': (url: Opaque) => partsOf(url).host,
  'URL::getHostname() -> string': hostnameOf,
  'URL::getPort() -> string': portOf,
  'URL::getEscapedPath() -> string': escapedPath,
  'URL::getQuery() -> map(string, list(string))': queryOf,
};
