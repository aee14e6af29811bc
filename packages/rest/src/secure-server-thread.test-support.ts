import { Worker } from 'node:worker_threads';
import type { CertificateAuthority } from '../../envtest/src/certificates.js';

/** What the server was asked, and over how many connections. */
export interface Served {
  requests: number;
  connections: number;
}

/** An HTTPS server in a thread of its own. */
export interface ServerThread extends AsyncDisposable {
  readonly url: string;
  served(): Promise<Served>;
}

const serverSource = `
const { createServer } = require('node:https');
const { parentPort, workerData } = require('node:worker_threads');
const served = { requests: 0, connections: 0 };
const server = createServer(workerData, (request, response) => {
  served.requests++;
  request.resume().on('end', () => response.end('ok'));
});
server.keepAliveTimeout = 0;
server.on('secureConnection', () => served.connections++);
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
parentPort.on('message', () => parentPort.postMessage(served));
`;

/**
 * Starts a server that reads what it is sent and answers `ok`, and that works at the same time as its clients: an answer can be there
 * before a client has done what follows its sending.
 */
export async function startServerThread(authority: CertificateAuthority): Promise<ServerThread> {
  const { certificate: cert, key } = await authority.issueServer('server', ['127.0.0.1']);
  const worker = new Worker(serverSource, { eval: true, workerData: { cert, key } });
  const message = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      worker.once('message', resolve).once('error', reject);
    });
  const port = await message<number>();
  return {
    url: `https://127.0.0.1:${String(port)}`,
    served() {
      const answer = message<Served>();
      worker.postMessage('served');
      return answer;
    },
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}
