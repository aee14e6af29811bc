import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTimeLimit } from './time-limit.js';

let sockets: Socket[];
let near: Socket;
let far: Socket;

beforeEach(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  [[far]] = (await Promise.all([once(server, 'connection'), once(near, 'connect')])) as [[Socket], unknown];
  sockets = [near, far];
  server.close();
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
});

/** Keeps the event loop from turning. */
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

const start = (limit: number, expired: Error[]) =>
  startTimeLimit(limit, 'idle', 'the next piece', (error) => expired.push(error));

describe('a time limit', () => {
  it('is none if it is 0', () => {
    expect(start(0, [])).toBeUndefined();
  });

  it('names what took too long', async () => {
    const error = await new Promise((resolve) => startTimeLimit(1, 'idle', 'the next piece', resolve));
    expect(error).toMatchObject({
      message: 'the next piece took longer than 1 ms, the limit of timeouts.idle',
      code: 'ETIMEDOUT',
    });
  });

  it.each(['clear', 'refresh'] as const)('is not over when all had come while the process was busy: %s', async (how) => {
    const expired: Error[] = [];
    const limit = start(200, expired);
    const came = once(near, 'data').then(() => limit?.[how]());
    far.write('all of it');
    block(400);
    await came;
    await new Promise(setImmediate);
    expect(expired).toEqual([]);
    limit?.clear();
  });
});
