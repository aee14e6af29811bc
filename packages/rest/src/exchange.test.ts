import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Config } from './config.js';
import { FakeClock } from './fake-clock.test-support.js';
import type { Request } from './request.js';
import { RESTClient } from './rest-client.js';
import { sendJSON, type SeenRequest, startTestServer, type TestServer } from './test-server.test-support.js';

type Answer = (response: ServerResponse, socket: Socket, request: SeenRequest) => void;

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

/** A server that gives these answers in turn, the last one for ever, and a client of it on a fake clock. */
async function start(
  answers: Answer[],
  config: Config = {},
): Promise<{ server: TestServer; client: RESTClient; clock: FakeClock; lines: string[] }> {
  let next = 0;
  const server = await startTestServer((request, response, socket) =>
    answers[Math.min(next++, answers.length - 1)]?.(response, socket, request),
  );
  const clock = new FakeClock();
  const lines: string[] = [];
  const client = new RESTClient({ host: server.url, qps: -1, ...config }, { clock, log: (line) => lines.push(line) });
  opened.push(server, client);
  return { server, client, clock, lines };
}

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) => {
    sendJSON(response, {}, code, headers);
  };
const retryAfter = (code: number, seconds = '0'): Answer => status(code, { 'retry-after': seconds });
const ok = status(200);
const reset: Answer = (_response, socket) => {
  socket.resetAndDestroy();
};

/**
 * Lets a fake clock run until the work on it is done. Time passes only while somebody sleeps beside the timer of a call's own
 * `deadline`: sockets are real and take no fake time.
 */
async function finish<T>(clock: FakeClock, work: Promise<T>, deadline = false): Promise<T> {
  let done = false;
  void work.catch(() => undefined).finally(() => (done = true));
  while (!isDone()) await clock.advance(clock.sleeping > (deadline ? 1 : 0) ? 500 : 0);
  return work;

  function isDone(): boolean {
    return done;
  }
}

const modes: [string, (request: Request) => Promise<unknown>][] = [
  ['do', async (request) => (await request.do()).into()],
  ['doRaw', (request) => request.doRaw()],
  ['stream', async (request) => (await request.stream()).cancel()],
  [
    'watch',
    async (request) => {
      (await request.watch()).stop();
    },
  ],
];

describe.each(modes)('%s', (mode, run) => {
  it.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH'])(
    'tries a %s again as often as it may while the server answers 429 with Retry-After',
    async (verb) => {
      const { server, client, clock } = await start([retryAfter(429)]);
      await expect(finish(clock, run(client.verb(verb).maxRetries(2)))).rejects.toMatchObject({ code: 429 });
      expect(server.requests).toHaveLength(3);
    },
  );

  it('never tries a 301 with Retry-After again', async () => {
    const { server, client, clock } = await start([retryAfter(301)]);
    await expect(finish(clock, run(client.get()))).rejects.toThrow();
    expect(server.requests).toHaveLength(1);
  });

  it('does not try a 503 without Retry-After again', async () => {
    const { server, client, clock } = await start([status(503)]);
    await expect(finish(clock, run(client.get()))).rejects.toMatchObject({ code: 503 });
    expect(server.requests).toHaveLength(1);
  });

  it('does not try a refused connection again', async () => {
    const { server, client, clock } = await start([ok]);
    await server[Symbol.asyncDispose]();
    const started = clock.sleeps.length;
    await expect(finish(clock, run(client.get()))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(clock.sleeps.length).toBe(started);
  });

  it('gives up when it may not retry, and succeeds when it may', async () => {
    for (const [retries, succeeds] of [
      [0, false],
      [1, true],
      [5, true],
    ] as const) {
      const { client, clock } = await start([retryAfter(429), ok]);
      const call = finish(clock, run(client.get().maxRetries(retries)));
      await (succeeds ? call : expect(call).rejects.toMatchObject({ code: 429 }));
    }
  });

  it(`tries a GET on a broken connection again: ${mode === 'stream' ? 'never' : 'after a second'}`, async () => {
    const { server, client, clock } = await start([reset, reset, ok]);
    const call = finish(clock, run(client.get()));
    if (mode === 'stream') {
      await expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(server.requests).toHaveLength(1);
    } else {
      await call;
      expect(server.requests).toHaveLength(3);
      expect(clock.sleeps).toEqual([1000, 1000]);
    }
  });

  it(`tries a POST on a broken connection again: ${mode === 'watch' ? 'as any watch' : 'never'}`, async () => {
    const { server, client, clock } = await start([reset, ok]);
    const call = finish(clock, run(client.post()));
    await (mode === 'watch' ? call : expect(call).rejects.toMatchObject({ code: 'ECONNRESET' }));
    expect(server.requests).toHaveLength(mode === 'watch' ? 2 : 1);
  });

  it('rejects with the signal’s reason while waiting for a retry', async () => {
    const { server, client, clock } = await start([retryAfter(429, '60')]);
    const controller = new AbortController();
    const call = expect(run(client.get().signal(controller.signal))).rejects.toThrow('changed my mind');
    while (clock.sleeping === 0) await clock.advance(0);
    controller.abort(new Error('changed my mind'));
    await call;
    expect(server.requests).toHaveLength(1);
    expect(clock.sleeping).toBe(0);
  });

  it('waits for the rate limiter before sending, unless it is a watch', async () => {
    const { server, client, clock } = await start([ok], { qps: 1, burst: 1 });
    await run(client.get());
    const second = run(client.get());
    if (mode !== 'watch') {
      await clock.advance(999);
      expect(server.requests).toHaveLength(1);
      await clock.advance(1);
    }
    await second;
    expect(server.requests).toHaveLength(2);
  });
});

