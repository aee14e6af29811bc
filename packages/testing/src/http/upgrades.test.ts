import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HttpHeaders } from '@kubewright/rest';
import { until } from '../../../rest/src/eventually.test-support.js';
import { FakeClock } from '../../../rest/src/fake-clock.test-support.js';
import { ask, servers } from '../ask.test-support.js';
import { connected, openWebSocket, runningPod } from '../open-websocket.test-support.js';
import type { TestServer, TestServerOptions } from '../test-server.js';

const { start: startServer, closeAll } = servers();
afterEach(closeAll);

const pods = '/api/v1/namespaces/default/pods';
const exec = `${pods}/web/exec?command=x&stdout=1`;
const upgrade = { Connection: 'Upgrade', Upgrade: 'SPDY/3.1' };

/** With a pod of one container, one of two, and one without a node. */
async function start(options: TestServerOptions = {}): Promise<TestServer> {
  const waiting = { ...runningPod('waiting'), spec: { containers: [{ name: 'main', image: 'web:1' }] } };
  const server = await startServer({
    objects: [runningPod('web'), runningPod('pair', ['a', 'b']), waiting] as never,
    ...options,
  });
  server.handlers.exec = () => Promise.resolve(0);
  return server;
}

/** What a server answers a WebSocket instead of upgrading it. */
async function refusal(
  server: TestServer,
  path: string,
  protocols?: string[],
  headers?: Record<string, string>,
): Promise<object> {
  const answer = await openWebSocket(server, path, protocols, headers);
  if (!('status' in answer)) throw new Error('it was not refused');
  const { status, body } = answer;
  return { status, message: body.startsWith('{') ? (JSON.parse(body) as { message: string }).message : body };
}

describe('an upgrade that is refused', () => {
  // As a real server of 1.36.3 answers, with a kubelet behind it.
  it.each([
    [`${pods}/none/exec?command=x&stdout=1`, 404, 'pods "none" not found'],
    [`${pods}/web/exec?command=x&stdout=1&container=none`, 400, 'container none is not valid for pod web'],
    [`${pods}/pair/exec?command=x&stdout=1`, 400, 'a container name must be specified for pod pair, choose one of: [a b]'],
    [`${pods}/pair/attach?stdout=1`, 400, 'a container name must be specified for pod pair, choose one of: [a b]'],
    [`${pods}/none/portforward`, 404, 'pods "none" not found'],
    [`${pods}/none/portforward?ports=x`, 400, 'cannot convert to []int32: strconv.ParseUint: parsing "x": invalid syntax'],
    [
      `${pods}/web/portforward?ports=70000`,
      400,
      'cannot convert to []int32: strconv.ParseUint: parsing "70000": value out of range',
    ],
  ])('says why, for %s', async (path, status, message) => {
    const server = await start();
    expect(await refusal(server, path)).toEqual({ status, message });
    expect(server.requests.at(-1)).toMatchObject({ verb: 'get', status });
  });

  it.each([
    ['exec?command=x', 'you must specify at least 1 of stdin, stdout, stderr\n'],
    ['portforward', 'query parameter "port" is required\n'],
    ['portforward?ports=0', 'port "0" must be > 0\n'],
  ])('says so in plain text where a kubelet does: %s', async (path, message) => {
    const server = await start();
    server.handlers.portForward = () => Promise.resolve();
    expect(await refusal(server, `${pods}/web/${path}`, ['v4.channel.k8s.io'])).toEqual({ status: 400, message });
  });

  it('has a subprotocol that nobody knows', async () => {
    expect(await refusal(await start(), exec, ['v3.channel.k8s.io', 'nope'])).toEqual({ status: 403, message: '' });
  });

  it('has a protocol over SPDY that nobody knows, or none', async () => {
    const server = await start();
    const answers = [await ask(server, 'POST', exec, { headers: upgrade })];
    const unknown = { ...upgrade, 'X-Stream-Protocol-Version': 'v9.channel.k8s.io' };
    answers.push(await ask(server, 'POST', exec, { headers: unknown }));
    expect(answers.map(({ status, text }) => ({ status, text }))).toEqual([
      { status: 400, text: 'unable to upgrade: header X-Stream-Protocol-Version does not exist in request\n' },
      {
        status: 403,
        text: 'unable to upgrade: unable to negotiate protocol: client supports [v9.channel.k8s.io], server accepts [v4.channel.k8s.io v3.channel.k8s.io v2.channel.k8s.io channel.k8s.io]\n',
      },
    ]);
  });

  it.each([
    ['exec?command=x&stdout=1', 'handlers.exec'],
    ['attach?stdout=1', 'handlers.attach'],
    ['portforward?ports=80', 'handlers.portForward'],
  ])('says which handler a test has to register for %s', async (path, handler) => {
    const server = await start();
    delete server.handlers.exec;
    expect(await refusal(server, `${pods}/web/${path}`)).toEqual({
      status: 501,
      message: `no container of pod web runs in this server; set ${handler} of the test server to answer for it`,
    });
  });

  it('needs the right to create, whatever its method', async () => {
    const server = await start({
      tls: true,
      rules: [
        { users: ['jane'], verbs: ['get'], resources: ['pods/exec'] },
        { users: ['joe'], verbs: ['get', 'create'], resources: ['pods/exec'] },
      ],
    });
    const [jane, joe] = await Promise.all(['jane', 'joe'].map((name) => server.user({ name })));
    const of = (user: typeof jane): Parameters<typeof openWebSocket>[0] => ({ url: server.url, config: user?.config ?? {} });
    const refused = await openWebSocket(of(jane), exec);
    expect(refused).toMatchObject({ status: 403, body: expect.stringContaining('"message":"pods \\"web\\" is forbidden: "') });
    await expect((await connected(of(joe), exec)).ended()).resolves.toBe(1000);
  });
});

