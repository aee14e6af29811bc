import { writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Config } from './config.js';
import { type Answer, type FakeTimeClient, runClock, startFakeTimeClient } from './fake-time-client.test-support.js';
import { RESTClient } from './rest-client.js';
import { sendJSON } from './test-server.test-support.js';
import { catchUncaught } from './uncaught.test-support.js';

const ok: Answer = (response) => {
  response.sendDate = false;
  sendJSON(response, { kind: 'Pod' }, 200, { 'x-answer': 'yes', connection: 'close' });
};

/** The lines of one run, with `HOST` for the server's address. */
async function linesOf(answers: Answer[], config: Config, use: (run: FakeTimeClient) => Promise<unknown>): Promise<string[]> {
  await using run = await startFakeTimeClient(answers, { userAgent: 'me/1', disableCompression: true, ...config });
  await use(run);
  return run.lines.map((line) => line.replaceAll(run.server.url, 'HOST'));
}

const getPod = ({ client }: FakeTimeClient): Promise<unknown> => client.get().absPath('/api/v1/namespaces/x/pods/p').do();

const url = 'HOST/api/v1/namespaces/x/pods/p';
const requestHeaders = [
  'kubewright: request headers:',
  '  accept: application/json, */*',
  '  user-agent: me/1',
  '  authorization: Bearer <masked>',
];
const answered = `kubewright: GET ${url} 200 in 0 ms`;
const responseHeaders = expect.arrayContaining([
  'kubewright: response headers:',
  '  content-type: application/json',
  '  x-answer: yes',
]);
const responseBody = [`kubewright: response body of GET ${url}:`, '  {"kind":"Pod"}'];
const bearerToken = 'very-secret';

let token = 0;
let directory: string;
let file: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'debug-log-'));
  file = join(directory, 'token');
});
afterAll(() => rm(directory, { recursive: true }));

/** Another one each time. */
function nextToken(): string {
  return `s3cret-${String(++token)}`;
}

