import type { HttpHeaders } from './http-headers.js';

/** Headers that prove who somebody is, in lower case. */
export const credentialHeaders: readonly string[] = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];

/** Schemes that may be named (client-go `transport.knownAuthTypes`). */
const knownSchemes = new Set(['bearer', 'basic', 'negotiate']);

/** Every header line as name and value, with `<masked>` for what proves who somebody is (client-go `transport.maskValue`). */
export function maskedHeaders(headers: HttpHeaders): [name: string, value: string][] {
  return [...headers].flatMap(([name, lines]) => lines.map((line): [string, string] => [name, maskedValue(name, line)]));
}

function maskedValue(name: string, value: string): string {
  if (value === '' || !credentialHeaders.includes(name)) return value;
  if (name.endsWith('cookie')) return '<masked>';
  const space = value.indexOf(' ');
  const scheme = space > 0 ? value.slice(0, space) : value;
  if (!knownSchemes.has(scheme.toLowerCase())) return '<masked>';
  return value.length > scheme.length + 1 ? `${scheme} <masked>` : scheme;
}
