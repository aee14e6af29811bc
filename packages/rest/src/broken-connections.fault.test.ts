import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { settled } from './eventually.test-support.js';
import { connectionsClosed, start } from './fault-stand.test-support.js';
import { answer, chunk, chunkedHead, type Play } from './raw-server.test-support.js';

/** Plays the first for the first request and so on, the last one for all that follow. */
const inTurn =
  (...plays: Play[]): Play =>
  (socket, request) =>
    plays[Math.min(request.number, plays.length - 1)]?.(socket, request);

/** More than 20 bytes, of which 20 are the beginning of a body. */
const compressed = gzipSync('{"ok":true}'.repeat(10));
const healthy: Play = (socket) => void socket.write(answer('{"ok":true}'));
const event = (name: string): string => `${JSON.stringify({ type: 'ADDED', object: { metadata: { name } } })}\n`;
const name = ({ object }: { object: object }): string => (object as { metadata: { name: string } }).metadata.name;

type End = (socket: Socket) => unknown;

/** The ways in which a connection ends when its server is killed: with a FIN, or with a RST if something was left unread. */
const endings: { ending: string; end: End }[] = [
  { ending: 'killed', end: (socket) => socket.end() },
  { ending: 'killed with a reset', end: (socket) => socket.resetAndDestroy() },
];

/** Sends some bytes, and ends the connection when they are on their way. */
const sendAndEnd =
  (bytes: string, end: End): Play =>
  (socket) =>
    void socket.write(bytes, 'latin1', () => {
      end(socket);
    });

/** Sends some bytes of a watch; ends the connection when so many events have arrived. Gives the names of those that did. */
async function watchUntilEnd(bytes: string, end: End, events: number): Promise<string[]> {
  let connection: Socket | undefined;
  const { client, run } = await start((socket) => {
    connection = socket;
    socket.write(bytes);
  });
  const names: string[] = [];
  for await (const each of await run(client.get().absPath('/x').watch()))
    if (names.push(name(each)) === events && connection) end(connection);
  return names;
}

