import type { CertificateAndKey, CertificateAuthority } from '@kubewright/envtest/certificates';
import type { ServerIdentity } from './http/node-server.js';

/** What the servers of this process have in common: making keys and certificates takes longer than all else that a start does. */
export interface TestAuthority {
  readonly authority: CertificateAuthority;
  readonly identity: ServerIdentity;
  readonly administrator: CertificateAndKey;
}

const hosts = [
  '127.0.0.1',
  'localhost',
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
];

const commonName = 'kubewright-testing';

let made: Promise<TestAuthority> | undefined;

/** The authority of this process, made when it is first asked for. */
export function testAuthority(): Promise<TestAuthority> {
  return (made ??= make());
}

/** The authority that a server had before, or one that `keep` is given so that it can be had again. */
export async function keptAuthority(
  kept: CertificateAndKey | undefined,
  keep: (authority: CertificateAndKey) => void,
): Promise<TestAuthority> {
  const { CertificateAuthority } = await import('@kubewright/envtest/certificates');
  if (kept) return identities(await CertificateAuthority.import(kept));
  const authority = await CertificateAuthority.create(commonName);
  keep(await authority.export());
  return identities(authority);
}

async function make(): Promise<TestAuthority> {
  const { CertificateAuthority } = await import('@kubewright/envtest/certificates');
  return identities(await CertificateAuthority.create(commonName));
}

async function identities(authority: CertificateAuthority): Promise<TestAuthority> {
  const [server, administrator] = await Promise.all([
    authority.issueServer('kube-apiserver', hosts),
    authority.issueClient('system:admin', ['system:masters']),
  ]);
  const identity = { certificate: server.certificate, key: server.key, clientAuthority: authority.certificate };
  return { authority, identity, administrator };
}