describe('a token as a subprotocol', () => {
  const name = (token: string): string => `base64url.bearer.authorization.k8s.io.${Buffer.from(token).toString('base64url')}`;
  const guarded = async (): Promise<Parameters<typeof openWebSocket>[0]> => {
    const { url } = await start({ users: [{ name: 'jane', token: 'a token of jane' }] });
    return { url, config: {} };
  };

  it('says who asks, as browsers have it', async () => {
    const client = await connected(await guarded(), exec, [name('a token of jane'), 'v5.channel.k8s.io']);
    expect({ protocol: client.protocol, code: await client.ended() }).toEqual({ protocol: 'v5.channel.k8s.io', code: 1000 });
  });

  it.each([
    ['is nobody’s', [name('other'), 'v5.channel.k8s.io']],
    ['stands alone', [name('a token of jane')]],
    ['is one of several', [name('a token of jane'), name('other'), 'v5.channel.k8s.io']],
    ['is missing', ['v5.channel.k8s.io']],
  ])('gets a 401 if it %s', async (_what, protocols) => {
    expect(await openWebSocket(await guarded(), exec, protocols)).toMatchObject({ status: 401 });
  });
});

describe('a request for a connection that wants no upgrade', () => {
  it.each([
    ['GET', `${pods}/web/exec`, 400, 'Upgrade request required'],
    ['POST', `${pods}/web/attach`, 400, 'Upgrade request required'],
    ['GET', `${pods}/pair/portforward`, 400, 'Upgrade request required'],
    ['GET', `${pods}/waiting/exec`, 400, 'pod waiting does not have a host assigned'],
    ['GET', `${pods}/pair/exec`, 400, 'a container name must be specified for pod pair, choose one of: [a b]'],
    ['PUT', `${pods}/web/exec`, 405, 'the server does not allow this method on the requested resource'],
  ])('is refused: %s %s', async (method, path, status, message) => {
    const answer = await ask(await start(), method, path);
    expect({ status: answer.status, message: answer.json.message }).toEqual({ status, message });
  });

  it('is told that it needs a socket if it comes without one', async () => {
    const server = await start({ port: false });
    const headers = new HttpHeaders().set('connection', 'Upgrade').set('upgrade', 'websocket');
    const { status, body } = await server.transport({
      method: 'GET',
      url: new URL(`http://in-process${exec}`),
      headers,
      use: 'call',
    });
    expect({ status, text: Buffer.from(await body.bytes()).toString() }).toEqual({
      status: 501,
      text: expect.stringContaining('talk to pod web over the URL of a test server that has a port'),
    });
  });
});

