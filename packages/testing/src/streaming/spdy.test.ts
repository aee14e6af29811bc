import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../../../rest/src/eventually.test-support.js';
import { servers } from '../ask.test-support.js';
import { runningPod } from '../open-websocket.test-support.js';
import type { PodHandlers, PodStreams } from '../subresources/pod-handlers.js';
import { goAway, openSPDY, ping, rstStream, settings, type SPDYClient, windowUpdate } from './spdy-client.test-support.js';
import { spdyDictionary } from './spdy-dictionary.js';

const { start: startServer, closeAll } = servers();
afterEach(closeAll);

async function open(
  handlers: PodHandlers,
  path: string,
  protocols = 'v5.channel.k8s.io, v4.channel.k8s.io',
): Promise<SPDYClient> {
  const server = await startServer({ objects: [runningPod('web')] as never });
  Object.assign(server.handlers, handlers);
  return openSPDY(server, `/api/v1/namespaces/default/pods/web/${path}`, protocols);
}

const echo = async ({ stdin, stdout, stderr }: PodStreams): Promise<number> => {
  for await (const bytes of stdin) await stdout(bytes);
  await stderr('over');
  return 0;
};

const exec: PodHandlers = { exec: (_pod, streams) => echo(streams) };

describe('the dictionary of SPDY', () => {
  it('is that of the specification', () => {
    expect(createHash('sha256').update(spdyDictionary).digest('hex')).toBe(
      '51d27341373f923f3cd88e1eb7162aeaa3723d7585ff2399201dc06498407f02',
    );
  });
});

describe('a command over SPDY', () => {
  it('begins when the client has opened all streams, and ends each of them', async () => {
    const client = await open(exec, 'exec?command=cat&stdin=1&stdout=1&stderr=1');
    expect(client.protocol).toBe('v4.channel.k8s.io');
    await client.open(1, { streamtype: 'error' });
    await client.open(3, { streamtype: 'stdin' });
    client.data(3, 'hello');
    await client.open(5, { streamtype: 'stdout' });
    await client.open(7, { streamtype: 'stderr' });
    client.data(3, ' world', true);
    await client.ended();
    expect(client.events).toEqual([
      'reply 1',
      'reply 3',
      'reply 5',
      'reply 7',
      'data 5 hello world',
      'data 7 over',
      'data 1 {"status":"Success"}',
      ...['end 1', 'end 3', 'end 5', 'end 7'],
      'go-away 7',
    ]);
  });

  it.each([
    [
      'v4.channel.k8s.io',
      true,
      'data 1 {"status":"Failure","message":"Internal error occurred: error executing command in container: 80x24","reason":"InternalError","code":500}',
    ],
    ['v3.channel.k8s.io', true, 'data 1 Internal error occurred: error executing command in container: 80x24'],
    ['v2.channel.k8s.io', false, 'data 1 Internal error occurred: error executing command in container: none'],
    ['channel.k8s.io', false, 'data 1 Internal error occurred: error executing command in container: none'],
  ])('knows of terminals what %s does', async (protocol: string, hasSizes: boolean, expected: string) => {
    const command = async ({ resizes }: PodStreams): Promise<number> => {
      for await (const { width, height } of resizes) throw new Error(`${String(width)}x${String(height)}`);
      throw new Error('none');
    };
    const client = await open({ exec: (_pod, streams) => command(streams) }, 'exec?command=x&stdout=1&tty=1', protocol);
    await client.open(1, { streamtype: 'error' });
    await client.open(3, { streamtype: 'stdout' });
    await client.open(5, { streamtype: 'resize' });
    if (hasSizes) client.data(5, '{"Width":80,"Height":24}');
    await client.came(expected);
  });

  it('refuses streams that it does not want, and those whose numbers are wrong', async () => {
    const client = await open(exec, 'exec?command=cat&stdin=1&stdout=1');
    await client.open(3, { streamtype: 'stderr' });
    await client.open(5, { streamtype: 'stdin' });
    await client.open(7, { streamtype: 'stdin' });
    await client.open(6, { streamtype: 'error' });
    await client.open(1, { streamtype: 'error' });
    await client.came('reset 1 1');
    expect(client.events).toEqual(['reset 3 3', 'reply 5', 'reset 7 3', 'reset 6 1', 'reset 1 1']);
  });

  it('answers pings, and does not mind what it has no use for', async () => {
    const client = await open(exec, 'exec?command=cat&stdin=1&stdout=1');
    client.control(settings, 0);
    client.control(windowUpdate, 1, 1000);
    client.control(ping, 2);
    client.control(ping, 1);
    client.data(9, 'for nobody');
    client.control(rstStream, 9, 5);
    await client.open(1, { streamtype: 'error' });
    await client.came('reply 1');
    expect(client.events).toEqual(['ping 1', 'reply 1']);
  });

  it.each([
    ['a frame that is too long', Buffer.from([0, 0, 0, 1, 0, 0xff, 0xff, 0xff])],
    ['headers that are not compressed', Buffer.from([0x80, 3, 0, 8, 0, 0, 0, 8, 0, 0, 0, 1, 1, 2, 3, 4])],
    ['a frame that is too short', Buffer.from([0x80, 3, 0, 6, 0, 0, 0, 1, 0])],
  ])('ends the connection for %s', async (_what, bytes) => {
    const client = await open(exec, 'exec?command=cat&stdin=1&stdout=1');
    client.raw(bytes);
    await client.ended();
  });

  it('is aborted when its client goes away', async () => {
    let signal: AbortSignal | undefined;
    const command = (streams: PodStreams): Promise<number> => {
      ({ signal } = streams);
      return echo(streams);
    };
    const client = await open({ exec: (_pod, streams) => command(streams) }, 'exec?command=cat&stdin=1&stdout=1');
    await client.open(1, { streamtype: 'error' });
    await client.open(3, { streamtype: 'stdin' });
    await client.open(5, { streamtype: 'stdout' });
    await until(() => signal !== undefined);
    client.destroy();
    await until(() => signal?.aborted ?? false);
  });
});

