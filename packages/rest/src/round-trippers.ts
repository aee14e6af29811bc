import type { Config, ImpersonationConfig } from './config.js';
import { percentEncode } from './percent-encode.js';
import type { HttpRequest, Transport } from './transport.js';

/** Wraps a transport: sees every request before it is sent, and every answer. */
export type RoundTripper = (next: Transport) => Transport;

/** The wrappers of a config around its transport, outermost first: impersonation, user agent, credentials, the caller's own (client-go `transport.HTTPWrappersForConfig`). */
export function wrapTransport(config: Config, token: (() => Promise<string>) | undefined, transport: Transport): Transport {
  let next = config.wrapTransport?.(transport) ?? transport;
  if (token) next = bearerAuth(token)(next);
  else if (config.username) next = basicAuth(config.username, config.password ?? '')(next);
  if (config.userAgent) next = userAgent(config.userAgent)(next);
  if (config.impersonate && impersonates(config.impersonate)) next = impersonation(config.impersonate)(next);
  return next;
}

function userAgent(value: string): RoundTripper {
  return (next) => (request) => next(request.headers.has('user-agent') ? request : withHeader(request, 'user-agent', value));
}

function basicAuth(username: string, password: string): RoundTripper {
  const value = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return (next) => (request) =>
    next(request.headers.get('authorization') ? request : withHeader(request, 'authorization', value));
}

function bearerAuth(token: () => Promise<string>): RoundTripper {
  return (next) => async (request) =>
    next(request.headers.get('authorization') ? request : withHeader(request, 'authorization', `Bearer ${await token()}`));
}

function impersonates({ userName, uid, groups, extra }: ImpersonationConfig): boolean {
  return Boolean(userName) || Boolean(uid) || (groups?.length ?? 0) > 0 || Object.keys(extra ?? {}).length > 0;
}

/** A request that names a user to impersonate itself keeps its own headers (client-go `transport.impersonatingRoundTripper`). */
function impersonation({ userName = '', uid, groups = [], extra = {} }: ImpersonationConfig): RoundTripper {
  return (next) => (request) => {
    if (request.headers.has('impersonate-user')) return next(request);
    const headers = request.headers.clone().set('impersonate-user', userName);
    if (uid) headers.set('impersonate-uid', uid);
    for (const group of groups) headers.add('impersonate-group', group);
    for (const [key, values] of Object.entries(extra)) {
      for (const value of values) headers.add(`impersonate-extra-${escapeExtraKey(key)}`, value);
    }
    return next({ ...request, headers });
  };
}

/** Escapes every character that cannot stand in a header's name, and `%` itself (RFC 7230 token). */
function escapeExtraKey(key: string): string {
  return key.replaceAll(/[^!#$&'*+.^_`|~0-9A-Za-z-]+/g, percentEncode);
}

function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  return { ...request, headers: request.headers.clone().set(name, value) };
}
