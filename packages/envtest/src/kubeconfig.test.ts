import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientConfig } from '@kubewright/kubeconfig';
import { parseKubeconfig } from '@kubewright/kubeconfig/parse';
import type { Config } from '@kubewright/rest';
import { kubeconfigText } from './kubeconfig.js';

let folder: string;
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubeconfig-'));
  for (const name of ['authority', 'certificate', 'key', 'token']) await writeFile(file(name), `content of ${name}`);
});
afterAll(() => rm(folder, { recursive: true }));

const host = 'https://127.0.0.1:6443/prefix';

describe('kubeconfigText', () => {
  it('says all that a kubeconfig can say of a config, which is read again', async () => {
    const configs: Config[] = [
      { host: 'http://127.0.0.1:8080' },
      { host, tls: { caData: 'AUTHORITY', certData: 'CERTIFICATE', keyData: 'KEY', serverName: 'kubernetes' } },
      { host, tls: { caFile: file('authority'), certFile: file('certificate'), keyFile: file('key') } },
      { host, tls: { insecure: true }, bearerToken: 'token', proxy: 'http://127.0.0.1:3128', disableCompression: true },
      { host, bearerTokenFile: file('token'), bearerToken: 'content of token' },
      { host, username: 'ada', password: 'lovelace' },
      {
        host,
        bearerToken: 'token',
        impersonate: { userName: 'system:serviceaccount:a:"b"', uid: '7', groups: ['a', 'b,c'], extra: { scopes: ['x', 'y'] } },
      },
    ];
    for (const config of configs)
      expect(await clientConfig(parseKubeconfig(kubeconfigText(config, 'name')))).toMatchObject({ ...config });
  });

  it('calls cluster, user and context as it is told', () => {
    const { currentContext, clusters, users, contexts } = parseKubeconfig(kubeconfigText({ host }, 'here'));
    expect([currentContext, ...clusters.keys(), ...users.keys(), ...contexts.keys()]).toEqual(Array(4).fill('here'));
  });

  it('does not pretend to have credentials that a program gets', () => {
    const credentials = { refresh: () => Promise.reject(new Error('not called')) };
    expect(() => kubeconfigText({ host: 'https://ada:s3cret@example.com', credentials }, 'name')).toThrow(
      'a kubeconfig for https://example.com: its credentials come from a program, which this text cannot say; ' +
        'use the kubeconfig that the config was loaded from',
    );
  });
});
