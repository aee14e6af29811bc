import { expect, it } from '@jest/globals';
import { type Stand, until } from './conformance-stand.test-support.js';
import { startConnectProxy } from './connect-proxy.test-support.js';
import { startSocks5Proxy } from './socks5-proxy.test-support.js';

/** Notes what is looked up, and how many lookups are not over. */
function observed(): { names: string[]; lookingUp: (host: string) => () => void; underWay(): number } {
  const names: string[] = [];
  let begun = 0;
  let ended = 0;
  return {
    names,
    lookingUp(host) {
      names.push(host);
      begun++;
      return () => {
        ended++;
      };
    },
    underWay: () => begun - ended,
  };
}

/** No name can be so long: it is not found without asking anybody. */
const unknown = `${'a'.repeat(64)}.test`;

/** The same place by its name. */
function named(url: string): string {
  return url.replace('127.0.0.1', 'localhost');
}

/** Tells of each name that is looked up. */
export function lookupCases({ keep, probe, serve }: Stand): void {
  it('tells of a lookup for each connection that it opens to a name, for calls and for streams, and of its end', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const { names, lookingUp, underWay } = observed();
    const { text } = probe({ lookingUp });
    for (let i = 0; i < 3; i++) expect(await text(named(server.url))).toBe('ok');
    expect({ names, underWay: underWay() }).toEqual({ names: ['localhost'], underWay: 0 });
    await text(named(server.url), { use: 'stream' });
    expect({ names, underWay: underWay() }).toEqual({ names: ['localhost', 'localhost'], underWay: 0 });
  });

  it('looks up no address', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const { names, lookingUp } = observed();
    const { text } = probe({ lookingUp });
    expect(await text(server.url)).toBe('ok');
    expect(names).toEqual([]);
  });

  it('tells of the end of a lookup that finds nothing', async () => {
    const { names, lookingUp, underWay } = observed();
    const { get } = probe({ lookingUp });
    await expect(get(`http://${unknown}/`)).rejects.toMatchObject({ name: 'TransportError', code: 'ENOTFOUND' });
    expect(names).toEqual([unknown]);
    await until(() => underWay() === 0);
  });

  it.each([
    ['http', startConnectProxy],
    ['socks5', startSocks5Proxy],
  ] as const)("tells of the lookup of an %s proxy's name; the proxy looks up the server's", async (_kind, start) => {
    const server = await serve((_request, response) => response.end('ok'));
    const proxy = keep(await start({}));
    const { names, lookingUp, underWay } = observed();
    const { text } = probe({ lookingUp, proxy: named(proxy.url) });
    await expect(text(`http://${unknown}/`)).rejects.toMatchObject({ name: 'TransportError' });
    expect(await text(server.url)).toBe('ok');
    expect(names).toEqual(['localhost', 'localhost']);
    expect(underWay()).toBe(0);
  });
}
