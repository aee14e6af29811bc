import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../rest/src/eventually.test-support.js';
import { KubeconfigError, KubeconfigFileError } from './errors.js';
import type { AuthInfo, Cluster, Context, Kubeconfig } from './kubeconfig.js';
import { loadKubeconfig } from './load-kubeconfig.js';
import { modifyKubeconfig } from './modify-kubeconfig.js';

const text = `# my clusters
apiVersion: v1
kind: Config
preferences: {}
current-context: dev # for now
clusters:
- name: c
  cluster:
    # behind the gate
    server: https://c # moves soon
    certificate-authority: pki/ca.crt
    colour: green
- cluster: {server: "https://d"}
  name: d
users:
- name: u
  user:
    # me
    token: "0123"
    exec:
      command: ./plugin
      args: [a] # one
contexts:
- context:
    cluster: c
    user: u
  name: dev
`;

let directory = '';
const path = (name = 'config'): string => join(directory, name);
const read = (name?: string): string => readFileSync(path(name), 'utf8');

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kubewright-modify-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

const withUser = (kubeconfig: Kubeconfig, name: string, user: Partial<AuthInfo>): Kubeconfig => ({
  ...kubeconfig,
  users: new Map(kubeconfig.users).set(name, { extensions: new Map(), ...kubeconfig.users.get(name), ...user }),
});
const withCluster = (kubeconfig: Kubeconfig, name: string, cluster: Partial<Cluster>): Kubeconfig => ({
  ...kubeconfig,
  clusters: new Map(kubeconfig.clusters).set(name, { extensions: new Map(), ...kubeconfig.clusters.get(name), ...cluster }),
});
const withContext = (kubeconfig: Kubeconfig, name: string, context: Partial<Context>): Kubeconfig => ({
  ...kubeconfig,
  contexts: new Map(kubeconfig.contexts).set(name, { extensions: new Map(), ...kubeconfig.contexts.get(name), ...context }),
});

