import { describe, expect, it } from '@jest/globals';
// Certificates come from the package that makes them for whole control planes.
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import type { Config } from './config.js';
import { settled } from './eventually.test-support.js';
import { connectionsClosed, type FaultStand, start } from './fault-stand.test-support.js';
import { answer, chunk, chunkedHead, type Play, type RawServerOptions } from './raw-server.test-support.js';

const healthy = answer('{"ok":true}');
/** Bytes for the first request, a good answer for all others. */
const once =
  (bytes: string): Play =>
  (socket, { number }) =>
    void socket.write(number === 0 ? bytes : healthy, 'latin1');

describe('when a server answers what is no HTTP', () => {
  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a page', '<html>\r\n\r\n'],
    ['binary', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n'],
    ['a line end within a header', 'HTTP/1.1 200 OK\r\nx: a\rb\r\n\r\n'],
    ['a content length that is no number', 'HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n'],
    [
      'a content length and chunks',
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    ],
    ['two content lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
    ['64 KB of headers', `HTTP/1.1 200 OK\r\n${'x-filler: filler\r\n'.repeat(4_000)}\r\n`],
    ['a header of 1 MB', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(1_000_000)}\r\n\r\n`],
  ])('as %s, the call fails with a TransportError, is not repeated, and the next has another connection', async (_, bytes) => {
    const { server, client, run } = await start(once(bytes));
    await expect(run(client.get().absPath('/x').do())).rejects.toMatchObject({ name: 'TransportError' });
    expect(server.requests.length).toBe(1);
    const result = await run(client.get().absPath('/x').do());
    expect(result.into()).toEqual({ ok: true });
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 1]);
  });

  it('within a chunked body, the call fails, says to ask again, and the next has another connection', async () => {
    const { server, client, run } = await start(once(`${chunkedHead}${chunk('{"ok":')}nonsense\r\n`));
    await expect(run(client.get().absPath('/x').do())).rejects.toThrow(
      /^unexpected error when reading response body. Please retry/,
    );
    expect((await run(client.get().absPath('/x').do())).into()).toEqual({ ok: true });
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 1]);
  });

  it('within a watch, the loop throws after the events before it', async () => {
    const event = '{"type":"ADDED","object":{}}\n';
    const { server, client, run } = await start(once(`${chunkedHead}${chunk(event)}`));
    const types: string[] = [];
    const watching = (async () => {
      for await (const { type } of await run(client.get().absPath('/x').watch())) {
        types.push(type);
        for (const socket of server.sockets) socket.write('nonsense\r\n');
      }
    })();
    await expect(watching).rejects.toMatchObject({ name: 'TransportError' });
    expect(types).toEqual(['ADDED']);
  });

  it('as gzip that is none, the call fails and says to ask again', async () => {
    const { client, run } = await start(once(answer('{"ok":true}', '200 OK', ['content-encoding: gzip'])));
    await expect(run(client.get().absPath('/x').do())).rejects.toThrow(
      /^unexpected error when reading response body. Please retry/,
    );
    expect((await run(client.get().absPath('/x').do())).into()).toEqual({ ok: true });
  });
});

describe('when a server counts wrongly', () => {
  const counted = (length: number): string =>
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${String(length)}\r\n\r\n{"ok":true}`;

  it('and announces more than it sends, the call fails when the connection ends', async () => {
    const { server, client, run } = await start((socket) => socket.end(counted(12)));
    await expect(run(client.get().absPath('/x').do())).rejects.toThrow(
      /^unexpected error when reading response body. Please retry/,
    );
    expect(server.requests.length).toBe(1);
  });

  it('and announces less than it sends, the call fails, and the next has another connection', async () => {
    const { server, client, run } = await start(once(counted(7)));
    await expect(run(client.get().absPath('/x').do())).rejects.toThrow(
      /^unexpected error when reading response body. Please retry/,
    );
    expect((await run(client.get().absPath('/x').do())).into()).toEqual({ ok: true });
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 1]);
  });

  it('and sends a second answer right behind the first, nobody takes it for another', async () => {
    const { client, run } = await start((socket, { number }) => {
      socket.write(answer(`{"number":${String(number)}}`) + (number === 0 ? answer('{"number":"unasked"}') : ''));
    });
    expect((await run(client.get().absPath('/x').do())).into()).toEqual({ number: 0 });
    expect((await run(client.get().absPath('/x').do())).into()).toEqual({ number: 1 });
  });

  it('and sends a second answer while nobody asks, nobody takes it for another', async () => {
    const { server, client, run } = await start(
      (socket, { number }) => void socket.write(answer(`{"number":${String(number)}}`)),
    );
    expect((await run(client.get().absPath('/x').do())).into()).toEqual({ number: 0 });
    const [socket] = server.sockets;
    await new Promise((resolve) => socket?.write(answer('{"number":"unasked"}'), resolve));
    await settled();
    expect((await run(client.get().absPath('/x').do())).into()).toEqual({ number: 1 });
  });
});

describe('when a TLS handshake', () => {
  /** A server of plain TCP that a client takes for one of TLS. */
  async function startPlain(connected: RawServerOptions['connected'], config: Config = {}): Promise<FaultStand> {
    return start(
      () => undefined,
      ({ port }) => ({ host: `https://127.0.0.1:${String(port)}`, tls: { insecure: true }, ...config }),
      { ...(connected && { connected }) },
    );
  }

  it.each(['GET', 'POST'])('is reset, a %s fails with a TransportError', async (verb) => {
    const { server, client, run } = await startPlain((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    await expect(run(client.verb(verb).absPath('/x').maxRetries(0).do())).rejects.toMatchObject({ name: 'TransportError' });
    expect(server.accepted).toBe(1);
  });

  it('is broken off, the call fails with a TransportError', async () => {
    const { server, client, run } = await startPlain((socket) => {
      socket.once('data', () => socket.end());
    });
    await expect(run(client.get().absPath('/x').maxRetries(0).do())).rejects.toMatchObject({ name: 'TransportError' });
    expect(server.accepted).toBe(1);
  });

  it('is answered in plain text, the call fails with a TransportError and is not repeated', async () => {
    const { server, client, run } = await startPlain((socket) => {
      socket.once('data', () => socket.end('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n'));
    });
    await expect(run(client.get().absPath('/x').do())).rejects.toMatchObject({ name: 'TransportError' });
    expect(server.accepted).toBe(1);
  });

  it('is never answered, the call fails when the limit for handshakes is over', async () => {
    const { server, client, run } = await startPlain(undefined, { timeouts: { handshake: 50 } });
    await expect(run(client.get().absPath('/x').do())).rejects.toMatchObject({ name: 'TransportError', code: 'ETIMEDOUT' });
    expect(server.accepted).toBe(1);
    await connectionsClosed(server);
  });

  it('has succeeded and the connection is broken later, the next call makes another', async () => {
    const authority = await CertificateAuthority.create('test');
    const { certificate, key } = await authority.issueServer('server', ['127.0.0.1']);
    const { server, client, run } = await start(
      (socket) => void socket.write(healthy),
      { tls: { caData: authority.certificate } },
      { tls: { cert: certificate, key } },
    );
    expect((await run(client.get().absPath('/x').do())).into()).toEqual({ ok: true });
    for (const socket of server.sockets) socket.destroy();
    expect((await run(client.get().absPath('/x').do())).into()).toEqual({ ok: true });
    expect(server.accepted).toBe(2);
  });
});
