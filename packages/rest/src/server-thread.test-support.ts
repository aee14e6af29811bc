import { Worker } from 'node:worker_threads';
import type { CertificateAuthority } from '../../envtest/src/certificates.js';

/** What a server was asked, and over how many connections. */
export interface Served {
  requests: number;
  connections: number;
}

/** A server in a thread of its own. */
export interface ServerThread extends AsyncDisposable {
  readonly url: string;
  served(): Promise<Served>;
}

const serverSource = `
const { createServer } = require('node:http');
const { createServer: createSecureServer } = require('node:https');
const { parentPort, workerData } = require('node:worker_threads');
const served = { requests: 0, connections: 0 };
const answer = (request, response) => {
  served.requests++;
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2 }).end('{}');
  });
};
const server = workerData ? createSecureServer(workerData, answer) : createServer(answer);
server.keepAliveTimeout = 0;
server.on(workerData ? 'secureConnection' : 'connection', () => served.connections++);
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
parentPort.on('message', () => parentPort.postMessage(served));
`;

/**
 * Starts a server that reads what it is sent and answers `{}`, over TLS if there is an authority to vouch for it. Its memory is not
 * that of its clients, and it works at the same time: an answer can be there before a client has done what follows its sending.
 */
export async function startServerThread(authority?: CertificateAuthority): Promise<ServerThread> {
  const issued = await authority?.issueServer('server', ['127.0.0.1']);
  const worker = new Worker(serverSource, { eval: true, workerData: issued && { cert: issued.certificate, key: issued.key } });
  const message = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      worker.once('message', resolve).once('error', reject);
    });
  const port = await message<number>();
  return {
    url: `${issued ? 'https' : 'http'}://127.0.0.1:${String(port)}`,
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
