import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type ProxyRecord, startTestProxy, type TestProxy, type TestProxyOptions } from './test-proxy.test-support.js';

const version = 5;
const noAuthentication = 0;
const usernamePassword = 2;
const noAcceptableMethod = 0xff;
const hostUnreachable = 4;

/**
 * Starts a real SOCKS5 proxy: CONNECT only, without authentication or, with a `username`, by user name and password (RFC 1928,
 * RFC 1929). It answers "host unreachable" if it reaches nobody; `fail` is a reply code.
 */
export function startSocks5Proxy(options: TestProxyOptions = {}): Promise<TestProxy> {
  return startTestProxy('socks5', options, (record) =>
    createServer((socket) => {
      converse(socket, record, options).catch(() => socket.destroy());
    }),
  );
}

async function converse(socket: Socket, record: ProxyRecord, { username, password = '', fail }: TestProxyOptions): Promise<void> {
  const [, methods = 0] = await take(socket, 2);
  const offered = await take(socket, methods);
  const wanted = username === undefined ? noAuthentication : usernamePassword;
  if (!offered.includes(wanted)) {
    socket.end(Buffer.of(version, noAcceptableMethod));
    return;
  }
  socket.write(Buffer.of(version, wanted));
  const credentials = username === undefined ? '' : await readCredentials(socket);
  record.authorizations.push(credentials);
  if (username !== undefined) {
    const accepted = credentials === `${username}:${password}`;
    socket.write(Buffer.of(1, accepted ? 0 : 1));
    if (!accepted) {
      socket.end();
      return;
    }
  }

  const [, , , addressType = 0] = await take(socket, 4);
  const host = await readHost(socket, addressType);
  const target = `${host}:${String((await take(socket, 2)).readUInt16BE())}`;
  record.tunnels.push(target);
  const reply = (code: number): Buffer => Buffer.of(version, code, 0, 1, 0, 0, 0, 0, 0, 0);
  if (fail === 'silence') {
    // Otherwise nobody would see the client leave.
    socket.resume();
  } else if (fail === 'close') socket.destroy();
  else if (fail !== undefined) socket.end(reply(fail));
  else {
    record.tunnel(socket, target, {
      opened: () => socket.write(reply(0)),
      failed: () => socket.end(reply(hostUnreachable)),
    });
  }
}

async function readCredentials(socket: Socket): Promise<string> {
  const [, nameLength = 0] = await take(socket, 2);
  const name = await take(socket, nameLength);
  const password = await take(socket, (await take(socket, 1)).readUInt8());
  return `${name.toString()}:${password.toString()}`;
}

async function readHost(socket: Socket, addressType: number): Promise<string> {
  if (addressType === 1) return [...(await take(socket, 4))].join('.');
  if (addressType === 3) return (await take(socket, (await take(socket, 1)).readUInt8())).toString();
  const address = await take(socket, 16);
  const groups = Array.from({ length: 8 }, (_, i) => address.readUInt16BE(2 * i).toString(16));
  return `[${groups.join(':')}]`;
}

/** Exactly `length` bytes. */
async function take(socket: Socket, length: number): Promise<Buffer> {
  if (length === 0) return Buffer.alloc(0);
  for (;;) {
    const bytes = socket.read(length) as Buffer | null;
    if (bytes?.length === length) return bytes;
    if (bytes !== null || socket.readableEnded || socket.destroyed) throw new Error('the client left');
    await Promise.race([once(socket, 'readable'), once(socket, 'close')]);
  }
}
