import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CertificateAuthority, createKeyPair } from './certificates.js';

/** Names of the files that the programs read, relative to the folder in which they run. */
export const programFiles = {
  authorityCertificate: 'ca.crt',
  serverCertificate: 'kube-apiserver.crt',
  serverKey: 'kube-apiserver.key',
  serviceAccountPublicKey: 'service-account.pub',
  serviceAccountKey: 'service-account.key',
} as const;

/**
 * Makes a certificate authority of its own for one control plane and writes what its programs need of it, readable by their
 * owner only. The authority's key never touches the disk.
 */
export async function writeProgramFiles(folder: string): Promise<CertificateAuthority> {
  const [authority, serviceAccounts] = await Promise.all([CertificateAuthority.create('kubewright-envtest'), createKeyPair()]);
  const server = await authority.issueServer('kube-apiserver', [
    '127.0.0.1',
    'localhost',
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    'kubernetes.default.svc.cluster.local',
  ]);
  const contents: readonly [string, string][] = [
    [programFiles.authorityCertificate, authority.certificate],
    [programFiles.serverCertificate, server.certificate],
    [programFiles.serverKey, server.key],
    [programFiles.serviceAccountPublicKey, serviceAccounts.publicKey],
    [programFiles.serviceAccountKey, serviceAccounts.privateKey],
  ];
  await Promise.all(contents.map(([name, text]) => writeFile(join(folder, name), text, { mode: 0o600 })));
  return authority;
}
