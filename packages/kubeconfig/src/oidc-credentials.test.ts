import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Config, CredentialsError, RESTClient } from '@kubewright/rest';
// Certificates come from the package that makes them for whole control planes.
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { eventually } from '../../rest/src/eventually.test-support.js';
import { startConnectProxy } from '../../rest/src/connect-proxy.test-support.js';
import { sendJSON, startTestServer, type TestServer } from '../../rest/src/test-server.test-support.js';
import { InvalidConfigurationError, OIDCError } from './errors.js';
import { type Issuer, type IssuerOptions, startIssuer } from './issuer.test-support.js';
import { loadConfig, type LoadConfigOptions } from './load-config.js';
import { loadKubeconfig } from './load-kubeconfig.js';
import { parseKubeconfig } from './parse-kubeconfig.js';
import { clientConfig } from './client-config.js';

const hour = 3600e3;
const opened: AsyncDisposable[] = [];
let directory = '';
let warnings: string[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kubewright-oidc-'));
  warnings = [];
});

afterEach(async () => {
  for (const disposable of opened.splice(0).reverse()) await disposable[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

async function issuerOf(options?: IssuerOptions): Promise<Issuer> {
  const issuer = await startIssuer(options);
  opened.push(issuer);
  return issuer;
}

/** An API server that takes what `refused` does not name. */
async function apiServer(refused: string[] = []): Promise<TestServer> {
  const server = await startTestServer(({ headers }, response) => {
    const denied = refused.includes(headers.authorization ?? '');
    sendJSON(response, denied ? { kind: 'Status', apiVersion: 'v1', code: 401, reason: 'Unauthorized' } : {}, denied ? 401 : 200);
  });
  opened.push(server);
  return server;
}

const fileOf = (server: { url: string }, issuer: { url: string }, settings: Record<string, string>): string => {
  const file = join(directory, 'config');
  const config = { 'idp-issuer-url': issuer.url, 'client-id': 'kubernetes', ...settings };
  writeFileSync(
    file,
    `# made by hand
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "${server.url}"}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
users:
- name: u # the only one
  user:
    auth-provider:
      name: oidc
      config:
${Object.entries(config)
  .map(([key, value]) => `        ${key}: ${JSON.stringify(value)}\n`)
  .join('')}`,
  );
  return file;
};

const load = async (path: string, options: LoadConfigOptions = {}): Promise<Config> =>
  loadConfig({ path, env: {}, onWarning: (warning) => warnings.push(warning), ...options });

function client(config: Config): RESTClient {
  const created = new RESTClient({ ...config, qps: -1 }, { log: () => undefined, env: {} });
  opened.push(created);
  return created;
}

const call = async (rest: RESTClient, signal?: AbortSignal): Promise<unknown> => rest.get().absPath('/x').signal(signal).do();
const sent = ({ requests }: TestServer): (string | undefined)[] => requests.map(({ headers }) => headers.authorization);
const failure = async (rest: RESTClient): Promise<CredentialsError> => {
  const error: unknown = await call(rest).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CredentialsError);
  expect((error as Error).cause).toBeInstanceOf(OIDCError);
  expect((error as Error & { cause: Error }).cause.cause).toBeInstanceOf(Error);
  return error as CredentialsError;
};

describe('a user of an OIDC issuer', () => {
  it('sends its ID token as long as it lasts, without asking the issuer', async () => {
    const [server, issuer] = [await apiServer(), await issuerOf()];
    const idToken = issuer.idToken(Date.now() + hour);
    const rest = client(await load(fileOf(server, issuer, { 'id-token': idToken })));
    await Promise.all([call(rest), call(rest)]);
    expect(sent(server)).toEqual([`Bearer ${idToken}`, `Bearer ${idToken}`]);
    expect(issuer.server.requests).toEqual([]);
  });

  it('refreshes an ended token once for fifty calls, and writes the new ones back', async () => {
    const [server, issuer] = [await apiServer(), await issuerOf()];
    const file = fileOf(server, issuer, {
      'id-token': issuer.idToken(Date.now() - hour),
      'refresh-token': 'refresh-0',
      'client-secret': 'a b',
    });
    const clients = [client(await load(file)), client(await load(file))];
    await Promise.all(Array.from({ length: 50 }, (_, index) => call(clients[index % 2]!)));
    expect(issuer.forms()).toHaveLength(1);
    expect(issuer.server.requests.at(-1)?.headers.authorization).toBe(
      `Basic ${Buffer.from('kubernetes:a+b').toString('base64')}`,
    );

    const text = readFileSync(file, 'utf8');
    const { users } = await loadKubeconfig({ path: file });
    const { 'id-token': idToken, ...settings } = users.get('u')?.authProvider?.config ?? {};
    expect(new Set(sent(server))).toEqual(new Set([`Bearer ${idToken ?? ''}`]));
    expect(settings).toEqual({
      'idp-issuer-url': issuer.url,
      'client-id': 'kubernetes',
      'client-secret': 'a b',
      'refresh-token': 'refresh-1',
    });
    expect(text).toMatch(/^# made by hand\n[^]*name: u # the only one\n/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it('refreshes by the refresh token that it got last', async () => {
    const refused: string[] = [];
    const [server, issuer] = [await apiServer(refused), await issuerOf()];
    const rest = client(await load(fileOf(server, issuer, { 'refresh-token': 'refresh-0' })));
    await call(rest);
    refused.push(sent(server)[0] ?? '');
    await call(rest);
    expect(issuer.forms().map((form) => form.get('refresh_token'))).toEqual(['refresh-0', 'refresh-1']);
    expect(new Set(sent(server)).size).toBe(2);
  });

  it('takes the token that another process has written meanwhile', async () => {
    const refused: string[] = [];
    const [server, issuer] = [await apiServer(refused), await issuerOf()];
    const [first, second] = [issuer.idToken(Date.now() + hour), issuer.idToken(Date.now() + 2 * hour)];
    const file = fileOf(server, issuer, { 'id-token': first, 'refresh-token': 'used' });
    const rest = client(await load(file));
    await call(rest);
    fileOf(server, issuer, { 'id-token': second, 'refresh-token': 'theirs' });
    refused.push(`Bearer ${first}`);
    await call(rest);
    expect(sent(server).at(-1)).toBe(`Bearer ${second}`);
    expect(issuer.server.requests).toEqual([]);
  });

  it('sends no secret if there is none, and in the form if the issuer wants it there', async () => {
    const server = await apiServer();
    const open = await issuerOf();
    await call(client(await load(fileOf(server, open, { 'refresh-token': 'refresh-0', 'client-secret': '' }))));
    expect(Object.fromEntries(open.forms()[0]!)).toEqual({
      client_id: 'kubernetes',
      grant_type: 'refresh_token',
      refresh_token: 'refresh-0',
    });
    const form = await issuerOf({ metadata: { token_endpoint_auth_methods_supported: ['client_secret_post'] } });
    await call(client(await load(fileOf(server, form, { 'refresh-token': 'refresh-0', 'client-secret': 'secret' }))));
    expect(form.forms()[0]?.get('client_secret')).toBe('secret');
    expect(form.server.requests.at(-1)?.headers.authorization).toBeUndefined();
  });

  it('trusts the authority that the kubeconfig names, as a file or as data, and no other', async () => {
    const authority = await CertificateAuthority.create('authority');
    const serving = await authority.issueServer('issuer', ['127.0.0.1']);
    writeFileSync(join(directory, 'ca.crt'), authority.certificate);
    for (const settings of [
      { 'idp-certificate-authority': join(directory, 'ca.crt') },
      { 'idp-certificate-authority-data': Buffer.from(authority.certificate).toString('base64') },
    ]) {
      const [server, issuer] = [await apiServer(), await issuerOf({ serving })];
      await call(client(await load(fileOf(server, issuer, { 'refresh-token': 'refresh-0', ...settings }))));
      expect(issuer.forms()).toHaveLength(1);
    }
    const [server, issuer] = [await apiServer(), await issuerOf({ serving })];
    const { message } = await failure(client(await load(fileOf(server, issuer, { 'refresh-token': 'refresh-0' }))));
    expect(message).toContain("failed to query the issuer's metadata");
    expect(message).toContain('unable to verify the first certificate');
  });

  it('reaches the issuer through the proxy of the environment', async () => {
    const [server, issuer] = [await apiServer(), await issuerOf()];
    const proxy = await startConnectProxy();
    opened.push(proxy);
    const env = { HTTP_PROXY: proxy.url };
    await call(client(await load(fileOf(server, issuer, { 'refresh-token': 'refresh-0' }), { env })));
    expect(proxy.tunnels).toContain(new URL(issuer.url).host);
  });

  it('reaches the issuer through the proxy of its own environment, whatever that of a load before was', async () => {
    const [server, issuer] = [await apiServer(), await issuerOf()];
    const proxy = await startConnectProxy();
    opened.push(proxy);
    const file = fileOf(server, issuer, { 'refresh-token': 'refresh-0' });
    await load(file, { env: { HTTP_PROXY: 'http://127.0.0.1:1' } });
    await call(client(await load(file, { env: { HTTP_PROXY: proxy.url } })));
    expect(proxy.tunnels).toHaveLength(2);
  });

  it('keeps a new token in use that cannot be written back, with a warning', async () => {
    const [server, issuer] = [await apiServer(), await issuerOf()];
    const file = fileOf(server, issuer, { 'refresh-token': 'refresh-0' });
    const config = await load(file);
    rmSync(file);
    writeFileSync(file, 'a: [');
    await call(client(config));
    expect(warnings.at(-1)).toMatch(/^could not persist new tokens of user "u": error loading config file/);
    expect(sent(server)[0]).toMatch(/^Bearer ey/);
  });

  it('refreshes by the refresh token that it got last, also where its file can be read but not written', async () => {
    const refused: string[] = [];
    const [server, issuer] = [await apiServer(refused), await issuerOf()];
    // There is no room for the name of its lock.
    const file = join(directory, 'x'.repeat(252));
    renameSync(fileOf(server, issuer, { 'refresh-token': 'refresh-0' }), file);
    const rest = client(await load(file));
    for (let i = 0; i < 3; i++) {
      await call(rest);
      refused.push(sent(server).at(-1) ?? '');
    }
    expect(issuer.forms().map((form) => form.get('refresh_token'))).toEqual(['refresh-0', 'refresh-1', 'refresh-2']);
    expect(warnings.slice(1)).toEqual(Array(3).fill(expect.stringMatching(/^could not persist new tokens .*: name too long$/)));
  });

  it('takes what another process has written after it could not write itself', async () => {
    const refused: string[] = [];
    const [server, issuer] = [await apiServer(refused), await issuerOf()];
    const file = join(directory, 'x'.repeat(252));
    renameSync(fileOf(server, issuer, { 'refresh-token': 'refresh-0' }), file);
    const rest = client(await load(file));
    await call(rest);
    refused.push(sent(server)[0] ?? '');
    const theirs = issuer.idToken(Date.now() + 2 * hour);
    renameSync(fileOf(server, issuer, { 'id-token': theirs, 'refresh-token': 'theirs' }), file);
    await call(rest);
    expect(sent(server).at(-1)).toBe(`Bearer ${theirs}`);
    expect(issuer.forms()).toHaveLength(1);
  });

  it('needs no file', async () => {
    const [server, issuer] = [await apiServer(), await issuerOf()];
    const text = readFileSync(fileOf(server, issuer, { 'refresh-token': 'refresh-0' }));
    await call(client(await clientConfig(parseKubeconfig(text), { env: {}, onWarning: () => undefined })));
    expect(issuer.forms()).toHaveLength(1);
  });

  it('does not wait for an issuer longer than the caller', async () => {
    const silent = await startTestServer(() => undefined);
    opened.push(silent);
    const rest = client(await load(fileOf(await apiServer(), silent, { 'refresh-token': 'refresh-0' })));
    const controller = new AbortController();
    const result = call(rest, controller.signal);
    await eventually(
      () => silent.requests.length === 1,
      () => 'the issuer is not asked',
    );
    controller.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
  });

  const answer = (body: object, status = 200): IssuerOptions => ({ answer: () => [status, body] });
  const token = { access_token: 's3cret', token_type: 'bearer' };
  it.each([
    ['without any token', {}, {}, /No valid id-token, and cannot refresh without refresh-token: log in again/],
    ['whose token is none', { 'id-token': 's3cret' }, {}, /the ID token is not a valid JWT/],
    ['whose token is garbage', { 'id-token': 'a.s3cret.c' }, {}, /the ID token is not a valid JWT/],
    ['whose token has no end', { 'id-token': `a.${Buffer.from('{}').toString('base64url')}.c` }, {}, /does not say when it ends/],
    [
      'whose refresh token is not taken',
      { 'refresh-token': 's3cret' },
      {},
      /failed to refresh token: the issuer answered 400 invalid_grant: the refresh token is not known/,
    ],
    [
      'whose issuer gives no ID token',
      { 'refresh-token': 's3cret' },
      answer(token),
      /token response did not contain an id_token/,
    ],
    ['whose issuer gives garbage', { 'refresh-token': 's3cret' }, answer([]), /failed to refresh token: /],
    [
      'whose issuer gives another’s ID token',
      { 'refresh-token': 's3cret' },
      answer({ ...token, id_token: 'a.s3cret.c' }),
      /failed to refresh token: /,
    ],
    ['whose issuer breaks', { 'refresh-token': 's3cret' }, answer({ s3cret: 's3cret' }, 500), /failed to refresh token: /],
    [
      'whose issuer calls itself otherwise',
      { 'refresh-token': 's3cret' },
      { metadata: { issuer: 'https://other' } },
      /failed to query the issuer's metadata: /,
    ],
    [
      'whose issuer has no token endpoint',
      { 'refresh-token': 's3cret' },
      { metadata: { token_endpoint: undefined } },
      /failed to refresh token: /,
    ],
    [
      'whose issuer’s authority cannot be read',
      { 'refresh-token': 's3cret', 'idp-certificate-authority': '/gone' },
      {},
      /unable to read idp-certificate-authority \/gone: no such file/,
    ],
    [
      'whose issuer’s authority has no end',
      { 'refresh-token': 's3cret', 'idp-certificate-authority': '/dev/zero' },
      {},
      /unable to read idp-certificate-authority \/dev\/zero: it is larger than 16 MiB/,
    ],
    [
      'whose issuer gives more than anybody needs',
      { 'refresh-token': 's3cret' },
      answer({ ...token, more: 'x'.repeat(1024 * 1024) }),
      /failed to refresh token: the answer is longer than 1 MiB/,
    ],
  ] as [string, Record<string, string>, IssuerOptions, RegExp][])(
    '%s gets an error that names user, file and issuer, and no token',
    async (_, settings, options, reason) => {
      const issuer = await issuerOf(options);
      const file = fileOf({ url: 'http://127.0.0.1:1' }, issuer, { 'client-secret': 's3cret', ...settings });
      const error = await failure(client(await load(file)));
      expect(error.message).toMatch(reason);
      expect(error.message).toContain(`(user "u" in ${file}, issuer ${issuer.url})`);
      expect(inspect(error, { depth: null })).not.toContain('s3cret');
    },
  );

  it('is told that its issuer is no URL, without the password in it', async () => {
    const file = fileOf({ url: 'http://127.0.0.1:1' }, { url: 'https://me:s3cret@host:port' }, { 'refresh-token': 'r' });
    const config = await load(file);
    const error = await failure(client(config));
    expect(error.message).toContain('idp-issuer-url is no URL: give one, as https://issuer.example.com (user "u"');
    expect(error.message).toContain('issuer https://<masked>@host:port');
    expect(inspect([error, config, JSON.stringify(config.credentials)], { depth: null })).not.toContain('s3cret');
  });

  it('is told that its issuer must not hold a password', async () => {
    const file = fileOf({ url: 'https://c' }, { url: 'https://me:s3cret@issuer' }, {});
    const error: unknown = await load(file).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidConfigurationError);
    expect((error as Error).message).toContain('idp-issuer-url must not hold a user name or a password');
    expect(inspect(error, { depth: null })).not.toContain('s3cret');
  });

  it('is told which proxy of the environment is of no use', async () => {
    const issuer = await issuerOf();
    const file = fileOf({ url: 'http://127.0.0.1:1' }, issuer, { 'refresh-token': 'r' });
    const error = await failure(client(await load(file, { env: { HTTPS_PROXY: 'http://me:s3cret@p:port' } })));
    expect(error.message).toContain('the proxy that http_proxy or https_proxy names cannot be used: Invalid URL');
    expect(inspect(error, { depth: null })).not.toContain('s3cret');
  });

  it('is told to name what is missing', async () => {
    const file = fileOf({ url: 'https://c' }, { url: '' }, { 'client-id': '' });
    await expect(load(file)).rejects.toThrow(
      `[Must provide idp-issuer-url (user "u" in ${file}), Must provide client-id (user "u" in ${file})]`,
    );
  });
});

describe('a user of another auth-provider', () => {
  it.each([
    [
      'gcp',
      /the gcp auth plugin has been removed: user "u" in .*config takes its credential from it; use the exec credential plugin gke-gcloud-auth-plugin/,
    ],
    ['azure', /the azure auth plugin has been removed: .* use the exec credential plugin kubelogin/],
    ['toString', /no Auth Provider found for name "toString": user "u"/],
  ])('%s is refused, with what to use instead', async (name, reason) => {
    const file = fileOf({ url: 'https://c' }, { url: '' }, {});
    writeFileSync(file, readFileSync(file, 'utf8').replace('name: oidc', `name: ${name}`));
    await expect(load(file)).rejects.toThrow(reason);
  });
});
