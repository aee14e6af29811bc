// @ts-check
// What do all contenders talk to? An API server's answers, made once and sent as fast as they are taken.
//
// A process of its own, so that its work is in nobody's figures. Prints one line of JSON when it listens, ends when stdin does.

import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { pod } from './pod.mjs';
import { CertificateAuthority } from '../../packages/envtest/dist/certificates.js';

const megabyte = 1024 * 1024;
const listSize = 30 * megabyte;
const watchEvents = 50_000;

const small = Buffer.from(JSON.stringify(pod(1)));
/** @type {string[]} */
const items = [];
for (let size = 0; size < listSize;) {
  const item = JSON.stringify(pod(items.length));
  items.push(item);
  size += Buffer.byteLength(item) + 1;
}
const list = Buffer.from(`{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9"},"items":[${items.join(',')}]}`);

/**
 * The events of a watch, in pieces as large as a server writes them.
 *
 * @type {Buffer[]}
 */
const pieces = [];
for (let index = 0, text = ''; index < watchEvents; index++) {
  text += `${JSON.stringify({ type: 'MODIFIED', object: pod(index % 5000) })}\n`;
  if (text.length > 65_536 || index === watchEvents - 1) {
    pieces.push(Buffer.from(text));
    text = '';
  }
}

/** @param {import('node:http').ServerResponse} response */
function sendWatch(response) {
  response.writeHead(200, { 'content-type': 'application/json' });
  let next = 0;
  const pump = () => {
    for (let piece = pieces[next]; piece; piece = pieces[next]) {
      next++;
      if (!response.write(piece)) {
        response.once('drain', pump);
        return;
      }
    }
    response.end();
  };
  pump();
}

/** @type {import('node:http').RequestListener} */
const answer = ({ url = '' }, response) => {
  if (url.includes('watch=')) {
    sendWatch(response);
    return;
  }
  const body = url.includes('/pods/') ? small : list;
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
};

const authority = await CertificateAuthority.create('authority');
const { certificate, key } = await authority.issueServer('server', ['127.0.0.1']);
const client = await authority.issueClient('bench');
const secure = createSecureServer(
  { cert: certificate, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true },
  answer,
);
const plain = createServer(answer);
for (const server of [secure, plain]) {
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
}
const port = (/** @type {import('node:net').Server} */ server) =>
  String(/** @type {import('node:net').AddressInfo} */ (server.address()).port);
console.log(
  JSON.stringify({
    secure: `https://127.0.0.1:${port(secure)}`,
    plain: `http://127.0.0.1:${port(plain)}`,
    ca: authority.certificate,
    cert: client.certificate,
    key: client.key,
    watchEvents,
    listItems: items.length,
  }),
);
process.stdin.resume().once('end', () => process.exit());