describe('ports over SPDY', () => {
  const ports: PodHandlers = {
    portForward: async (_pod, { port, incoming, send }) => {
      if (port === 81) throw new Error('nobody listens');
      for await (const bytes of incoming) await send(`${String(port)}:${Buffer.from(bytes).toString()}`);
    },
  };
  const pair = async (client: SPDYClient, stream: number, port: number, request: string): Promise<void> => {
    const of = { port: String(port), ...(request !== '' && { requestid: request }) };
    await client.open(stream, { streamtype: 'error', ...of }, true);
    await client.open(stream + 2, { streamtype: 'data', ...of });
  };

  it('are forwarded, several at once', async () => {
    const client = await open(ports, 'portforward', 'portforward.k8s.io');
    expect(client.protocol).toBe('portforward.k8s.io');
    await pair(client, 1, 80, '0');
    await pair(client, 5, 90, '1');
    client.data(7, 'second');
    client.data(3, 'first');
    await client.came('data 7 90:second');
    await client.came('data 3 80:first');
    client.data(3, '', true);
    await client.came('end 1');
    expect(client.events).not.toContain('end 7');
  });

  it('are told apart by their streams if the client is old', async () => {
    const client = await open(ports, 'portforward', 'portforward.k8s.io');
    await pair(client, 1, 80, '');
    await pair(client, 5, 90, '');
    client.data(7, 'hello', true);
    await client.came('data 7 90:hello');
    await client.came('end 5');
  });

  it('say what went wrong, and others go on', async () => {
    const client = await open(ports, 'portforward', 'portforward.k8s.io');
    await pair(client, 1, 81, '0');
    await client.came('end 1');
    expect(client.events.find((event) => event.startsWith('data 1'))).toMatch(
      /^data 1 error forwarding port 81 to pod web, uid [\da-f-]{36}: nobody listens$/,
    );
    expect(client.events).toContain('reset 3 5');
    await pair(client, 5, 80, '1');
    client.data(7, 'hello');
    await client.came('data 7 80:hello');
  });

  it.each([
    { streamtype: 'data' },
    { streamtype: 'data', port: '0' },
    { streamtype: 'data', port: '70000' },
    { port: '80' },
    { streamtype: 'other', port: '80' },
  ])('are refused for a stream with %j', async (headers) => {
    const client = await open(ports, 'portforward', 'portforward.k8s.io');
    await client.open(1, headers);
    await client.came('reset 1 3');
  });

  it('are aborted one by one, and all of them when the client says goodbye', async () => {
    const aborted: number[] = [];
    const forward: PodHandlers = {
      portForward: (_pod, { port, signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted.push(port);
            resolve();
          });
        }),
    };
    const client = await open(forward, 'portforward', 'portforward.k8s.io');
    await pair(client, 1, 80, '0');
    await pair(client, 5, 90, '1');
    await client.came('reply 7');
    client.control(rstStream, 3, 5);
    await until(() => aborted.length === 1);
    client.control(goAway, 0, 0);
    await client.ended();
    expect(aborted).toEqual([80, 90]);
  });

  it('have headers of which each rests on those before', async () => {
    const client = await open(ports, 'portforward', 'portforward.k8s.io');
    for (let stream = 1; stream < 400; stream += 4) await pair(client, stream, 80, String(stream));
    await client.came('reply 399');
    expect(client.events.filter((event) => event.startsWith('reply'))).toHaveLength(200);
  });
});
