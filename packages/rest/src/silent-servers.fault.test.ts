import { describe, expect, it } from '@jest/globals';
import { eventually, until } from './eventually.test-support.js';
import type { FakeClock } from './fake-clock.test-support.js';
import { connectionsClosed, start } from './fault-stand.test-support.js';
import { answer, chunk, chunkedHead, type Play, type RawServer } from './raw-server.test-support.js';
import { stopTimers } from './stopped-timers.test-support.js';

const silence: Play = () => undefined;
const event = '{"type":"ADDED","object":{"metadata":{"name":"a"}}}\n';

/** Waits until the server has been asked, then lets the time pass. */
async function expire(server: RawServer, clock: FakeClock, milliseconds: number): Promise<void> {
  await eventually(
    () => server.requests.length > 0,
    () => 'a request',
  );
  // What the server wrote must have arrived: it is another answer then.
  await clock.advance(milliseconds);
}

describe('when a server takes the connection and never answers', () => {
  it('a call with a timeout fails when it is over, and its connection is closed', async () => {
    const { server, client, clock } = await start(silence);
    const call = client.get().absPath('/x').timeout(1_500).do();
    const failed = expect(call).rejects.toMatchObject({
      name: 'DeadlineExceededError',
      message: expect.stringMatching(/^GET http:.*\/x\?timeout=1.5s: deadline exceeded: no complete answer within 1.5s$/),
    });
    await expire(server, clock, 1_500);
    await failed;
    await connectionsClosed(server);
    expect(server.requests.length).toBe(1);
    expect(clock.sleeping).toBe(0);
  });

  it('the timeout of the config counts for a POST too', async () => {
    const { server, client, clock } = await start(silence, { timeout: 700 });
    const failed = expect(client.post().absPath('/x').body('{}').do()).rejects.toMatchObject({ name: 'DeadlineExceededError' });
    await expire(server, clock, 700);
    await failed;
    await connectionsClosed(server);
  });

  it('a watch with a timeout fails when it is over without an answer', async () => {
    const { server, client, clock } = await start(silence);
    const failed = expect(client.get().absPath('/x').timeout(1_000).watch()).rejects.toMatchObject({
      name: 'DeadlineExceededError',
    });
    await expire(server, clock, 1_000);
    await failed;
    await connectionsClosed(server);
  });

  it('a call fails with a TransportError when the limit for the head of an answer is over, and is not repeated', async () => {
    const { server, client } = await start(silence, { timeouts: { headers: 50 } });
    await expect(client.get().absPath('/x').do()).rejects.toMatchObject({ name: 'TransportError', code: 'ETIMEDOUT' });
    await until(() => server.requests.length > 0);
    await connectionsClosed(server);
    expect(server.requests.length).toBe(1);
  });

  it('an abort ends the call at once', async () => {
    const { server, client } = await start(silence);
    const controller = new AbortController();
    const failed = expect(client.get().absPath('/x').signal(controller.signal).do()).rejects.toThrow('changed my mind');
    await eventually(
      () => server.requests.length > 0,
      () => 'a request',
    );
    controller.abort(new Error('changed my mind'));
    await failed;
    await connectionsClosed(server);
  });
});

describe('when a server falls silent within an answer', () => {
  const half = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"ok":';

  it('a call fails when its timeout is over, however slowly the body comes', async () => {
    // A server that sends a byte whenever time passes: it is never idle, and never done.
    const { server, client, clock } = await start((socket) => {
      socket.write(half);
      void (async () => {
        for (;;) {
          await clock.sleep(100);
          if (socket.destroyed) return;
          socket.write(' ');
        }
      })();
    });
    const failed = expect(client.get().absPath('/x').timeout(2_000).do()).rejects.toMatchObject({
      name: 'DeadlineExceededError',
    });
    await expire(server, clock, 2_000);
    await failed;
    await connectionsClosed(server);
    await clock.advance(100);
    expect(clock.sleeping).toBe(0);
  });

  it('a call fails with a TransportError when the limit for silence is over', async () => {
    const { server, client } = await start((socket) => void socket.write(half), { timeouts: { idle: 50 } });
    await expect(client.get().absPath('/x').do()).rejects.toMatchObject({
      name: 'TransportError',
      code: 'ETIMEDOUT',
      message: expect.stringMatching(/^unexpected error when reading response body. Please retry. Original error: GET /),
    });
    await connectionsClosed(server);
    expect(server.requests.length).toBe(1);
  });

  it('a watch gives its events and ends without an error when the limit for silence is over', async () => {
    const { server, client } = await start((socket) => void socket.write(chunkedHead + chunk(event) + chunk('{"type":')), {
      timeouts: { idle: 50 },
    });
    const types: string[] = [];
    for await (const { type } of await client.get().absPath('/x').watch()) types.push(type);
    expect(types).toEqual(['ADDED']);
    await connectionsClosed(server);
  });

  it('a watch without such a limit stays open, whatever the timeout of the config', async () => {
    const { server, client, clock } = await start((socket) => void socket.write(chunkedHead + chunk(event)), { timeout: 1_000 });
    const watch = await client.get().absPath('/x').watch();
    const events = watch[Symbol.asyncIterator]();
    expect(await events.next()).toMatchObject({ done: false });
    await clock.advance(100_000);
    const [socket] = server.sockets;
    socket?.write(chunk(event));
    expect(await events.next()).toMatchObject({ done: false });
    watch.stop();
    await connectionsClosed(server);
  });

  it('a stream fails with a TransportError when the limit for silence is over, after giving what came', async () => {
    const { server, client } = await start((socket) => void socket.write(chunkedHead + chunk('one')), { timeouts: { idle: 50 } });
    let text = '';
    const read = async (): Promise<void> => {
      for await (const bytes of await client.get().absPath('/x').stream()) text += new TextDecoder().decode(bytes);
    };
    await expect(read()).rejects.toMatchObject({ name: 'TransportError', code: 'ETIMEDOUT' });
    expect(text).toBe('one');
    await connectionsClosed(server);
  });

  it('a stream that nobody reads is not silent', async () => {
    using timers = stopTimers();
    const { server, client } = await start((socket) => void socket.write(chunkedHead + chunk('one')), { timeouts: { idle: 50 } });
    const reader = (await client.get().absPath('/x').stream()).getReader();
    await reader.read();
    // Nothing may happen, for longer than the limit.
    await timers.pass(120);
    const next = reader.read();
    const [socket] = server.sockets;
    socket?.write(chunk('two') + chunk(''));
    expect(new TextDecoder().decode((await next).value)).toBe('two');
    await reader.cancel();
  });
});

describe('when a server is slow but answers in time', () => {
  it('a call succeeds, and its deadline leaves no timer', async () => {
    const { client, clock } = await start((socket) => {
      void clock.sleep(900).then(() => socket.write(answer('{"ok":true}')));
    });
    const call = client.get().absPath('/x').timeout(1_000).do();
    await eventually(
      () => clock.sleeping === 2,
      () => 'the server and the deadline to wait',
    );
    await clock.advance(900);
    expect((await call).into()).toEqual({ ok: true });
    expect(clock.sleeping).toBe(0);
  });
});
