import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { curlCommand, type CurlRequest } from './curl-command.js';

const run = promisify(execFile);
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'curl-'));
  const fake = join(directory, 'curl');
  await writeFile(fake, `#!/bin/sh\nprintf '%s\\0' "$@"\n`);
  await chmod(fake, 0o755);
});

afterAll(() => rm(directory, { recursive: true }));

const get: CurlRequest = { method: 'GET', url: 'https://h/api/v1/pods', headers: [], body: undefined };

/** The arguments that a real shell gives to curl. */
async function args(request: Partial<CurlRequest>): Promise<string[]> {
  const command = curlCommand({ ...get, ...request });
  const { stdout } = await run('/bin/sh', ['-c', command], { env: { PATH: `${directory}:/bin:/usr/bin`, HOME: '/nowhere' } });
  return stdout.split('\0').slice(0, -1);
}

describe('curlCommand', () => {
  it('names method, headers and URL', async () => {
    expect(
      await args({
        headers: [
          ['accept', 'application/json, */*'],
          ['x-empty', ''],
        ],
      }),
    ).toEqual(['-v', '-X', 'GET', '-H', 'accept: application/json, */*', '-H', 'x-empty;', 'https://h/api/v1/pods']);
  });

  it.each([
    `it's`,
    `'`,
    `''' "`,
    "$HOME `id` $(id) !! \\ \\' ~ * ? [a] {b,c} # & ; | < > ( )",
    'two\nlines\n',
    '@/etc/passwd',
    '-o/tmp/x',
    'Grüße 😀',
    '',
  ])('brings %j through a shell unchanged, as header, as body and in the URL', async (text) => {
    const url = `https://h/api?x=${text}`;
    const headers = [['content-type', text || 'a/b']] as const;
    const given = await args({ method: 'PUT', url, headers, body: { text } });
    expect(given).toEqual(['-v', '-X', 'PUT', '-H', `content-type: ${text || 'a/b'}`, '--data-raw', text, url]);
  });

  it('sends no content type that the request does not have', async () => {
    expect((await args({ method: 'POST', body: { text: 'x' } })).slice(1, 7)).toEqual([
      '-X',
      'POST',
      '-H',
      'content-type:',
      '--data-raw',
      'x',
    ]);
  });

  it('leaves a body that cannot stand there to the standard input', async () => {
    expect((await args({ method: 'POST', headers: [['content-type', 'a/b']], body: 'stdin' })).slice(5)).toEqual([
      '--data-binary',
      '@-',
      get.url,
    ]);
  });

  it('asks for gzip in the way that curl decodes it', async () => {
    expect(await args({ headers: [['accept-encoding', 'gzip']] })).toEqual(['-v', '-X', 'GET', '--compressed', get.url]);
  });

  it('does not wait for the body of a HEAD', async () => {
    expect(await args({ method: 'HEAD' })).toEqual(['-v', '--head', get.url]);
  });
});
