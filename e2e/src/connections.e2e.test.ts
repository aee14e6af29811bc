import { connect, createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { Clientset } from '@kubewright/clientset';
import { adminConfig } from './cluster.js';

/** Passes connections on to the API server and counts them. */
async function countingProxy(target: URL): Promise<{ port: number; opened: () => number } & AsyncDisposable> {
  let opened = 0;
  const sockets = new Set<ReturnType<typeof connect>>();
  const server = createServer((inbound) => {
    opened++;
    const outbound = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [inbound, outbound],
      [outbound, inbound],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    opened: () => opened,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('connections to a real server', () => {
  it('are kept: 2,000 sequential GETs over TLS take one', async () => {
    const config = adminConfig();
    await using proxy = await countingProxy(new URL(config.host ?? ''));
    await using clientset = new Clientset({ ...config, host: `https://127.0.0.1:${String(proxy.port)}`, qps: -1 });
    for (let i = 0; i < 2000; i++) await clientset.coreV1().namespaces().get('default');
    expect(proxy.opened()).toBe(1);
  }, 120_000);
});
