import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { type ProxyRecord, startTestProxy, type TestProxy, type TestProxyOptions } from './test-proxy.test-support.js';

/**
 * Starts a real HTTP proxy that opens tunnels by CONNECT (RFC 9110 §9.3.6). It answers 502 if it reaches nobody, and 407 if it wants
 * another user; `fail` is a status. With `tls`, PEM texts both, it is reached by https.
 */
export function startConnectProxy(
  options: TestProxyOptions & { tls?: { certificate: string; key: string } | undefined } = {},
): Promise<TestProxy> {
  const { tls } = options;
  return startTestProxy(tls ? 'https' : 'http', options, (record) => {
    const server = tls ? createSecureServer({ cert: tls.certificate, key: tls.key }) : createServer();
    server.on('tlsClientError', () => undefined);
    server.on('connect', (request: IncomingMessage, inbound: Duplex) => {
      connect(request, inbound, record, options);
    });
    return server;
  });
}

function connect(request: IncomingMessage, inbound: Duplex, record: ProxyRecord, options: TestProxyOptions): void {
  const { username, password = '', fail } = options;
  const target = request.url ?? '';
  const credentials = basicCredentials(request.headers['proxy-authorization']);
  record.tunnels.push(target);
  record.authorizations.push(credentials);
  if (fail === 'silence') {
    // Otherwise nobody would see the client leave.
    inbound.resume().once('end', () => inbound.destroy());
  } else if (fail === 'close') inbound.destroy();
  else if (fail !== undefined) inbound.end(`HTTP/1.1 ${String(fail)} Refused by test\r\n\r\n`);
  else if (username !== undefined && credentials !== `${username}:${password}`) {
    inbound.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="test"\r\n\r\n');
  } else {
    record.tunnel(inbound, target, {
      opened: () => inbound.write('HTTP/1.1 200 Connection established\r\n\r\n'),
      failed: () => inbound.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'),
    });
  }
}

function basicCredentials(header = ''): string {
  return Buffer.from(header.replace(/^Basic /, ''), 'base64').toString();
}