describe.each(endings)('when the server is $ending', ({ end }) => {
  it('before it answers, a GET is tried again and succeeds', async () => {
    const { server, client, run } = await start(inTurn(sendAndEnd('', end), sendAndEnd('', end), healthy));
    const result = await run(client.get().absPath('/x').do());
    expect(result.into()).toEqual({ ok: true });
    expect(server.requests.length).toBe(3);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('before it answers, a %s fails and is not repeated', async (verb) => {
    const { server, client, run } = await start(inTurn(sendAndEnd('', end), healthy));
    await expect(run(client.verb(verb).absPath('/x').body('{}').do())).rejects.toMatchObject({
      name: 'TransportError',
      code: 'ECONNRESET',
    });
    expect(server.requests.length).toBe(1);
  });

  it('before it answers a watch, the watch is asked for again', async () => {
    const stream = chunkedHead + chunk(event('a')) + chunk('');
    const { server, client, run } = await start(inTurn(sendAndEnd('', end), (socket) => void socket.write(stream)));
    const names: string[] = [];
    for await (const each of await run(client.get().absPath('/x').watch())) names.push(name(each));
    expect(names).toEqual(['a']);
    expect(server.requests.length).toBe(2);
  });

  it.each(['HTTP/1.1 200 OK\r\ncontent-le', 'HTTP/1.1 20', 'H', 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'])(
    'within the head of an answer (%j), a POST fails and is not repeated',
    async (head) => {
      const { server, client, run } = await start(inTurn(sendAndEnd(head, end), healthy));
      await expect(run(client.post().absPath('/x').body('{}').do())).rejects.toMatchObject({ name: 'TransportError' });
      expect(server.requests.length).toBe(1);
    },
  );

  it.each([
    ['a declared length', 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"ok":'],
    ['chunks', `${chunkedHead}${chunk('{"ok":')}`],
    ['chunks, after the last but one', `${chunkedHead}${chunk('{"ok":true}')}`],
    [
      'compressed chunks',
      `${chunkedHead.replace('\r\n', '\r\ncontent-encoding: gzip\r\n')}14\r\n${compressed.toString('latin1', 0, 20)}\r\n`,
    ],
  ])('within a body of %s, the call fails, says to ask again, and does not repeat itself', async (_, bytes) => {
    const { server, client, run } = await start(inTurn(sendAndEnd(bytes, end), healthy));
    await expect(run(client.get().absPath('/x').do())).rejects.toThrow(
      /^unexpected error when reading response body. Please retry. Original error: GET .*\/x: /,
    );
    expect(server.requests.length).toBe(1);
  });

  it('within a stream, the stream gives what had come and then fails', async () => {
    let connection: Socket | undefined;
    const { client, run } = await start((socket) => {
      connection = socket;
      socket.write(`${chunkedHead}${chunk('one\n')}${chunk('tw')}`);
    });
    const stream = await run(client.get().absPath('/x').stream());
    let text = '';
    const reading = (async () => {
      for await (const bytes of stream) {
        text += new TextDecoder().decode(bytes);
        if (text === 'one\ntw' && connection) end(connection);
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: 'TransportError' });
    expect(text).toBe('one\ntw');
  });

  it.each([
    ['between two events', '', ['a', 'b']],
    ['within an event', '{"type":"ADDED","object":{"metadata":{"na', ['a', 'b']],
    ['behind an event that has no line end', '{"type":"ADDED","object":{"metadata":{"name":"c"}}}', ['a', 'b', 'c']],
  ])('%s, the watch ends without an error, after every whole event', async (_, rest, names) => {
    const bytes = `${chunkedHead}${chunk(event('a'))}${chunk(event('b'))}${rest && chunk(rest)}`;
    expect(await watchUntilEnd(bytes, end, names.length)).toEqual(names);
  });

  it('within the chunk that an event comes in, the watch ends without an error, after every whole event', async () => {
    const bytes = `${chunkedHead}${chunk(event('a'))}ffff\r\n${event('b')}{"type":"ADD`;
    expect(await watchUntilEnd(bytes, end, 2)).toEqual(['a', 'b']);
  });

  it('within an event that nobody has read yet, the watch still gives every whole event and ends without an error', async () => {
    const bytes = `${chunkedHead}${chunk(event('a') + event('b'))}${chunk(event('c'))}${chunk('{"type":')}`;
    const { server, client, run } = await start(sendAndEnd(bytes, end));
    const watch = await run(client.get().absPath('/x').watch());
    await connectionsClosed(server);
    // For the client to see it too.
    await settled();
    const names: string[] = [];
    for await (const each of watch) names.push(name(each));
    expect(names).toEqual(['a', 'b', 'c']);
  });

  it('again and again, a GET gives up after ten more tries, and a watch too', async () => {
    const { server, client, run } = await start(sendAndEnd('', end));
    await expect(run(client.get().absPath('/x').do())).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(server.requests.length).toBe(11);
    await expect(run(client.get().absPath('/x').watch())).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(server.requests.length).toBe(22);
  });
});

describe('when the server breaks off within the head of an answer', () => {
  it.each(['HTTP/1.1 200 OK\r\ncontent-le', 'HTTP/1.1 20', 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'])(
    'a GET and a watch fail and are not repeated, for the server had begun to answer: %j',
    async (head) => {
      const { server, client, run } = await start(sendAndEnd(head, (socket) => void socket.end()));
      await expect(run(client.get().absPath('/x').do())).rejects.toMatchObject({ name: 'TransportError' });
      expect(server.requests.length).toBe(1);
      await expect(run(client.get().absPath('/x').watch())).rejects.toMatchObject({ name: 'TransportError' });
      expect(server.requests.length).toBe(2);
    },
  );
});
