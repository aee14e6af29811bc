import { createServer, type TLSSocket, type TlsOptions } from 'node:tls';
import tls from 'node:tls';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { type Stand, until } from './conformance-stand.test-support.js';
import type { TestServer } from './test-server.test-support.js';

/** Who is trusted, and how one proves who one is. */
export function tlsCases({ probe, serveSecurely, serveRaw, keep }: Stand): void {
  it('trusts a server that the given authority vouches for', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serveSecurely(authority);
    expect(await probe({ identity: { ca: authority.certificate } }).text(server.url)).toBe('ok');
  });

  it('trusts each of several authorities', async () => {
    const [one, other] = [await CertificateAuthority.create('one'), await CertificateAuthority.create('other')];
    const { text } = probe({ identity: { ca: `${one.certificate}# a comment\n${other.certificate}` } });
    for (const authority of [one, other]) expect(await text((await serveSecurely(authority)).url)).toBe('ok');
  });

  it('refuses a server of another authority, of an unknown one, and anybody if nobody is trusted', async () => {
    const [authority, stranger] = [await CertificateAuthority.create('authority'), await CertificateAuthority.create('stranger')];
    const server = await serveSecurely(authority);
    for (const ca of [stranger.certificate, undefined, '']) {
      await expect(probe({ identity: { ca } }).get(server.url)).rejects.toMatchObject({
        name: 'TransportError',
        code: expect.stringMatching(
          /^(?:UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|SELF_SIGNED_CERT_IN_CHAIN)$/,
        ),
        message: expect.stringContaining(`GET ${server.url}/: `),
      });
    }
    expect(server.requests).toEqual([]);
    await until(() => server.connections() === 0);
  });

  it('refuses a server whose certificate is for another host', async () => {
    const authority = await CertificateAuthority.create('authority');
    const { certificate, key } = await authority.issueServer('server', ['other.test']);
    const server = await serveSecurely(authority, undefined, { cert: certificate, key });
    const wrongHost = { name: 'TransportError', code: 'ERR_TLS_CERT_ALTNAME_INVALID' };
    for (const host of ['127.0.0.1', 'localhost']) {
      const url = server.url.replace('127.0.0.1', host);
      await expect(probe({ identity: { ca: authority.certificate } }).get(url)).rejects.toMatchObject(wrongHost);
    }
    expect(server.requests).toEqual([]);
  });

  it('refuses a server whose certificate has expired', async () => {
    const authority = await CertificateAuthority.create('authority');
    const longAgo = new Date(Date.now() - 1000 * 24 * 60 * 60 * 1000);
    const { certificate, key } = await authority.issueServer('server', ['127.0.0.1'], longAgo);
    const server = await serveSecurely(authority, undefined, { cert: certificate, key });
    const expired = { name: 'TransportError', code: 'CERT_HAS_EXPIRED' };
    await expect(probe({ identity: { ca: authority.certificate } }).get(server.url)).rejects.toMatchObject(expired);
    expect(server.requests).toEqual([]);
  });

  it('sends the host’s name to the server, and none for an address', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serveSecurely(authority, (_request, response, socket) => {
      response.end(String(socket.servername));
    });
    const { text } = probe({ identity: { ca: authority.certificate } });
    expect([await text(server.url), await text(server.url.replace('127.0.0.1', 'localhost'))]).toEqual(['false', 'localhost']);
  });

  it('sends and expects the server name that was configured, instead of the host’s', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serveSecurely(authority, (_request, response, socket) => {
      response.end(String(socket.servername));
    });
    const ca = authority.certificate;
    expect(await probe({ identity: { ca, serverName: 'cluster.test' } }).text(server.url)).toBe('cluster.test');
    await expect(probe({ identity: { ca, serverName: 'other.test' } }).get(server.url)).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('takes any certificate when it was told not to look', async () => {
    const authority = await CertificateAuthority.create('authority');
    const longAgo = new Date(0);
    for (const [hosts, issued] of [[['127.0.0.1']], [['other.test']], [['127.0.0.1'], longAgo]] as const) {
      const { certificate, key } = await authority.issueServer('server', hosts, issued);
      const server = await serveSecurely(authority, undefined, { cert: certificate, key });
      expect(await probe({ identity: { insecure: true } }).text(server.url)).toBe('ok');
    }
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('speaks %s', async (version) => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serveSecurely(authority, (_request, response, socket) => response.end(socket.getProtocol()), {
      minVersion: version,
      maxVersion: version,
    });
    expect(await probe({ identity: { ca: authority.certificate } }).text(server.url)).toBe(version);
  });

  it('refuses a server that speaks TLS 1.1 only, even where the process would not', async () => {
    const authority = await CertificateAuthority.create('authority');
    const [version, ciphers] = [tls.DEFAULT_MIN_VERSION, tls.DEFAULT_CIPHERS];
    try {
      tls.DEFAULT_MIN_VERSION = 'TLSv1.1';
      tls.DEFAULT_CIPHERS = 'DEFAULT@SECLEVEL=0';
      const server = await serveSecurely(authority, undefined, { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' });
      await expect(probe({ identity: { ca: authority.certificate } }).get(server.url)).rejects.toMatchObject({
        name: 'TransportError',
        code: expect.stringMatching(/^(?:ERR_SSL_|EPROTO)/),
      });
      expect(server.requests).toEqual([]);
    } finally {
      tls.DEFAULT_MIN_VERSION = version;
      tls.DEFAULT_CIPHERS = ciphers;
    }
  });

  it('fails when the server speaks no TLS', async () => {
    const server = await serveRaw(() => undefined);
    const url = server.url.replace('http', 'https');
    const failure = expect(probe({ identity: { insecure: true } }).get(url)).rejects;
    await until(() => (server.accepted[0]?.bytesRead ?? 0) > 0);
    server.accepted[0]?.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    await failure.toMatchObject({
      name: 'TransportError',
      code: expect.stringMatching(/^(?:ERR_SSL_|EPROTO)/),
      message: expect.stringMatching(/\S$/),
    });
    await until(() => server.connections() === 0);
  });

  it('fails with ECONNRESET when the server closes in the handshake', async () => {
    for (const end of ['end', 'resetAndDestroy'] as const) {
      const server = await serveRaw(() => undefined);
      const failure = expect(probe({ identity: { insecure: true } }).get(server.url.replace('http', 'https'))).rejects;
      await until(() => (server.accepted[0]?.bytesRead ?? 0) > 0);
      server.accepted[0]?.[end]();
      await failure.toMatchObject({ name: 'TransportError', code: 'ECONNRESET' });
      expect(server.accepted).toHaveLength(1);
    }
  });

  it('fails with ETIMEDOUT when the handshake takes too long, and closes the connection', async () => {
    const server = await serveRaw(() => undefined);
    const { get } = probe({ identity: { insecure: true }, timeouts: { handshake: 50 } });
    await expect(get(server.url.replace('http', 'https'))).rejects.toMatchObject({ name: 'TransportError', code: 'ETIMEDOUT' });
    await until(() => server.connections() === 0);
  });

  it.each([
    ['authority', { ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' }],
    ['key', { key: '-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----\n' }],
  ])('fails when the %s is none, and says nothing of it', async (_what, broken) => {
    const authority = await CertificateAuthority.create('authority');
    const { certificate, key } = await authority.issueClient('alice');
    const server = await serveSecurely(authority);
    const failure = await probe({ identity: { ca: authority.certificate, cert: certificate, key, ...broken } })
      .get(server.url)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'TransportError' });
    expect(String(failure)).not.toContain('secret');
    expect(server.requests).toEqual([]);
  });

  /** Says who the client is. */
  const whoAmI = (socket: TLSSocket): string => {
    const { subject } = socket.getPeerCertificate();
    return (subject as { CN?: string } | undefined)?.CN ?? 'nobody';
  };
  const serveWhoAmI = async (authority: CertificateAuthority, options: TlsOptions = {}): Promise<TestServer> =>
    serveSecurely(authority, (_request, response, socket) => response.end(whoAmI(socket)), {
      ca: authority.certificate,
      requestCert: true,
      rejectUnauthorized: false,
      ...options,
    });

  it('proves who it is by certificate, if it has one and its key', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serveWhoAmI(authority);
    const { certificate: cert, key } = await authority.issueClient('alice');
    const ca = authority.certificate;
    expect(await probe({ identity: { ca, cert, key } }).text(server.url)).toBe('alice');
    expect(await probe({ identity: { ca } }).text(server.url)).toBe('nobody');
    expect(await probe({ identity: { ca, cert } }).text(server.url)).toBe('nobody');
    expect(await probe({ identity: { insecure: true, cert, key } }).text(server.url)).toBe('alice');
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('is the same on each of its connections, over %s', async (version) => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serveSecurely(
      authority,
      (_request, response, socket) => response.writeHead(200, { connection: 'close' }).end(whoAmI(socket)),
      { ca: authority.certificate, requestCert: true, rejectUnauthorized: false, minVersion: version, maxVersion: version },
    );
    const { certificate: cert, key } = await authority.issueClient('alice');
    const alice = probe({ identity: { ca: authority.certificate, cert, key } });
    const nobody = probe({ identity: { ca: authority.certificate } });
    for (let i = 0; i < 3; i++)
      expect([await alice.text(server.url), await nobody.text(server.url)]).toEqual(['alice', 'nobody']);
  });

  it('fails when the server wants a certificate and gets none, or one of another authority', async () => {
    const [authority, stranger] = [await CertificateAuthority.create('authority'), await CertificateAuthority.create('stranger')];
    const server = await serveWhoAmI(authority, { rejectUnauthorized: true });
    const { certificate, key } = await stranger.issueClient('alice');
    for (const proof of [{}, { cert: certificate, key }]) {
      const { get } = probe({ identity: { ca: authority.certificate, ...proof } });
      await expect(get(server.url, { method: 'POST' })).rejects.toMatchObject({
        name: 'TransportError',
        code: expect.stringMatching(/^(?:ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED|ECONNRESET|EPIPE|ERR_SSL_\w*ALERT\w*)$/),
      });
    }
    expect(server.requests).toEqual([]);
  });

  it('speaks HTTP/1.1 to a server that would speak HTTP/2', async () => {
    const authority = await CertificateAuthority.create('authority');
    const { certificate, key } = await authority.issueServer('server', ['127.0.0.1']);
    const offered: string[] = [];
    const server = createServer(
      {
        cert: certificate,
        key,
        ALPNCallback: ({ protocols }) => {
          offered.push(...protocols);
          return protocols.includes('h2') ? 'h2' : 'http/1.1';
        },
      },
      (socket) => {
        socket.on('error', () => undefined).once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
      },
    ).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    keep({ [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())) });
    const url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const client = probe({ identity: { ca: authority.certificate } });
    expect(await client.text(url)).toBe('ok');
    expect(offered).not.toContain('h2');
    await client.close();
  });
}
