import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { selfSubjectReviews } from '@kubewright/authentication-v1';
import {
  type AuthInfo,
  type Cluster,
  loadConfig,
  loadKubeconfig,
  modifyKubeconfig,
  type LoadConfigOptions,
} from '@kubewright/kubeconfig';
import { RESTClient } from '@kubewright/rest';
import { FakeClock } from '../../packages/rest/src/fake-clock.test-support.js';
import { chooseVersion, programFolder } from '../control-plane/versions.mjs';
import { ownNamespace } from './cluster.js';

const { clientset, namespace } = await ownNamespace();
const kubectl = path.join(programFolder(chooseVersion(undefined, process.env)), 'kubectl');
const ownCluster = process.env['USE_EXISTING_CLUSTER'] !== 'true';

let folder = '';
let cluster: Cluster;
let admin: AuthInfo;
const clock = new FakeClock({ now: Date.now() });
const opened: RESTClient[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kubewright-e2e-kubeconfig-'));
  ({ cluster, user: admin } = await entriesOf('KUBEWRIGHT_E2E_KUBECONFIG'));
});
afterEach(async () => {
  for (const client of opened.splice(0)) await client.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The current context's cluster and user of the kubeconfig that a variable names. */
async function entriesOf(variable: string): Promise<{ cluster: Cluster; user: AuthInfo }> {
  const { contexts, currentContext, clusters, users } = await loadKubeconfig({ env: { KUBECONFIG: process.env[variable] } });
  const { cluster = '', user = '' } = contexts.get(currentContext ?? '')!;
  return { cluster: clusters.get(cluster)!, user: users.get(user)! };
}

/** A kubeconfig of one user for this cluster. */
async function kubeconfigOf(name: string, user: Partial<AuthInfo>): Promise<string> {
  const file = path.join(folder, name);
  const { locationOfOrigin: _, toJSON: __, ...server } = cluster;
  await modifyKubeconfig(
    (kubeconfig) => ({
      ...kubeconfig,
      currentContext: 'x',
      clusters: new Map([['c', server]]),
      users: new Map([['u', { extensions: new Map(), ...user }]]),
      contexts: new Map([['x', { extensions: new Map(), cluster: 'c', user: 'u', namespace }]]),
    }),
    { path: file },
  );
  return file;
}

async function clientOf(file: string, options: LoadConfigOptions = {}): Promise<RESTClient> {
  const config = await loadConfig({ path: file, onWarning: () => undefined, ...options });
  const client = new RESTClient({ ...config, qps: -1 }, { clock, log: () => undefined });
  opened.push(client);
  return client;
}

/** Who the server takes us for. */
async function whoAmI(client: RESTClient): Promise<{ username?: string | undefined; groups?: string[] | undefined }> {
  const { status } = await client.resource(selfSubjectReviews).create({});
  const { username, groups } = status?.userInfo ?? {};
  return { username, groups };
}

/** A new service account's token. */
async function tokenOf(name: string): Promise<string> {
  await clientset.coreV1().serviceAccounts(namespace).create({ metadata: { name } });
  const request = await clientset
    .coreV1()
    .serviceAccounts(namespace)
    .createToken(name, { spec: { audiences: [] } });
  return request.status?.token ?? '';
}
const account = (name: string): string => `system:serviceaccount:${namespace}:${name}`;

/** A program that counts its runs in a file and then prints the credential of the run, or else of the last. */
function pluginOf(name: string, statuses: object[]): { exec: NonNullable<AuthInfo['exec']>; runs: () => number } {
  const file = path.join(folder, name);
  const log = `${file}.runs`;
  writeFileSync(log, '');
  writeFileSync(
    file,
    `#!${process.execPath}
const fs = require('node:fs');
fs.appendFileSync(${JSON.stringify(log)}, 'x');
const statuses = ${JSON.stringify(statuses)};
const status = statuses[Math.min(fs.readFileSync(${JSON.stringify(log)}).length, statuses.length) - 1];
const { apiVersion } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
console.log(JSON.stringify({ apiVersion, kind: 'ExecCredential', status }));
`,
    { mode: 0o700 },
  );
  const apiVersion = 'client.authentication.k8s.io/v1';
  const exec = { command: file, args: [], env: [], apiVersion, interactiveMode: 'Never' };
  return { exec, runs: () => readFileSync(log).length };
}

const pairOf = (user: AuthInfo): { clientCertificateData: string; clientKeyData: string } => ({
  clientCertificateData: user.clientCertificateData ?? readFileSync(user.clientCertificate ?? '', 'utf8'),
  clientKeyData: user.clientKeyData ?? readFileSync(user.clientKey ?? '', 'utf8'),
});

describe('on a real control plane', () => {
  it('a kubeconfig made by kubectl works unchanged, and kubectl reads what we write', async () => {
    const file = path.join(folder, 'by-kubectl');
    const ca = path.join(folder, 'ca.crt');
    writeFileSync(ca, cluster.certificateAuthorityData ?? readFileSync(cluster.certificateAuthority ?? ''));
    const config = (...args: string[]): string =>
      execFileSync(kubectl, ['--kubeconfig', file, ...args], { env: { ...process.env, KUBECONFIG: '' }, encoding: 'utf8' });
    config(
      'config',
      'set-cluster',
      'c',
      `--server=${cluster.server ?? ''}`,
      `--certificate-authority=${ca}`,
      '--embed-certs=true',
    );
    config('config', 'set-credentials', 'u', `--token=${await tokenOf('kubectl')}`);
    config('config', 'set-context', 'x', '--cluster=c', '--user=u', `--namespace=${namespace}`);
    config('config', 'use-context', 'x');
    expect(await whoAmI(await clientOf(file))).toMatchObject({ username: account('kubectl') });

    const token = await tokenOf('ours');
    await modifyKubeconfig(({ users, ...rest }) => ({ ...rest, users: new Map(users).set('u', { ...users.get('u')!, token }) }), {
      path: file,
    });
    expect(config('auth', 'whoami', '-o', 'jsonpath={.status.userInfo.username}')).toBe(account('ours'));
    expect(config('config', 'view', '--minify', '-o', 'jsonpath={..namespace}')).toBe(namespace);
  });

  it('an exec plugin is run once by fifty parallel first calls of two clients', async () => {
    const { exec, runs } = pluginOf('once', [{ token: await tokenOf('once') }]);
    const file = await kubeconfigOf('once.yaml', { exec });
    const clients = [await clientOf(file), await clientOf(file)];
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => whoAmI(clients[index % 2]!)));
    expect(new Set(answers.map(({ username }) => username))).toEqual(new Set([account('once')]));
    expect(runs()).toBe(1);
  });

  it('an exec plugin that returns an expired token is asked again, and the call succeeds', async () => {
    const statuses = [{ token: 'ended', expirationTimestamp: '2020-01-01T00:00:00Z' }, { token: await tokenOf('expired') }];
    const { exec, runs } = pluginOf('expired', statuses);
    const client = await clientOf(await kubeconfigOf('expired.yaml', { exec }));
    expect(await whoAmI(client)).toMatchObject({ username: account('expired') });
    expect(await whoAmI(client)).toMatchObject({ username: account('expired') });
    expect(runs()).toBe(2);
  });

  it('impersonating two groups is what the server sees, from the file and from overrides', async () => {
    const { locationOfOrigin: _, toJSON: __, ...user } = admin;
    const file = await kubeconfigOf('as.yaml', { ...user, impersonate: 'jane', impersonateGroups: ['dev', 'ops, night'] });
    expect(await whoAmI(await clientOf(file))).toEqual({
      username: 'jane',
      groups: ['dev', 'ops, night', 'system:authenticated'],
    });
    const overrides = { authInfo: { impersonate: 'joe', impersonateGroups: ['a', 'b'] } };
    expect(await whoAmI(await clientOf(file, { overrides }))).toEqual({
      username: 'joe',
      groups: ['a', 'b', 'system:authenticated'],
    });
  });

  it('a rotated token file is picked up', async () => {
    const tokenFile = path.join(folder, 'token');
    writeFileSync(tokenFile, await tokenOf('first'));
    const client = await clientOf(await kubeconfigOf('token.yaml', { tokenFile }));
    expect(await whoAmI(client)).toMatchObject({ username: account('first') });
    writeFileSync(tokenFile, await tokenOf('second'));
    expect(await whoAmI(client)).toMatchObject({ username: account('first') });
    await clock.advance(60_000);
    expect(await whoAmI(client)).toMatchObject({ username: account('second') });
  });

  // In a cluster that was there before, only one certificate is at hand.
  if (!ownCluster) return;
  it('rotated client certificates are picked up, from files and from a plugin', async () => {
    const { user: restricted } = await entriesOf('KUBEWRIGHT_E2E_RESTRICTED_KUBECONFIG');
    const [clientCertificate, clientKey] = [path.join(folder, 'client.crt'), path.join(folder, 'client.key')];
    const write = (user: AuthInfo): void => {
      writeFileSync(clientCertificate, pairOf(user).clientCertificateData);
      writeFileSync(clientKey, pairOf(user).clientKeyData);
    };
    write(admin);
    const end = clock.now() + 3_600_000;
    const { exec } = pluginOf('certificates', [
      { ...pairOf(admin), expirationTimestamp: new Date(end).toISOString() },
      pairOf(restricted),
    ]);
    const clients = [
      await clientOf(await kubeconfigOf('files.yaml', { clientCertificate, clientKey })),
      await clientOf(await kubeconfigOf('certificates.yaml', { exec })),
    ];
    for (const client of clients) expect((await whoAmI(client)).groups).toContain('system:masters');
    write(restricted);
    await clock.advance(3_600_000);
    for (const client of clients) expect(await whoAmI(client)).toMatchObject({ username: 'kubewright-e2e-restricted' });
  });
});
