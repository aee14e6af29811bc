import { kindOf } from './kind-of.js';
import { quote } from './quote.js';

/**
 * The name and path of a proxied request: `https:web:8443` and the path's segments (apimachinery `util/net.JoinSchemeNamePort`).
 * Throws for a path that would leave the proxied target, and a TypeError for what is no text.
 */
export function proxyTarget(
  name: string,
  path: string,
  scheme: string | undefined,
  port: number | string | undefined,
): { target: string; segments: string[] } {
  for (const [what, value] of Object.entries<unknown>({ name, path, scheme: scheme ?? '' })) {
    if (typeof value !== 'string') throw new TypeError(`${what} of what to proxy to must be a string, not ${kindOf(value)}`);
  }
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.some((segment) => segment === '.' || segment === '..')) {
    throw new Error(`proxy path ${quote(path)}: '.' and '..' would lead away from ${name}; give the path they stand for`);
  }
  let target = name;
  if (scheme !== undefined) target = `${scheme}:${name}:${String(port ?? '')}`;
  else if (port !== undefined) target = `${name}:${String(port)}`;
  return { target, segments };
}
