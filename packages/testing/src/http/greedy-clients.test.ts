import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../../../rest/src/eventually.test-support.js';
import { ask } from '../ask.test-support.js';
import type { TestServer } from '../test-server.js';

const program = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
const megabyte = 1024 * 1024;

/** A process of its own, so that its memory is that of the server alone. */
const script = `
import { startTestServer } from ${JSON.stringify(program)};
const server = await startTestServer();
process.send({ url: server.url });
process.on('message', () => {
  // The second waits until the first has given buffers back.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
  process.send({ held: heapUsed + external, sockets });
});
`;

interface Told {
  /** Bytes that are in use: what the process has of the system besides is up to its allocators. */
  held: number;
  sockets: number;
}

let child: ChildProcess;
let server: Pick<TestServer, 'config' | 'url'>;
let errors = '';

async function tell(): Promise<Told> {
  const told = once(child, 'message') as Promise<[Told]>;
  child.send('tell');
  return (await told)[0];
}

beforeAll(async () => {
  if (!existsSync(program)) throw new Error('Build first: npm run build');
  child = fork('-', [], {
    execArgv: ['--expose-gc', '--input-type=module', '--eval', script],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.stderr?.on('data', (piece: Buffer) => (errors += piece.toString()));
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  server = { url, config: { host: url } };
});

afterAll(() => {
  child.kill();
});

/** Opens a connection and sends a beginning. */
function open(text: string): Socket {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(text);
  return socket;
}

/** Sends pieces as fast as they are taken, as long as the connection is there; gives what came back. */
async function flood(head: string, piece: Buffer, count: number): Promise<string> {
  const socket = open(head);
  let answer = '';
  socket.on('data', (bytes: Buffer) => (answer += bytes.toString('latin1')));
  for (let i = 0; i < count && !socket.destroyed; i++) if (!socket.write(piece)) await drained(socket);
  await until(() => answer.includes('\r\n\r\n') || socket.destroyed);
  socket.destroy();
  return answer;
}

/** Resolves when more can be written, or nothing any more. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}

const post = 'POST /api/v1/namespaces/default/configmaps HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

describe('clients that are greedy', () => {
  it('cannot fill the memory with bodies of 100 MB, whether they say how long they are or not', async () => {
    await ask(server, 'POST', '/api/v1/namespaces/default/configmaps', { body: { metadata: { name: 'first' } } });
    const before = await tell();
    const piece = Buffer.alloc(megabyte, 0x20);
    const known = await flood(`${post}Content-Length: ${String(100 * megabyte)}\r\n\r\n`, piece, 100);
    const chunk = Buffer.concat([Buffer.from(`${megabyte.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);
    const chunked = await flood(`${post}Transfer-Encoding: chunked\r\n\r\n`, chunk, 100);
    expect([known, chunked].map((answer) => answer.split('\r\n', 1)[0])).toEqual(
      Array.from({ length: 2 }, () => 'HTTP/1.1 413 Payload Too Large'),
    );
    const { held } = await tell();
    expect(held - before.held).toBeLessThan(10 * megabyte);
  });

  it('do not keep others from their answers when they never end their heads and bodies', async () => {
    const slow = Array.from({ length: 100 }, (_, i) =>
      open(i % 2 === 0 ? 'GET /version HTTP/1.1\r\nHost: x\r\nX-' : `${post}Content-Length: 1000\r\n\r\n{"meta`),
    );
    expect((await ask(server, 'GET', '/version')).status).toBe(200);
    for (const socket of slow) socket.destroy();
    const left = async (): Promise<number> => (await tell()).sockets;
    let sockets = await left();
    for (let tries = 0; sockets > 0 && tries < 200; tries++) sockets = await left();
    expect(sockets).toBe(0);
  });

  it('are cut off when they leave 64 MiB of a watch unread, and the memory is freed', async () => {
    const path = '/api/v1/namespaces/default/configmaps';
    const text = 'x'.repeat(900 * 1024);
    const before = await tell();
    const watch = open(`GET ${path}?watch=1 HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(watch, 'data');
    watch.pause();
    let isClosed = false;
    watch.once('close', () => (isClosed = true));
    await ask(server, 'POST', path, { body: { metadata: { name: 'big' } } });
    for (let i = 0; i < 100; i++) {
      const { status } = await ask(server, 'PUT', `${path}/big`, {
        body: { metadata: { name: 'big' }, data: { a: `${String(i)}${text}` } },
      });
      expect(status).toBe(200);
    }
    watch.resume();
    await until(() => isClosed);
    await ask(server, 'DELETE', `${path}/big`);
    // What a watch could begin with is remembered: 100 writes of this object.
    expect((await tell()).held - before.held).toBeLessThan(100 * text.length + 16 * megabyte);
  });

  it('may leave lists of 30 MB unread: others get theirs', async () => {
    const path = '/api/v1/namespaces/default/secrets';
    const text = Buffer.alloc(700 * 1024, 'x').toString('base64');
    for (let i = 0; i < 32; i++)
      expect((await ask(server, 'POST', path, { body: { metadata: { generateName: 'long-' }, data: { a: text } } })).status).toBe(
        201,
      );
    const readers = Array.from({ length: 5 }, () => open(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).pause());
    expect((await ask(server, 'GET', path)).text.length).toBeGreaterThan(29 * megabyte);
    for (const socket of readers) socket.destroy();
    expect((await ask(server, 'DELETE', path, { headers: { 'Content-Length': '0' } })).status).toBe(200);
  });

  it('get all answers that they asked for on one connection, in their order', async () => {
    const paths = ['/version', '/api/v1/namespaces/default', '/nope', '/api/v1/namespaces/none', '/version'];
    const socket = open(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
    let answer = '';
    socket.on('data', (piece: Buffer) => (answer += piece.toString('latin1')));
    await until(() => answer.match(/HTTP\/1\.1 \d{3}/g)?.length === paths.length);
    expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toEqual([200, 200, 404, 404, 200].map((status) => `HTTP/1.1 ${String(status)}`));
    socket.destroy();
  });

  it('get their answer if they have closed their half of the connection', async () => {
    const socket = open('');
    let answer = '';
    socket.on('data', (piece: Buffer) => (answer += piece.toString('latin1')));
    socket.end('GET /version HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it('are told of JSON and YAML that are nested 100,000 deep', async () => {
    const path = '/api/v1/namespaces/default/configmaps';
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const answers = [
      await ask(server, 'POST', path, { body: deep }),
      await ask(server, 'POST', path, { body: deep, headers: { 'Content-Type': 'application/yaml' } }),
      await ask(server, 'DELETE', `${path}/first`, {
        body: deep,
        headers: { 'Content-Length': String(deep.length) },
      }),
    ];
    const begin = 'the object provided is unrecognized (must be of type ConfigMap): ';
    expect(answers.map(({ status, json }) => [status, (json['message'] as string).split(' (5b')[0]])).toEqual([
      [400, `${begin}couldn't get version/kind; json parse error: invalid character '[' exceeded max depth`],
      [400, `${begin}yaml: exceeded max depth of 10000`],
      [400, "couldn't get version/kind; json parse error: invalid character '[' exceeded max depth"],
    ]);
  });

  it('have left no message of the process behind', () => {
    expect(errors).toBe('');
  });
});
