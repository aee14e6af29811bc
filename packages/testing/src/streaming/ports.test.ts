import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../../../rest/src/eventually.test-support.js';
import { servers } from '../ask.test-support.js';
import { connected, type OpenWebSocket, runningPod } from '../open-websocket.test-support.js';
import type { PodHandlers } from '../subresources/pod-handlers.js';

const { start, closeAll } = servers();
afterEach(closeAll);

async function open(
  portForward: NonNullable<PodHandlers['portForward']>,
  query: string,
  protocol: string,
): Promise<OpenWebSocket> {
  const server = await start({ objects: [runningPod('web')] as never });
  server.handlers.portForward = portForward;
  return connected(server, `/api/v1/namespaces/default/pods/web/portforward?${query}`, [protocol]);
}

const echo: NonNullable<PodHandlers['portForward']> = async (_pod, { port, incoming, send }) => {
  if (port === 81) throw new Error('nobody listens');
  for await (const bytes of incoming) await send(`${String(port)}:${Buffer.from(bytes).toString()}`);
};

describe('ports over a WebSocket', () => {
  it('have two channels each, which begin with the port', async () => {
    const client = await open(echo, 'ports=80,8080&ports=300', 'v4.channel.k8s.io');
    await client.came(6);
    expect(client.messages).toEqual(['\x00P\x00', '\x01P\x00', '\x02\x90\x1f', '\x03\x90\x1f', '\x04\x2c\x01', '\x05\x2c\x01']);
    client.send(2, 'hello');
    await client.came(7);
    expect(client.messages.at(-1)).toBe('\x028080:hello');
  });

  it('tell what went wrong, and end when all have', async () => {
    const client = await open(echo, 'ports=81', 'v4.base64.channel.k8s.io');
    expect(await client.ended()).toBe(1000);
    expect(client.messages.slice(0, 2)).toEqual(['text 0UQA=', 'text 1UQA=']);
    expect(Buffer.from((client.messages[2] ?? '').slice('text 1'.length), 'base64').toString()).toMatch(
      /^error forwarding port 81 to pod web, uid [\da-f-]{36}: nobody listens$/,
    );
  });

  it('are aborted when the client goes away', async () => {
    let signal: AbortSignal | undefined;
    const client = await open(
      async (_pod, connection) => {
        ({ signal } = connection);
        for await (const bytes of connection.incoming) await connection.send(bytes);
      },
      'ports=80',
      'v4.channel.k8s.io',
    );
    await client.came(2);
    client.destroy();
    await until(() => signal?.aborted ?? false);
  });
});
