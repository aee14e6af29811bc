import type { ClientCredential } from './client-credential.js';
import type { Clock } from './clock.js';
import type { Config, ImpersonationConfig } from './config.js';
import { checkAuthentication } from './config-validation.js';
import { drain } from './drain.js';
import { percentEncode } from './percent-encode.js';
import type { Proof, ProofSource } from './proof-source.js';
import { TokenFile } from './token-file.js';
import { type HttpRequest, type HttpResponse, isReplayable, type Transport } from './transport.js';
import { basicAuth } from './userinfo.js';

/** Wraps a transport: sees every request before it is sent, and every answer. */
export type RoundTripper = (next: Transport) => Transport;

/** What the wrappers of a config need besides it. */
export interface WrapperOptions {
  clock: Clock;
  log: (line: string) => void;
  /** `Authorization` header that the host's user name and password stand for. */
  basicAuth?: string | undefined;
  /** What the config's credential source gives, if it is used. */
  credential?: ClientCredential | undefined;
  debug?: RoundTripper | undefined;
}

/**
 * The wrappers of a config around its transport, outermost first: impersonation, user agent, password or bearer token, credential
 * source, debug log, the caller's own (client-go `transport.HTTPWrappersForConfig`, whose log stands outside of the credential source
 * and so does not see what that adds and sends again).
 *
 * Throws if the config has two ways to prove who we are, or the only source of its token is a file that cannot be read.
 */
export function wrapTransport(config: Config, transport: Transport, options: WrapperOptions): Transport {
  checkAuthentication(config);
  const { credential, debug } = options;
  const wrappers = [
    config.wrapTransport,
    debug,
    credential && proving(credential),
    authorization(config, options),
    config.userAgent && userAgent(config.userAgent),
    config.impersonate && impersonates(config.impersonate) && impersonation(config.impersonate),
  ];
  // A wrapper that returns nothing wraps nothing.
  return wrappers.reduce<Transport>((next, wrap) => (wrap ? wrap(next) : undefined) ?? next, transport);
}

/** What the host says beats the rest: Go's client sets that header before any wrapper sees the request. */
function authorization(config: Config, { basicAuth: hostAuth, clock, log }: WrapperOptions): RoundTripper | undefined {
  const { username, password = '', bearerToken = '', bearerTokenFile } = config;
  const file = bearerTokenFile ? new TokenFile(bearerTokenFile, bearerToken, { clock, log }) : undefined;
  if (hostAuth !== undefined) return authorizing(hostAuth);
  if (file) return proving(file);
  if (bearerToken.trim() !== '') return authorizing(`Bearer ${bearerToken.trim()}`);
  return username ? authorizing(basicAuth(username, password)) : undefined;
}

/** An empty `Authorization` header of the request's own counts as none. */
function authorizing(value: string): RoundTripper {
  return (next) => (request) =>
    next(request.headers.get('authorization') ? request : withHeader(request, 'authorization', value));
}

/**
 * Proves each request by what its source gives. Unlike client-go, which returns a 401 and has a new credential only for the next
 * request (client-go `exec.roundTripper`), it sends the request once more if it can.
 */
function proving<P extends Proof>(source: ProofSource<P>): RoundTripper {
  return (next) => async (request) => {
    if (request.headers.get('authorization')) return next(request);
    const proof = await source.get(request);
    const response = await next(proven(request, proof));
    if (response.status !== 401) return response;
    const renewed = await renew(source, proof, request, response);
    if (renewed === proof || !isReplayable(request)) return response;
    await drain(response);
    return next(proven(request, renewed));
  };
}

/** Who gives up waiting does not get the answer, so nobody would read its body. */
async function renew<P extends Proof>(
  source: ProofSource<P>,
  refused: P,
  request: HttpRequest,
  { body }: HttpResponse,
): Promise<P> {
  try {
    return await source.renew(refused, request);
  } catch (error) {
    body.cancel();
    throw error;
  }
}

function proven(request: HttpRequest, { token }: Proof): HttpRequest {
  return token ? withHeader(request, 'authorization', `Bearer ${token}`) : request;
}

function userAgent(value: string): RoundTripper {
  return (next) => (request) => next(request.headers.has('user-agent') ? request : withHeader(request, 'user-agent', value));
}

function impersonates({ userName, uid, groups, extra }: ImpersonationConfig): boolean {
  return Boolean(userName) || Boolean(uid) || (groups?.length ?? 0) > 0 || Object.keys(extra ?? {}).length > 0;
}

/** A request that names a user to impersonate itself keeps its own headers (client-go `transport.impersonatingRoundTripper`). */
function impersonation({ userName = '', uid, groups = [], extra = {} }: ImpersonationConfig): RoundTripper {
  const extraLines = Object.entries(extra).flatMap(([key, values]) =>
    values.map((value) => [`impersonate-extra-${escapeExtraKey(key)}`, value] as const),
  );
  return (next) => (request) => {
    if (request.headers.has('impersonate-user')) return next(request);
    const headers = request.headers.clone().set('impersonate-user', userName);
    if (uid) headers.set('impersonate-uid', uid);
    for (const group of groups) headers.add('impersonate-group', group);
    for (const [name, value] of extraLines) headers.add(name, value);
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
