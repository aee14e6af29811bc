import type { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { connectionsClosed, type FaultStand, start } from './fault-stand.test-support.js';
import { chunk, chunkedHead } from './raw-server.test-support.js';
import { catchUncaught } from './uncaught.test-support.js';

const eventSize = 10_000;
const total = 20_000;

/** Sends 200 MB of events as fast as the connection takes them. */
async function startFlood(): Promise<FaultStand & { sent: () => number }> {
  let sent = 0;
  const flood = (socket: Socket): void => {
    while (sent < total && !socket.destroyed) {
      const object = { metadata: { resourceVersion: String(sent++) }, filler: 'x'.repeat(eventSize) };
      if (!socket.write(chunk(`${JSON.stringify({ type: 'ADDED', object })}\n`))) {
        socket.once('drain', () => {
          flood(socket);
        });
        return;
      }
    }
    if (!socket.destroyed) socket.write(chunk(''));
  };
  const stand = await start((socket) => {
    socket.write(chunkedHead);
    flood(socket);
  });
  return { ...stand, sent: () => sent };
}

/** Waits until a number does not grow any more. */
async function standstill(value: () => number): Promise<number> {
  let last = -1;
  // Several times, for a machine may be busy with something else for a while.
  for (let same = 0; same < 10; same = value() === last ? same + 1 : 0) {
    last = value();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return last;
}

describe('when the consumer of a watch is slow', () => {
  it('the server has to wait, and no event is lost', async () => {
    const { client, sent } = await startFlood();
    const watch = await client.get().absPath('/x').watch<{ metadata: { resourceVersion: string } }>();
    const versions: string[] = [];
    for await (const { object } of watch) {
      // What is on its way is in the buffers of the two kernels, which are some megabytes, and in two of ours.
      if (versions.length === 0) expect((await standstill(sent)) * eventSize).toBeLessThan(100_000_000);
      versions.push(object.metadata.resourceVersion);
    }
    expect(versions).toEqual(Array.from({ length: total }, (_, i) => String(i)));
  });

  it('and never begins to read, the server has to wait, and stopping the watch closes the connection', async () => {
    const { server, client, sent } = await startFlood();
    const watch = await client.get().absPath('/x').watch();
    expect((await standstill(sent)) * eventSize).toBeLessThan(100_000_000);
    expect(server.sockets.size).toBe(1);
    watch.stop();
    await connectionsClosed(server);
  });

  it('the same is true of a stream', async () => {
    const { server, client, sent } = await startFlood();
    const reader = (await client.get().absPath('/x').stream()).getReader();
    await reader.read();
    expect((await standstill(sent)) * eventSize).toBeLessThan(100_000_000);
    await reader.cancel();
    await connectionsClosed(server);
  });
});

describe('when the consumer of a watch throws', () => {
  it('its error is what the loop throws, and the connection is closed', async () => {
    const { server, client } = await startFlood();
    const watching = (async () => {
      for await (const { type } of await client.get().absPath('/x').watch()) throw new Error(`not interested in ${type}`);
    })();
    await expect(watching).rejects.toThrow('not interested in ADDED');
    await connectionsClosed(server);
  });

  it('a handler of warnings that throws does not fail the watch', async () => {
    using caught = catchUncaught();
    const broken = new Error('broken handler');
    const event = `${JSON.stringify({ type: 'ADDED', object: {} })}\n`;
    const { client } = await start((socket) => {
      socket.write(chunkedHead.replace('\r\n', '\r\nwarning: 299 - "old"\r\n') + chunk(event) + chunk(''));
    });
    const types: string[] = [];
    for await (const { type } of await client
      .get()
      .absPath('/x')
      .warningHandler(() => {
        throw broken;
      })
      .watch())
      types.push(type);
    expect(types).toEqual(['ADDED']);
    expect(caught.errors).toEqual([broken]);
  });
});
