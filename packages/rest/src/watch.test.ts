import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from './eventually.test-support.js';
import { RESTClient } from './rest-client.js';
import { startTestServer, type TestServer } from './test-server.test-support.js';
import type { RawWatchEvent, Watch, WatchEvent } from './watch.js';

interface Thing {
  metadata: { name: string };
}

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

async function start(
  answer: (response: ServerResponse, socket: Socket) => void,
): Promise<{ server: TestServer; client: RESTClient }> {
  const server = await startTestServer((_request, response, socket) => {
    answer(response, socket);
  });
  const client = new RESTClient({ host: server.url, qps: -1 });
  opened.push(server, client);
  return { server, client };
}

const json = { 'content-type': 'application/json' };
const frame = (type: string, name: string): string =>
  `${JSON.stringify({ type, object: { kind: 'Thing', metadata: { name } } })}\n`;

async function read(watch: Watch<RawWatchEvent<Thing>>): Promise<string[]> {
  const seen: string[] = [];
  for await (const event of watch)
    seen.push(`${event.type} ${'name' in (event.object.metadata ?? {}) ? (event.object as Thing).metadata.name : ''}`.trim());
  return seen;
}

describe('a watch', () => {
  it('gives events in order and ends with the server’s stream', async () => {
    const { client } = await start((response) => {
      response.writeHead(200, json).end(frame('ADDED', 'a') + frame('MODIFIED', 'a') + frame('DELETED', 'a'));
    });
    expect(await read(await client.get().watch<Thing>())).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
  });

  it('puts frames together that arrive in any pieces, also within a character', async () => {
    const bytes = Buffer.from(frame('ADDED', 'é日😀') + frame('ADDED', 'b'));
    const { client } = await start((response) => {
      response.writeHead(200, json);
      let at = 0;
      const next = (): void => {
        if (at >= bytes.length) response.end();
        else response.write(bytes.subarray(at, ++at), () => setImmediate(next));
      };
      next();
    });
    expect(await read(await client.get().watch<Thing>())).toEqual(['ADDED é日😀', 'ADDED b']);
  });

  it('gives bookmarks', async () => {
    const { client } = await start((response) => {
      response.writeHead(200, json).end('{"type":"BOOKMARK","object":{"kind":"Thing","metadata":{"resourceVersion":"12"}}}');
    });
    for await (const event of await client.get().watch<Thing>())
      expect(event).toMatchObject({ type: 'BOOKMARK', object: { metadata: { resourceVersion: '12' } } });
    expect.assertions(1);
  });

  const expired = {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    reason: 'Expired',
    code: 410,
    message: 'too old resource version',
  };
  const sendExpired = (response: ServerResponse): void => {
    response.writeHead(200, json).end(`${frame('ADDED', 'a')}${JSON.stringify({ type: 'ERROR', object: expired })}\n`);
  };

  it('throws the Status of an ERROR event', async () => {
    const { client } = await start(sendExpired);
    await expect(read(await client.get().watch<Thing>())).rejects.toMatchObject({ reason: 'Expired', code: 410 });
  });

  it('gives an ERROR event as an event when asked to', async () => {
    const { client } = await start(sendExpired);
    const events: unknown[] = [];
    for await (const event of await client.get().watch<Thing>({ rawErrors: true })) events.push(event);
    expect(events[1]).toEqual({ type: 'ERROR', object: expired });
  });

  it.each([
    ['{"type":"FOO","object":{}}', 'got invalid watch event type: FOO'],
    ['{"type":"added","object":{}}', 'got invalid watch event type: added'],
    ['null\n', 'got invalid watch event type: ")'],
    ['{}\n', 'got invalid watch event type: ")'],
    ['{"Type":"ADDED","object":{}}', 'got invalid watch event type: ")'],
    ['[1]\n', 'got invalid watch event type: ")'],
    ['7\n', 'got invalid watch event type: ")'],
    ['\ufeff{"type":"ADDED","object":{}}', 'unable to decode an event from the watch stream: '],
    [',{"type":"ADDED","object":{}}', 'unable to decode an event from the watch stream: '],
    ['{"kind":"Status","apiVersion":"v1","message":"x"}', 'unable to decode to metav1.WatchEvent'],
    ['{"type":"ADDED"}', 'unable to decode watch event'],
    ['nonsense\n', 'unable to decode an event from the watch stream'],
  ])('throws for the frame %s', async (text, message) => {
    const { client } = await start((response) => {
      response.writeHead(200, json).end(text);
    });
    await expect(read(await client.get().watch<Thing>())).rejects.toMatchObject({
      reason: 'InternalError',
      message: expect.stringContaining(message),
    });
  });

  it('tells of a Status without an envelope what it says, as the cause', async () => {
    const { client } = await start((response) => {
      response
        .writeHead(200, json)
        .end('{"kind":"Status","apiVersion":"v1","status":"Failure","message":"etcd is gone","code":500}\n');
    });
    await expect(read(await client.get().watch<Thing>())).rejects.toMatchObject({ cause: { message: 'etcd is gone' } });
  });

  it('throws that an ERROR event holds no Status, and shows nothing of what it holds', async () => {
    const { client } = await start((response) => {
      response
        .writeHead(200, json)
        .end('{"type":"ERROR","object":{"kind":"Secret","apiVersion":"v1","data":{"password":"x"}}}\n');
    });
    await expect(read(await client.get().watch<Thing>())).rejects.toMatchObject({
      name: 'UnexpectedObjectError',
      message: 'unexpected object: v1 Secret',
    });
  });

  it('takes the last of two keys of one name', async () => {
    const { client } = await start((response) => {
      response.writeHead(200, json).end('{"type":"DELETED","type":"ADDED","object":{"metadata":{"name":"a"}}}\n');
    });
    expect(await read(await client.get().watch<Thing>())).toEqual(['ADDED a']);
  });

  it.each(['application/json;stream=watch', 'APPLICATION/JSON; charset=utf-8', 'a/b/c', undefined])(
    'reads JSON if the content type is %s',
    async (contentType) => {
      const { client } = await start((response) => {
        response.writeHead(200, contentType === undefined ? {} : { 'content-type': contentType }).end(frame('ADDED', 'a'));
      });
      expect(await read(await client.get().watch<Thing>())).toEqual(['ADDED a']);
    },
  );

  it('takes a frame of 16 MiB and none of one byte more', async () => {
    const limit = 16 * 1024 * 1024;
    const padded = (length: number): string => frame('ADDED', 'x'.repeat(length - frame('ADDED', '').length + 1));
    const { client } = await start((response) => {
      response.writeHead(200, json).end(padded(limit) + padded(limit + 1));
    });
    const events = (await client.get().watch<Thing>())[Symbol.asyncIterator]();
    expect((await events.next()).value).toMatchObject({ type: 'ADDED' });
    await expect(events.next()).rejects.toThrow('object to decode was longer than maximum allowed size');
  });

  it('opens after three answers that ask to come back', async () => {
    let asked = 0;
    const { client } = await start((response) => {
      if (asked++ < 3) response.writeHead(429, { ...json, 'retry-after': '0' }).end('{}');
      else response.writeHead(200, json).end(frame('ADDED', 'a') + frame('DELETED', 'a'));
    });
    expect(await read(await client.get().maxRetries(3).watch<Thing>())).toEqual(['ADDED a', 'DELETED a']);
  });

  it.each([
    [401, 'Unauthorized'],
    [403, 'Forbidden'],
  ])('rejects when the server refuses with %d and says nothing: %s', async (code, reason) => {
    const { client } = await start((response) => {
      response.writeHead(code).end();
    });
    await expect(client.get().watch()).rejects.toMatchObject({ reason, code });
  });

  it('gives the events before a broken frame, and then throws although the server goes on in silence', async () => {
    const { client } = await start((response) => {
      response.writeHead(200, json).write(`${frame('ADDED', 'a')}nonsense\n`);
    });
    const events = (await client.get().watch<Thing>())[Symbol.asyncIterator]();
    expect((await events.next()).value).toMatchObject({ type: 'ADDED' });
    await expect(events.next()).rejects.toMatchObject({ reason: 'InternalError' });
  });

  it.each<[string, (response: ServerResponse, socket: Socket) => void]>([
    ['within a frame', (response) => response.end(frame('ADDED', 'a') + '{"type":"ADD')],
    ['by closing the connection', (response, socket) => response.write(frame('ADDED', 'a'), () => socket.destroy())],
    [
      'by resetting the connection within a frame',
      (response, socket) => response.write(`${frame('ADDED', 'a')}{"ty`, () => socket.resetAndDestroy()),
    ],
  ])('ends quietly when the stream ends %s', async (_how, end) => {
    const { client } = await start((response, socket) => {
      response.writeHead(200, json).flushHeaders();
      end(response, socket);
    });
    expect(await read(await client.get().watch<Thing>())).toEqual(['ADDED a']);
  });

  it('rejects when the server refuses, with what it says', async () => {
    const { client } = await start((response) => {
      response.writeHead(403, json).end(
        JSON.stringify({
          kind: 'Status',
          apiVersion: 'v1',
          status: 'Failure',
          reason: 'Forbidden',
          code: 403,
          message: 'secrets is forbidden',
        }),
      );
    });
    await expect(client.get().watch()).rejects.toMatchObject({ reason: 'Forbidden', message: 'secrets is forbidden' });
  });

  it('rejects an answer that is no stream', async () => {
    const { server, client } = await start((response) => {
      response.writeHead(204).end();
    });
    await expect(client.get().absPath('/x').watch()).rejects.toThrow(`for request ${server.url}/x, got status: 204`);
  });

  it('rejects a media type that cannot be streamed, and closes the connection', async () => {
    const { server, client } = await start((response) => {
      response.writeHead(200, { 'content-type': 'application/yaml' }).write('a: b');
    });
    await expect(client.get().watch()).rejects.toThrow('no stream serializers registered for application/yaml');
    while (server.connections() > 0) await new Promise(setImmediate);
  });

  describe('is closed, connection included,', () => {
    const endless = (response: ServerResponse): void => {
      response.writeHead(200, json).write(frame('ADDED', 'a'));
    };
    const gone = async (server: TestServer): Promise<void> => {
      while (server.connections() > 0) await new Promise(setImmediate);
    };

    it('by leaving the loop', async () => {
      const { server, client } = await start(endless);
      for await (const event of await client.get().watch<Thing>()) {
        expect(event.type).toBe('ADDED');
        break;
      }
      await gone(server);
    });

    it('by an error thrown in the loop', async () => {
      const { server, client } = await start(endless);
      const consume = async (): Promise<void> => {
        for await (const event of await client.get().watch<Thing>()) throw new Error(event.type);
      };
      await expect(consume()).rejects.toThrow('ADDED');
      await gone(server);
    });

    it('by stop(), while the loop waits and when nobody reads, any number of times', async () => {
      const { server, client } = await start(endless);
      const watch = await client.get().watch<Thing>();
      const idle = await client.get().watch<Thing>();
      const seen: string[] = [];
      for await (const event of watch) {
        seen.push(event.type);
        setImmediate(() => {
          watch.stop();
          watch.stop();
        });
      }
      idle.stop();
      expect(seen).toEqual(['ADDED']);
      await gone(server);
      expect(await read(idle)).toEqual([]);
    });

    it('by `await using`', async () => {
      const { server, client } = await start(endless);
      {
        await using watch = await client.get().watch<Thing>();
        expect(typeof watch.stop).toBe('function');
      }
      await gone(server);
    });

    it('by the caller’s signal, which ends the loop without an error', async () => {
      const { server, client } = await start(endless);
      const controller = new AbortController();
      const seen: string[] = [];
      for await (const event of await client.get().signal(controller.signal).watch<Thing>()) {
        seen.push(event.type);
        setImmediate(() => {
          controller.abort();
        });
      }
      expect(seen).toEqual(['ADDED']);
      await gone(server);
    });
  });

  it('gives each event once, in order, to calls of next() that do not wait for each other', async () => {
    const { client } = await start((response) => {
      response.writeHead(200, json).write(frame('ADDED', 'a') + frame('ADDED', 'b'), () => {
        response.end(frame('ADDED', 'c') + frame('ADDED', 'd'));
      });
    });
    const events = (await client.get().watch<Thing>())[Symbol.asyncIterator]();
    const results: IteratorResult<WatchEvent<Thing>, undefined>[] = await Promise.all(
      Array.from({ length: 6 }, () => events.next()),
    );
    expect(results.map(({ value }) => (value?.object as Thing | undefined)?.metadata.name)).toEqual([
      'a',
      'b',
      'c',
      'd',
      undefined,
      undefined,
    ]);
  });

  it('tells one of several calls of next() of an error, the events before it to those before, and the end to the others', async () => {
    const { client } = await start(sendExpired);
    const events = (await client.get().watch<Thing>())[Symbol.asyncIterator]();
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => events.next()));
    expect(results).toMatchObject([
      { value: { value: { type: 'ADDED' } } },
      { status: 'rejected', reason: { reason: 'Expired' } },
      { value: { done: true } },
      { value: { done: true } },
    ]);
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it.each(['return()', 'stop()', 'an abort'])(
    'ends for all who wait by %s, and gives nothing more of what had come',
    async (how) => {
      const { server, client } = await start((response) => {
        response.writeHead(200, json).write(frame('ADDED', 'a'));
      });
      const controller = new AbortController();
      const open = (): Promise<Watch<RawWatchEvent<Thing>>> =>
        client.get().signal(controller.signal).watch<Thing>({ rawErrors: true });
      const [waiting, holding] = [await open(), await open()];
      const events = waiting[Symbol.asyncIterator]();
      await events.next();
      const nexts = [events.next(), events.next()];
      const held = holding[Symbol.asyncIterator]();
      if (how === 'an abort') controller.abort();
      else if (how === 'stop()') for (const watch of [waiting, holding]) watch.stop();
      else for (const iterator of [events, held]) expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
      for (const result of [...(await Promise.all(nexts)), await held.next(), await events.next()])
        expect(result).toEqual({ done: true, value: undefined });
      await until(() => server.connections() === 0);
    },
  );

  it('lets a slow reader slow the server down', async () => {
    let written = 0;
    const { client } = await start((response) => {
      response.writeHead(200, json);
      const line = frame('ADDED', 'x'.repeat(1000));
      const more = (): void => {
        while (written < 200_000 && response.write(line)) written++;
        if (written < 200_000 && !response.destroyed) response.once('drain', more);
      };
      more();
    });
    const watch = await client.get().watch<Thing>();
    let stable = -1;
    while (written !== stable) {
      stable = written;
      for (let i = 0; i < 50; i++) await new Promise(setImmediate);
    }
    expect(written).toBeLessThan(100_000);
    watch.stop();
  });
});
