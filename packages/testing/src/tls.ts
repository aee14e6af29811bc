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

let made: Promise<TestAuthority> | undefined;

/** The authority of this process, made when it is first asked for. */
export function testAuthority(): Promise<TestAuthority> {
  return (made ??= make());
}

async function make(): Promise<TestAuthority> {
  const { CertificateAuthority } = await import('@kubewright/envtest/certificates');
  const authority = await CertificateAuthority.create('kubewright-testing');
  const [server, administrator] = await Promise.all([
    authority.issueServer('kube-apiserver', hosts),
    authority.issueClient('system:admin', ['system:masters']),
  ]);
  const identity = { certificate: server.certificate, key: server.key, clientAuthority: authority.certificate };
  return { authority, identity, administrator };
}
