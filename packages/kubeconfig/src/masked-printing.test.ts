import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Config } from '@kubewright/rest';
import { clientConfig } from './client-config.js';
import { inClusterConfig } from './in-cluster.js';
import type { Kubeconfig } from './kubeconfig.js';
import { loadConfig, loadContext } from './load-config.js';
import { loadKubeconfig } from './load-kubeconfig.js';
import { parseKubeconfig } from './parse-kubeconfig.js';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const TEXT = `
current-context: x
clusters:
- name: c
  cluster:
    server: https://me:s3cret-host@c
    proxy-url: http://me:s3cret-proxy@p
    extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: s3cret-audience}}]
users:
- {name: token, user: {token: s3cret-token, as: acting}}
- name: everything
  user:
    username: jane
    password: s3cret-password
    client-certificate-data: ${base64('s3cret-cert')}
    client-key-data: ${base64('s3cret-key')}
    auth-provider: {name: oidc, config: {id-token: s3cret-id}}
    exec: {command: plug, apiVersion: v, args: [s3cret-arg], env: [{name: NAME, value: s3cret-env}]}
contexts:
- {name: x, context: {cluster: c, user: token, namespace: team, extensions: [{name: other, extension: s3cret-context}]}}
extensions: [{name: another, extension: s3cret-file}]
`;
/** What is not confidential. */
const KEPT = ['https://<masked>@c', 'http://<masked>@p', 'acting', 'jane', 'oidc', 'id-token', 'plug', 'NAME', 'team'];
const MASKS = ['--- REDACTED ---', '--- TRUNCATED ---'];

let directory = '';
let path = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kubewright-print-'));
  path = join(directory, 'config');
  writeFileSync(path, TEXT);
  writeFileSync(join(directory, 'token'), 's3cret-service-account');
});
afterAll(() => rmSync(directory, { recursive: true }));

function printed(value: unknown): string[] {
  return [JSON.stringify(value), inspect(value, { depth: null }), inspect(value, { depth: null, showHidden: true })];
}

const kubeconfigs: [name: string, load: () => Promise<Kubeconfig>][] = [
  ['loadKubeconfig', () => loadKubeconfig({ path, env: {} })],
  ['parseKubeconfig', async () => parseKubeconfig(TEXT)],
];

describe('a kubeconfig', () => {
  it.each(kubeconfigs)('of %s shows all but its credentials when it is printed', async (_name, load) => {
    for (const shown of printed(await load())) {
      expect(shown).not.toContain('s3cret');
      expect([...KEPT, ...MASKS].filter((text) => !shown.includes(text))).toEqual([]);
      expect(shown).not.toContain('toJSON');
    }
  });

  it.each(kubeconfigs)('of %s shows no credential in any part of it, nor in a copy', async (_name, load) => {
    const kubeconfig = await load();
    const user = kubeconfig.users.get('everything')!;
    const parts = [
      kubeconfig.users,
      kubeconfig.clusters,
      kubeconfig.contexts,
      { ...kubeconfig.contexts.get('x') },
      user,
      user.exec,
      user.authProvider,
      { ...user, token: 's3cret-new' },
      { ...user.exec, args: ['s3cret-new'] },
      { ...kubeconfig.clusters.get('c') },
      { ...kubeconfig },
      [{ kubeconfig }],
    ];
    for (const shown of parts.flatMap(printed)) expect(shown).not.toContain('s3cret');
  });

  it('holds what it does not show', () => {
    expect(parseKubeconfig(TEXT).users.get('everything')).toMatchObject({
      password: 's3cret-password',
      clientKeyData: 's3cret-key',
      exec: { args: ['s3cret-arg'], env: [{ name: 'NAME', value: 's3cret-env' }] },
    });
  });
});

describe('a configuration', () => {
  const pod = { KUBERNETES_SERVICE_HOST: 'h', KUBERNETES_SERVICE_PORT: '1' };
  it.each<[string, () => Promise<Config | { config: Config }>, string]>([
    ['loadConfig', () => loadConfig({ path, env: {} }), 's3cret-token'],
    ['loadContext', () => loadContext({ path, env: {} }), 's3cret-token'],
    ['clientConfig', () => clientConfig(parseKubeconfig(TEXT)), 's3cret-token'],
    [
      'inClusterConfig',
      () => inClusterConfig({ env: pod, serviceAccountDirectory: directory, onWarning: () => undefined }),
      's3cret-service-account',
    ],
  ])('of %s shows no credential when it or a copy is printed', async (_name, load, token) => {
    const loaded = await load();
    const config = 'config' in loaded ? loaded.config : loaded;
    expect(config.bearerToken).toBe(token);
    for (const shown of [loaded, { ...config, qps: 100 }, { ...config, tls: { keyData: 's3cret' } }].flatMap(printed)) {
      expect(shown).not.toContain('s3cret');
      expect(shown).toContain('bearerToken');
    }
  });
});
