import { expect, it } from '@jest/globals';
import { type Stand, textOf, until } from './conformance-stand.test-support.js';
import { HttpHeaders } from './http-headers.js';

const hello = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';

/** What of an answer reaches the caller. */
export function answerCases({ probe, serve, serveRaw }: Stand): void {
  it.each([200, 201, 202, 299, 302, 304, 400, 401, 404, 409, 410, 429, 500, 503, 599])(
    'takes %i for an answer, whatever it says',
    async (status) => {
      const server = await serve((_request, response) => {
        response.writeHead(status, { location: '/elsewhere', 'retry-after': '0' }).end();
      });
      const response = await probe().get(server.url);
      expect([response.status, await textOf(response), server.requests.length]).toEqual([status, '', 1]);
    },
  );

  it.each([
    ['204', 'HTTP/1.1 204 No Content\r\n\r\n', 'GET'],
    ['205', 'HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n', 'GET'],
    ['304', 'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n', 'GET'],
    ['the answer to HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\nX-A: b\r\n\r\n', 'HEAD'],
    ['the answer to HEAD in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', 'HEAD'],
  ])('knows that %s has no body, and that the connection is free', async (_what, answer, method) => {
    const server = await serveRaw((socket) => socket.write(answer));
    const { text } = probe();
    for (let i = 0; i < 3; i++) expect(await text(server.url, { method })).toBe('');
    expect([server.heads.length, server.accepted.length]).toEqual([3, 1]);
  });

  it('knows that a 304 has no body, even if it says how long that would be', async () => {
    const server = await serveRaw((socket) => socket.write('HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n'));
    const { get } = probe();
    for (let i = 0; i < 3; i++) {
      const response = await get(server.url);
      expect([response.status, response.headers.get('content-length'), await textOf(response)]).toEqual([304, '100', '']);
    }
  });

  it('keeps lines of one header apart and in order, whatever their case', async () => {
    const server = await serveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nWarning: 299 - "a, b"\r\nX-One: 1\r\nwarning: 299 - "c"\r\nContent-Length: 0\r\n\r\n');
    });
    const { headers, body } = await probe().get(server.url);
    await body.bytes();
    expect(headers.all('warning')).toEqual(['299 - "a, b"', '299 - "c"']);
    expect([headers.get('x-one'), headers.get('X-ONE'), headers.has('x-two')]).toEqual(['1', '1', false]);
    expect([...headers].map(([name]) => name)).toEqual(['warning', 'x-one', 'content-length']);
  });

  it('reads each byte of a header value as one character', async () => {
    const server = await serveRaw((socket) => {
      socket.write(Buffer.from('HTTP/1.1 200 OK\r\nX-Name: J\xfcrgen \xe2\x98\x83\r\nContent-Length: 0\r\n\r\n', 'latin1'));
    });
    expect((await probe().get(server.url)).headers.get('x-name')).toBe('J\xfcrgen \xe2\x98\x83');
  });

  it('takes 15 KB in a header, in pieces', async () => {
    const server = await serveRaw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(8_000)}`, () => {
        setImmediate(() => socket.write(`${'x'.repeat(7_000)}\r\nContent-Length: 2\r\n\r\nok`));
      });
    });
    const response = await probe().get(server.url);
    expect([response.headers.get('x-long')?.length, await textOf(response)]).toEqual([15_000, 'ok']);
  });

  it.each([
    ['100', ['HTTP/1.1 100 Continue\r\n\r\n']],
    ['103', ['HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n']],
    [
      '102, 100 and 103 in one piece',
      ['HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n'],
    ],
    ['100 and 100 in two pieces', ['HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 100 Continue\r\n\r\n']],
    ['a 100 that comes letter by letter', [...'HTTP/1.1 100 Continue\r\nX-A: b\r\n\r\n']],
  ])('waits for the final answer behind %s', async (_what, interim) => {
    const server = await serveRaw((socket) => {
      void (async () => {
        for (const piece of [...interim, ...hello]) {
          await new Promise((resolve) => socket.write(piece, resolve));
          await new Promise(setImmediate);
        }
      })();
    });
    const { get } = probe();
    for (let i = 0; i < 2; i++) {
      const response = await get(server.url);
      expect([response.status, response.headers.has('link'), await textOf(response)]).toEqual([200, false, 'hello']);
    }
    expect(server.accepted).toHaveLength(1);
  });

  it('waits for the final answer behind a 100 in the same piece', async () => {
    const server = await serveRaw((socket) => socket.write(`HTTP/1.1 100 Continue\r\n\r\n${hello}`));
    expect(await probe().text(server.url)).toBe('hello');
  });

  it('gives up a server that sends one interim answer after the other', async () => {
    const some = 'HTTP/1.1 102 Processing\r\nX-A: b\r\n\r\n'.repeat(100);
    const server = await serveRaw((socket) => {
      const go = (): void => {
        if (!socket.destroyed) socket.write(some, () => setImmediate(go));
      };
      go();
    });
    const failure = expect(probe().get(server.url)).rejects;
    await failure.toMatchObject({ name: 'TransportError', message: expect.stringContaining('more than 1000 interim answers') });
    await until(() => server.connections() === 0);
  });

  it.each([
    ['was asked for', new HttpHeaders().set('connection', 'Upgrade').set('upgrade', 'SPDY/3.1')],
    ['was not asked for', new HttpHeaders()],
  ])('answers 101 without a body, and gives the connection up, when an upgrade %s', async (_how, headers) => {
    const server = await serveRaw((socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n\r\nnot http');
    });
    const response = await probe().get(server.url, { method: 'POST', headers });
    expect([response.status, await textOf(response)]).toEqual([101, '']);
    await until(() => server.connections() === 0);
    if (headers.has('upgrade')) expect(server.heads[0]).toMatch(/\r\nconnection: upgrade\r\n.*upgrade: SPDY\/3\.1\r\n/is);
  });

  it('answers CONNECT without a body, and gives the connection up', async () => {
    const server = await serveRaw((socket) => socket.write('HTTP/1.1 200 Connection established\r\n\r\nbytes'));
    const response = await probe().get(server.url, { method: 'CONNECT' });
    expect([response.status, await textOf(response)]).toEqual([200, '']);
    await until(() => server.connections() === 0);
  });

  it('answers 101 without a body, and gives the connection up, when the answer names no other protocol', async () => {
    const server = await serveRaw((socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
    const response = await probe().get(server.url);
    expect([response.status, await textOf(response)]).toEqual([101, '']);
    await until(() => server.connections() === 0);
  });

  it('takes another answer to a request for an upgrade', async () => {
    const server = await serve((_request, response) => response.writeHead(403).end('no'));
    const headers = new HttpHeaders().set('connection', 'Upgrade').set('upgrade', 'SPDY/3.1');
    const response = await probe().get(server.url, { method: 'POST', headers });
    expect([response.status, await textOf(response)]).toEqual([403, 'no']);
  });

  it('reads a body in chunks with extensions and trailers, and the connection is free', async () => {
    const server = await serveRaw((socket) => {
      socket.write(
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 1\r\n\r\n',
      );
    });
    const { text } = probe();
    for (let i = 0; i < 2; i++) expect(await text(server.url)).toBe('hello world');
    expect(server.accepted).toHaveLength(1);
  });

  it('reads a body without a length until the connection ends', async () => {
    const server = await serveRaw((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nhello'));
    expect(await probe().text(server.url)).toBe('hello');
  });

  it('reads 20 MB as they were sent', async () => {
    const sent = Buffer.alloc(20_000_000, 'abcdefghijklmnopqrstuvwxyz0123456789\n');
    const server = await serve((_request, response) => response.end(sent));
    const { body } = await probe().get(server.url);
    expect(sent.equals(await body.bytes())).toBe(true);
  });

  it('reads at most as much as is allowed, and then gives the connection up', async () => {
    const server = await serve((request, response) => {
      const more = request.url === '/much' ? 50_001 : 50_000;
      response.write('x'.repeat(50_000), () => {
        response.write('x'.repeat(more));
        if (request.url !== '/much') response.end();
      });
    });
    const { get } = probe();
    expect(await (await get(server.url)).body.bytes(100_000)).toHaveLength(100_000);
    const { body } = await get(`${server.url}/much`);
    await expect(body.bytes(100_000)).rejects.toMatchObject({ name: 'TransportError', code: 'ERR_BODY_TOO_LONG' });
    await until(() => server.connections() === 0);
  });
}
