import { createGzip, gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { type Stand, textOf, until } from './conformance-stand.test-support.js';
import { HttpHeaders } from './http-headers.js';
import { stopTimers } from './stopped-timers.test-support.js';

const asked = { headers: new HttpHeaders().set('accept-encoding', 'gzip') };
const zipped = { 'content-encoding': 'gzip' };

/** What becomes of compressed answers: Go decodes what it asked for itself, and nothing else. */
export function gzipCases({ probe, serve }: Stand): void {
  it('decodes what was asked for, however it is read', async () => {
    const server = await serve((_request, response) => response.writeHead(200, zipped).end(gzipSync('plain text')));
    const { get, text } = probe();
    expect(await text(server.url, asked)).toBe('plain text');
    let streamed = '';
    for await (const chunk of (await get(server.url, asked)).body) streamed += Buffer.from(chunk).toString();
    expect(streamed).toBe('plain text');
    expect(server.requests.map(({ headers, connection }) => [headers['accept-encoding'], connection])).toEqual([
      ['gzip', 0],
      ['gzip', 0],
    ]);
  });

  it('knows gzip in capital letters, and decodes nothing that it did not ask for', async () => {
    const codings = ['GZIP', 'deflate', 'br', 'x-gzip'];
    const server = await serve((request, response) => {
      response.writeHead(200, { 'content-encoding': codings[Number(request.url.slice(1))] }).end(gzipSync('plain'));
    });
    const { get } = probe();
    for (const i of codings.keys()) {
      const { body } = await get(`${server.url}/${String(i)}`, asked);
      expect([...(await body.bytes())]).toEqual([...(i === 0 ? Buffer.from('plain') : gzipSync('plain'))]);
    }
  });

  it('leaves what is not compressed as it is', async () => {
    const server = await serve((_request, response) => response.end('plain'));
    expect(await probe().text(server.url, asked)).toBe('plain');
  });

  it.each([undefined, 'br', 'gzip, br', 'identity', 'gzip;q=1'])(
    'leaves the bytes as they are when the request’s own accept-encoding is %s',
    async (encoding) => {
      const server = await serve((_request, response) => response.writeHead(200, zipped).end(gzipSync('plain')));
      const headers = new HttpHeaders();
      if (encoding !== undefined) headers.set('accept-encoding', encoding);
      const { body } = await probe().get(server.url, { headers });
      expect([...(await body.bytes())]).toEqual([...gzipSync('plain')]);
      expect(server.requests[0]?.headers['accept-encoding']).toBe(encoding);
    },
  );

  it('decodes members one behind the other', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, zipped).end(Buffer.concat([gzipSync('one '), gzipSync('two '), gzipSync('three')]));
    });
    expect(await probe().text(server.url, asked)).toBe('one two three');
  });

  it('decodes 20 MB', async () => {
    const sent = Buffer.alloc(20_000_000, 'abcdefghijklmnopqrstuvwxyz0123456789\n');
    const server = await serve((_request, response) => response.writeHead(200, zipped).end(gzipSync(sent)));
    const { body } = await probe().get(server.url, asked);
    expect(sent.equals(await body.bytes())).toBe(true);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a member that holds nothing', gzipSync('')],
  ])('decodes %s to nothing', async (_what, bytes) => {
    const server = await serve((_request, response) => response.writeHead(200, zipped).end(bytes));
    expect(await probe().text(server.url, asked)).toBe('');
  });

  it('knows that the answer to HEAD has no body, whatever its coding', async () => {
    const server = await serve((_request, response) => response.writeHead(200, zipped).end());
    expect(await probe().text(server.url, { ...asked, method: 'HEAD' })).toBe('');
  });

  it.each([
    ['is cut in the middle', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['is cut before its checksum', (bytes: Buffer) => bytes.subarray(0, bytes.length - 8)],
    ['is corrupt', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 60), Buffer.alloc(60, 0xff), bytes.subarray(120)])],
    ['has a wrong checksum', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -8), Buffer.alloc(8, 1)])],
    ['is no gzip', () => Buffer.from('{"kind":"PodList"}')],
  ])('fails when the body %s, and the transport goes on', async (_how, damage) => {
    const bytes = damage(gzipSync(Array.from({ length: 1000 }, (_, i) => String(i * 7919)).join(' ')));
    const server = await serve((request, response) => {
      if (request.url === '/good') response.writeHead(200, zipped).end(gzipSync('good'));
      else response.writeHead(200, zipped).end(bytes);
    });
    const { get, text } = probe();
    await expect(text(server.url, asked)).rejects.toMatchObject({ name: 'TransportError', code: expect.stringMatching(/^Z_/) });
    const streamed = async (): Promise<void> => {
      for await (const chunk of (await get(server.url, asked)).body) expect(chunk.length).toBeGreaterThan(0);
    };
    await expect(streamed()).rejects.toMatchObject({ name: 'TransportError', code: expect.stringMatching(/^Z_/) });
    expect(await text(`${server.url}/good`, asked)).toBe('good');
  });

  it('fails with ECONNRESET when the connection breaks within a compressed body', async () => {
    const server = await serve((_request, response, socket) => {
      response.writeHead(200, { ...zipped, 'content-length': '1000' }).write(gzipSync('half'), () => socket.destroy());
    });
    await expect(probe().text(server.url, asked)).rejects.toMatchObject({ name: 'TransportError', code: 'ECONNRESET' });
  });

  it('counts decompressed bytes against the most that may be read, and gives the connection up', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, zipped).write(gzipSync(Buffer.alloc(10_000_000)));
    });
    const { body } = await probe().get(server.url, asked);
    await expect(body.bytes(1_000_000)).rejects.toMatchObject({ name: 'TransportError', code: 'ERR_BODY_TOO_LONG' });
    await until(() => server.connections() === 0);
  });

  it('rejects with the signal’s reason when it is aborted while a compressed body is read', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, zipped).write(gzipSync('first'));
    });
    const controller = new AbortController();
    const response = await probe().get(server.url, { ...asked, signal: controller.signal });
    const outcome = expect(textOf(response)).rejects.toThrow('enough');
    controller.abort(new Error('enough'));
    await outcome;
    await until(() => server.connections() === 0);
  });

  /** A server that sends a compressed piece, so that it can be decoded, and then is silent. */
  const half = (): ReturnType<typeof serve> =>
    serve((_request, response) => {
      const gzip = createGzip();
      gzip.pipe(response.writeHead(200, zipped));
      gzip.write('first');
      gzip.flush();
    });

  it('ends for a reader of a compressed body who goes away while it waits, at once', async () => {
    const server = await half();
    const iterator = (await probe().get(server.url, { ...asked, use: 'stream' })).body[Symbol.asyncIterator]();
    expect(Buffer.from((await iterator.next()).value as Uint8Array).toString()).toBe('first');
    const waiting = [iterator.next(), iterator.next()];
    const ended = { done: true, value: undefined };
    expect(await iterator.return?.()).toEqual(ended);
    expect(await Promise.all([...waiting, iterator.next()])).toEqual([ended, ended, ended]);
    await until(() => server.connections() === 0);
  });

  it('counts the silence of a compressed body only while somebody reads', async () => {
    const server = await half();
    let iterator: AsyncIterator<Uint8Array>;
    {
      using timers = stopTimers();
      const { body } = await probe({ timeouts: { idle: 50 } }).get(server.url, { ...asked, use: 'stream' });
      iterator = body[Symbol.asyncIterator]();
      await iterator.next();
      // Nothing may happen, for longer than the limit.
      await timers.pass(200);
    }
    expect(server.connections()).toBe(1);
    await expect(iterator.next()).rejects.toMatchObject({ name: 'TransportError', code: 'ETIMEDOUT' });
    await until(() => server.connections() === 0);
  });

  it('closes the connection when a compressed body is cancelled', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, zipped).write(gzipSync('first'));
    });
    const { body } = await probe().get(server.url, asked);
    body.cancel();
    await until(() => server.connections() === 0);
    await expect(body.bytes()).rejects.toMatchObject({ name: 'TransportError' });
  });
}
