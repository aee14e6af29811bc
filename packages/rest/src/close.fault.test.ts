import { getEventListeners } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import type { Config } from './config.js';
import { eventually } from './eventually.test-support.js';
import { closedAfterTest } from './fault-stand.test-support.js';
import { answer, chunk, chunkedHead, type RawServer, startRawServer } from './raw-server.test-support.js';
import { leavesNothing } from './resources-left.test-support.js';
import { RESTClient } from './rest-client.js';

const event = '{"type":"ADDED","object":{"metadata":{"name":"a"}}}\n';

/** Answers each path in its own way. */
function serve(): Promise<RawServer> {
  return startRawServer((socket, { head }) => {
    const [, path = ''] = head.split(' ');
    if (path.startsWith('/ok')) socket.write(answer('{"ok":true}'));
    else if (path.startsWith('/throttled')) socket.write(answer('{}', '429 Too Many Requests', ['retry-after: 60']));
    else if (path.startsWith('/half')) socket.write(`${chunkedHead}${chunk(event)}${chunk('{"type":')}`);
    else if (path.startsWith('/large')) socket.write(`${chunkedHead}${chunk('x'.repeat(5_000_000))}`);
    else if (path.startsWith('/broken')) socket.destroy();
    else if (path.startsWith('/garbage')) socket.write('nonsense\r\n\r\n');
  });
}

let server: RawServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});
const asked = async (path: string): Promise<void> => {
  const count = server.requests.length;
  await eventually(
    () => server.requests.slice(count).some(({ head }) => head.includes(` ${path}`)),
    () => `a request for ${path}`,
  );
};
const closedClient = 'the client was closed';

function newClient(config: Config = {}): RESTClient {
  return new RESTClient({ host: server.url, qps: -1, ...config }, { log: () => undefined, env: {} });
}

/** A call of a path that is not answered, or not well. */
const calling = (path: string) => async (client: RESTClient) => {
  const failed = expect(client.get().absPath(path).do()).rejects.toThrow(closedClient);
  await asked(path);
  return () => failed;
};

/** What a client may be doing when it is closed; resolves while it is doing it, with what must be true afterwards. */
const scenes: { scene: string; config?: Config; play: (client: RESTClient) => Promise<() => unknown> }[] = [
  { scene: 'nothing, ever', play: async () => () => undefined },
  {
    scene: 'nothing more, with 20 idle connections',
    async play(client) {
      await Promise.all(Array.from({ length: 20 }, () => client.get().absPath('/ok').do()));
      return () => undefined;
    },
  },
  {
    scene: 'waiting for 100 answers, most of them without a connection yet',
    async play(client) {
      const calls = Array.from({ length: 100 }, () => client.get().absPath('/silent').do());
      const failed = Promise.all(calls.map((call) => expect(call).rejects.toThrow(closedClient)));
      await asked('/silent');
      return () => failed;
    },
  },
  {
    scene: 'waiting for an answer with a deadline',
    config: { timeout: 3_600_000 },
    play: calling('/silent'),
  },
  {
    scene: 'reading a body',
    play: calling('/half'),
  },
  {
    scene: 'waiting for its rate limiter',
    config: { qps: 0.001, burst: 1 },
    async play(client) {
      await client.get().absPath('/ok').do();
      const calls = Array.from({ length: 10 }, () => client.get().absPath('/ok').do());
      const failed = Promise.all(calls.map((call) => expect(call).rejects.toThrow(closedClient)));
      return () => failed;
    },
  },
  {
    scene: 'waiting for a credential',
    config: {
      credentials: {
        refresh: (signal) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              reject(signal.reason as Error);
            });
          }),
      },
    },
    async play(client) {
      const failed = expect(client.get().absPath('/ok').do()).rejects.toThrow(closedClient);
      await new Promise(setImmediate);
      return () => failed;
    },
  },
  {
    scene: 'waiting before another try, because the server said so',
    play: calling('/throttled'),
  },
  {
    scene: 'waiting before another try, because the connection broke',
    play: calling('/broken'),
  },
  {
    scene: 'watching',
    async play(client) {
      const watch = await client.get().absPath('/half').watch();
      const events = watch[Symbol.asyncIterator]();
      await events.next();
      const failed = expect(events.next()).rejects.toThrow(closedClient);
      return () => failed;
    },
  },
  {
    scene: 'holding a watch that nobody reads',
    async play(client) {
      await client.get().absPath('/half').watch();
      return () => undefined;
    },
  },
  {
    scene: 'holding a watch that was stopped, and one that was read to an event and left',
    async play(client) {
      (await client.get().absPath('/half').watch()).stop();
      for await (const { type } of await client.get().absPath('/half').watch()) if (type === 'ADDED') break;
      return () => undefined;
    },
  },
  {
    scene: 'holding streams that nobody reads and that were read by half',
    async play(client) {
      await client.get().absPath('/large').stream();
      const reader = (await client.get().absPath('/large').stream()).getReader();
      await reader.read();
      const rest = async (): Promise<void> => {
        while (!(await reader.read()).done);
      };
      return () => expect(rest()).rejects.toThrow(closedClient);
    },
  },
  {
    scene: 'done with calls that failed in all ways',
    config: { timeouts: { headers: 30, idle: 30 } },
    async play(client) {
      await expect(client.get().absPath('/broken').maxRetries(0).do()).rejects.toThrow();
      await expect(client.get().absPath('/garbage').do()).rejects.toThrow();
      await expect(client.get().absPath('/silent').do()).rejects.toThrow();
      await expect(client.get().absPath('/silent').timeout(10).do()).rejects.toThrow();
      await expect(client.get().absPath('/half').do()).rejects.toThrow();
      await expect(client.get().absPath('/ok').maxRetries(-1).namespace('..').do()).rejects.toThrow();
      return () => undefined;
    },
  },
  {
    scene: 'done with calls that were aborted',
    async play(client) {
      for (const path of ['/silent', '/half', '/throttled', '/broken']) {
        const controller = new AbortController();
        const failed = expect(client.get().absPath(path).signal(controller.signal).timeout(3_600_000).do()).rejects.toThrow(
          'enough',
        );
        await asked(path);
        controller.abort(new Error('enough'));
        await failed;
        expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
      }
      return () => undefined;
    },
  },
];