describe('debug', () => {
  it.each([0, 5])('prints nothing at level %i', async (debug) => {
    expect(await linesOf([ok], { debug }, getPod)).toEqual([]);
  });

  it('prints method, URL, status and time at level 6', async () => {
    expect(await linesOf([ok], { debug: 6, bearerToken }, getPod)).toEqual([answered]);
  });

  it('adds the request’s headers at level 7', async () => {
    expect(await linesOf([ok], { debug: 7, bearerToken }, getPod)).toEqual([
      `kubewright: GET ${url}`,
      ...requestHeaders,
      answered,
    ]);
  });

  it('adds the answer’s headers and body at level 8', async () => {
    const lines = await linesOf([ok], { debug: 8, bearerToken }, getPod);
    expect(lines.slice(0, 6)).toEqual([`kubewright: GET ${url}`, ...requestHeaders, answered]);
    expect(lines.slice(6, -2)).toEqual(responseHeaders);
    expect(lines.slice(-2)).toEqual(responseBody);
  });

  it('prints no empty line for the line break at the end of a body', async () => {
    const withBreak: Answer = (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('one\n\ntwo\n');
    const lines = await linesOf([withBreak], { debug: 8 }, getPod);
    expect(lines.slice(-4)).toEqual([`kubewright: response body of GET ${url}:`, '  one', '  ', '  two']);
  });

  it.each([9, 10, 11])('prints the request as a curl command at level %i', async (debug) => {
    const lines = await linesOf([ok], { debug, bearerToken }, getPod);
    expect(lines.slice(0, 2)).toEqual([
      `curl -v -X GET -H 'accept: application/json, */*' -H 'user-agent: me/1' -H 'authorization: Bearer <masked>' ${url}`,
      answered,
    ]);
    expect(lines.slice(2, -2)).toEqual(responseHeaders);
    expect(lines.slice(-2)).toEqual(responseBody);
  });

  it('prints the time that passed, and each attempt', async () => {
    let client: FakeTimeClient | undefined;
    const slow: Answer = (response) => {
      void client?.clock.advance(1500).then(() => {
        sendJSON(response, {}, 429, { 'retry-after': '2' });
      });
    };
    const lines = await linesOf([slow, ok], { debug: 6 }, (run) => {
      client = run;
      return runClock(run.clock, getPod(run));
    });
    expect(lines).toEqual([`kubewright: GET ${url} 429 in 1500 ms`, answered]);
  });

  it('says why there was no answer', async () => {
    const lines = await linesOf([(_response, socket) => socket.destroy()], { debug: 6 }, (run) =>
      expect(run.client.post().absPath('/api').do()).rejects.toThrow(),
    );
    expect(lines).toEqual([expect.stringMatching(/^kubewright: POST HOST\/api failed in 0 ms: .*hang up/)]);
  });

  it('prints the body of a request: at level 8 by itself, above in the curl command', async () => {
    const create = ({ client }: FakeTimeClient): Promise<unknown> =>
      client.post().absPath('/api/v1/namespaces/x/pods').body({ kind: 'Pod', note: "it's" }).do();
    expect(await linesOf([ok], { debug: 8 }, create)).toEqual(
      expect.arrayContaining(['kubewright: request body:', `  {"kind":"Pod","note":"it's"}`]),
    );
    const [command] = await linesOf([ok], { debug: 9 }, create);
    expect(command).toMatch(/ --data-raw '{"kind":"Pod","note":"it'\\''s"}' HOST\/api\/v1\/namespaces\/x\/pods$/);
  });

  it.each([
    [8, 2_000, 1_024],
    [9, 20_000, 10_240],
  ])('at level %i cuts a body of %i characters after %i', async (debug, length, shown) => {
    const long: Answer = (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('r'.repeat(length));
    const lines = await linesOf([long], { debug }, ({ client }) => client.put().absPath('/api').body('b'.repeat(length)).do());
    const missing = `[truncated ${String(length - shown)} chars]`;
    expect(lines).toContain(`  ${'b'.repeat(shown)} ${missing}`);
    expect(lines).toContain(`  ${'r'.repeat(shown)} ${missing}`);
    if (debug === 9) expect(lines[0]).toMatch(/ --data-binary @- HOST\/api$/);
  });

  it('prints bodies in full at level 10, and in a command only as long as a shell takes them', async () => {
    const send = (length: number) =>
      linesOf([ok], { debug: 10 }, ({ client }) => client.put().absPath('/api').body('b'.repeat(length)).do());
    expect((await send(20_000))[0]).toContain(`--data-raw ${'b'.repeat(20_000)} HOST`);
    const lines = await send(200_000);
    expect(lines[0]).toContain('--data-binary @- HOST');
    expect(lines).toContain(`  ${'b'.repeat(200_000)}`);
  });

  it('dumps a body that is no text, a line each', async () => {
    const lines = await linesOf([ok], { debug: 10 }, ({ client }) => client.put().absPath('/api').body(new Uint8Array(17)).do());
    expect(lines[0]).toContain('--data-binary @- HOST');
    expect(lines.slice(1, 4)).toEqual([
      'kubewright: request body:',
      `  00000000  ${'00 '.repeat(8)} ${'00 '.repeat(8)} |${'.'.repeat(16)}|`,
      `  00000010  00${' '.repeat(48)}|.|`,
    ]);
  });

  it.each([
    '/api/v1/namespaces/x/secrets/s',
    '/api/v1/namespaces/x/serviceaccounts/a/token',
    '/apis/authentication.k8s.io/v1/tokenreviews',
  ])('never prints what is sent to %s or comes from it', async (path) => {
    for (const debug of [8, 9, 10]) {
      const lines = await linesOf([(response) => response.end('secret answer')], { debug }, ({ client }) =>
        client.post().absPath(path).body({ data: 'secret' }).do(),
      );
      expect(lines.join('\n')).not.toContain('secret answer');
      expect(lines.join('\n')).not.toContain('{"data"');
      expect(lines.filter((line) => line.includes('bytes not shown'))).toEqual([
        '  <17 bytes not shown>',
        '  <13 bytes not shown>',
      ]);
    }
  });

  it('reads no stream ahead, neither one that is sent nor one that comes', async () => {
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(new TextEncoder().encode('streamed'));
    }
    const endless: Answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"type":"ADDED","object":{"n":1}}');
    };
    const lines = await linesOf([ok, endless, endless], { debug: 10 }, async ({ client, server }) => {
      await client.post().absPath('/api').body(chunks()).do();
      expect(server.requests[0]?.body).toBe('streamed');
      await using watch = await client.get().absPath('/api/v1/pods').watch();
      expect(await watch[Symbol.asyncIterator]().next()).toMatchObject({ value: { object: { n: 1 } } });
      const stream = await client.get().absPath('/log').stream();
      const reader = stream.getReader();
      expect((await reader.read()).value).toHaveLength(33);
      await reader.cancel();
    });
    expect(lines.join('\n')).not.toContain('streamed');
    expect(lines.join('\n')).not.toContain('ADDED');
    expect(lines).toContain('  <a stream, not shown>');
    expect(lines).toContain('kubewright: GET HOST/api/v1/pods 200 in 0 ms');
    expect(lines).toContain('kubewright: GET HOST/log 200 in 0 ms');
  });

  it('prints the error that a watch is answered with', async () => {
    const gone: Answer = (response) => {
      sendJSON(response, { kind: 'Status', message: 'too old' }, 410);
    };
    const lines = await linesOf([gone], { debug: 8 }, ({ client }) =>
      expect(client.get().absPath('/api/v1/pods').watch()).rejects.toThrow(),
    );
    expect(lines).toContain('  {"kind":"Status","message":"too old"}');
  });

  it('prints no user name or password of the host', async () => {
    const lines = await linesOf([ok], { debug: 10 }, async ({ server, clock }) => {
      const printed: string[] = [];
      const host = server.url.replace('://', '://me:s3cret@');
      await using client = new RESTClient({ host, debug: 10 }, { clock, log: (line) => printed.push(line), env: {} });
      await client.get().absPath('/version').do();
      expect(printed[0]).toContain(` ${server.url}/version`);
      expect(printed.join('\n')).not.toMatch(/s3cret|me:/);
    });
    expect(lines).toEqual([]);
  });

  it.each([
    ['a credential source', (): Config => ({ credentials: { refresh: () => Promise.resolve({ token: nextToken() }) } })],
    ['a token file', (): Config => ({ bearerTokenFile: file })],
  ])('prints both requests when %s replaces what the server refuses, credentials masked', async (_name, proof) => {
    token = 0;
    await writeFile(file, nextToken());
    const refuse: Answer = (response) => {
      response.sendDate = false;
      // Whatever the file holds from now on is new.
      writeFileSync(file, nextToken());
      sendJSON(response, { kind: 'Status' }, 401, { 'www-authenticate': 'Bearer' });
    };
    const lines = await linesOf([refuse, ok], { debug: 9, ...proof() }, getPod);
    expect(lines.filter((line) => line.startsWith('curl'))).toEqual(Array(2).fill(expect.stringContaining('Bearer <masked>')));
    expect(lines.filter((line) => line.includes(' in 0 ms'))).toEqual([`kubewright: GET ${url} 401 in 0 ms`, answered]);
    expect(lines.join('\n')).not.toContain('s3cret');
  });

  it('stands outside of the caller’s wrapper, as in client-go: what that adds is not printed', async () => {
    const lines = await linesOf(
      [ok],
      {
        debug: 7,
        wrapTransport: (next) => (request) => next({ ...request, headers: request.headers.clone().set('x-added', 'yes') }),
      },
      async (run) => {
        await getPod(run);
        expect(run.server.requests[0]?.headers['x-added']).toBe('yes');
      },
    );
    expect(lines.join('\n')).not.toContain('x-added');
  });

  it('does not break a call when the log does', async () => {
    using caught = catchUncaught();
    await using run = await startFakeTimeClient([ok]);
    const log = (): void => {
      throw new Error('broken log');
    };
    await using client = new RESTClient({ host: run.server.url, debug: 8 }, { clock: run.clock, log, env: {} });
    expect((await client.get().absPath('/version').do()).into()).toEqual({ kind: 'Pod' });
    expect(caught.errors.length).toBeGreaterThan(0);
  });
});