describe('retrying', () => {
  it('sends the whole body each time', async () => {
    const { server, client, clock } = await start([retryAfter(429), retryAfter(500), retryAfter(501), retryAfter(504), ok]);
    const body = 'x'.repeat(4000);
    await finish(clock, client.post().body(body).do());
    expect(server.requests.map((request) => request.body === body)).toEqual([true, true, true, true, true]);
  });

  it('waits as long as the server says', async () => {
    const { client, clock } = await start([retryAfter(429, '1'), retryAfter(429, '2'), retryAfter(503, '3'), ok]);
    await finish(clock, client.get().do());
    expect(clock.sleeps).toEqual([1000, 2000, 3000]);
  });

  it('never sends a stream again', async () => {
    const { server, client } = await start([retryAfter(429), ok]);
    async function* body(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array([65]);
      await Promise.resolve();
    }
    expect((await client.post().body(body()).do()).statusCode).toBe(429);
    expect(server.requests).toHaveLength(1);
  });

  it('keeps count for each of many executions of one request', async () => {
    const { server, client, clock } = await start([retryAfter(500, '1')]);
    const request = client.get().maxRetries(9);
    const results = Promise.all(Array.from({ length: 20 }, () => request.do()));
    expect((await finish(clock, results)).map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(500));
    expect(server.requests).toHaveLength(200);
  });

  it('uses the connection of a short refused answer again, and not that of a long one', async () => {
    const short = await start([retryAfter(429), ok]);
    await finish(short.clock, short.client.get().do());
    expect(short.server.requests.map(({ connection }) => connection)).toEqual([0, 0]);
    const long = await start([
      (response) => {
        response.writeHead(429, { 'retry-after': '0', 'content-length': '100000' }).end('x'.repeat(100_000));
      },
      ok,
    ]);
    await finish(long.clock, long.client.get().do());
    expect(long.server.requests.map(({ connection }) => connection)).toEqual([0, 1]);
  });

  it('names what the tries failed with, if they failed differently', async () => {
    const { client, clock } = await start(
      [
        reset,
        (response) => {
          response.destroy();
        },
      ],
      {},
    );
    const failure = await finish(clock, client.get().maxRetries(1).do()).catch((error: unknown) => error as Error);
    expect(failure).toBeInstanceOf(Error);
    expect((failure as Error & { code?: string }).code).toBe('ECONNRESET');
  });

  it('waits for the limiter again before each retry, and says so', async () => {
    const { server, client, clock, lines } = await start([retryAfter(429, '0'), ok], { qps: 0.1, burst: 1 });
    const call = client.get().absPath('/x').do();
    while (server.requests.length === 0) await clock.advance(0);
    await finish(clock, call);
    expect(lines).toEqual([
      expect.stringMatching(
        /^kubewright: waited 10\.0s due to retries: 1, retry-after: 0s - retry-reason: due to server-side throttling, FlowSchema UID: "", request: GET:http.*\/x$/,
      ),
    ]);
  });
});

