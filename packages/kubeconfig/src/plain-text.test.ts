import { describe, expect, it } from '@jest/globals';
import { clientConfig } from './client-config.js';
import { parseKubeconfig } from './parse-kubeconfig.js';

async function warningsOf(server: string, user: string, cluster = ''): Promise<string[]> {
  const warnings: string[] = [];
  const kubeconfig = parseKubeconfig(`
clusters: [{name: c, cluster: {server: "${server}"${cluster}}}]
users: [{name: u, user: {${user}}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x`);
  await clientConfig(kubeconfig, { onWarning: (warning) => warnings.push(warning) });
  return warnings;
}

describe('a server on http', () => {
  it.each([
    ['token: s3cret'],
    ['username: me, password: s3cret'],
    ['exec: {apiVersion: client.authentication.k8s.io/v1, command: p, interactiveMode: Never, args: [s3cret]}'],
    ['auth-provider: {name: oidc, config: {idp-issuer-url: "https://i", client-id: id, id-token: s3cret}}'],
  ])('is warned of once, without the credential, if credentials would be sent to it: %s', async (user) => {
    expect(await warningsOf('HTTP://h:8080', user)).toEqual([
      'the server of user "u" is not reached by https: its credentials are sent unencrypted; write its server as https://…',
    ]);
  });

  it('is warned of if a certificate would have no effect', async () => {
    const warning =
      'the server of user "u" is not reached by https: certificates have no effect there; write its server as https://…';
    expect(await warningsOf('http://h', 'client-certificate-data: eA==, client-key-data: eA==')).toEqual([warning]);
    expect(await warningsOf('http://h', '', ', certificate-authority-data: eA==')).toEqual([warning]);
  });

  it('is not warned of without credentials, as with kubectl proxy, and neither is https or a server without scheme', async () => {
    expect(await warningsOf('http://127.0.0.1:8001', 'as: me')).toEqual([]);
    expect(await warningsOf('https://h', 'token: t')).toEqual([]);
    expect(await warningsOf('h:6443', 'token: t')).toEqual([]);
  });
});
