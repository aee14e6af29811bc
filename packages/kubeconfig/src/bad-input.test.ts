import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RESTClient } from '@kubewright/rest';
import { KubeconfigError } from './errors.js';
import { loadConfig, type LoadConfigOptions } from './load-config.js';

interface Parts {
  cluster?: string;
  user?: string;
  context?: string;
  current?: string;
  more?: string;
}

/** A kubeconfig that is right but for the parts given, which are written in braces. */
const kubeconfig = ({
  cluster = 'server: "https://127.0.0.1:1"',
  user = 'token: s3cret',
  context = 'cluster: c, user: u',
  current = 'x',
  more = '',
}: Parts): string => `
clusters: [{name: c, cluster: {${cluster}}}]
users: [{name: u, user: {${user}}}]
contexts: [{name: x, context: {${context}}}]
current-context: ${current}
${more}`;

/** A kubeconfig whose user runs this command. */
const running = (command: string, more = ''): string =>
  kubeconfig({
    user: `exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: ${command}, args: [s3cret]${more}}`,
  });
/** A kubeconfig whose user runs a shell script with these lines. */
const plugin = (lines: string): string => {
  writeFileSync(join(directory, 'plugin'), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  return running('./plugin');
};
const oidc = (config: string): string => kubeconfig({ user: `auth-provider: {name: oidc, config: {${config}}}` });
const print = (json: string): string =>
  `printf '%s' '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",${json}}'`;

const cluster = /\(cluster "c" in \S+config\)/;
const user = /\(user "u" in \S+config(?:, issuer \S+)?\)/;
const file = /error loading config file "\S+config": /;

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kubewright-bad-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What is wrong; the file's content, or what makes it; what the message says; where it says that this is. */
type Row = [string, string | Uint8Array | ((path: string) => unknown), RegExp, RegExp];

const rows: Row[] = [
  // The file.
  ['a file that is not there', () => undefined, /cannot be read: no such file or directory/, file],
  ['a folder', (path) => mkdirSync(path), /cannot be read: is a directory/, file],
  ['a loop of links', (path) => symlinkSync(path, path), /cannot be read: too many symbolic links/, file],
  ['a link to nothing', (path) => symlinkSync(`${path}-gone`, path), /cannot be read: no such file or directory/, file],
  [
    'a file below a file',
    (path) => (writeFileSync(path, ''), { path: `${path}/config` }),
    /cannot be read: not a directory/,
    file,
  ],
  ['a name that is too long', () => ({ path: `${'x'.repeat(300)}/config` }), /cannot be read: name too long/, file],
  [
    'a file that the system refuses to read',
    () => ({ path: '/proc/self/mem' }),
    /cannot be read: i\/o error/,
    /"\/proc\/self\/mem"/,
  ],
  ['a device without end', () => ({ path: '/dev/zero' }), /cannot be read: it is larger than 16 MiB/, /"\/dev\/zero"/],
  [
    'two broken files of three',
    (path) => (
      writeFileSync(path, 'a: ['),
      writeFileSync(`${path}2`, 'clusters: 1'),
      { path: undefined, env: { KUBECONFIG: [path, `${path}-gone`, `${path}2`].join(delimiter) } }
    ),
    /^\[error loading config file "\S+config": not valid YAML .*, error loading config file "\S+config2": clusters must be a list/,
    file,
  ],
  // The text.
  ['an empty file', '', /no configuration has been provided: no context is defined; looked at \S+config /, /config/],
  [
    'a binary',
    new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]),
    /control characters: it is not a kubeconfig file, or is damaged/,
    file,
  ],
  ['a compressed file', gzipSync(kubeconfig({})), /not UTF-8 text/, file],
  ['half a character', Buffer.concat([Buffer.from('users: s3cret'), Buffer.from([0xe2, 0x82])]), /not UTF-8 text/, file],
  ['half of UTF-16', new Uint8Array([0xff, 0xfe, 0x61]), /not UTF-16LE text/, file],
  ['a truncated file', kubeconfig({}).slice(0, 90).replace('}', '"s3cret'), /not valid YAML at line \d+, column \d+/, file],
  ['a web page', '<!DOCTYPE html>\n<html><body>s3cret</body></html>', /must be a mapping, but is a text/, file],
  ['a private key', '-----BEGIN PRIVATE KEY-----\ns3cret\n-----END PRIVATE KEY-----\n', /not valid YAML|must be a mapping/, file],
  ['a list', '- s3cret', /must be a mapping, but is a list/, file],
  ['tabs', 'users:\n\t- name: s3cret', /not valid YAML at line 2/, file],
  ['nesting without end', '['.repeat(5000), /not valid YAML at line 1, column \d+: resource exhaustion/, file],
  ['an alias without an anchor', kubeconfig({ user: 'token: *s3cret' }), /an alias \(\*name\) has no anchor/, file],
  [
    'aliases that multiply',
    `a: &a [1]\n${'bcdefg'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdef'[index]!}`).join(',')}]\n`)
      .join('')}`,
    /aliases expand to too much/,
    file,
  ],
  ['another kind', kubeconfig({ more: 'kind: s3cret' }), /kind must be Config and apiVersion v1/, file],
  ['another version', kubeconfig({ more: 'apiVersion: v2' }), /kind must be Config and apiVersion v1/, file],
  // Types of fields.
  [
    'a token that is a number',
    kubeconfig({ user: 'token: 123' }),
    /user "u": token must be a text, but is a number \(as YAML 1\.1 reads it\); put the value in quotes/,
    file,
  ],
  [
    'a token that is a boolean of YAML 1.1',
    kubeconfig({ user: 'token: on' }),
    /user "u": token must be a text, but is true or false/,
    file,
  ],
  ['a token that is a list', kubeconfig({ user: 'token: [s3cret]' }), /user "u": token must be a text, but is a list/, file],
  [
    'a switch that is a text',
    kubeconfig({ cluster: 'server: s, insecure-skip-tls-verify: "true"' }),
    /cluster "c": insecure-skip-tls-verify must be true or false/,
    file,
  ],
  [
    'a key that is not base64',
    kubeconfig({ user: 'client-key-data: "s3cret!"' }),
    /user "u": client-key-data is not base64/,
    file,
  ],
  [
    'a certificate in base64 without padding',
    kubeconfig({ cluster: 'certificate-authority-data: YQ' }),
    /cluster "c": certificate-authority-data is not base64/,
    file,
  ],
  ['groups that are a text', kubeconfig({ user: 'as: a, as-groups: s3cret' }), /user "u": as-groups must be a list/, file],
  [
    'extra that is a list',
    kubeconfig({ user: 'as: a, as-user-extra: [s3cret]' }),
    /user "u": as-user-extra: must be a mapping/,
    file,
  ],
  ['clusters that are a mapping', 'clusters: {a: s3cret}', /clusters must be a list/, file],
  ['a user that is a text', 'users: [{name: u, user: s3cret}]', /user "u": must be a mapping/, file],
  [
    'two users of one name',
    kubeconfig({}).replace('users: [', 'users: [{name: u, user: {password: s3cret}}, '),
    /duplicate name "u" in list users/,
    file,
  ],
  [
    'two extensions of one name',
    kubeconfig({ cluster: 'server: s, extensions: [{name: e}, {name: e}]' }),
    /cluster "c": duplicate name "e" in list extensions/,
    file,
  ],
  ['arguments of a plugin that are a text', running('./plugin', ', args: s3cret'), /user "u": exec: args must be a list/, file],
  [
    'a variable of a plugin that is a number',
    running('./plugin', ', env: [{name: A, value: 5}]'),
    /user "u": exec: env\[0\]: value must be a text/,
    file,
  ],
  // Entries.
  [
    'no current context',
    kubeconfig({ current: '""' }),
    /no current-context is set; choose one of x; looked at \S+config/,
    /config/,
  ],
  [
    'a current context that is not there',
    kubeconfig({ current: 'gone' }),
    /context was not found for specified context: gone/,
    /\(current-context; choose one of x in \S+config\)/,
  ],
  [
    'a context asked for that is not there',
    (path) => (writeFileSync(path, kubeconfig({})), { path, context: 'gone' }),
    /context "gone" does not exist; choose one of x/,
    /x/,
  ],
  [
    'a user asked for that is not there',
    (path) => (writeFileSync(path, kubeconfig({})), { path, overrides: { context: { user: 'gone' } } }),
    /auth info "gone" does not exist; choose one of u/,
    /u/,
  ],
  ['a context that names no cluster', kubeconfig({ context: 'user: u' }), /context "x" in \S+config names no cluster/, /config/],
  [
    'a context whose cluster is not there',
    kubeconfig({ context: 'cluster: gone' }),
    /context "x" in \S+config names cluster "gone", which is not defined/,
    /config/,
  ],
  ['a cluster without a server', kubeconfig({ cluster: 'tls-server-name: name' }), /no server found for cluster "c"/, cluster],
  [
    'a proxy of an unknown kind',
    kubeconfig({ cluster: 'server: s, proxy-url: "ftp://me:s3cret@p"' }),
    /unsupported scheme "ftp", must be http, https, or socks5/,
    cluster,
  ],
  [
    'a proxy that is no URL',
    kubeconfig({ cluster: 'server: s, proxy-url: "http://me:s3cret@[::1"' }),
    /invalid 'proxy-url' .*could not parse/,
    cluster,
  ],
  [
    'an authority that is not there',
    kubeconfig({ cluster: 'server: s, certificate-authority: gone.crt' }),
    /unable to read certificate-authority \S+gone\.crt for c due to open \S+gone\.crt: no such file/,
    cluster,
  ],
  [
    'an authority that is a folder',
    kubeconfig({ cluster: 'server: s, certificate-authority: .' }),
    /unable to read certificate-authority .*: is a directory/,
    cluster,
  ],
  [
    'a certificate that is not there',
    kubeconfig({ user: 'client-certificate: gone.crt, client-key-data: czNjcmV0' }),
    /unable to read client-cert \S+gone\.crt for u/,
    user,
  ],
  [
    'a key that is not there',
    kubeconfig({ user: 'client-certificate-data: eA==, client-key: gone.key' }),
    /unable to read client-key \S+gone\.key for u/,
    user,
  ],
  [
    'a certificate without a key',
    kubeconfig({ user: 'client-certificate-data: eA==' }),
    /client-key-data or client-key must be specified for u/,
    user,
  ],
  [
    'a token file that is not there',
    kubeconfig({ user: 'tokenFile: gone' }),
    /unable to read tokenFile \S+gone for u due to open \S+gone: no such file/,
    /\(user "u"/,
  ],
  [
    'a token file without end',
    kubeconfig({ user: 'tokenFile: /dev/zero' }),
    /unable to read tokenFile \/dev\/zero for u .*larger than 16 MiB/,
    /\(user "u"/,
  ],
  [
    'a token and a password',
    kubeconfig({ user: 'token: s3cret, password: s3cret' }),
    /more than one authentication method found for u; found \[token basicAuth\]/,
    user,
  ],
  [
    'groups without a user to act as',
    kubeconfig({ user: 'as-groups: [a]' }),
    /requesting uid, groups or user-extra for u without impersonating a user/,
    user,
  ],
  [
    'a timeout that is none',
    (path) => (writeFileSync(path, kubeconfig({})), { path, overrides: { timeout: 'soon' } }),
    /Invalid timeout value.* but is "soon"/,
    /soon/,
  ],
  // Plugins.
  [
    'a plugin without a command',
    kubeconfig({ user: 'exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}' }),
    /command must be specified for u to use exec authentication plugin/,
    user,
  ],
  [
    'a plugin of another version',
    running('./plugin').replace('k8s.io/v1', 'k8s.io/v9'),
    /exec plugin: invalid apiVersion "client\.authentication\.k8s\.io\/v9"/,
    user,
  ],
  [
    'a plugin beside an auth-provider',
    kubeconfig({
      user: 'exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: p}, auth-provider: {name: oidc}',
    }),
    /authProvider cannot be provided in combination with an exec plugin for u/,
    user,
  ],
  ['a plugin that is not there', running('./gone'), /exec: fork\/exec \S+\/gone: no such file or directory/, user],
  ['a plugin that is nowhere on PATH', running('no-such-plugin'), /exec: executable no-such-plugin not found/, user],
  [
    'a plugin that exits with 73',
    () => plugin('echo s3cret; exit 73'),
    /exec: executable \S+\/plugin failed with exit code 73/,
    user,
  ],
  ['a plugin that prints nothing', () => plugin('true'), /plugin returned no apiVersion/, user],
  ['a plugin that prints garbage', () => plugin('echo "s3cret: [s3cret"'), /decoding stdout: not valid YAML at line \d/, user],
  ['a plugin that prints a token alone', () => plugin('echo s3cret'), /decoding stdout: must be a mapping, but is a text/, user],
  ['a plugin that prints 100 MB', () => plugin('head -c 100000000 /dev/zero'), /printed more than 1 MiB/, user],
  ['a plugin that prints without end', () => plugin('exec cat /dev/zero'), /printed more than 1 MiB/, user],
  ['a plugin without a status', () => plugin(print('"other":1')), /exec plugin didn't return a status field/, user],
  [
    'a plugin without a credential',
    () => plugin(print('"status":{}')),
    /exec plugin didn't return a token or cert\/key pair/,
    user,
  ],
  [
    'a plugin with half a pair',
    () => plugin(print('"status":{"clientKeyData":"s3cret"}')),
    /exec plugin returned only certificate or key, not both/,
    user,
  ],
  [
    'a plugin with a bad pair',
    () => plugin(print('"status":{"clientKeyData":"s3cret","clientCertificateData":"s3cret"}')),
    /failed parsing client key\/certificate/,
    user,
  ],
  ['a plugin with a token of two lines', () => plugin(print('"status":{"token":"s3\\ncret"}')), /control character/, user],
  ['a plugin that hangs', () => plugin('exec sleep 1000'), /^enough$/, /enough/],
  [
    'a plugin that hangs and ignores what ends it',
    () => plugin('trap "" TERM INT HUP; while :; do sleep 0.1; done'),
    /^enough$/,
    /enough/,
  ],
  // Identity providers.
  ['an OIDC user without an issuer', oidc('client-id: a'), /Must provide idp-issuer-url/, user],
  ['an OIDC user without a client', oidc('idp-issuer-url: "https://i"'), /Must provide client-id/, user],
  [
    'an OIDC user without a token',
    oidc('idp-issuer-url: "https://i", client-id: a, client-secret: s3cret'),
    /No valid id-token, and cannot refresh without refresh-token/,
    user,
  ],
  [
    'an OIDC user whose token is none',
    oidc('idp-issuer-url: "https://i", client-id: a, id-token: s3cret'),
    /the ID token is not a valid JWT/,
    user,
  ],
  [
    'an OIDC user whose issuer is no URL',
    oidc('idp-issuer-url: "i", client-id: a, refresh-token: s3cret'),
    /idp-issuer-url is no URL/,
    user,
  ],
  [
    'an OIDC user whose issuer is not there',
    oidc('idp-issuer-url: "https://127.0.0.1:1", client-id: a, refresh-token: s3cret'),
    /failed to query the issuer's metadata: fetch failed: bad port/,
    user,
  ],
  [
    'an auth-provider that is gone',
    kubeconfig({ user: 'auth-provider: {name: gcp, config: {access-token: s3cret}}' }),
    /the gcp auth plugin has been removed: user "u" in \S+config .* use .* gke-gcloud-auth-plugin/,
    /config/,
  ],
  [
    'an auth-provider that nobody knows',
    kubeconfig({ user: 'auth-provider: {name: mine}' }),
    /no Auth Provider found for name "mine": user "u" in \S+config/,
    /config/,
  ],
  // A pod.
  [
    'a pod whose token is gone',
    (path) => {
      const sa = `${path}-sa`;
      mkdirSync(join(sa, 'token'), { recursive: true });
      return {
        path: undefined,
        serviceAccountDirectory: sa,
        env: { HOME: '/gone', KUBERNETES_SERVICE_HOST: 'h', KUBERNETES_SERVICE_PORT: '1' },
      };
    },
    /no configuration has been provided.*this is no pod with a service account/,
    /\/gone\/\.kube\/config/,
  ],
];

describe('bad input ends with an error that says where and why, shows no credential, and does not outlast the signal:', () => {
  it('has enough rows', () => expect(rows.length).toBeGreaterThanOrEqual(60));

  it.each(rows.map(([name, make, reason, place], index) => ({ name, make, reason, place, index })))(
    '$name',
    async ({ make, reason, place, index }) => {
      const before = directory;
      directory = join(before, String(index));
      mkdirSync(directory);
      try {
        const path = join(directory, 'config');
        let options: LoadConfigOptions = { path };
        const made = typeof make === 'function' ? make(path) : make;
        if (typeof made === 'string' || made instanceof Uint8Array) writeFileSync(path, made);
        else if (typeof made === 'object') options = made as LoadConfigOptions;
        const environment = { env: { PATH: process.env['PATH'] }, onWarning: () => undefined };
        const error = await failureOf({ ...environment, ...options }, reason.test('enough') ? soon : never);
        expect(error.message).toMatch(reason);
        expect(error.message).toMatch(place);
        expect(inspect(error, { depth: null })).not.toContain('s3cret');
        if (error.message !== 'enough') expect([error, error.cause].some((each) => each instanceof KubeconfigError)).toBe(true);
      } finally {
        directory = before;
      }
    },
  );

  it('a pipe that nobody writes to', async () => {
    const path = join(directory, 'pipe');
    execFileSync('mkfifo', [path]);
    const error = await failureOf({ path, env: {}, onWarning: () => undefined }, soon);
    expect(error.message).toBe('enough');
    writeFileSync(path, ''); // lets go of the thread that still waits to open it
  });
});

/** When the signal ends what would not end by itself, in milliseconds, and all else: that takes as long as it takes. */
const soon = 1000;
const never = 2 ** 31 - 1;

/** What loading, or else the first call, fails with. */
async function failureOf(options: LoadConfigOptions, patience: number): Promise<Error> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new Error('enough')), patience);
  const { signal } = controller;
  try {
    const config = await loadConfig({ ...options, signal });
    await using client = new RESTClient(config, { log: () => undefined, env: {} });
    await client.get().absPath('/x').signal(signal).do();
  } catch (error) {
    return error as Error;
  } finally {
    clearTimeout(timer);
  }
  throw new Error('nothing has failed');
}
