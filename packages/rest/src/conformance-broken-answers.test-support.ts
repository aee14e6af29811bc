import { createServer, type AddressInfo, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { expect, it } from '@jest/globals';
import { heldBytes } from './conformance-error-bytes.test-support.js';
import { type Stand, textOf, until } from './conformance-stand.test-support.js';
import { settled } from './eventually.test-support.js';

const broken = { name: 'TransportError', code: 'ECONNRESET' };

/** Writes, and goes on when the other end has had time to read it: libuv takes a reset for an end as long as there is something to read. */
function writeThen(socket: Socket, text: string, next: () => void): void {
  socket.write(text, () => void settled().then(next));
}

/** What becomes of answers that are none, or half of one. */
export function brokenAnswerCases({ probe, serveRaw }: Stand): void {
  it('fails with method, URL and reason when nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api`;
    await new Promise((resolve) => server.close(resolve));
    await expect(probe().get(url)).rejects.toMatchObject({
      name: 'TransportError',
      code: 'ECONNREFUSED',
      message: expect.stringContaining(`GET ${url}: `),
    });
  });

  it('fails with the resolver’s code when the host has no address', async () => {
    const failure = await probe()
      .get('http://nobody.invalid/')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'TransportError', code: expect.stringMatching(/^(?:ENOTFOUND|EAI_AGAIN)$/) });
  });

  it.each([
    ['before anything', 'ECONNRESET', ''],
    ['in the middle of the status line', 'HPE_INVALID_EOF_STATE', 'HTTP/1.'],
    ['in the middle of the head', 'HPE_INVALID_EOF_STATE', 'HTTP/1.1 200 OK\r\ncontent-ty'],
    ['behind an interim answer', 'HPE_INVALID_EOF_STATE', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ])('asks once when the connection ends %s, and fails with %s', async (_when, code, text) => {
    const server = await serveRaw((socket) => writeThen(socket, text, () => socket.end()));
    await expect(probe().get(server.url)).rejects.toMatchObject({ name: 'TransportError', code });
    expect(server.heads).toHaveLength(1);
  });

  it.each([
    ['before anything', ''],
    ['in the middle of the head', 'HTTP/1.1 200 OK\r\ncontent-ty'],
  ])('asks once when the connection is reset %s, and fails with ECONNRESET', async (_when, text) => {
    const server = await serveRaw((socket) => writeThen(socket, text, () => socket.resetAndDestroy()));
    await expect(probe().get(server.url)).rejects.toMatchObject(broken);
    expect(server.accepted).toHaveLength(1);
  });

  it.each([
    ['a body with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'],
    [
      'a body with a length on a connection to be closed',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100\r\n\r\nhalf',
    ],
    ['a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf'],
    ['a body in chunks, between two', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
    [
      'a body in chunks on a connection to be closed',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n',
    ],
  ])('fails while reading when the connection ends within %s', async (_what, answer) => {
    for (const end of ['end', 'resetAndDestroy'] as const) {
      let cut: (() => void) | undefined;
      const server = await serveRaw((socket) => {
        socket.write(answer);
        cut = () => socket[end]();
      });
      const { get } = probe();
      const gathered = await get(server.url);
      const failure = expect(textOf(gathered)).rejects.toMatchObject(broken);
      cut?.();
      await failure;

      const streamed = (await get(server.url)).body[Symbol.asyncIterator]();
      expect(Buffer.from((await streamed.next()).value as Uint8Array).toString()).toBe('half');
      cut?.();
      await expect(streamed.next()).rejects.toMatchObject(broken);
    }
  });

  it('fails while reading with ECONNRESET when a body that ends with the connection is reset', async () => {
    const server = await serveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\nhalf');
    });
    const streamed = (await probe().get(server.url)).body[Symbol.asyncIterator]();
    await streamed.next();
    server.accepted[0]?.resetAndDestroy();
    await expect(streamed.next()).rejects.toMatchObject(broken);
  });

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a status that is no number', 'HTTP/1.1 abc OK\r\n\r\n'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nno colon here\r\n\r\n'],
    ['two different lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['TLS', '\x15\x03\x03\x00\x02\x02\x46'],
  ])('fails with the parser’s code when the answer is %s, and closes the connection', async (_what, answer) => {
    const server = await serveRaw((socket) => socket.write(Buffer.from(answer, 'latin1')));
    await expect(probe().get(server.url)).rejects.toMatchObject({ name: 'TransportError', code: expect.stringMatching(/^HPE_/) });
    await until(() => server.connections() === 0);
    expect(server.heads).toHaveLength(1);
  });

  it('fails with the parser’s code when a chunk has no length', async () => {
    const server = await serveRaw((socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'));
    const failure = probe().text(server.url);
    await expect(failure).rejects.toMatchObject({ name: 'TransportError', code: expect.stringMatching(/^HPE_/) });
    await until(() => server.connections() === 0);
  });

  it('says nothing in an error of what the answer held', async () => {
    const server = await serveRaw((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nsecret\r\nx'),
    );
    const failure: unknown = await probe()
      .text(server.url)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'TransportError' });
    // Bytes are printed as hexadecimal numbers.
    expect(inspect(failure, { depth: 10 })).not.toMatch(/secret|73 65 63 72 65 74/);
    expect(heldBytes(failure)).toEqual([]);
  });

  it('fails when the head is longer than 16 KB', async () => {
    const server = await serveRaw((socket) => socket.write(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`));
    await expect(probe().get(server.url)).rejects.toMatchObject({ name: 'TransportError', code: 'HPE_HEADER_OVERFLOW' });
    await until(() => server.connections() === 0);
  });

  it('gives no bytes of a second answer that nobody asked for to the next request', async () => {
    const answer = (text: string): string => `HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n${text}`;
    let count = 0;
    const server = await serveRaw((socket) => socket.write(count++ === 0 ? answer('first') + answer('wrong') : answer('right')));
    const { text } = probe();
    expect(await text(server.url)).toBe('first');
    await until(() => server.connections() === 0);
    expect(await text(server.url)).toBe('right');
  });

  it('fails a POST once when its connection breaks', async () => {
    const server = await serveRaw((socket) => socket.resetAndDestroy());
    await expect(probe().get(server.url, { method: 'POST', body: Buffer.from('{}') })).rejects.toMatchObject(broken);
    expect(server.heads).toHaveLength(1);
  });
}
