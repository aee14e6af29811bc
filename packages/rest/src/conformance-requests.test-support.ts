import { expect, it } from '@jest/globals';
import { type Stand, until } from './conformance-stand.test-support.js';
import { HttpHeaders } from './http-headers.js';

const bytes = (text: string): Uint8Array => Buffer.from(text);

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield bytes(text);
}

/** What a server gets to see. */
export function requestCases({ probe, serve, serveRaw }: Stand): void {
  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'sends %s without a body, and the connection stays usable',
    async (method) => {
      const server = await serve((_request, response) => response.end('ok'));
      const { text } = probe();
      for (let i = 0; i < 2; i++) expect(await text(server.url, { method })).toBe('ok');
      expect(server.requests).toMatchObject([
        { method, body: '', connection: 0 },
        { method, body: '', connection: 0 },
      ]);
    },
  );

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    'sends bytes as the body of %s with their length, and the connection stays usable',
    async (method) => {
      const server = await serve((_request, response) => response.end('ok'));
      const { text } = probe();
      for (let i = 0; i < 2; i++) expect(await text(server.url, { method, body: bytes('{"a":"ü"}') })).toBe('ok');
      const seen = { method, body: '{"a":"ü"}', headers: { 'content-length': '10' }, connection: 0 };
      expect(server.requests).toMatchObject([seen, seen]);
    },
  );

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('sends an iterable as the body of %s, in chunks', async (method) => {
    const server = await serve((_request, response) => response.end('ok'));
    expect(await probe().text(server.url, { method, body: pieces('one ', 'two ', '', 'three') })).toBe('ok');
    expect(server.requests).toMatchObject([{ method, body: 'one two three', headers: { 'transfer-encoding': 'chunked' } }]);
  });

  it('says that a POST without a body, with empty bytes and with an empty iterable is empty', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const { text } = probe();
    for (const body of [undefined, new Uint8Array(0), pieces()]) await text(server.url, { method: 'POST', body });
    expect(server.requests.map(({ body }) => body)).toEqual(['', '', '']);
    expect(server.requests.slice(0, 2).map(({ headers }) => headers['content-length'])).toEqual(['0', '0']);
  });

  it('sends only a part of a larger buffer', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    await probe().text(server.url, { method: 'PUT', body: bytes('before|this|after').subarray(7, 11) });
    expect(server.requests).toMatchObject([{ body: 'this' }]);
  });

  it('sends 5 MB to a server that reads slowly', async () => {
    let received = 0;
    const server = await serveRaw((socket, head) => {
      received = Buffer.byteLength(head, 'latin1') - head.indexOf('\r\n\r\n') - 4;
      socket.removeAllListeners('data').on('data', (chunk) => {
        received += chunk.length;
        socket.pause();
        setImmediate(() => socket.resume());
        if (received === 5_000_000) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    expect(await probe().text(server.url, { method: 'POST', body: new Uint8Array(5_000_000).fill(97) })).toBe('ok');
  });

  it('draws an iterable no faster than the server reads', async () => {
    let drawn = 0;
    const total = 1000;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (; drawn < total; drawn++) yield new Uint8Array(100_000);
    };
    let resume: (() => void) | undefined;
    const server = await serveRaw((socket) => {
      if (resume) return;
      socket.pause();
      let left = '';
      socket.removeAllListeners('data').on('data', (chunk) => {
        left = (left + chunk.toString('latin1')).slice(-5);
        if (left === '0\r\n\r\n') socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
      // Attaching a listener made it flow again.
      socket.pause();
      resume = () => socket.resume();
    });
    const answer = probe().text(server.url, { method: 'POST', body: endless() });
    await until(() => resume !== undefined);
    // Nothing is drawn any more once every buffer on the way is full.
    for (let before = -1, turns = 0; turns < 200; turns = drawn === before ? turns + 1 : 0) {
      before = drawn;
      await new Promise(setImmediate);
    }
    expect(drawn).toBeLessThan(total / 2);
    resume?.();
    expect(await answer).toBe('ok');
    expect(drawn).toBe(total);
  });

  it('fails with the error of an iterable that throws, and closes the connection', async () => {
    const server = await serveRaw(() => undefined);
    const broken = new Error('the file ended early');
    let cleaned = false;
    const body = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield bytes('first');
        await until(() => server.heads.length > 0);
        throw broken;
      } finally {
        cleaned = true;
      }
    };
    const failure = expect(probe().text(server.url, { method: 'POST', body: body() })).rejects;
    await failure.toMatchObject({ name: 'TransportError', cause: broken });
    await until(() => server.connections() === 0);
    expect(cleaned).toBe(true);
  });

  it('gets an answer that comes before the body has been sent', async () => {
    const server = await serveRaw((socket) => {
      socket.write('HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nno!');
    });
    let give: (() => void) | undefined;
    const body = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes('first');
      await new Promise<void>((resolve) => {
        give = resolve;
      });
      yield bytes('last');
    };
    const response = await probe().get(server.url, { method: 'POST', body: body() });
    expect(response.status).toBe(413);
    expect(Buffer.from(await response.body.bytes()).toString()).toBe('no!');
    give?.();
  });

  it('sends path and query as they are written', async () => {
    const server = await serve((_request, response) => response.end());
    const path = '/api/v1/namespaces/a%2Fb/pods/%C3%BC/proxy/x//y?labelSelector=a%20in%20(b%2Cc)&x=%2B+&empty=';
    await probe().text(server.url + path);
    expect(server.requests).toMatchObject([{ url: path }]);
  });

  it('sends lines of one header apart, and adds no header that says who we are or what we take', async () => {
    const server = await serve((_request, response) => response.end());
    const headers = new HttpHeaders().add('Impersonate-Group', 'a').add('impersonate-group', 'b').set('x-empty', '');
    await probe().text(server.url, { headers });
    const { rawHeaders } = server.requests[0]!;
    const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name.toLowerCase()}: ${rawHeaders[i + 1] ?? ''}`] : []));
    expect(lines.filter((line) => !/^(?:host|connection): /.test(line))).toEqual([
      'impersonate-group: a',
      'impersonate-group: b',
      'x-empty: ',
    ]);
    expect(lines).toContain(`host: ${new URL(server.url).host}`);
    expect(lines).toContain('connection: keep-alive');
  });

  it('sends text beyond ASCII in a header as UTF-8', async () => {
    const server = await serveRaw((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
    await probe().text(server.url, { headers: new HttpHeaders().set('impersonate-user', 'jürgen ☃') });
    expect(Buffer.from(server.heads[0]!, 'latin1').toString()).toContain('impersonate-user: jürgen ☃\r\n');
  });

  it('sends 15 KB in a header', async () => {
    const server = await serve((_request, response) => response.end());
    await probe().text(server.url, { headers: new HttpHeaders().set('authorization', 'x'.repeat(15_000)) });
    expect(server.requests[0]?.headers.authorization).toHaveLength(15_000);
  });

  it.each([
    ['a line break in a header', { headers: new HttpHeaders().set('x-a', 'b\r\nx-injected: c') }],
    ['a space in a header’s name', { headers: new HttpHeaders().set('x a', 'b') }],
    ['a line break in a method', { method: 'GET / HTTP/1.1\r\n' }],
  ])('refuses %s, and sends nothing', async (_what, request) => {
    const server = await serveRaw((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
    const { get, text } = probe();
    await expect(get(server.url, request)).rejects.toMatchObject({ name: 'TransportError' });
    expect(server.heads).toEqual([]);
    expect(await text(server.url)).toBe('');
  });

  it('sends user name and password of the URL as credentials, and says them in no error', async () => {
    const server = await serve((request, response, socket) => {
      if (request.url === '/broken') socket.destroy();
      else response.end();
    });
    const { get, text } = probe();
    const url = server.url.replace('//', '//j%C3%BCrgen:s%40cret@');
    await text(url);
    expect(server.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('jürgen:s@cret').toString('base64')}`);
    await expect(get(`${url}/broken`)).rejects.toThrow(`GET ${server.url}/broken: `);
    await expect(get(`${url}/broken`)).rejects.not.toThrow(/s(%40|@)cret/);
  });

  it('prefers the request’s own credentials to those of the URL', async () => {
    const server = await serve((_request, response) => response.end());
    const headers = new HttpHeaders().set('authorization', 'Bearer token');
    await probe().text(server.url.replace('//', '//jane:secret@'), { headers });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer token');
  });

  it('sends bytes of user name and password that are no UTF-8, and what is no escape, as they are', async () => {
    const server = await serve((_request, response) => response.end());
    await probe().text(server.url.replace('//', '//%ff:100%zz@'));
    const { authorization = '' } = server.requests[0]!.headers;
    expect(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString('latin1')).toBe('\xff:100%zz');
  });

  it('sends the caller’s own host name', async () => {
    const server = await serve((_request, response) => response.end());
    await probe().text(server.url, { headers: new HttpHeaders().set('host', 'cluster.test') });
    expect(server.requests[0]?.headers.host).toBe('cluster.test');
  });
}