describe('an upgrade to what nobody knows', () => {
  const object = JSON.stringify({ metadata: { name: 'made' } });
  const create = `POST /api/v1/namespaces/default/configmaps HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nContent-Type: application/json\r\nContent-Length: ${String(object.length)}\r\n\r\n`;

  /** Sends pieces one by one, and gives the first lines of the answers. */
  async function heads(socket: Socket, pieces: readonly string[], count: number): Promise<string[]> {
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (piece: string) => (text += piece));
    for (const piece of pieces) {
      socket.write(piece);
      await new Promise(setImmediate);
    }
    const found = (): string[] => text.match(/HTTP\/1\.1 \d+/g) ?? [];
    await until(() => found().length >= count);
    socket.destroy();
    return found();
  }

  it.each([false, true])('is a request like any other, with a body and others behind it (TLS: %s)', async (tls) => {
    const server = await start({ tls });
    const { hostname, port } = new URL(server.url);
    const { caData = '', certData = '', keyData = '' } = server.config.tls ?? {};
    const socket = tls
      ? connectSecurely({ host: hostname, port: Number(port), ca: caData, cert: certData, key: keyData })
      : connect(Number(port), hostname);
    const version = 'GET /version HTTP/1.1\r\nHost: x\r\n\r\n';
    const pieces = [create, object.slice(0, 5), object.slice(5), version, create + object, version];
    const expected = [201, 200, 409, 200].map((status) => `HTTP/1.1 ${String(status)}`);
    expect(await heads(socket, pieces, 4)).toEqual(expected);
  });
});

describe('faults', () => {
  const fault = { resource: 'pods', subresource: 'exec' };

  it('answer instead of an upgrade, once', async () => {
    const server = await start();
    server.faults.add({ ...fault, times: 1, action: { status: 503, retryAfter: 1 } });
    expect(await refusal(server, exec)).toMatchObject({ status: 503 });
    expect(await (await connected(server, exec)).ended()).toBe(1000);
  });

  it('break the connection before the upgrade, or behind it', async () => {
    const server = await start();
    const first = server.faults.add({ ...fault, times: 1, action: 'reset' });
    const second = server.faults.add({ ...fault, times: 1, action: 'reset-after-head' });
    await expect(openWebSocket(server, exec)).rejects.toThrow('socket hang up');
    expect(await (await connected(server, exec)).ended()).toBe(1006);
    expect([first.hits, second.hits]).toEqual([1, 1]);
  });

  it('let a client wait for its upgrade', async () => {
    const clock = new FakeClock();
    const server = await start({ clock });
    server.faults.add({ ...fault, action: { latency: 60_000 } });
    const opening = connected(server, exec);
    await until(() => server.requests.at(-1)?.subresource === 'exec');
    expect(server.requests.at(-1)?.status).toBe(0);
    await clock.advance(60_000);
    expect(await (await opening).ended()).toBe(1000);
  });

  it('leave a client without an answer, and forget it when it goes', async () => {
    const server = await start();
    server.faults.add({ ...fault, action: 'half-open' });
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${exec} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    await until(() => server.requests.at(-1)?.subresource === 'exec');
    socket.end();
    let isClosed = false;
    socket.resume().once('close', () => (isClosed = true));
    await until(() => isClosed);
  });
});

describe('connections that were upgraded', () => {
  const sockets = (): number => process.getActiveResourcesInfo().filter((name) => /TCP/.test(name)).length;

  it('leave nothing behind when the server is closed', async () => {
    const before = sockets();
    const server = await start();
    server.handlers.exec = () => new Promise(() => undefined);
    const clients = await Promise.all([1, 2, 3].map(() => connected(server, exec)));
    await server.close();
    for (const client of clients) expect(await client.ended()).toBe(1006);
    await until(() => sockets() <= before);
  });

  it('leave nothing behind when they are over', async () => {
    const server = await start();
    const before = sockets();
    const client = await connected(server, exec);
    expect(await client.ended()).toBe(1000);
    await until(() => sockets() <= before);
  });
});