describe('modifyKubeconfig', () => {
  it('changes the lines of what has changed, and no others', async () => {
    writeFileSync(path(), text);
    await modifyKubeconfig(
      (kubeconfig) => withUser(withCluster(kubeconfig, 'c', { server: 'https://moved' }), 'u', { token: '0o17' }),
      {
        path: path(),
      },
    );
    expect(read()).toBe(text.replace('https://c ', 'https://moved ').replace('"0123"', '"0o17"'));
  });

  it('writes nothing if nothing has changed', async () => {
    writeFileSync(path(), text, { mode: 0o640 });
    chmodSync(directory, 0o700);
    const before = statSync(path());
    await modifyKubeconfig((kubeconfig) => kubeconfig, { path: path() });
    expect(read()).toBe(text);
    expect(statSync(path())).toMatchObject({ mtimeMs: before.mtimeMs, ino: before.ino, mode: before.mode });
  });

  it('adds, changes and removes fields and entries, so that they are read again as they were given', async () => {
    writeFileSync(path(), text);
    const after = await modifyKubeconfig(
      (kubeconfig) => {
        let changed = withUser(kubeconfig, 'v', {
          token: 'yes',
          impersonate: 'me',
          impersonateGroups: ['on', '12', 'a: b', '# c'],
          impersonateUserExtra: { '1': ['x'], yes: [] },
          clientKeyData: 'KEY\n',
        });
        changed = withUser(changed, 'u', { token: undefined, exec: undefined, username: 'no', password: 'p\nq' });
        changed = withCluster(changed, 'e', {
          server: 'https://e',
          insecureSkipTLSVerify: true,
          extensions: new Map([['x', { a: [1, null] }]]),
        });
        changed = withContext(changed, 'dev', { namespace: '1_000' });
        return {
          ...withContext(changed, 'new', { cluster: 'e', user: 'v' }),
          currentContext: 'new',
          clusters: without(changed.clusters, 'd'),
        };
      },
      { path: path() },
    );
    const again = await loadKubeconfig({ path: path() });
    expect(plain(again)).toEqual(plain(after));
    expect(read()).toContain('colour: green');
    expect(read()).toContain('# behind the gate');
    expect(read()).not.toContain('https://d');
  });

  it('takes entries without extensions', async () => {
    await modifyKubeconfig(
      (kubeconfig) => ({
        ...kubeconfig,
        clusters: new Map([...kubeconfig.clusters, ['c', { server: 'https://c' }]]),
        users: new Map([...kubeconfig.users, ['u', { token: 's3cret' }]]),
        contexts: new Map([...kubeconfig.contexts, ['x', { cluster: 'c', user: 'u' }]]),
      }),
      { path: path() },
    );
    const again = await loadKubeconfig({ path: path() });
    expect([...again.contexts]).toEqual([['x', expect.objectContaining({ cluster: 'c', user: 'u' })]]);
    expect(again.users.get('u')?.token).toBe('s3cret');
    expect(read()).not.toContain('extensions');
  });

  it('refuses a change that gives no kubeconfig', async () => {
    writeFileSync(path(), text);
    for (const given of [undefined, {}]) {
      const result = modifyKubeconfig(() => given as Kubeconfig, { path: path() });
      await expect(result).rejects.toThrow(/^the change of a kubeconfig must give the kubeconfig as it should be/);
    }
    expect([read(), readdirSync(directory)]).toEqual([text, ['config']]);
  });

  it('removes the last entry of a list, and adds one to an empty list', async () => {
    writeFileSync(path(), text);
    await modifyKubeconfig((kubeconfig) => ({ ...kubeconfig, contexts: new Map() }), { path: path() });
    expect((await loadKubeconfig({ path: path() })).contexts.size).toBe(0);
    await modifyKubeconfig((kubeconfig) => withContext(kubeconfig, 'back', { cluster: 'c' }), { path: path() });
    expect((await loadKubeconfig({ path: path() })).contexts.get('back')?.cluster).toBe('c');
  });

  it('writes each entry to the file that it comes from, and a new one to the first file that exists', async () => {
    writeFileSync(path('a'), 'users: [{name: u, user: {token: a}}]\n');
    writeFileSync(path('b'), 'users: [{name: u, user: {token: hidden}}, {name: v, user: {token: b}}]\ncurrent-context: x\n');
    const env = { KUBECONFIG: [path('gone'), path('a'), path('b')].join(delimiter) };
    await modifyKubeconfig((kubeconfig) => withUser(withUser(kubeconfig, 'v', { token: 'changed' }), 'w', { token: 'new' }), {
      env,
    });
    expect(read('a')).toBe('users: [{name: u, user: {token: a}}, {name: w, user: {token: new}}]\n');
    expect(read('b')).toBe('users: [{name: u, user: {token: hidden}}, {name: v, user: {token: changed}}]\ncurrent-context: x\n');
    expect(existsSync(path('gone'))).toBe(false);
    await modifyKubeconfig((kubeconfig) => ({ ...kubeconfig, currentContext: undefined }), { env });
    expect(read('b')).not.toContain('current-context');
    await modifyKubeconfig((kubeconfig) => ({ ...kubeconfig, currentContext: 'y' }), { env });
    expect(read('a')).toContain('current-context: "y"\n');
  });

  it.each([
    ['the path given', (): object => ({ path: path('new/config') }), 'new/config'],
    ['the last file of KUBECONFIG', (): object => ({ env: { KUBECONFIG: [path('x'), path('y')].join(delimiter) } }), 'y'],
    ['the home directory', (): object => ({ env: { HOME: directory } }), '.kube/config'],
  ])('makes a file and its folder where there is none: %s', async (_, options, file) => {
    await modifyKubeconfig((kubeconfig) => withUser({ ...kubeconfig, currentContext: 'x' }, 'u', { token: 't' }), {
      ...options(),
      onWarning: () => undefined,
    });
    expect(read(file)).toBe('apiVersion: v1\nkind: Config\nusers:\n- name: u\n  user:\n    token: t\ncurrent-context: x\n');
    expect(statSync(path(file)).mode & 0o777).toBe(0o600);
  });

  it('leaves only the owner the right to read what it has written, and nothing else in the folder', async () => {
    writeFileSync(path(), text, { mode: 0o644 });
    await modifyKubeconfig((kubeconfig) => withUser(kubeconfig, 'u', { token: 't' }), { path: path() });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['config']);
  });

  it('writes paths below the folder of the file relative to it, and leaves others', async () => {
    writeFileSync(path(), text);
    await modifyKubeconfig(
      (kubeconfig) =>
        withUser(withCluster(kubeconfig, 'd', { certificateAuthority: path('pki/d.crt') }), 'u', {
          tokenFile: '/elsewhere/token',
          clientKey: path('../key'),
        }),
      { path: path() },
    );
    expect(read()).toContain('certificate-authority: pki/d.crt');
    expect(read()).toContain('tokenFile: /elsewhere/token');
    expect(read()).toContain(`client-key: ${path('../key')}`);
    expect(read()).toContain('certificate-authority: pki/ca.crt');
    expect(read()).toContain('command: ./plugin');
  });

  it('changes what a link points to, and keeps the link', async () => {
    writeFileSync(path('real'), text);
    symlinkSync(path('real'), path());
    await modifyKubeconfig((kubeconfig) => ({ ...kubeconfig, currentContext: 'other' }), { path: path() });
    expect(read('real')).toBe(text.replace('dev # for now', 'other # for now'));
    expect(readFileSync(path(), 'utf8')).toBe(read('real'));
    expect(readdirSync(directory).sort()).toEqual(['config', 'real']);
  });

  it('makes the file that a link points to, and keeps the link', async () => {
    mkdirSync(path('there'));
    symlinkSync('there/gone', path());
    await modifyKubeconfig((kubeconfig) => ({ ...kubeconfig, currentContext: 'new' }), { path: path() });
    expect(readFileSync(path('there/gone'), 'utf8')).toContain('current-context: new');
    expect(readlinkSync(path())).toBe('there/gone');
  });

  const token = (name: string, value: string | undefined) => (kubeconfig: Kubeconfig) =>
    withUser(kubeconfig, name, { token: value });
  it.each<[string, string, (kubeconfig: Kubeconfig) => Kubeconfig, string]>([
    [
      'an entry that another one repeats by its anchor',
      'users:\n- name: a\n  user: &u\n    token: s3cret\n- name: b\n  user: *u\n',
      token('a', 's3cret2'),
      'user "b" would not come out as wanted',
    ],
    [
      'a field that comes from a merge key',
      'base: &base {token: s3cret}\nusers:\n- name: a\n  user:\n    <<: *base\n',
      token('a', undefined),
      'user "a" would not come out as wanted',
    ],
    [
      'an entry whose anchor another one needs',
      'users:\n- name: a\n  user: &u\n    token: s3cret\n- name: b\n  user: *u\n',
      (kubeconfig) => ({ ...kubeconfig, users: without(kubeconfig.users, 'a') }),
      'an alias (*name) would lose its anchor',
    ],
    [
      'a file whose second document is broken',
      'users: []\n---\ns3cret: [\n',
      token('a', 's3cret'),
      'a document after the first is not valid YAML',
    ],
  ])('refuses to change %s, which it cannot, and says so', async (_, content, change, reason) => {
    writeFileSync(path(), content);
    const error: unknown = await modifyKubeconfig(change, { path: path() }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(KubeconfigError);
    expect((error as Error).message).toContain(`${path()} cannot be changed: `);
    expect((error as Error).message).toContain(reason);
    expect(inspect(error, { depth: null })).not.toContain('s3cret');
    expect([read(), readdirSync(directory)]).toEqual([content, ['config']]);
  });

  it('changes what stands beside anchors and aliases', async () => {
    const content = 'users:\n- name: a\n  user: &u\n    token: x\n- name: b\n  user: *u\n- name: c\n  user:\n    token: q\n';
    writeFileSync(path(), content);
    await modifyKubeconfig(token('c', 'r'), { path: path() });
    expect(read()).toBe(content.replace('token: q', 'token: r'));
  });

  it('takes what is empty for absent, and relative paths from the folder of the file', async () => {
    writeFileSync(path(), text);
    await modifyKubeconfig(
      (kubeconfig) =>
        withCluster(
          withUser(kubeconfig, 'u', { token: '', impersonateGroups: [], impersonateUserExtra: {}, tokenFile: 'a/../token' }),
          'd',
          { insecureSkipTLSVerify: false, extensions: new Map<string, unknown>([['x', { a: undefined, b: null, c: [] }]]) },
        ),
      { path: path() },
    );
    expect((await loadKubeconfig({ path: path() })).users.get('u')).toMatchObject({ token: undefined, tokenFile: path('token') });
  });

  it('changes what counts of a repeated key', async () => {
    writeFileSync(path(), 'current-context: a\nusers:\n- name: u\n  user:\n    token: a\n    token: b\ncurrent-context: b\n');
    await modifyKubeconfig((kubeconfig) => withUser({ ...kubeconfig, currentContext: 'c' }, 'u', { token: 'd' }), {
      path: path(),
    });
    expect(read()).toBe('users:\n- name: u\n  user:\n    token: d\ncurrent-context: c\n');
  });

  it('keeps JSON', async () => {
    writeFileSync(path(), JSON.stringify({ kind: 'Config', users: [{ name: 'u', user: { token: 'a' } }], other: 1 }));
    await modifyKubeconfig((kubeconfig) => withUser(kubeconfig, 'u', { token: 'b', username: 'c' }), { path: path() });
    expect(JSON.parse(read())).toEqual({ kind: 'Config', users: [{ name: 'u', user: { token: 'b', username: 'c' } }], other: 1 });
  });

  it('loses no change of fifty that are made at the same time', async () => {
    writeFileSync(path(), text);
    const names = Array.from({ length: 50 }, (_, index) => `user-${String(index)}`);
    await Promise.all(
      names.map((name) => modifyKubeconfig((kubeconfig) => withUser(kubeconfig, name, { token: name }), { path: path() })),
    );
    expect([...(await loadKubeconfig({ path: path() })).users.keys()].sort()).toEqual(['u', ...names].sort());
  });

  it('holds the locks of all files while they are changed, and no longer', async () => {
    writeFileSync(path('a'), text);
    const env = { KUBECONFIG: [path('a'), path('b')].join(delimiter) };
    const locks = (): boolean[] => ['a', 'b'].map((name) => existsSync(path(`${name}.lock`)));
    await modifyKubeconfig(
      async (kubeconfig) => {
        expect(locks()).toEqual([true, true]);
        return kubeconfig;
      },
      { env },
    );
    expect(locks()).toEqual([false, false]);
  });

  it('locks a file once that KUBECONFIG names in two ways', async () => {
    writeFileSync(path(), text);
    const env = { KUBECONFIG: [path(), `${directory}/./config`].join(delimiter) };
    await modifyKubeconfig((kubeconfig) => ({ ...kubeconfig, currentContext: 'once' }), { env });
    expect(read()).toContain('current-context: once');
  });

  it('ends when the signal says so, while the change goes on for ever, and writes nothing', async () => {
    writeFileSync(path(), text);
    const controller = new AbortController();
    const result = modifyKubeconfig(
      () => {
        controller.abort(new Error('enough'));
        return new Promise(() => undefined);
      },
      { path: path(), signal: controller.signal },
    );
    await expect(result).rejects.toThrow('enough');
    expect([read(), readdirSync(directory)]).toEqual([text, ['config']]);
  });

  it('writes nothing when the signal was aborted by a change that went on', async () => {
    writeFileSync(path(), text);
    const controller = new AbortController();
    const result = modifyKubeconfig(
      (kubeconfig) => {
        controller.abort(new Error('enough'));
        return { ...kubeconfig, currentContext: 'late' };
      },
      { path: path(), signal: controller.signal },
    );
    await expect(result).rejects.toThrow('enough');
    expect([read(), readdirSync(directory)]).toEqual([text, ['config']]);
  });

  it('ends when the signal says so, while the file is a pipe that nobody writes to', async () => {
    execFileSync('mkfifo', [path()]);
    const controller = new AbortController();
    const result = modifyKubeconfig((kubeconfig) => kubeconfig, { path: path(), signal: controller.signal });
    await eventually(
      () => existsSync(path('config.lock')),
      () => 'the file is not locked',
    );
    controller.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
    expect(readdirSync(directory)).toEqual(['config']);
    writeFileSync(path(), text); // lets go of the thread that still waits to open it
  });

  it.each([
    ['a broken file', () => writeFileSync(path(), 'users: [')],
    ['a folder', () => mkdirSync(path())],
    ['a loop of links', () => symlinkSync(path(), path())],
  ])('changes nothing of %s', async (_, make) => {
    make();
    const result = modifyKubeconfig((kubeconfig) => withUser(kubeconfig, 'u', { token: 's3cret' }), { path: path() });
    await expect(result).rejects.toBeInstanceOf(KubeconfigFileError);
    expect(readdirSync(directory)).toEqual(['config']);
  });

  it('leaves everything as it was if the change fails', async () => {
    writeFileSync(path(), text);
    await expect(modifyKubeconfig(() => Promise.reject(new Error('no')), { path: path() })).rejects.toThrow('no');
    expect([read(), readdirSync(directory)]).toEqual([text, ['config']]);
  });

  const two = (): object => ({ env: { KUBECONFIG: [path('a'), path('b')].join(delimiter) } });
  /** Nobody can remove a lock that has become a folder. */
  const spoil = (): void => {
    rmSync(path('b.lock'));
    mkdirSync(path('b.lock'));
  };
  it('gives all locks back though one of them is gone', async () => {
    writeFileSync(path('a'), text);
    await modifyKubeconfig((kubeconfig) => {
      rmSync(path('b.lock'));
      return { ...kubeconfig, currentContext: 'other' };
    }, two());
    expect(readdirSync(directory)).toEqual(['a']);
  });

  it('gives the other locks back if one cannot be removed, and names it', async () => {
    writeFileSync(path('a'), text);
    const result = modifyKubeconfig((kubeconfig) => (spoil(), kubeconfig), two());
    await expect(result).rejects.toBeInstanceOf(KubeconfigError);
    await expect(result).rejects.toThrow(`${path('b.lock')} cannot be removed: is a directory: remove it yourself`);
    expect(readdirSync(directory)).toEqual(['a', 'b.lock']);
  });

  it('rejects with what the change failed with, also if a lock cannot be removed', async () => {
    const result = modifyKubeconfig(() => (spoil(), Promise.reject(new Error('no'))), two());
    await expect(result).rejects.toThrow(/^no$/);
    expect(readdirSync(directory)).toEqual(['b.lock']);
  });

  it('names a folder that it may not write to', async () => {
    writeFileSync(path('file'), '');
    await expect(modifyKubeconfig((kubeconfig) => kubeconfig, { path: path('file/config') })).rejects.toThrow(
      /file\/config cannot be written: its folder cannot be created: (?:not a directory|file already exists)/,
    );
  });

  it('refuses to change extensions of the file, which it could not write', async () => {
    writeFileSync(path(), text);
    const result = modifyKubeconfig((kubeconfig) => ({ ...kubeconfig, extensions: new Map([['a', 1]]) }), { path: path() });
    await expect(result).rejects.toThrow('not its extensions');
    expect(readdirSync(directory)).toEqual(['config']);
  });

  it('is seen by readers either wholly or not at all', async () => {
    writeFileSync(path(), text);
    let done = false;
    let seen = 0;
    const writing = (async () => {
      for (let i = 0; i < 30; i++)
        await modifyKubeconfig((kubeconfig) => withUser(kubeconfig, 'u', { token: 'x'.repeat(1000 * i + 1) }), { path: path() });
    })().finally(() => (done = true));
    await eventually(
      () => {
        expect(read()).toMatch(/name: dev\n$/);
        seen++;
        return done;
      },
      () => 'writing does not end',
    );
    await writing;
    expect(seen).toBeGreaterThan(10);
  });
});

function without<T>(map: ReadonlyMap<string, T>, name: string): Map<string, T> {
  return new Map([...map].filter(([key]) => key !== name));
}

/** Without where it comes from. */
function plain({ clusters, users, contexts, currentContext }: Kubeconfig): unknown {
  const entries = (map: ReadonlyMap<string, object>): unknown =>
    Object.fromEntries(
      [...map].map(([name, entry]) => [
        name,
        Object.fromEntries(
          Object.entries(entry).filter(([key, value]) => value !== undefined && key !== 'locationOfOrigin' && key !== 'toJSON'),
        ),
      ]),
    );
  return { currentContext, clusters: entries(clusters), users: entries(users), contexts: entries(contexts) };
}
