import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { CertificateAndKey } from '../../envtest/src/certificates.js';
import { sendJSON, type SeenRequest, startTestServer, type TestServer } from '../../rest/src/test-server.test-support.js';

/** What an issuer does. */
export interface IssuerOptions {
  /** Serves by https with this. */
  serving?: CertificateAndKey | undefined;
  /** Answers requests for tokens instead: status and body. */
  answer?: ((form: URLSearchParams, request: SeenRequest) => [number, object]) | undefined;
  /** Replaces fields of the metadata. */
  metadata?: Record<string, unknown> | undefined;
}

/** A real OpenID Connect issuer on a loopback port, which knows one client, and whose refresh tokens can each be used once. */
export interface Issuer extends AsyncDisposable {
  readonly url: string;
  readonly server: TestServer;
  /** The refresh token that it takes now; the first is `refresh-0`. */
  refreshToken(): string;
  /** A token for the client that ends at a calendar time in milliseconds. */
  idToken(end: number): string;
  /** Forms that were sent to the token endpoint. */
  forms(): URLSearchParams[];
}

const clientID = 'kubernetes';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Starts an issuer whose ID tokens last an hour. */
export async function startIssuer({ serving, answer, metadata }: IssuerOptions = {}): Promise<Issuer> {
  let issued = 0;
  const refreshToken = (): string => `refresh-${String(issued)}`;
  const idToken = (end: number): string => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: url, aud: clientID, sub: 'jane', iat: now, exp: Math.floor(end / 1000), jti: String(issued) };
    const signed = [{ alg: 'RS256', typ: 'JWT' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  };
  const tokens = (form: URLSearchParams): [number, object] => {
    if (form.get('grant_type') !== 'refresh_token' || form.get('refresh_token') !== refreshToken()) {
      return [400, { error: 'invalid_grant', error_description: 'the refresh token is not known' }];
    }
    issued++;
    const answered = {
      access_token: 'access',
      token_type: 'bearer',
      id_token: idToken(Date.now() + 3600e3),
      refresh_token: refreshToken(),
    };
    return [200, answered];
  };
  const server = await startTestServer(
    (request, response) => {
      if (request.url === '/.well-known/openid-configuration') {
        sendJSON(response, { issuer: url, token_endpoint: `${url}/token`, jwks_uri: `${url}/keys`, ...metadata });
      } else if (request.method === 'POST' && request.url === '/token') {
        const [status, body] = (answer ?? tokens)(new URLSearchParams(request.body), request);
        sendJSON(response, body, status);
      } else sendJSON(response, {}, 404);
    },
    serving ? (listener) => createSecureServer({ key: serving.key, cert: serving.certificate }, listener) : createServer,
  );
  const { url } = server;
  return {
    url,
    server,
    refreshToken,
    idToken,
    forms: () => server.requests.filter(({ method }) => method === 'POST').map(({ body }) => new URLSearchParams(body)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
