import type { ServerResponse } from 'node:http';
import { expect, it } from '@jest/globals';
import { type Stand, textOf, until } from './conformance-stand.test-support.js';
import { settled } from './eventually.test-support.js';
import { stopTimers } from './stopped-timers.test-support.js';

const stream = { use: 'stream' } as const;
const timedOut = { name: 'TransportError', code: 'ETIMEDOUT' };

/** How a body comes to its reader while it is still being made. */
export function streamingCases({ probe, serve, serveRaw }: Stand): void {
  it('gives each piece as soon as it is sent', async () => {
    let response: ServerResponse | undefined;
    const server = await serve((_request, outgoing) => {
      response = outgoing.writeHead(200);
      outgoing.flushHeaders();
    });
    const { body, status } = await probe().get(server.url, stream);
    expect(status).toBe(200);
    const iterator = body[Symbol.asyncIterator]();
    for (const piece of ['one\n', 'two\n', 'three\n']) {
      const next = iterator.next();
      response?.write(piece);
      expect(Buffer.from((await next).value as Uint8Array).toString()).toBe(piece);
    }
    response?.end();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('stops a server whose answer nobody reads, and lets it go on when somebody does', async () => {
    const total = 1000;
    const piece = Buffer.alloc(100_000);
    let written = 0;
    const server = await serve((_request, response) => {
      response.writeHead(200);
      const pump = (): void => {
        while (written < total) {
          written++;
          if (!response.write(piece)) {
            response.once('drain', pump);
            return;
          }
        }
        response.end();
      };
      pump();
    });
    const { body } = await probe().get(server.url, stream);
    for (let before = -1, turns = 0; turns < 200; turns = written === before ? turns + 1 : 0) {
      before = written;
      await new Promise(setImmediate);
    }
    expect(written).toBeLessThan(total / 2);
    let received = 0;
    for await (const chunk of body) received += chunk.length;
    expect([written, received]).toEqual([total, total * piece.length]);
  });

  it('stops a server within a body whose reader has paused', async () => {
    const total = 1000;
    let written = 0;
    const server = await serve((_request, response) => {
      const pump = (): void => {
        for (; written < total; written++) {
          if (!response.write(Buffer.alloc(100_000))) {
            response.once('drain', pump);
            written++;
            return;
          }
        }
        response.end();
      };
      pump();
    });
    const iterator = (await probe().get(server.url, stream)).body[Symbol.asyncIterator]();
    for (let i = 0; i < 10; i++) await iterator.next();
    for (let before = -1, turns = 0; turns < 200; turns = written === before ? turns + 1 : 0) {
      before = written;
      await new Promise(setImmediate);
    }
    expect(written).toBeLessThan(total / 2);
    while (!(await iterator.next()).done);
    expect(written).toBe(total);
  });

  it.each(['call', 'stream'] as const)('closes the connection of a %s that is cancelled, and wakes its reader', async (use) => {
    const server = await serve((_request, response) => {
      response.write('first');
    });
    const { body } = await probe().get(server.url, { use });
    const iterator = body[Symbol.asyncIterator]();
    await iterator.next();
    const waiting = iterator.next();
    const outcome = expect(waiting).rejects.toMatchObject({ name: 'TransportError' });
    body.cancel();
    body.cancel();
    await outcome;
    await until(() => server.connections() === 0);
  });

  it('closes the connection when the loop over a body is left', async () => {
    const server = await serve((_request, response) => {
      response.write('first');
    });
    for await (const chunk of (await probe().get(server.url, stream)).body) {
      expect(Buffer.from(chunk).toString()).toBe('first');
      break;
    }
    await until(() => server.connections() === 0);
  });

  it('fails a reader that comes after the body was cancelled', async () => {
    const server = await serve((_request, response) => {
      response.write('first');
    });
    const { body } = await probe().get(server.url);
    body.cancel();
    await expect(body.bytes()).rejects.toMatchObject({ name: 'TransportError' });
  });

  it('comes to an end for every reader, one behind the other or at once', async () => {
    let finish: (() => void) | undefined;
    const server = await serve((_request, response) => {
      response.write('first');
      finish = () => response.end('last');
    });
    const { body } = await probe().get(server.url);
    const readers = [body.bytes(), body.bytes(), body.bytes()];
    finish?.();
    await Promise.all(readers);
    expect(await body.bytes()).toHaveLength(0);
    expect(await body[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined });
  });

  it.each(['two iterators', 'calls of next() that do not wait for each other'])('gives each piece once to %s', async (how) => {
    const server = await serve((_request, response) => {
      response.write('a', () => response.write('b', () => setImmediate(() => response.end('c'))));
    });
    const { body } = await probe().get(server.url, stream);
    const one = body[Symbol.asyncIterator]();
    const other = how === 'two iterators' ? body[Symbol.asyncIterator]() : one;
    const results: IteratorResult<Uint8Array, unknown>[] = await Promise.all(
      [one, other, one, other, one].map((iterator) => iterator.next()),
    );
    const pieces = results.map(({ value }) => (value ? Buffer.from(value as Uint8Array).toString() : ''));
    expect([...pieces.join('')].sort().join('')).toBe('abc');
    if (one === other) expect(pieces.join('')).toBe('abc');
    expect(results.at(-1)).toEqual({ done: true, value: undefined });
  });

  it('gives all at once what a reader of pieces has left', async () => {
    const total = 300_000;
    const server = await serve((_request, response) => response.end(Buffer.alloc(total)));
    const { body } = await probe().get(server.url, stream);
    const first = await body[Symbol.asyncIterator]().next();
    // Until the stream stops for want of a reader.
    await settled();
    expect((await body.bytes()).length).toBe(total - (first.value as Uint8Array).length);
  });

  /** An iterator that gave one piece, with a second one come already. */
  const betweenPieces = async (signal?: AbortSignal) => {
    let response: ServerResponse | undefined;
    const server = await serve((_request, outgoing) => {
      (response = outgoing).write('first');
    });
    const { body } = await probe().get(server.url, { ...stream, signal });
    const iterator = body[Symbol.asyncIterator]();
    await iterator.next();
    await new Promise((resolve) => response?.write('second', resolve));
    await settled();
    return { server, body, iterator };
  };

  it('gives nothing more to a reader who went away', async () => {
    const { server, iterator } = await betweenPieces();
    await iterator.return?.();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    await until(() => server.connections() === 0);
  });

  it('ends for a reader who goes away while it waits, at once', async () => {
    const server = await serve((_request, response) => {
      response.write('first');
    });
    const iterator = (await probe().get(server.url, stream)).body[Symbol.asyncIterator]();
    await iterator.next();
    const waiting = [iterator.next(), iterator.next()];
    expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
    const ended = { done: true, value: undefined };
    expect(await Promise.all([...waiting, iterator.next()])).toEqual([ended, ended, ended]);
    await until(() => server.connections() === 0);
  });

  it('gives nothing more after it was cancelled, but fails once and has then ended', async () => {
    const { server, body, iterator } = await betweenPieces();
    body.cancel();
    await expect(iterator.next()).rejects.toMatchObject({ name: 'TransportError' });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    await until(() => server.connections() === 0);
  });

  it('gives nothing more after an abort, but fails once with its reason and has then ended', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const { server, iterator } = await betweenPieces(controller.signal);
    controller.abort(reason);
    await expect(iterator.next()).rejects.toBe(reason);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    await until(() => server.connections() === 0);
  });

  it('keeps the connection when a body is cancelled after its end', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const { get } = probe();
    for (let i = 0; i < 3; i++) {
      const response = await get(server.url);
      expect(await textOf(response)).toBe('ok');
      response.body.cancel();
    }
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 0]);
  });

  it('fails with ETIMEDOUT when no head comes in time, and closes the connection', async () => {
    const server = await serve(() => undefined);
    await expect(probe({ timeouts: { headers: 50 } }).get(server.url)).rejects.toMatchObject(timedOut);
    await until(() => server.requests.length > 0 && server.connections() === 0);
    expect(server.requests).toHaveLength(1);
  });

  it('fails with ETIMEDOUT when a head stops in the middle', async () => {
    const server = await serveRaw((socket) => socket.write('HTTP/1.1 200 OK\r\nX-'));
    await expect(probe({ timeouts: { headers: 50 } }).get(server.url, stream)).rejects.toMatchObject(timedOut);
    await until(() => server.connections() === 0);
  });

  it('does not count the body against the limit for the head', async () => {
    let response: ServerResponse | undefined;
    const server = await serve((_request, outgoing) => {
      (response = outgoing).write('first');
    });
    using timers = stopTimers();
    const answer = await probe({ timeouts: { headers: 50 } }).get(server.url);
    const text = textOf(answer);
    // Longer than the limit, and than some seconds: that is how coarse some timers are.
    await timers.pass(5_000);
    response?.end(' last');
    expect(await text).toBe('first last');
  });

  it.each(['gathered', 'streamed'])('fails with ETIMEDOUT when a body that is %s goes silent', async (how) => {
    const server = await serve((_request, response) => {
      response.write('first');
    });
    const { body } = await probe({ timeouts: { idle: 50 } }).get(server.url, stream);
    const read = async (): Promise<void> => {
      if (how === 'gathered') await body.bytes();
      else for await (const chunk of body) expect(chunk).toHaveLength(5);
    };
    await expect(read()).rejects.toMatchObject(timedOut);
    await until(() => server.connections() === 0);
  });

  it('takes limits that are longer than any timer', async () => {
    const [connect, headers, idle] = [2 ** 40, 2 ** 40, 2 ** 40];
    let response: ServerResponse | undefined;
    const server = await serve((_request, outgoing) => {
      (response = outgoing).write('first');
    });
    const text = textOf(await probe({ timeouts: { connect, headers, idle } }).get(server.url));
    // Nothing may happen: Node's timers go off after a millisecond when they are to run for too long.
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 2));
    response?.end(' last');
    expect(await text).toBe('first last');
  });

  it('does not count the time in which nobody reads', async () => {
    let response: ServerResponse | undefined;
    const server = await serve((_request, outgoing) => {
      (response = outgoing).write('first');
    });
    using timers = stopTimers();
    const iterator = (await probe({ timeouts: { idle: 50 } }).get(server.url, stream)).body[Symbol.asyncIterator]();
    await iterator.next();
    // Nothing may happen, for longer than the limit.
    await timers.pass(200);
    response?.end('last');
    expect(Buffer.from((await iterator.next()).value as Uint8Array).toString()).toBe('last');
  });

  it('lets a body go on for longer than the limit as long as it comes', async () => {
    const server = await serve((_request, response) => {
      // Each pause is shorter than the limit, all of them together are longer.
      let left = 12;
      const timer = setInterval(() => {
        response.write('x');
        if (--left > 0) return;
        clearInterval(timer);
        response.end();
      }, 25);
    });
    const response = await probe({ timeouts: { idle: 250 } }).get(server.url, stream);
    expect(await textOf(response)).toBe('x'.repeat(12));
  });
}
