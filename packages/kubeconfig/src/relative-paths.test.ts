import { sep } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseKubeconfig } from './parse-kubeconfig.js';
import { resolveLocalPaths } from './relative-paths.js';

const TEXT = `
clusters: [{name: c, cluster: {certificate-authority: pki/../ca.crt}}]
users:
- {name: u, user: {client-certificate: ./cert.pem, client-key: /abs/key.pem, tokenFile: ../token, exec: {command: ./bin/plug}}}
- {name: v, user: {exec: {command: plug}}}
`;

describe('resolveLocalPaths', () => {
  it('resolves against the directory of the origin, and leaves absolute paths and bare commands alone', () => {
    const { clusters, users } = resolveLocalPaths(parseKubeconfig(TEXT, '/home/me/.kube/config'));
    expect(clusters.get('c')?.certificateAuthority).toBe('/home/me/.kube/ca.crt');
    expect(users.get('u')).toMatchObject({
      clientCertificate: '/home/me/.kube/cert.pem',
      clientKey: '/abs/key.pem',
      tokenFile: '/home/me/token',
      exec: { command: '/home/me/.kube/bin/plug' },
    });
    expect(users.get('v')?.exec?.command).toBe('plug');
  });

  it('resolves a relative origin against the working directory', () => {
    const { clusters } = resolveLocalPaths(parseKubeconfig(TEXT, 'sub/config'));
    expect(clusters.get('c')?.certificateAuthority).toBe([process.cwd(), 'sub', 'ca.crt'].join(sep));
  });

  it('leaves entries without an origin as they are', () => {
    expect(resolveLocalPaths(parseKubeconfig(TEXT))).toEqual(parseKubeconfig(TEXT));
  });
});
