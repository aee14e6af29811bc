import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { describe, expect, it } from '@jest/globals';
import { CertificateAuthority, createKeyPair } from './certificates.js';

describe('CertificateAuthority', () => {
  it('issues a server certificate that a TLS client verifies for each of its names, and for no other', async () => {
    const authority = await CertificateAuthority.create('test authority');
    const served = await authority.issueServer('server', ['localhost', '127.0.0.1']);
    const certificate = new X509Certificate(served.certificate);

    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkHost('example.com')).toBeUndefined();
    expect(certificate.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(served.key))).toBe(true);
  });

  it('is accepted by both ends of a mutually verified connection, which shows the client its user and groups', async () => {
    const authority = await CertificateAuthority.create('test authority');
    const [served, client] = await Promise.all([
      authority.issueServer('server', ['127.0.0.1']),
      authority.issueClient('ada', ['engineers', 'system:masters']),
    ]);
    const server = createServer({
      cert: served.certificate,
      key: served.key,
      ca: authority.certificate,
      requestCert: true,
      rejectUnauthorized: true,
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = connect({ host: '127.0.0.1', port, ca: authority.certificate, cert: client.certificate, key: client.key });
    const [peer] = (await once(server, 'secureConnection')) as [TLSSocket];

    expect(peer.authorized).toBe(true);
    expect(peer.getPeerCertificate().subject).toMatchObject({ CN: 'ada', O: ['engineers', 'system:masters'] });

    socket.destroy();
    peer.destroy();
    server.close();
    await once(server, 'close');
  });

  it('does not vouch for what another authority of the same name issued', async () => {
    const [ours, theirs] = await Promise.all([CertificateAuthority.create('same'), CertificateAuthority.create('same')]);
    const foreign = new X509Certificate((await theirs.issueClient('mallory')).certificate);

    expect(foreign.verify(new X509Certificate(ours.certificate).publicKey)).toBe(false);
  });

  it('issues a client certificate that is no server certificate, and the reverse', async () => {
    const authority = await CertificateAuthority.create('test authority');
    const [client, served] = await Promise.all([authority.issueClient('ada'), authority.issueServer('server', ['localhost'])]);

    expect(new X509Certificate(client.certificate).keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(new X509Certificate(served.certificate).keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(new X509Certificate(client.certificate).ca).toBe(false);
    expect(new X509Certificate(authority.certificate).ca).toBe(true);
  });

  it('keeps a name as it is, whatever separators of distinguished names it contains', async () => {
    const authority = await CertificateAuthority.create('test authority');
    const user = 'system:serviceaccount:a,O=system:masters+CN=x "y" é';
    const certificate = new X509Certificate((await authority.issueClient(user, ['a,b'])).certificate);
    const { subject } = certificate.toLegacyObject();

    expect(subject).toMatchObject({ CN: user, O: 'a,b' });
  });
});

describe('createKeyPair', () => {
  it('gives the two halves of one P-256 key', async () => {
    const { privateKey, publicKey } = await createKeyPair();

    expect(createPublicKey(privateKey).export({ type: 'spki', format: 'pem' })).toBe(
      createPublicKey(publicKey).export({ type: 'spki', format: 'pem' }),
    );
    expect(createPrivateKey(privateKey).asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  });
});
