import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { AuthInfo, Cluster } from './kubeconfig.js';
import { EMPTY_CLUSTER, validateAuthInfo, validateCluster } from './validate.js';

const cluster = (fields: Partial<Cluster>): Cluster => ({ extensions: new Map(), ...fields });
const user = (fields: Partial<AuthInfo>): AuthInfo => ({ extensions: new Map(), ...fields });

describe('validateCluster', () => {
  it('finds a good one good', async () => {
    expect(await validateCluster('c', cluster({ server: 'https://c' }))).toEqual([]);
  });

  it('calls an absent one, and an empty one without a file, empty', async () => {
    expect(await validateCluster('c', undefined)).toEqual([{ message: EMPTY_CLUSTER }]);
    expect(await validateCluster('c', cluster({ insecureSkipTLSVerify: false }))).toEqual([{ message: EMPTY_CLUSTER }]);
  });

  it('names an empty one that stands in a file', async () => {
    expect(await validateCluster('c', cluster({ locationOfOrigin: '/f' }))).toEqual([
      { message: 'no server found for cluster "c"', entry: 'cluster "c"', file: '/f' },
    ]);
  });

  it('refuses a directory as certificate authority', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'kubewright-validate-'));
    try {
      const problems = await validateCluster('c', cluster({ server: 'https://c', certificateAuthority: directory }));
      expect(problems.map(({ message }) => message)).toEqual([
        `unable to read certificate-authority ${directory} for c due to read ${directory}: is a directory`,
      ]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

describe('validateAuthInfo', () => {
  it('finds no user, and an empty user, good: both are anonymous', async () => {
    expect(await validateAuthInfo('', undefined)).toEqual([]);
    expect(await validateAuthInfo('u', user({}))).toEqual([]);
  });

  it('names the entry and the file of each problem', async () => {
    const problems = await validateAuthInfo(
      'u',
      user({ locationOfOrigin: '/f', token: 't', password: 'p', impersonateGroups: ['g'] }),
    );
    expect(problems).toEqual([
      {
        message: 'more than one authentication method found for u; found [token basicAuth], only one is allowed',
        entry: 'user "u"',
        file: '/f',
      },
      { message: 'requesting uid, groups or user-extra for u without impersonating a user', entry: 'user "u"', file: '/f' },
    ]);
  });

  it('looks at the key only if there is a certificate', async () => {
    expect(await validateAuthInfo('u', user({ clientKey: '/gone' }))).toEqual([]);
  });
});
