import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import { acquireAgents, type Agents } from './agents.js';
import { startConnectProxy } from './connect-proxy.test-support.js';
import { createDirectAgents } from './direct-agents.js';
import { createProxiedAgents } from './proxied-agents.js';
import { startTestServer } from './test-server.test-support.js';

const opened: (AsyncDisposable | Disposable)[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) {
    if (Symbol.asyncDispose in each) await each[Symbol.asyncDispose]();
    else each[Symbol.dispose]();
  }
});

function acquire(proxy: string | undefined): Agents {
  const create = proxy === undefined ? createDirectAgents : createProxiedAgents;
  const agents = acquireAgents({ identity: { insecure: true }, proxy, timeouts: { connect: 0, handshake: 0 } }, create);
  opened.push({ [Symbol.dispose]: () => agents.close() });
  return agents;
}

describe('the connections of agents', () => {
  it.each(['http', 'https'] as const)('end no process when they fail with nobody using them: %s', async (scheme) => {
    const server = await startTestServer((_request, response) => response.end());
    const proxy = await startConnectProxy();
    opened.push(server, proxy);
    const { hostname: host, port } = new URL(server.url);
    for (const agents of [acquire(undefined), acquire(proxy.url)]) {
      const connection = agents.call[scheme].createConnection({ host, port: Number(port) }) as Duplex;
      const closed = new Promise((resolve) => connection.once('close', resolve));
      connection.destroy(new Error('write ECONNRESET'));
      await closed;
      expect(connection.errored).toMatchObject({ message: 'write ECONNRESET' });
    }
  });
});