describe('the timeout of a call', () => {
  it('ends it with a deadline error, also while the server is silent or in the middle of its answer', async () => {
    for (const answer of [
      () => undefined,
      (response: ServerResponse) => {
        response.writeHead(200).write('{');
      },
    ]) {
      const { server, client, clock } = await start([answer]);
      const call = expect(client.get().timeout(1000).do()).rejects.toThrow(/deadline exceeded: no complete answer within 1s/);
      while (server.requests.length === 0) await clock.advance(0);
      await clock.advance(1000);
      await call;
      expect(clock.sleeping).toBe(0);
    }
  });

  it('covers all tries together', async () => {
    const { server, client, clock } = await start([retryAfter(429, '1')]);
    await expect(finish(clock, client.get().timeout(2500).do(), true)).rejects.toThrow(/deadline exceeded/);
    expect(server.requests).toHaveLength(3);
  });

  it('does not run while the call waits for the limiter', async () => {
    const { client, clock } = await start([ok], { qps: 0.1, burst: 1 });
    await client.get().do();
    expect((await finish(clock, client.get().timeout(500).do(), false)).statusCode).toBe(200);
  });

  it('does not end a stream or a watch', async () => {
    const { client, clock } = await start(
      [
        (response) => {
          response.writeHead(200).flushHeaders();
        },
      ],
      { timeout: 1000 },
    );
    const watch = await client.get().watch();
    const stream = await client.get().stream();
    await clock.advance(10_000);
    expect(clock.sleeping).toBe(0);
    const reader = stream.getReader();
    const read = Promise.race([
      reader.read(),
      new Promise((resolve) =>
        setImmediate(() => {
          resolve('still open');
        }),
      ),
    ]);
    expect(await read).toBe('still open');
    watch.stop();
    await reader.cancel();
  });

  it('leaves no timer behind after an answer', async () => {
    const { client, clock } = await start([ok]);
    await client.get().timeout(1000).do();
    expect(clock.sleeping).toBe(0);
  });
});

describe('closing the client', () => {
  it('ends what waits for a retry or for the limiter', async () => {
    const retrying = await start([retryAfter(429, '60')]);
    const retry = expect(retrying.client.get().do()).rejects.toThrow('the client was closed');
    while (retrying.clock.sleeping === 0) await retrying.clock.advance(0);
    await retrying.client.close();
    await retry;
    expect(retrying.clock.sleeping).toBe(0);
    const limited = await start([ok], { qps: 0.1, burst: 1 });
    await limited.client.get().do();
    const wait = expect(limited.client.get().do()).rejects.toThrow('the client was closed');
    await limited.client.close();
    await wait;
    expect(limited.clock.sleeping).toBe(0);
  });
});

describe('the rate limiter', () => {
  it('refuses at once what would wait past the deadline of a retry', async () => {
    const { client, clock } = await start([retryAfter(429, '0'), ok], { qps: 0.1, burst: 1 });
    await expect(finish(clock, client.get().timeout(1000).do(), true)).rejects.toThrow(
      'client rate limiter Wait returned an error: rate: Wait(n=1) would exceed context deadline',
    );
  });

  it('lets an abort out of the queue', async () => {
    const { server, client } = await start([ok], { qps: 0.1, burst: 1 });
    await client.get().do();
    const controller = new AbortController();
    const call = expect(client.get().signal(controller.signal).do()).rejects.toThrow('enough');
    controller.abort(new Error('enough'));
    await call;
    expect(server.requests).toHaveLength(1);
  });
});
