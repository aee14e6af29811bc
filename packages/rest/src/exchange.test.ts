import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { isNotFound } from './error-predicates.js';
import { until } from './eventually.test-support.js';
import { ok, reset, retryAfter, silence, start, status } from './exchange.test-support.js';
import { runClock } from './fake-time-client.test-support.js';
import type { Request } from './request.js';

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
      await expect(runClock(clock, run(client.verb(verb).maxRetries(2)))).rejects.toMatchObject({ code: 429 });
      expect(server.requests).toHaveLength(3);
    },
  );

  it('never tries a 301 with Retry-After again', async () => {
    const { server, client, clock } = await start([retryAfter(301)]);
    await expect(runClock(clock, run(client.get()))).rejects.toThrow();
    expect(server.requests).toHaveLength(1);
  });

  it('does not try a 503 without Retry-After again', async () => {
    const { server, client, clock } = await start([status(503)]);
    await expect(runClock(clock, run(client.get()))).rejects.toMatchObject({ code: 503 });
    expect(server.requests).toHaveLength(1);
  });

  it.each(['GET', 'POST'])('does not try a %s on a refused connection again', async (verb) => {
    const { server, client, clock } = await start([ok]);
    await server[Symbol.asyncDispose]();
    await expect(runClock(clock, run(client.verb(verb)))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(clock.sleeps).toEqual([]);
  });

  it('does not try again what was answered with 200', async () => {
    const { server, client } = await start([retryAfter(200)]);
    await run(client.get());
    expect(server.requests).toHaveLength(1);
  });

  it('does not try again when the connection closes in the middle of the head of an answer', async () => {
    const { server, client, clock } = await start([
      (_response, socket) => {
        socket.end('HTTP/1.1 200 OK\r\nContent-Type: applica');
      },
      ok,
    ]);
    await expect(runClock(clock, run(client.get()))).rejects.toMatchObject({ name: 'TransportError' });
    expect(server.requests).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  it('gives up when it may not retry, and succeeds when it may', async () => {
    for (const [retries, succeeds] of [
      [0, false],
      [1, true],
      [5, true],
    ] as const) {
      const { client, clock } = await start([retryAfter(429), ok]);
      const call = runClock(clock, run(client.get().maxRetries(retries)));
      await (succeeds ? call : expect(call).rejects.toMatchObject({ code: 429 }));
    }
  });

  it(`tries a GET on a broken connection again: ${mode === 'stream' ? 'never' : 'after one second, after two, and so on'}`, async () => {
    const { server, client, clock } = await start([reset, reset, ok]);
    const call = runClock(clock, run(client.get()));
    if (mode === 'stream') {
      await expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(server.requests).toHaveLength(1);
    } else {
      await call;
      expect(server.requests).toHaveLength(3);
      expect(clock.sleeps).toEqual([1000, 2000]);
    }
  });

  it(`tries a POST on a broken connection again: ${mode === 'watch' ? 'as any watch' : 'never'}`, async () => {
    const { server, client, clock } = await start([reset, ok]);
    const call = runClock(clock, run(client.post()));
    await (mode === 'watch' ? call : expect(call).rejects.toMatchObject({ code: 'ECONNRESET' }));
    expect(server.requests).toHaveLength(mode === 'watch' ? 2 : 1);
  });

  it('rejects with the signal’s reason while the server is silent, at once', async () => {
    const { server, client } = await start([silence]);
    const controller = new AbortController();
    const call = expect(run(client.get().signal(controller.signal))).rejects.toThrow('changed my mind');
    await until(() => server.requests.length === 1);
    controller.abort(new Error('changed my mind'));
    await call;
    await until(() => server.connections() === 0);
  });

  it('sends nothing and takes no token when the signal has aborted before', async () => {
    const { server, client } = await start([ok], { qps: 1, burst: 1 });
    await expect(run(client.get().signal(AbortSignal.abort(new Error('too late'))))).rejects.toThrow('too late');
    expect(client.rateLimiter?.tryAccept()).toBe(true);
    expect(server.requests).toHaveLength(0);
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
  it('takes an empty verb for GET, and any other than GET in capitals for something that must not be repeated', async () => {
    const empty = await start([reset, ok]);
    await runClock(empty.clock, empty.client.verb('').do());
    expect(empty.server.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
    const small = await start([reset, ok]);
    await expect(runClock(small.clock, small.client.verb('get').do())).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(small.server.requests).toHaveLength(1);
  });

  it('sends the whole body each time', async () => {
    const { server, client, clock } = await start([retryAfter(429), retryAfter(500), retryAfter(501), retryAfter(504), ok]);
    const body = 'x'.repeat(4000);
    await runClock(clock, client.post().body(body).do());
    expect(server.requests.map((request) => request.body === body)).toEqual([true, true, true, true, true]);
  });

  it('waits as long as the server says', async () => {
    const { client, clock } = await start([retryAfter(429, '1'), retryAfter(429, '2'), retryAfter(503, '3'), ok]);
    await runClock(clock, client.get().do());
    expect(clock.sleeps).toEqual([1000, 2000, 3000]);
  });

  it('waits a second before each of four retries that ask for one', async () => {
    const again = retryAfter(429, '1');
    const { server, client, clock } = await start([again, again, again, again, ok]);
    expect((await runClock(clock, client.get().do())).statusCode).toBe(200);
    expect(clock.sleeps).toEqual([1000, 1000, 1000, 1000]);
    expect(server.requests).toHaveLength(5);
  });

  it('reads the first of two Retry-After lines', async () => {
    const { client, clock } = await start([status(429, { 'retry-after': ['3', '60'] }), ok]);
    await runClock(clock, client.get().do());
    expect(clock.sleeps).toEqual([3000]);
  });

  it('gives the answer itself when the server asks for more than five minutes, with what it asks for', async () => {
    const patient = await start([retryAfter(429, '300'), ok]);
    expect((await runClock(patient.clock, patient.client.get().do())).statusCode).toBe(200);
    const { server, client, clock } = await start([retryAfter(429, '301'), ok]);
    const result = await client.get().do();
    expect(result.statusCode).toBe(429);
    expect(result.error()).toMatchObject({ retryAfter: 301 });
    expect(clock.sleeps).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it.each(['POST', 'PATCH'])(
    'repeats a %s that failed with 5xx only if retryWrites is not false, and after 429 always',
    async (verb) => {
      const willing = await start([retryAfter(503), ok]);
      expect((await runClock(willing.clock, willing.client.verb(verb).do())).statusCode).toBe(200);
      const careful = await start([retryAfter(429), retryAfter(503), ok], { retryWrites: false });
      expect((await runClock(careful.clock, careful.client.verb(verb).do())).statusCode).toBe(503);
      expect(careful.server.requests).toHaveLength(2);
    },
  );

  it.each(['GET', 'PUT', 'DELETE'])('repeats a %s that failed with 5xx also if retryWrites is false', async (verb) => {
    const { client, clock } = await start([retryAfter(503), ok], { retryWrites: false });
    expect((await runClock(clock, client.verb(verb).do())).statusCode).toBe(200);
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

  it('does not send what is left of a stream when the request is executed again', async () => {
    const { server, client } = await start([ok]);
    const request = client.post().body(new Blob(['once']).stream());
    await request.do();
    await expect(request.do()).rejects.toThrow('the body of this request is a stream, which was sent before');
    expect(server.requests.map(({ body }) => body)).toEqual(['once']);
  });

  it('still has a stream to send when the first execution did not come to that', async () => {
    const { server, client } = await start([ok], { qps: 0.1, burst: 1 });
    client.rateLimiter?.tryAccept();
    const request = client.post().body(new Blob(['once']).stream());
    const controller = new AbortController();
    const aborted = expect(request.signal(controller.signal).do()).rejects.toThrow();
    controller.abort();
    await aborted;
    await request.signal(undefined).throttle(undefined).do();
    expect(server.requests.map(({ body }) => body)).toEqual(['once']);
  });

  it('sends with each execution of a request the headers that it had then', async () => {
    const { server, client } = await start([ok]);
    const request = client.patch('application/merge-patch+json').setHeader('x-turn', '1');
    const first = request.do();
    const second = request.setHeader('x-turn', '2').body({}).do();
    const third = request.setHeader('x-turn').do();
    await Promise.all([first, second, third]);
    const sent = server.requests.map(({ headers }) => [headers['x-turn'], headers['content-type']]);
    expect(sent).toEqual(
      expect.arrayContaining([
        ['1', 'application/merge-patch+json'],
        ['2', 'application/json'],
        [undefined, 'application/json'],
      ]),
    );
  });

  it.each(['signal', 'timeout', 'client'])(
    'does not wait for the end of a refused answer when the %s ends the call',
    async (what) => {
      let begun = false;
      const { server, client, clock } = await start([
        (response) => {
          response.writeHead(429, { 'retry-after': '0' }).write('wait', () => (begun = true));
        },
      ]);
      const controller = new AbortController();
      const call = client.get().signal(controller.signal).timeout(1000).do();
      const ended = expect(call).rejects.toThrow(
        { signal: 'changed my mind', timeout: 'deadline exceeded', client: 'closed' }[what],
      );
      await until(() => begun);
      if (what === 'signal') controller.abort(new Error('changed my mind'));
      if (what === 'timeout') await clock.advance(1000);
      if (what === 'client') await client.close();
      await ended;
      expect(server.requests).toHaveLength(1);
    },
  );

  it('keeps count for each of many executions of one request', async () => {
    const { server, client, clock } = await start([retryAfter(500, '1')]);
    const request = client.get().maxRetries(9);
    const results = Promise.all(Array.from({ length: 20 }, () => request.do()));
    expect((await runClock(clock, results)).map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(500));
    expect(server.requests).toHaveLength(200);
  });

  it('uses the connection of a short refused answer again, and not that of a long one', async () => {
    const short = await start([retryAfter(429), ok]);
    await runClock(short.clock, short.client.get().do());
    expect(short.server.requests.map(({ connection }) => connection)).toEqual([0, 0]);
    const long = await start([
      (response) => {
        response.writeHead(429, { 'retry-after': '0', 'content-length': '100000' }).end('x'.repeat(100_000));
      },
      ok,
    ]);
    await runClock(long.clock, long.client.get().do());
    expect(long.server.requests.map(({ connection }) => connection)).toEqual([0, 1]);
  });

  it('names what the tries failed with, if they failed differently', async () => {
    const { server, client, clock } = await start([reset, (response) => void response.destroy()]);
    await expect(runClock(clock, client.get().maxRetries(1).do())).rejects.toMatchObject({
      name: 'RetriedError',
      code: 'ECONNRESET',
      message: `GET ${server.url}/: socket hang up - error from a previous attempt: read ECONNRESET`,
    });
  });

  it('waits for the limiter again before each retry, and says so', async () => {
    const { server, client, clock, lines } = await start([retryAfter(429, '0'), ok], { qps: 0.1, burst: 1 });
    const call = client.get().absPath('/x').do();
    while (server.requests.length === 0) await clock.advance(0);
    await runClock(clock, call);
    expect(lines).toEqual([
      expect.stringMatching(
        /^kubewright: waited 10\.0s due to retries: 1, retry-after: 0s - retry-reason: due to server-side throttling, FlowSchema UID: "", request: GET:http.*\/x$/,
      ),
    ]);
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

describe('a watch', () => {
  it('that is refused after a broken connection tells of both, and is still what the server says', async () => {
    const { client, clock } = await start([reset, status(404)]);
    const error = await runClock(clock, client.get().absPath('/x').watch()).catch((e: unknown) => e as Error);
    expect(error).toMatchObject({
      name: 'RetriedError',
      message: 'the server could not find the requested resource (get /x) - error from a previous attempt: read ECONNRESET',
    });
    expect(isNotFound(error)).toBe(true);
  });
});

describe('a stream', () => {
  it('opens at the third of three tries, two of which were put off', async () => {
    const { server, client, clock } = await start([retryAfter(429), retryAfter(429), ok]);
    const stream = await runClock(clock, client.get().maxRetries(2).stream());
    expect(await new Response(stream).text()).toBe('{}');
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    ['resets', reset],
    ['closes', (response: ServerResponse) => void response.destroy()],
  ] as const)('fails with the connection that the server %s at the second try', async (_how, breakOff) => {
    // On a connection of its own: one that broke while it was idle would be replaced without a word.
    const { server, client, clock } = await start([status(429, { 'retry-after': '0', connection: 'close' }), breakOff]);
    await expect(runClock(clock, client.get().maxRetries(2).stream())).rejects.toMatchObject({
      name: 'TransportError',
      code: 'ECONNRESET',
    });
    expect(server.requests).toHaveLength(2);
  });
});

describe('connections', () => {
  it('are used again for one call after another', async () => {
    const { server, client } = await start([ok]);
    for (let i = 0; i < 5; i++) await client.get().do();
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 0, 0, 0]);
  });

  it('are not used again after a call that was given up', async () => {
    const { server, client, clock } = await start([silence, ok]);
    const call = expect(client.get().timeout(1000).do()).rejects.toThrow('deadline exceeded');
    await until(() => server.requests.length === 1);
    await clock.advance(1000);
    await call;
    await client.get().do();
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 1]);
  });
});

describe('the rate limiter', () => {
  it('refuses at once what would wait past the deadline of a retry', async () => {
    const { client, clock } = await start([retryAfter(429, '0'), ok], { qps: 0.1, burst: 1 });
    await expect(runClock(clock, client.get().timeout(1000).do(), 1)).rejects.toThrow(
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
