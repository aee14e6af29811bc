import { expect, it } from '@jest/globals';
import { type Stand, until } from './conformance-stand.test-support.js';
import { HttpHeaders } from './http-headers.js';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** More than a host may have connections for calls: as many losses would leave none. */
const tooMany = 55;

/** A stream that somebody else reads. */
function lockedStream(): AsyncIterable<Uint8Array> {
  const stream = new ReadableStream<Uint8Array>();
  stream.getReader();
  return stream;
}

/** Bytes without an end. */
async function* endless(ended: () => unknown): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      yield Buffer.from('more');
      await new Promise(setImmediate);
    }
  } finally {
    ended();
  }
}

/** Bodies that cannot be sent to their end. */
export function uploadCases({ probe, serve, serveRaw }: Stand): void {
  it('sends no more of a body when the answer is complete: ends its iteration, and closes the connection', async () => {
    const server = await serveRaw((socket) => socket.write(ok));
    const { text } = probe();
    let ended = 0;
    for (let i = 1; i <= tooMany; i++) {
      expect(await text(server.url, { method: 'POST', body: endless(() => ended++) })).toBe('ok');
      await until(() => ended === i && server.connections() === 0);
    }
    expect(await text(server.url)).toBe('ok');
  });

  it('ends the iteration of a body when the answer is given up', async () => {
    const server = await serveRaw((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbeginning'));
    let ended = false;
    const { body } = await probe().get(server.url, { method: 'POST', body: endless(() => (ended = true)) });
    body.cancel();
    await until(() => ended && server.connections() === 0);
  });

  it('uses a connection no more on which bytes are still being sent when the answer is complete', async () => {
    const server = await serveRaw((socket) => {
      socket.write(ok);
      socket.pause();
    });
    const { text } = probe();
    expect(await text(server.url, { method: 'POST', body: new Uint8Array(20_000_000) })).toBe('ok');
    expect(await text(server.url)).toBe('ok');
    expect(server.accepted).toHaveLength(2);
  });

  it.each([
    ['cannot be read', lockedStream],
    [
      'yields something else than bytes',
      async function* () {
        yield { no: 'bytes' } as unknown;
      } as () => AsyncIterable<Uint8Array>,
    ],
    [
      'yields nothing where bytes should be',
      async function* () {
        yield null as unknown;
      } as () => AsyncIterable<Uint8Array>,
    ],
  ])('fails with a body that %s, and loses no connection by it', async (_what, body) => {
    const server = await serve((_request, response) => response.end('ok'));
    const client = probe();
    for (let i = 0; i < tooMany; i++) {
      const failure = expect(client.get(server.url, { method: 'POST', body: body() })).rejects;
      await failure.toMatchObject({ name: 'TransportError', message: expect.stringContaining(`POST ${server.url}/: `) });
    }
    expect(await client.text(server.url)).toBe('ok');
    await client.close();
  });

  it('takes the length of a body from the body, whatever the headers say, and the connection stays usable', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const { text } = probe();
    const bodies = [
      undefined,
      Buffer.from('GET /injected HTTP/1.1\r\n\r\n'),
      (async function* () {
        yield Buffer.from('GET /injected HTTP/1.1\r\n\r\n');
      })(),
    ];
    for (const body of bodies) {
      const headers = new HttpHeaders()
        .set('content-length', '1')
        .set('transfer-encoding', 'identity')
        .set('trailer', 'x-sum')
        .set('keep-alive', 'timeout=1')
        .set('expect', '100-continue')
        .set('x-a', 'b');
      expect(await text(server.url, { method: 'POST', headers, body })).toBe('ok');
    }
    expect(server.requests).toMatchObject([
      { body: '', headers: { 'content-length': '0', 'x-a': 'b' }, connection: 0 },
      { body: 'GET /injected HTTP/1.1\r\n\r\n', headers: { 'content-length': '26' }, connection: 0 },
      { body: 'GET /injected HTTP/1.1\r\n\r\n', headers: { 'transfer-encoding': 'chunked' }, connection: 0 },
    ]);
    for (const name of ['trailer', 'keep-alive', 'expect']) expect(server.requests[1]?.headers).not.toHaveProperty(name);
  });
}
