import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../../../rest/src/eventually.test-support.js';
import { servers } from '../ask.test-support.js';
import { connected, type OpenWebSocket, runningPod } from '../open-websocket.test-support.js';
import type { PodHandlers, PodStreams, TerminalSize } from '../subresources/pod-handlers.js';
import type { TestServer } from '../test-server.js';

const { start: startServer, closeAll } = servers();
afterEach(closeAll);

const exec = '/api/v1/namespaces/default/pods/web/exec';
const attach = '/api/v1/namespaces/default/pods/web/attach';
const megabyte = 1024 * 1024;

async function start(handlers: PodHandlers = {}): Promise<TestServer> {
  const server = await startServer({ objects: [runningPod('web')] as never });
  Object.assign(server.handlers, handlers);
  return server;
}

/** Runs a command that fails the test if it is given more than it should be. */
async function run(command: NonNullable<PodHandlers['exec']>, query: string, protocols?: string[]): Promise<OpenWebSocket> {
  return connected(await start({ exec: command }), `${exec}?${query}`, protocols);
}

describe('a command over a WebSocket', () => {
  it('gets its words and what the client sends, and the client gets what it writes', async () => {
    const asked: PodStreams[] = [];
    const server = await start({
      exec: async (pod, streams) => {
        asked.push(streams);
        for await (const bytes of streams.stdin) await streams.stdout(Buffer.from(bytes).toString().toUpperCase());
        await streams.stderr(`of ${pod.metadata.name}`);
        return 0;
      },
    });
    const client = await connected(server, `${exec}?command=tr&command=a-z&stdin=true&stdout=true&stderr=true`);
    client.send(0, 'hello');
    await client.came(2);
    client.send(255, 0);
    expect(await client.ended()).toBe(1000);
    expect(client.protocol).toBe('v5.channel.k8s.io');
    expect(client.messages).toEqual(['\x01', '\x01HELLO', '\x02of web', '\x03{"metadata":{},"status":"Success"}']);
    expect(asked).toEqual([expect.objectContaining({ command: ['tr', 'a-z'], container: 'main', tty: false })]);
    expect(server.requests.at(-1)).toMatchObject({
      verb: 'get',
      resource: 'pods',
      subresource: 'exec',
      name: 'web',
      status: 101,
    });
  });

  // As a kubelet and a kube-apiserver of 1.36.3 tell them, but for what the runtime says of an exit code.
  it.each([
    [['v5.channel.k8s.io'], ['\x01', '\x01out', '\x03{"metadata":{},"status":"Success"}']],
    [
      ['v4.channel.k8s.io', 'v5.channel.k8s.io'],
      ['\x01', '\x01out', '\x03{"metadata":{},"status":"Success"}'],
    ],
    [['v4.channel.k8s.io'], ['\x01', '\x01out', '\x03{"status":"Success"}']],
    [['v4.base64.channel.k8s.io'], ['text 1', 'text 1b3V0', 'text 3eyJzdGF0dXMiOiJTdWNjZXNzIn0=']],
    [['channel.k8s.io'], ['\x01', '\x01out']],
    [['base64.channel.k8s.io'], ['text 1', 'text 1b3V0']],
    [[], ['\x01', '\x01out']],
  ])('writes what it writes as %j wants it', async (protocols: string[], expected: string[]) => {
    const command = async ({ stdout }: PodStreams): Promise<number> => {
      await stdout('out');
      return 0;
    };
    const client = await run((_pod, streams) => command(streams), 'command=x&stdout=1', protocols);
    expect(await client.ended()).toBe(1000);
    expect(client.messages).toEqual(expected);
  });

  const exit3 = 'command terminated with non-zero exit code: command terminated with exit code 3';
  const broken = 'Internal error occurred: error executing command in container: it broke';
  it.each([
    [
      'v5.channel.k8s.io',
      3,
      `{"metadata":{},"status":"Failure","message":"${exit3}","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"3"}]}}`,
    ],
    [
      'v4.channel.k8s.io',
      3,
      `{"status":"Failure","message":"${exit3}","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"3"}]}}`,
    ],
    ['channel.k8s.io', 3, exit3],
    [
      'v5.channel.k8s.io',
      'it broke',
      `{"metadata":{},"status":"Failure","message":"Internal error occurred: ${broken}","reason":"InternalError","details":{"causes":[{"message":"${broken}"}]},"code":500}`,
    ],
    ['v4.channel.k8s.io', 'it broke', `{"status":"Failure","message":"${broken}","reason":"InternalError","code":500}`],
    ['channel.k8s.io', 'it broke', broken],
  ])('tells by %s that it ended with %j', async (protocol: string, ending: number | string, expected: string) => {
    const command = (): Promise<number> =>
      typeof ending === 'number' ? Promise.resolve(ending) : Promise.reject(new Error(ending));
    const client = await run(command, 'command=x&stdout=1', [protocol]);
    expect(await client.ended()).toBe(1000);
    expect(client.messages).toEqual(['\x01', `\x03${expected}`]);
  });

  it.each([undefined, -1, 1.5, 256, 'nothing'])('that gives %j instead of an exit code has failed', async (exitCode: unknown) => {
    const client = await run(() => Promise.resolve(exitCode as number), 'command=x&stdout=1');
    await client.ended();
    expect(client.messages.at(-1)).toContain(`the handler gave ${String(exitCode)}, which is no exit code`);
  });

  it('gets no input and writes nothing that the client does not want', async () => {
    const command = async ({ stdin, stdout, stderr }: PodStreams): Promise<number> => {
      for await (const bytes of stdin) throw new Error(`got ${String(bytes)}`);
      await stdout('out');
      await stderr('err');
      return 0;
    };
    const client = await run((_pod, streams) => command(streams), 'command=x&stderr=1');
    client.send(0, 'unwanted');
    await client.ended();
    expect(client.messages).toEqual(['\x02', '\x02err', '\x03{"metadata":{},"status":"Success"}']);
  });

  it('reads base64, and ignores what is none', async () => {
    const command = async ({ stdin, stdout }: PodStreams): Promise<number> => {
      for await (const bytes of stdin) {
        await stdout(bytes);
        break;
      }
      return 0;
    };
    const client = await run((_pod, streams) => command(streams), 'command=x&stdin=1&stdout=1', ['v4.base64.channel.k8s.io']);
    client.sendText('0!!!');
    client.sendText('9aGVsbG8=');
    client.sendText('0aGVsbG8=');
    await client.ended();
    expect(client.messages.slice(0, 2)).toEqual(['text 1', 'text 1aGVsbG8=']);
  });

  it('reads on where it has left off', async () => {
    const command = async ({ stdin, stdout }: PodStreams): Promise<number> => {
      for (let turn = 0; turn < 2; turn++)
        for await (const bytes of stdin) {
          await stdout(bytes);
          break;
        }
      return 0;
    };
    const client = await run((_pod, streams) => command(streams), 'command=x&stdin=1&stdout=1');
    client.send(0, 'one');
    client.send(0, 'two');
    await client.ended();
    expect(client.messages.slice(1, 3)).toEqual(['\x01one', '\x01two']);
  });

  it('is told the sizes of a terminal, which has no stderr of its own', async () => {
    const sizes: TerminalSize[] = [];
    const command = async ({ resizes, stderr, tty }: PodStreams): Promise<number> => {
      for await (const size of resizes) if (sizes.push(size) === 3) break;
      await stderr('lost');
      return tty ? 0 : 1;
    };
    const client = await run((_pod, streams) => command(streams), 'command=x&stdout=1&stderr=1&tty=1');
    client.send(4, '{"Width":80,"Height":24}\n{"Width":1');
    client.send(4, '20,"Height":40}');
    client.send(4, '{"width":1,"height":2}');
    await client.ended();
    expect(sizes).toEqual([
      { width: 80, height: 24 },
      { width: 120, height: 40 },
      { width: 1, height: 2 },
    ]);
    expect(client.messages).toEqual(['\x01', '\x03{"metadata":{},"status":"Success"}']);
  });

  it('ends when the client closes a channel that there is not', async () => {
    let signal: AbortSignal | undefined;
    const command = async (streams: PodStreams): Promise<number> => {
      ({ signal } = streams);
      for await (const bytes of streams.stdin) await streams.stdout(bytes);
      return 0;
    };
    const client = await run((_pod, streams) => command(streams), 'command=x&stdin=1&stdout=1');
    client.send(255, 9);
    expect(await client.ended()).toBe(1000);
    await until(() => signal?.aborted ?? false);
  });

  it('is aborted when its client goes away, and can write no more', async () => {
    const seen: unknown[] = [];
    const command = async ({ stdin, stdout, signal }: PodStreams): Promise<number> => {
      for await (const bytes of stdin) seen.push(Buffer.from(bytes).toString());
      await until(() => signal.aborted);
      // Nobody waits for it, and nothing comes of it.
      void stdout('lost');
      await stdout('lost').catch((error: unknown) => seen.push((error as Error).message));
      return 0;
    };
    const client = await run((_pod, streams) => command(streams), 'command=x&stdin=1&stdout=1');
    client.send(0, 'hello');
    await until(() => seen.length === 1);
    client.destroy();
    await until(() => seen.length === 2);
    expect(seen).toEqual(['hello', 'the client has closed the connection']);
  });

  it('is aborted when the server is closed', async () => {
    let signal: AbortSignal | undefined;
    const server = await start({
      exec: async (_pod, streams) => {
        ({ signal } = streams);
        for await (const bytes of streams.stdin) await streams.stdout(bytes);
        return 0;
      },
    });
    const client = await connected(server, `${exec}?command=x&stdin=1&stdout=1`);
    await until(() => signal !== undefined);
    await server.close();
    expect(await client.ended()).toBe(1006);
    expect(signal?.aborted).toBe(true);
  });

  it('writes no faster than the client reads', async () => {
    let written = 0;
    const command = async ({ stdout }: PodStreams): Promise<number> => {
      for (; written < 64; written++) await stdout(Buffer.alloc(megabyte));
      return 0;
    };
    const client = await run((_pod, streams) => command(streams), 'command=x&stdout=1');
    client.pause();
    await until(() => written > 0);
    for (let turn = 0; turn < 1000; turn++) await new Promise(setImmediate);
    expect(written).toBeLessThan(60);
    client.resume();
    await client.ended();
    expect(written).toBe(64);
    expect(client.received()).toBeGreaterThan(64 * megabyte);
  });

  it('is sent no more than it reads, but for what connections hold', async () => {
    let isReading = false;
    let read = 0;
    const command = async ({ stdin }: PodStreams): Promise<number> => {
      await until(() => isReading);
      for await (const bytes of stdin) read += bytes.length;
      return 0;
    };
    const client = await run((_pod, streams) => command(streams), 'command=x&stdin=1');
    for (let message = 0; message < 64; message++) client.send(0, Buffer.alloc(megabyte));
    client.send(255, 0);
    for (let turn = 0; turn < 1000; turn++) await new Promise(setImmediate);
    expect(client.unsent()).toBeGreaterThan(32 * megabyte);
    isReading = true;
    await client.ended();
    expect(read).toBe(64 * megabyte);
  });
});

describe('an attachment', () => {
  it('talks with the handler of its own, and has no exit code', async () => {
    const server = await start({
      attach: async (_pod, { stdin, stdout, command, container }) => {
        for await (const bytes of stdin) await stdout(`${container} ${String(command.length)} ${Buffer.from(bytes).toString()}`);
      },
    });
    const client = await connected(server, `${attach}?stdin=1&stdout=1`);
    client.send(0, 'hello');
    client.send(255, 0);
    await client.ended();
    expect(client.messages).toEqual(['\x01', '\x01main 0 hello', '\x03{"metadata":{},"status":"Success"}']);
  });

  it('tells what went wrong', async () => {
    const server = await start({ attach: () => Promise.reject(new Error('it broke')) });
    const client = await connected(server, `${attach}?stdout=1`, ['v4.channel.k8s.io']);
    await client.ended();
    expect(JSON.parse((client.messages.at(-1) ?? '').slice(1))).toMatchObject({
      message: 'Internal error occurred: error attaching to container: it broke',
      reason: 'InternalError',
      code: 500,
    });
  });
});
