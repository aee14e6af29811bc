import { describe, expect, it } from '@jest/globals';
import { KubeconfigError } from './errors.js';
import { clusterPrintsMasked, contextPrintsMasked, printsMasked, userPrintsMasked } from './masked-printing.js';
import { parseKubeconfig } from './parse-kubeconfig.js';
import { readKubeconfig } from './read-kubeconfig.js';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const FULL = `
apiVersion: v1
kind: Config
current-context: prod
clusters:
- name: c
  cluster:
    server: https://c
    tls-server-name: other
    insecure-skip-tls-verify: true
    certificate-authority: ca.crt
    certificate-authority-data: ${base64('CA')}
    proxy-url: http://proxy
    disable-compression: true
    extensions: [{name: e, extension: {a: [1, x]}}]
users:
- name: u
  user:
    client-certificate: cert.pem
    client-certificate-data: ${base64('CERT')}
    client-key: key.pem
    client-key-data: ${base64('KEY')}
    token: t
    tokenFile: token
    as: jane
    as-uid: "42"
    as-groups: [dev, ops]
    as-user-extra: {reason: [audit]}
    username: admin
    password: pass
    auth-provider: {name: oidc, config: {client-id: x}}
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: plug
      args: [a, b]
      env: [{name: NAME, value: v}]
      installHint: get it
      provideClusterInfo: true
contexts:
- name: prod
  context: {cluster: c, user: u, namespace: team}
`;

describe('parseKubeconfig', () => {
  it('reads every field', () => {
    const kubeconfig = parseKubeconfig(FULL, '/etc/config');
    expect(kubeconfig).toEqual(
      printsMasked({
        currentContext: 'prod',
        currentContextOrigin: '/etc/config',
        extensions: new Map(),
        clusters: new Map([
          [
            'c',
            clusterPrintsMasked({
              locationOfOrigin: '/etc/config',
              server: 'https://c',
              tlsServerName: 'other',
              insecureSkipTLSVerify: true,
              certificateAuthority: 'ca.crt',
              certificateAuthorityData: 'CA',
              proxyURL: 'http://proxy',
              disableCompression: true,
              extensions: new Map([['e', { a: [1, 'x'] }]]),
            }),
          ],
        ]),
        users: new Map([
          [
            'u',
            userPrintsMasked({
              locationOfOrigin: '/etc/config',
              clientCertificate: 'cert.pem',
              clientCertificateData: 'CERT',
              clientKey: 'key.pem',
              clientKeyData: 'KEY',
              token: 't',
              tokenFile: 'token',
              impersonate: 'jane',
              impersonateUID: '42',
              impersonateGroups: ['dev', 'ops'],
              impersonateUserExtra: { reason: ['audit'] },
              username: 'admin',
              password: 'pass',
              authProvider: { name: 'oidc', config: { 'client-id': 'x' } },
              exec: {
                apiVersion: 'client.authentication.k8s.io/v1beta1',
                command: 'plug',
                args: ['a', 'b'],
                env: [{ name: 'NAME', value: 'v' }],
                installHint: 'get it',
                provideClusterInfo: true,
                interactiveMode: 'IfAvailable',
              },
              extensions: new Map(),
            }),
          ],
        ]),
        contexts: new Map([
          [
            'prod',
            contextPrintsMasked({
              locationOfOrigin: '/etc/config',
              cluster: 'c',
              user: 'u',
              namespace: 'team',
              extensions: new Map(),
            }),
          ],
        ]),
      }),
    );
  });

  it('names every problem, with its entry and without its value', async () => {
    const text = `
clusters:
- name: c
  cluster: {server: 7, certificate-authority-data: s3cret, insecure-skip-tls-verify: s3cret}
- name: c
users:
- user: {token: 123454321, as-groups: [a, [s3cret]], as-user-extra: {k: s3cret}}
- s3cret
contexts: {s3cret: x}
`;
    const { problems } = await readKubeconfig(text);
    expect(problems).toEqual([
      'cluster "c": server must be a text, but is a number (as YAML 1.1 reads it); put the value in quotes',
      'cluster "c": insecure-skip-tls-verify must be true or false, but is a text',
      'cluster "c": certificate-authority-data is not base64: encode the content of the file, with padding and without blanks',
      'duplicate name "c" in list clusters',
      'users[1]: must be a mapping, but is a text',
      'users[0]: token must be a text, but is a number (as YAML 1.1 reads it); put the value in quotes',
      'users[0]: as-groups[1] must be a text, but is a list',
      'users[0]: as-user-extra: k must be a list, but is a text',
      'duplicate name "" in list users',
      'contexts must be a list, but is a mapping',
    ]);
    expect(() => parseKubeconfig(text)).toThrow(KubeconfigError);
    expect(() => parseKubeconfig(text)).toThrow(`error loading kubeconfig: ${problems.join('; ')}`);
  });

  it('says which words are no texts in YAML 1.1', async () => {
    const { problems } = await readKubeconfig('users: [{name: u, user: {token: on}}]');
    expect(problems).toEqual([
      'user "u": token must be a text, but is true or false (as YAML 1.1 reads it: y, n, yes, no, on and off count); put the value in quotes',
    ]);
  });

  it('refuses another kind or version', async () => {
    const problem = 'kind must be Config and apiVersion v1, or both absent';
    for (const text of ['kind: Pod', 'apiVersion: v2', '{"kind":"Pod"}'])
      expect((await readKubeconfig(text)).problems).toEqual([problem]);
  });

  it('is the same of JSON, read as JSON or as YAML', async () => {
    const body = {
      server: 'https://h',
      'certificate-authority-data': base64('CA'),
      extensions: [{ name: 'e', extension: { n: 1e3 } }],
    };
    const json = JSON.stringify({
      clusters: [
        { name: '\ud83d\ude00', cluster: body },
        { name: 'd', cluster: { server: 'https://1' } },
      ],
    });
    const twice = json.replace('"https://1"', '"https://1", "server": "https://2"');
    for (const content of [json, twice, Buffer.from(`\ufeff${twice}`), Buffer.from(`\ufeff${twice}`, 'utf16le')]) {
      const { kubeconfig, problems } = await readKubeconfig(content, 'f');
      expect(problems).toEqual([]);
      expect(kubeconfig).toEqual(parseKubeconfig(content, 'f'));
    }
    expect((await readKubeconfig(twice)).kubeconfig.clusters.get('d')?.server).toBe('https://2');
  });

  it('keeps names that JavaScript objects treat specially', () => {
    const { clusters } = parseKubeconfig('clusters: [{name: __proto__, cluster: {server: "https://p"}}]');
    expect(clusters.get('__proto__')?.server).toBe('https://p');
  });

  it('never shows a credential of a file that is cut off or damaged anywhere', async () => {
    const secret = 'c2VjcmV0LXRva2Vu';
    const text = `users:\n- name: u\n  user:\n    token: ${secret}\n    client-key-data: "${secret}"\n    username: [${secret}]\n`;
    const damages = [...text].flatMap((_, at) => [
      text.slice(0, at),
      ...['*', '&', '!', '@', '%', '{', '[', '"', ': ', '\t', '\u0000', '#', '- '].map(
        (junk) => text.slice(0, at) + junk + text.slice(at),
      ),
    ]);
    const readings = await Promise.all(damages.map(async (damaged) => (await readKubeconfig(damaged)).problems.join()));
    const broken = readings.filter((problems) => problems !== '');
    expect(broken.length).toBeGreaterThan(500);
    expect(broken.filter((problems) => /c2Vj|cmV0|LXRv|a2Vu/.test(problems))).toEqual([]);
  });
});
