import { getEventListeners } from 'node:events';
import { expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { type Probe, type ProbeOptions, type Stand, textOf, until } from './conformance-stand.test-support.js';
import { startConnectProxy } from './connect-proxy.test-support.js';
import { startSilentPeer } from './silent-peer.test-support.js';
import { startSocks5Proxy } from './socks5-proxy.test-support.js';
import type { HttpRequest } from './transport.js';

const reason = new Error('the caller has heard enough');

/** Connections of this process, those that are being opened too. */
function sockets(): number {
  return process.getActiveResourcesInfo().filter((name) => /^(?:TCPSocketWrap|ConnectWrap|TLSWrap)$/.test(name)).length;
}

/** How a signal ends what is under way. */
export function abortingCases({ keep, probe, serve, serveRaw, serveSecurely }: Stand): void {
  /** Sends, aborts when `moment` has come, and expects the reason, no listener and, in the end, no connection. */
  const abortAt = async (
    send: (request: Partial<HttpRequest>) => Promise<unknown>,
    moment: () => boolean,
    connections: () => number,
  ): Promise<void> => {
    const controller = new AbortController();
    const outcome = expect(send({ signal: controller.signal })).rejects.toBe(reason);
    await until(moment);
    controller.abort(reason);
    await outcome;
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    await until(() => connections() === 0);
  };

  it('sends nothing when the signal was aborted before', async () => {
    const server = await serve((_request, response) => response.end());
    await expect(probe().get(server.url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect([server.requests.length, server.connections()]).toEqual([0, 0]);
  });

  it.each([['a text'], [undefined], [null], [42]])('rejects with the reason as it is, be it %p', async (value: unknown) => {
    const server = await serve(() => undefined);
    const controller = new AbortController();
    const call = probe().get(server.url, { signal: controller.signal });
    const outcome = call.then(
      () => 'an answer',
      (error: unknown) => ({ error }),
    );
    await until(() => server.requests.length === 1);
    controller.abort(value);
    // Without a reason the platform gives its own.
    expect(await outcome).toEqual({ error: controller.signal.reason as unknown });
  });

  it('stops waiting for an identity', async () => {
    const server = await serve((_request, response) => response.end());
    let asked = false;
    const never = new Promise<never>(() => undefined);
    const { get } = probe({
      identity: () => {
        asked = true;
        return never;
      },
    });
    await abortAt(
      (request) => get(server.url, request),
      () => asked,
      server.connections,
    );
    expect(server.requests).toEqual([]);
  });

  it('stops before it has begun, while the HTTP client is loaded', async () => {
    const server = await serve((_request, response) => response.end());
    const { get } = probe();
    await abortAt(
      (request) => get(server.url, request),
      () => true,
      server.connections,
    );
    expect(server.requests).toEqual([]);
  });

  it('stops connecting to a peer that does not answer', async () => {
    const peer = keep(await startSilentPeer());
    const before = sockets();
    const { get } = probe();
    await abortAt(
      (request) => get(`http://${peer.address}/`, request),
      () => sockets() > before,
      () => sockets() - before,
    );
  });

  it('stops in the TLS handshake', async () => {
    const server = await serveRaw(() => undefined);
    const { get } = probe({ identity: { insecure: true } });
    await abortAt(
      (request) => get(server.url.replace('http', 'https'), request),
      () => (server.accepted[0]?.bytesRead ?? 0) > 0,
      server.connections,
    );
  });

  const proxies = { http: startConnectProxy, socks5: startSocks5Proxy };
  it.each(Object.keys(proxies) as (keyof typeof proxies)[])(
    'stops waiting for a tunnel through a silent %s proxy',
    async (kind) => {
      const proxy = keep(await proxies[kind]({ fail: 'silence' }));
      for (const url of ['http://127.0.0.1:1/', 'https://127.0.0.1:1/']) {
        const { get } = probe({ proxy: proxy.url });
        const before = proxy.tunnels.length;
        await abortAt(
          (request) => get(url, request),
          () => proxy.tunnels.length > before,
          proxy.connections,
        );
      }
    },
  );

  it('stops waiting for a free connection, and the next in the queue gets it', async () => {
    const finish: (() => void)[] = [];
    const server = await serve((_request, response) => void finish.push(() => response.end('ok')));
    const { get, text } = probe();
    const running = Array.from({ length: 50 }, () => text(server.url));
    await until(() => finish.length === 50);
    const controller = new AbortController();
    const outcome = expect(get(`${server.url}/aborted`, { signal: controller.signal })).rejects.toBe(reason);
    const last = text(`${server.url}/last`);
    for (let i = 0; i < 10; i++) await new Promise(setImmediate);
    controller.abort(reason);
    await outcome;
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    for (const end of finish.splice(0)) end();
    await until(() => finish.length === 1);
    finish[0]?.();
    expect(await Promise.all([...running, last])).toEqual(Array.from({ length: 51 }, () => 'ok'));
    expect(server.requests.some(({ url }) => url === '/aborted')).toBe(false);
  });

  /** An answer that stops, and what is asked of it. */
  const phases: [string, string, (probe: Probe, url: string, request: Partial<HttpRequest>) => Promise<unknown>][] = [
    ['after the request was sent', '', ({ get }, url, request) => get(url, request)],
    ['in the middle of the head', 'HTTP/1.1 200 OK\r\nContent-', ({ get }, url, request) => get(url, request)],
    [
      'while a body is read at once',
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf',
      ({ text }, url, request) => text(url, request),
    ],
    [
      'while a body is read piece by piece',
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf',
      async ({ get }, url, request) => {
        for await (const chunk of (await get(url, request)).body) expect(chunk).toHaveLength(4);
      },
    ],
  ];
  it.each(phases)('stops %s', async (_when, answer, read) => {
    for (const use of ['call', 'stream'] as const) {
      let answered = false;
      const server = await serveRaw((socket) => socket.write(answer, () => setImmediate(() => (answered = true))));
      await abortAt(
        (request) => read(probe(), server.url, { ...request, use }),
        () => answered,
        server.connections,
      );
    }
  });

  it.each(phases)('stops %s, over TLS', async (_when, answer, read) => {
    const authority = await CertificateAuthority.create('authority');
    let answered = false;
    const server = await serveSecurely(authority, (_request, _response, socket) => {
      socket.write(answer, () => setImmediate(() => (answered = true)));
    });
    const options: ProbeOptions = { identity: { ca: authority.certificate } };
    await abortAt(
      (request) => read(probe(options), server.url, request),
      () => answered,
      server.connections,
    );
  });

  it('fails the reader who comes after the abort, even if everything had come', async () => {
    const server = await serve((_request, response) => response.end('all of it'));
    const controller = new AbortController();
    const response = await probe().get(server.url, { signal: controller.signal });
    controller.abort(reason);
    await expect(textOf(response)).rejects.toBe(reason);
  });

  it('stops while a body is sent, and the body is not asked for more', async () => {
    const server = await serveRaw(() => undefined);
    let returned = false;
    const body: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          await new Promise(setImmediate);
          return { done: false, value: Buffer.from('x') };
        },
        return: async () => {
          returned = true;
          return { done: true, value: undefined };
        },
      }),
    };
    await abortAt(
      (request) => probe().get(server.url, { ...request, method: 'POST', body }),
      () => server.heads.length > 0,
      server.connections,
    );
    await until(() => returned);
  });

  it('does nothing after the end, and the connection stays', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const { text } = probe();
    for (let i = 0; i < 3; i++) {
      const controller = new AbortController();
      expect(await text(server.url, { signal: controller.signal })).toBe('ok');
      expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
      controller.abort(reason);
    }
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 0]);
  });

  it('leaves nothing on a signal that outlives calls that fail, are cancelled or never read', async () => {
    const server = await serve((request, response, socket) => {
      if (request.url === '/fails') socket.destroy();
      else response.end(request.url === '/empty' ? '' : 'some');
    });
    const { signal } = new AbortController();
    const { get } = probe();
    for (let i = 0; i < 5; i++) {
      await expect(get(`${server.url}/fails`, { signal, method: 'POST' })).rejects.toThrow(/POST/);
      const cancelled = await get(`${server.url}/some`, { signal });
      cancelled.body.cancel();
      for await (const chunk of (await get(`${server.url}/some`, { signal })).body) expect(chunk).toHaveLength(4);
      await (await get(`${server.url}/empty`, { signal })).body.bytes();
    }
    await until(() => getEventListeners(signal, 'abort').length === 0);
  });

  it('ends only what has the signal', async () => {
    const finish: (() => void)[] = [];
    const server = await serve((_request, response) => void finish.push(() => response.end('ok')));
    const { text } = probe();
    const controller = new AbortController();
    const outcome = expect(text(server.url, { signal: controller.signal })).rejects.toBe(reason);
    const other = text(server.url);
    await until(() => finish.length === 2);
    controller.abort(reason);
    await outcome;
    for (const end of finish) end();
    expect(await other).toBe('ok');
  });

  it('ends 300 calls on one signal, of which most wait for a connection', async () => {
    const server = await serve(() => undefined);
    const controller = new AbortController();
    const { get } = probe();
    const calls = Array.from({ length: 300 }, () => get(server.url, { signal: controller.signal }));
    const outcomes = Promise.allSettled(calls);
    await until(() => server.requests.length === 50);
    controller.abort(reason);
    expect(await outcomes).toEqual(calls.map(() => ({ status: 'rejected', reason })));
    await until(() => server.connections() === 0);
    expect(server.requests).toHaveLength(50);
  });
}
