import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { copyConfig } from '@kubewright/rest';
import { clientConfig } from './client-config.js';
import { EmptyConfigurationError, KubeconfigError } from './errors.js';
import { parseKubeconfig } from './parse-kubeconfig.js';

const TEXT = `
clusters: [{name: c, cluster: {server: "https://c"}}]
users: [{name: u, user: {token: s3cret}}]
contexts:
- {name: one, context: {cluster: c, user: u}}
- {name: two, context: {cluster: gone, user: u}}
- {name: three, context: {user: u}}
`;

describe('clientConfig', () => {
  it('ends when the signal says so, while the token is to come from a pipe that nobody writes to', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'kubewright-client-config-'));
    try {
      const pipe = join(directory, 'token');
      execFileSync('mkfifo', [pipe]);
      const kubeconfig = parseKubeconfig(TEXT.replace('token: s3cret', `tokenFile: ${JSON.stringify(pipe)}`));
      const controller = new AbortController();
      const result = clientConfig(kubeconfig, { context: 'one', signal: controller.signal });
      controller.abort(new Error('enough'));
      await expect(result).rejects.toThrow('enough');
      writeFileSync(pipe, 't'); // lets go of the thread that still waits to open it
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('does nothing when the signal was aborted before', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(clientConfig(parseKubeconfig(TEXT), { context: 'one', signal })).rejects.toThrow('enough');
  });

  it('makes a configuration of a text that comes from no file', async () => {
    expect(await clientConfig(parseKubeconfig(TEXT), { context: 'one' })).toEqual(
      copyConfig({ host: 'https://c', bearerToken: 's3cret' }),
    );
  });

  it('lists the contexts when the one asked for does not exist', async () => {
    const result = clientConfig(parseKubeconfig(TEXT), { context: 'four' });
    await expect(result).rejects.toBeInstanceOf(KubeconfigError);
    await expect(result).rejects.toThrow('context "four" does not exist; choose one of one, two, three');
  });

  it('lists the contexts when the current one does not exist, with the file that says so', async () => {
    await expect(clientConfig(parseKubeconfig(`${TEXT}current-context: four`, '/f'))).rejects.toThrow(
      'invalid configuration: [context was not found for specified context: four (current-context; choose one of one, two, three in /f), ' +
        'cluster has no server defined]',
    );
  });

  it.each([
    [undefined, 'no current-context is set; choose one of one, two, three'],
    ['two', 'context "two" in /f names cluster "gone", which is not defined'],
    ['three', 'context "three" in /f names no cluster'],
  ])('says why there is no server: context %s', async (context, reason) => {
    const result = clientConfig(parseKubeconfig(TEXT, '/f'), { context });
    await expect(result).rejects.toBeInstanceOf(EmptyConfigurationError);
    await expect(result).rejects.toThrow(`invalid configuration: no configuration has been provided: ${reason}`);
  });

  it('says that there is no context at all', async () => {
    await expect(clientConfig(parseKubeconfig(''))).rejects.toThrow(/: no context is defined$/);
  });
});
