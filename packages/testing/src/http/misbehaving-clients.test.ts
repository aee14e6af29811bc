import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { settled, until } from '../../../rest/src/eventually.test-support.js';
import { ask, servers, team } from '../ask.test-support.js';
import type { TestServer } from '../test-server.js';

const { start, closeAll } = servers();
afterEach(closeAll);

/** Sends what may be no HTTP at all, and gives what comes until the connection ends. */
function sendRaw({ url }: TestServer, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text, 'latin1'));
    socket.setEncoding('latin1');
    socket.on('data', (piece: string) => (answer += piece));
    socket.on('error', () => undefined);
    socket.once('close', () => {
      resolve(answer);
    });
  });
}

const get = (path: string, headers = ''): string => `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`;
const head = (answer: string): string => answer.split('\r\n', 1)[0] ?? '';

describe('clients that misbehave', () => {
  it.each([
    ['what is no HTTP', '\x16\x03garbage\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
    ['a request without a host', 'GET /version HTTP/1.1\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
    ['a header name that is none', get('/version', 'Bad Header: x\r\n'), 'HTTP/1.1 400 Bad Request'],
    ['a length that is none', get('/version', 'Content-Length: -5\r\n'), 'HTTP/1.1 400 Bad Request'],
    ['a path without a slash', get('foo'), 'HTTP/1.1 400 Bad Request'],
    ['bytes beyond ASCII in a path', get('/api/v1/namespaces/team/pods/\xff\xfe'), 'HTTP/1.1 400 Bad Request'],
    ['an escape that is none', get('/api/v1/namespaces/default/pods/%zz'), 'HTTP/1.1 400 Bad Request'],
    [
      'more than a megabyte of headers',
      get('/version', `X: ${'a'.repeat(2 << 20)}\r\n`),
      'HTTP/1.1 431 Request Header Fields Too Large',
    ],
    ['an expectation that nobody knows', get('/version', 'Expect: nope\r\n'), 'HTTP/1.1 417 Expectation Failed'],
    ['700 KB in one header', get('/version', `X: ${'a'.repeat(700 << 10)}\r\n`), 'HTTP/1.1 200 OK'],
    ['a whole URL', get('http://x/version'), 'HTTP/1.1 200 OK'],
  ])('are answered when they send %s', async (_what, text, expected) => {
    const server = await start();
    expect(head(await sendRaw(server, text))).toBe(expected);
    expect((await ask(server, 'GET', '/version')).status).toBe(200);
  });

  it('reads every header of a flood, however late the one comes that counts', async () => {
    const server = await start({ token: 'secret' });
    const flood = Array.from({ length: 5000 }, (_, i) => `X-${String(i)}: ${String(i)}\r\n`).join('');
    expect(head(await sendRaw(server, get('/version', `${flood}Authorization: Bearer secret\r\n`)))).toBe('HTTP/1.1 200 OK');
  });

  it('takes bytes that are no UTF-8 in a path for a name that there is not', async () => {
    const server = await start();
    const { status, json } = await ask(server, 'GET', '/api/v1/namespaces/team/pods/%ff%fe');
    expect({ status, details: json.details }).toEqual({ status: 404, details: { name: '\ufffd\ufffd', kind: 'pods' } });
  });

  // As a real server of 1.36.3 answers.
  it.each([
    ['/api/v1/namespaces/default/pods/%2e%2e', 400, `Name parameter invalid: "..": may not be '..'`],
    ['/api/v1/namespaces/default/pods/a%2Fb', 404, 'the server could not find the requested resource'],
    ['/api/v1/namespaces/default/pods/..%2f..', 404, 'the server could not find the requested resource'],
    ['/api/v1/namespaces/default/pods/../../../../../etc/passwd', 404, 'the server could not find the requested resource'],
    ['/api//v1/pods', 404, 'the server could not find the requested resource'],
    ['/api/v1/./pods', 404, 'the server could not find the requested resource'],
    ['/api/../version', 404, 'the server could not find the requested resource'],
    ['/api/v1/nothing', 404, 'the server could not find the requested resource'],
    ['/apis/authentication.k8s.io/v1/selfsubjectreviews/x', 404, 'the server could not find the requested resource'],
  ])('are told what is wrong with %s', async (path, expected, message) => {
    const { status, json } = await ask(await start(), 'GET', path);
    expect({ status, message: json.message }).toEqual({ status: expected, message });
  });

  it.each(['/../etc/passwd', '/%2e%2e/etc/passwd', '//api/v1/pods', '/apis/nope.io/v1/things', '/nope'])(
    'find nothing under %s',
    async (path) => {
      const { status, text } = await ask(await start(), 'GET', path);
      expect({ status, text }).toEqual({ status: 404, text: '404 page not found\n' });
    },
  );

  it.each(['/api/v1/pods/', '/api/v1/pods?limit=%zz', '/api/v1/pods?limit=1;continue=x'])('may ask for %s', async (path) => {
    expect((await ask(await start(), 'GET', path)).json.kind).toBe('PodList');
  });

  it.each([
    ['OPTIONS', '/api/v1/namespaces/default/pods'],
    ['OPTIONS', '/api/v1/namespaces/default'],
    ['OPTIONS', '/version'],
    ['PROPFIND', '/api/v1/namespaces/default/pods'],
    ['TRACE', '/api/v1/pods'],
    ['POST', '/version'],
    ['POST', '/api/v1'],
  ])('are refused %s %s as by a real server', async (method, path) => {
    const { status, json } = await ask(await start(), method, path);
    expect({ status, json }).toEqual({
      status: 405,
      json: {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'the server does not allow this method on the requested resource',
        reason: 'MethodNotAllowed',
        details: {},
        code: 405,
      },
    });
  });

  it.each(['/api/v1/namespaces/default/pods', '/api/v1/namespaces/default', '/version'])(
    'get a 405 without a body for HEAD %s',
    async (path) => {
      const { status, text } = await ask(await start(), 'HEAD', path);
      expect({ status, text }).toEqual({ status: 405, text: '' });
    },
  );

  it('are told that a body is too long, and nothing is stored', async () => {
    const server = await start({ objects: [team] });
    const object = { metadata: { name: 'big', namespace: 'team' }, data: { a: 'x'.repeat(4 << 20) } };
    const { status, json } = await ask(server, 'POST', '/api/v1/namespaces/team/configmaps', { body: object });
    expect({ status, reason: json.reason }).toEqual({ status: 413, reason: 'RequestEntityTooLarge' });
    expect((await ask(server, 'GET', '/api/v1/namespaces/team/configmaps/big')).status).toBe(404);
  });

  it.each(['/api/v1/namespaces/team/configmaps', '/nope'])(
    'are answered without a reset while they still send, also on their last request: %s',
    async (path) => {
      const server = await start({ objects: [team] });
      const { hostname, port } = new URL(server.url);
      const socket = connect(Number(port), hostname).setEncoding('latin1');
      let text = '';
      let isOver = false;
      let failure: Error | undefined;
      socket.on('data', (piece: string) => (text += piece));
      socket.once('end', () => (isOver = true)).once('error', (error) => (failure = error));
      const half = ' '.repeat(4 << 20);
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n`;
      socket.write(`${head}Content-Length: ${String(2 * half.length)}\r\n\r\n${half}`);
      await until(() => text.includes('\r\n\r\n') || failure !== undefined);
      await settled();
      expect({ isOver, failure }).toEqual({ isOver: false, failure: undefined });
      socket.write(half);
      await until(() => isOver || failure !== undefined);
      expect(failure).toBeUndefined();
      expect(text).toMatch(path === '/nope' ? /^HTTP\/1\.1 404 / : /^HTTP\/1\.1 413 /);
      socket.destroy();
    },
  );

  it('leave nothing behind when they go away in the middle of a body', async () => {
    const server = await start({ objects: [team] });
    const { hostname, port } = new URL(server.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          'POST /api/v1/namespaces/team/configmaps HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"metadata":',
          () => socket.destroy(),
        );
      });
      socket.once('close', () => {
        resolve();
      });
    });
    const others = '/api/v1/namespaces/team/configmaps?fieldSelector=metadata.name!=kube-root-ca.crt';
    expect((await ask(server, 'GET', others)).json.items).toEqual([]);
  });

  it('leave nothing behind when a chunk is none', async () => {
    const server = await start({ objects: [team] });
    const answer = await sendRaw(
      server,
      'POST /api/v1/namespaces/team/configmaps HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n',
    );
    expect(head(answer)).toBe('HTTP/1.1 400 Bad Request');
    expect((await ask(server, 'GET', '/version')).status).toBe(200);
  });
});

describe('the audit id', () => {
  it('is that of the request, or a new one', async () => {
    const server = await start();
    expect((await ask(server, 'GET', '/version', { headers: { 'Audit-ID': 'my-id' } })).headers['audit-id']).toBe('my-id');
    const ids = [await ask(server, 'GET', '/version'), await ask(server, 'GET', '/nope')].map(
      ({ headers }) => headers['audit-id'],
    );
    expect(new Set(ids).size).toBe(2);
    expect(ids).toEqual([expect.stringMatching(/^[\da-f-]{36}$/), expect.stringMatching(/^[\da-f-]{36}$/)]);
  });
});
