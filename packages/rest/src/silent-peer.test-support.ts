import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';

/** Listens, then sleeps for ever: the system queues two connections, and answers no more of them. */
const sleeper = `
const { parentPort, workerData } = require('node:worker_threads');
const server = require('node:net').createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  setImmediate(() => Atomics.wait(workerData, 0, 0));
});`;

/** A port of this machine that answers no attempt to connect, as if behind a firewall. */
export interface SilentPeer extends AsyncDisposable {
  /** `host:port` */
  readonly address: string;
}

/** Starts a peer that lets everybody wait who wants to connect. */
export async function startSilentPeer(): Promise<SilentPeer> {
  const worker = new Worker(sleeper, { eval: true, workerData: new Int32Array(new SharedArrayBuffer(4)) });
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  let connected = 0;
  const fillers = Array.from({ length: 8 }, () =>
    connect(port, '127.0.0.1')
      .on('connect', () => connected++)
      .on('error', () => undefined),
  );
  // The queue is full when some are in it and no more get in.
  for (let before = 0, turns = 0; turns < 100; turns = connected > 0 && connected === before ? turns + 1 : 0) {
    before = connected;
    await new Promise(setImmediate);
  }
  return {
    address: `127.0.0.1:${String(port)}`,
    async [Symbol.asyncDispose]() {
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    },
  };
}