describe('after close() no socket and no timer is left', () => {
  it.each(scenes)('of a client that was $scene', async ({ config, play }) => {
    await leavesNothing(async () => {
      const client = newClient(config);
      const outcome = await play(client);
      await client.close();
      await outcome();
      // Twice does no harm, and nothing can be asked any more.
      await client.close();
      await expect(client.get().absPath('/ok').do()).rejects.toThrow(closedClient);
    });
    expect(server.sockets.size).toBe(0);
  });

  it('of clients that share connections: the last one closes them, and the others go on until then', async () => {
    await leavesNothing(async () => {
      const [first, second] = [newClient(), newClient()];
      await first.get().absPath('/ok').do();
      await first.close();
      await second.get().absPath('/ok').do();
      await second.close();
    });
  });

  it('of a client in a block with await using', async () => {
    await leavesNothing(async () => {
      await using client = newClient();
      await using watch = await client.get().absPath('/half').watch();
      for await (const { type } of watch) if (type === 'ADDED') break;
      await client.get().absPath('/ok').do();
    });
  });

  it('of a client of a server that speaks TLS', async () => {
    const authority = await CertificateAuthority.create('test');
    const { certificate, key } = await authority.issueServer('server', ['127.0.0.1']);
    const secure = await startRawServer((socket, { number }) => void socket.write(number === 0 ? answer('{}') : chunkedHead), {
      tls: { cert: certificate, key },
    });
    try {
      await leavesNothing(async () => {
        await using client = newClient({ host: secure.url, tls: { caData: authority.certificate } });
        await client.get().absPath('/x').do();
        await client.get().absPath('/x').watch();
      });
      expect(secure.sockets.size).toBe(0);
    } finally {
      await secure[Symbol.asyncDispose]();
    }
  });
});

describe('1,000 calls that are aborted at any moment', () => {
  it('leave no listener on their signals and no socket', async () => {
    // Answers in small pieces, so that there are many moments.
    const slow = await startRawServer((socket) => {
      const pieces = [chunkedHead.slice(0, 20), chunkedHead.slice(20), chunk('{"ok"'), chunk(':tr'), chunk('ue}'), chunk('')];
      const next = (): void => {
        const piece = pieces.shift();
        if (piece === undefined || socket.destroyed) return;
        socket.write(piece);
        setImmediate(next);
      };
      next();
    });
    closedAfterTest(slow);
    let seed = 1;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const outcomes = { aborted: 0, answered: 0 };
    const shared = new AbortController();
    await leavesNothing(async () => {
      await using client = newClient({ host: slow.url });
      const one = async (): Promise<void> => {
        const controller = new AbortController();
        const signal = random(4) === 0 ? AbortSignal.any([controller.signal, shared.signal]) : controller.signal;
        const request = client
          .get()
          .absPath('/x')
          .signal(signal)
          .timeout(random(2) * 60_000);
        const call = random(5) === 0 ? request.watch() : request.do();
        const answered = call.then(
          (answer) => {
            if ('stop' in answer) answer.stop();
            outcomes.answered++;
          },
          (error: unknown) => {
            expect(error).toEqual(new Error('changed my mind'));
            outcomes.aborted++;
          },
        );
        // Some are heard out: on a slow machine none might be answered otherwise.
        if (random(8) === 0) await answered;
        else for (let turns = random(40); turns > 0; turns--) await new Promise(setImmediate);
        controller.abort(new Error('changed my mind'));
        await answered;
        expect(getEventListeners(signal, 'abort')).toEqual([]);
      };
      for (let done = 0; done < 1_000; done += 20) await Promise.all(Array.from({ length: 20 }, one));
      expect(getEventListeners(shared.signal, 'abort')).toEqual([]);
      // The client is none the worse for it.
      expect((await client.get().absPath('/x').do()).into()).toEqual({ ok: true });
    });
    expect(outcomes.aborted + outcomes.answered).toBe(1_000);
    expect(outcomes.aborted).toBeGreaterThan(50);
    expect(outcomes.answered).toBeGreaterThan(50);
    expect(slow.sockets.size).toBe(0);
  });
});
