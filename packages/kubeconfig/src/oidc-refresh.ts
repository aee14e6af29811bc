import * as oauth from 'oauth4webapi';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { describeFileError } from './file-errors.js';
import type { OIDCSettings } from './oidc-credentials.js';
import { readBounded } from './read-bounded.js';

/** How long an issuer may take to answer, in milliseconds, for each of two requests. */
const PATIENCE = 30_000;

/** How long an answer of an issuer may be, in bytes. They have a few thousand. */
const MAX_ANSWER = 1024 * 1024;

/**
 * Gets a new ID token by a refresh token (client-go `auth/oidc`): asks the issuer for its token endpoint, and that for the token.
 *
 * @returns the tokens; the refresh token only if the issuer gave a new one
 * @throws {Error} that says what went wrong, without any token
 */
export async function refreshIDToken(
  settings: OIDCSettings,
  refreshToken: string,
  signal: AbortSignal,
): Promise<{ idToken: string; refreshToken: string | undefined }> {
  const { issuer, clientID, clientSecret, proxies } = settings;
  if (!URL.canParse(issuer)) throw new Error('idp-issuer-url is no URL: give one, as https://issuer.example.com');
  const url = new URL(issuer);
  const ca = await authority(settings);
  await using agent = await attempt(
    'the proxy that http_proxy or https_proxy names cannot be used',
    async () => new IssuerAgent({ ...(ca !== undefined && { connect: { ca }, requestTls: { ca } }), ...proxies }),
  );
  const options = {
    [oauth.customFetch]: agent.fetch,
    // An issuer on the own machine may do without https.
    [oauth.allowInsecureRequests]: url.protocol === 'http:',
    signal: () => AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
  };
  const server = await attempt(`failed to query the issuer's metadata`, async () =>
    oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, { ...options, algorithm: 'oidc' })),
  );
  const client: oauth.Client = { client_id: clientID };
  const proof = clientSecret === undefined ? oauth.None() : secretProof(server, clientSecret);
  const answer = await attempt('failed to refresh token', async () =>
    oauth.processRefreshTokenResponse(
      server,
      client,
      await oauth.refreshTokenGrantRequest(server, client, proof, refreshToken, options),
    ),
  );
  if (answer.id_token === undefined) {
    throw new Error(
      'token response did not contain an id_token, either the scope "openid" wasn\'t requested upon login, or the provider ' +
        "doesn't support id_tokens as part of the refresh response",
    );
  }
  return { idToken: answer.id_token, refreshToken: answer.refresh_token };
}

/** How an issuer wants to see the secret: in a header, unless it only takes it in the form. */
function secretProof(
  { token_endpoint_auth_methods_supported: methods }: oauth.AuthorizationServer,
  secret: string,
): oauth.ClientAuth {
  const onlyInForm = methods?.includes('client_secret_post') && !methods.includes('client_secret_basic');
  return onlyInForm ? oauth.ClientSecretPost(secret) : oauth.ClientSecretBasic(secret);
}

/** Connections to an issuer, through a proxy if the environment names one. */
class IssuerAgent extends EnvHttpProxyAgent implements AsyncDisposable {
  /** The `fetch` of the agent's own library: Node's may be of another version. */
  readonly fetch = async (url: string, init: oauth.CustomFetchOptions<string, unknown>): Promise<Response> => {
    const { body, headers, method, redirect, signal } = init;
    const answer = await fetch(url, {
      headers,
      method,
      redirect,
      dispatcher: this,
      body: body instanceof URLSearchParams ? body.toString() : null,
      ...(signal && { signal }),
    });
    return new Response(await bounded(answer.body), { status: answer.status, headers: [...answer.headers] });
  };

  async [Symbol.asyncDispose](): Promise<void> {
    await this.destroy();
  }
}

async function bounded(body: AsyncIterable<Uint8Array> | null): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_ANSWER) throw new Error('the answer is longer than 1 MiB');
  }
  return Buffer.concat(chunks);
}

async function authority({ caFile, caData }: OIDCSettings): Promise<string | undefined> {
  if (caData !== undefined) return Buffer.from(caData, 'base64').toString();
  if (caFile === undefined) return undefined;
  try {
    return (await readBounded(caFile)).toString();
  } catch (error) {
    throw new Error(`unable to read idp-certificate-authority ${caFile}: ${describeFileError(error)}`, { cause: error });
  }
}

/** Errors of the library keep what the issuer has answered, which may be a token: only its words are passed on. */
async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`${what}: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof oauth.ResponseBodyError) {
    const { error: code, error_description: description, status } = error;
    return `the issuer answered ${String(status)} ${code}${description === undefined ? '' : `: ${description}`}`;
  }
  const { message, cause } = error as Error;
  // What a connection has failed with; other causes may quote the answer. Not by `instanceof`: it may belong to another realm.
  const reason =
    message === 'fetch failed' && typeof cause === 'object' && cause !== null && 'message' in cause ? cause.message : '';
  return typeof reason === 'string' && reason !== '' ? `${message}: ${reason}` : message;
}
