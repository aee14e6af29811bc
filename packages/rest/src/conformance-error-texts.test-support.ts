import { expect, it } from '@jest/globals';
import { type Stand, textOf } from './conformance-stand.test-support.js';
import { startConnectProxy } from './connect-proxy.test-support.js';
import { startSilentPeer } from './silent-peer.test-support.js';
import { startSocks5Proxy } from './socks5-proxy.test-support.js';
import type { TestProxyOptions } from './test-proxy.test-support.js';

const proxies = { http: startConnectProxy, socks5: startSocks5Proxy };
const nowhere = 'http://127.0.0.1:1/';

/** The words for what went wrong, which are to be the same whatever carries the bytes. */
export function errorTextCases({ probe, serve, serveRaw, keep }: Stand): void {
  it('says that connecting took too long', async () => {
    const { address } = keep(await startSilentPeer());
    for (const scheme of ['http', 'https']) {
      await expect(probe({ timeouts: { connect: 50 } }).get(`${scheme}://${address}/`)).rejects.toThrow(
        `GET ${scheme}://${address}/: connecting to ${address} took longer than 50 ms, the limit of timeouts.connect`,
      );
    }
  });

  it('says that the TLS handshake took too long', async () => {
    const server = await serveRaw(() => undefined);
    const { host } = new URL(server.url);
    await expect(probe({ timeouts: { handshake: 50 } }).get(`https://${host}/`)).rejects.toThrow(
      `GET https://${host}/: the TLS handshake with ${host} took longer than 50 ms, the limit of timeouts.handshake`,
    );
  });

  it.each(['http', 'socks5'] as const)(
    'says that the TLS handshake within a tunnel of an %s proxy took too long',
    async (kind) => {
      const server = await serveRaw(() => undefined);
      const { host } = new URL(server.url);
      const proxy = keep(await proxies[kind]());
      await expect(probe({ proxy: proxy.url, timeouts: { handshake: 50 } }).get(`https://${host}/`)).rejects.toThrow(
        `GET https://${host}/: the TLS handshake with ${host} took longer than 50 ms, the limit of timeouts.handshake`,
      );
    },
  );

  it('says that the head of the answer took too long', async () => {
    const { url } = await serve(() => undefined);
    await expect(probe({ timeouts: { headers: 50 } }).get(url)).rejects.toThrow(
      `GET ${url}/: the head of the answer took longer than 50 ms, the limit of timeouts.headers`,
    );
  });

  it('says that the body took too long', async () => {
    const { url } = await serve((_request, response) => void response.write('first'));
    const response = await probe({ timeouts: { idle: 50 } }).get(url);
    await expect(textOf(response)).rejects.toThrow(
      `GET ${url}/: the next piece of the answer's body took longer than 50 ms, the limit of timeouts.idle`,
    );
  });

  it('says that a body is too long, and that it was given up', async () => {
    const { url } = await serve((_request, response) => void response.write('x'.repeat(1001)));
    const { get } = probe();
    await expect((await get(url)).body.bytes(1000)).rejects.toThrow(
      `GET ${url}/: the answer is longer than 1000 bytes: ask for less at once, as with a limit, or read it as a stream`,
    );
    const { body } = await get(url);
    body.cancel();
    await expect(body.bytes()).rejects.toThrow(`GET ${url}/: the response body was closed before its end`);
  });

  it('says when the server closed the connection', async () => {
    const closing = await serveRaw((socket) => socket.end());
    await expect(probe().get(closing.url)).rejects.toThrow(`GET ${closing.url}/: socket hang up`);
    const halving = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\n'));
    await expect(probe().get(halving.url)).rejects.toThrow(
      `GET ${halving.url}/: the server closed the connection within the head of its answer`,
    );
  });

  const refusals: [kind: keyof typeof proxies, options: TestProxyOptions, text: RegExp][] = [
    ['http', { fail: 502 }, /^it answered 502 Refused by test$/],
    ['http', { fail: 'close' }, /^(?:socket hang up|it closed the connection)$/],
    ['http', { fail: 'silence' }, /^it took longer than 100 ms, the limit of timeouts.connect$/],
    ['socks5', { fail: 5 }, /^it answered: Socks5 proxy rejected connection - ConnectionRefused$/],
    ['socks5', { fail: 'close' }, /^it (?:closed the connection|answered: Socket closed)$/],
    ['socks5', { fail: 'silence' }, /^it took longer than 100 ms, the limit of timeouts.connect$/],
  ];
  it.each(refusals)('names the proxy and what it did: %s, %o', async (kind, options, text) => {
    const proxy = keep(await proxies[kind](options));
    for (const url of [nowhere, nowhere.replace('http', 'https')]) {
      const failure = await probe({ proxy: proxy.url, timeouts: { connect: options.fail === 'silence' ? 100 : 0 } })
        .get(url)
        .catch((error: unknown) => error as Error);
      const [, said] =
        /^GET https?:\/\/127\.0\.0\.1:1\/: connecting to 127\.0\.0\.1:1 through the proxy (.*)$/.exec(
          (failure as Error).message,
        ) ?? [];
      expect(said?.startsWith(`${proxy.url}: `)).toBe(true);
      expect(said?.slice(proxy.url.length + 2)).toMatch(text);
    }
  });

  it.each(['http', 'socks5'] as const)('says to an %s proxy’s user that the password is wrong, but not which', async (kind) => {
    const proxy = keep(await proxies[kind]({ username: 'alice', password: 'right' }));
    const { protocol, host } = new URL(proxy.url);
    await expect(probe({ proxy: `${protocol}//alice:wrong@${host}` }).get(nowhere)).rejects.toThrow(
      `GET ${nowhere}: connecting to 127.0.0.1:1 through the proxy ${protocol}//${host}: it answered${
        kind === 'http'
          ? " 407 Proxy Authentication Required: give the right user name and password in the proxy's URL"
          : ': Socks5 Authentication failed'
      }`,
    );
  });
}
