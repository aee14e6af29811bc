import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyConfig } from '@kubewright/rest';
import { EmptyConfigurationError, KubeconfigFileError } from './errors.js';
import { loadConfig, loadContext } from './load-config.js';
import { loadKubeconfig } from './load-kubeconfig.js';

const GOOD = `
clusters: [{name: c, cluster: {server: "https://c"}}]
users: [{name: u, user: {token: s3cret}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
`;

let directory = '';
const file = (name: string, content: string): string => {
  writeFileSync(join(directory, name), content);
  return join(directory, name);
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kubewright-load-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe('loadConfig', () => {
  it("sets kubectl's limits", async () => {
    expect(await loadConfig({ path: file('config', GOOD), env: {} })).toEqual(
      copyConfig({ host: 'https://c', bearerToken: 's3cret', qps: 50, burst: 300 }),
    );
  });

  it('says where it looked when nothing names a server', async () => {
    const result = loadConfig({ env: { HOME: directory } });
    await expect(result).rejects.toBeInstanceOf(EmptyConfigurationError);
    await expect(result).rejects.toThrow(
      'invalid configuration: no configuration has been provided: no context is defined; ' +
        `looked at ${join(directory, '.kube', 'config')} (does not exist) (by the home directory), ` +
        'and this is no pod with a service account: set KUBECONFIG, or pass a path',
    );
    await expect(loadConfig({ env: {} })).rejects.toThrow('no file is named by the home directory');
  });

  it('does not ask for another file when the one that is there lacks something', async () => {
    const path = file('config', '{"current-context": "x", "contexts": [{"name": "x", "context": {"cluster": "gone"}}]}');
    await expect(loadConfig({ path, env: {} })).rejects.toThrow(
      `names cluster "gone", which is not defined; looked at ${path} (by the path given), and this is no pod with a service account`,
    );
    await expect(loadConfig({ path, env: {} })).rejects.not.toThrow('set KUBECONFIG');
  });

  it('refuses a path in the place of options, rather than to load another file', async () => {
    const path: unknown = file('config', GOOD);
    for (const load of [loadConfig, loadContext, loadKubeconfig])
      await expect(load(path as object)).rejects.toThrow(
        new TypeError("a kubeconfig is loaded with options, as { path: '…' }, not with a string"),
      );
  });

  it('reads through a symbolic link, and names a loop of links', async () => {
    symlinkSync(file('config', GOOD), join(directory, 'link'));
    expect(await loadConfig({ path: join(directory, 'link'), env: {} })).toMatchObject({ host: 'https://c' });
    symlinkSync(join(directory, 'loop'), join(directory, 'loop'));
    await expect(loadConfig({ path: join(directory, 'loop'), env: {} })).rejects.toThrow(
      /loop": cannot be read: too many symbolic links/,
    );
  });

  it('names every broken file and shows no credential of any, however it is printed', async () => {
    const paths = [
      file('cut', 'users:\n- name: u\n  user:\n    token: "s3cret-1'),
      file('typed', 'users: [{name: u, user: {token: [s3cret-2], client-key-data: s3cret-3}}]'),
      file('double', GOOD.replace('users: [', 'users: [{name: u, user: {password: s3cret-4}}, ')),
      file('good', GOOD),
      file('alias', 'users: [{name: u, user: {token: *s3cret-5 }}]'),
    ];
    const error: unknown = await loadConfig({ env: { KUBECONFIG: paths.join(delimiter) } }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(KubeconfigFileError);
    expect((error as KubeconfigFileError).failures.map((failure) => failure.file)).toEqual(
      paths.filter((path) => !path.endsWith('good')),
    );
    expect(inspect(error, { depth: null })).not.toContain('s3cret');
  });

  it('shows no credential of a configuration that is not valid', async () => {
    const text = GOOD.replace('token: s3cret', 'token: s3cret, password: s3cret').replace(
      '"https://c"',
      '"https://c", proxy-url: "ftp://me:s3cret@p"',
    );
    const error: unknown = await loadConfig({ path: file('config', text), env: {} }).catch((reason: unknown) => reason);
    expect(inspect(error, { depth: null })).toContain('unsupported scheme "ftp"');
    expect(inspect(error, { depth: null })).not.toContain('s3cret');
  });

  it('ends when the signal says so, while the file is a pipe that nobody writes to', async () => {
    const pipe = join(directory, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const controller = new AbortController();
    const result = loadConfig({ path: pipe, env: {}, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
    writeFileSync(pipe, GOOD); // lets go of the thread that still waits to open it
  });
});

describe('loadContext', () => {
  it('gives the name of the context and its namespace', async () => {
    const path = file('config', GOOD.replace('user: u}', 'user: u, namespace: team}'));
    expect(await loadContext({ path, env: {} })).toMatchObject({ contextName: 'x', namespace: 'team' });
  });

  it('gives no name of a context in a pod', async () => {
    mkdirSync(join(directory, 'sa'));
    file('sa/token', 't');
    const env = { KUBERNETES_SERVICE_HOST: 'h', KUBERNETES_SERVICE_PORT: '1', POD_NAMESPACE: 'team' };
    const context = await loadContext({ env, serviceAccountDirectory: join(directory, 'sa'), onWarning: () => undefined });
    expect(context).toMatchObject({
      config: { host: 'https://h:1', qps: 50, burst: 300 },
      contextName: undefined,
      namespace: 'team',
    });
  });
});

describe('loadKubeconfig', () => {
  it('gives an empty result, with a warning, when every file of KUBECONFIG is missing', async () => {
    const warnings: string[] = [];
    const env = { KUBECONFIG: ['/gone/a', '/gone/b'].join(delimiter) };
    expect(await loadKubeconfig({ env, onWarning: (warning) => warnings.push(warning) })).toMatchObject({ clusters: new Map() });
    expect(warnings).toEqual(['Config not found: /gone/a, /gone/b (named by KUBECONFIG)']);
  });

  it('gives what all files say, with absolute paths', async () => {
    const other = file('other', 'clusters: [{name: d, cluster: {server: "https://d", certificate-authority: ca.crt}}]');
    const { clusters, currentContext } = await loadKubeconfig({
      env: { KUBECONFIG: [file('config', GOOD), other].join(delimiter) },
    });
    expect([...clusters.keys()]).toEqual(['c', 'd']);
    expect(clusters.get('d')?.certificateAuthority).toBe(join(directory, 'ca.crt'));
    expect(currentContext).toBe('x');
  });
});
