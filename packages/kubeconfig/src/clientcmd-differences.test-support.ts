/** Where we do otherwise than client-go on purpose. */
interface Difference {
  /** First column of the row that gives the reason, in docs/differences-from-client-go.md. */
  what: string;
  /** What we do. */
  instead: { config?: Record<string, unknown>; error?: string; namespace?: string };
}

/** Rows of what differs in many vectors: the test knows what to compare in them. */
export const everywhere = {
  limits: 'rate limit of a loaded config',
  trimmed: 'kubeconfig: blanks around the token in a file',
  empty: 'kubeconfig: no configuration at all',
  files: 'kubeconfig: a file that cannot be read or understood',
  more: 'kubeconfig: errors about what was chosen',
};

const kept = 'kubeconfig: credentials and trust for a server that is not written with `https://`';
const spelling = 'kubeconfig: the spelling of a proxy’s URL';
const nowhere = 'a proxy’s URL without a host, with an IPv6 zone or with a port above 65535';
const masked = 'kubeconfig: errors';
const plugin = { apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never' };

const spelled = (proxy: string): Difference => ({
  what: spelling,
  instead: { config: { host: 'https://c.example.test:6443', proxy } },
});
const refused = (what: string, proxy: string, problem: string): Difference => ({
  what,
  instead: { error: `invalid configuration: invalid 'proxy-url' "${proxy}" for cluster "c": ${problem}` },
});
const noHost = (proxy: string): Difference => refused(nowhere, proxy, 'it names no host');
const zone = 'http://[fe80::1%25eth0]:3128';

/** By what vectors are called, without the name of the folder. */
export const differences: Readonly<Record<string, Difference>> = {
  'fields/a server on http with a token': {
    what: kept,
    instead: { config: { host: 'http://127.0.0.1:8001', bearerToken: 'secret-1', insecure: true, serverName: 'name' } },
  },
  'fields/a server without scheme with CA and token': {
    what: kept,
    instead: { config: { host: 'h:6443', bearerToken: 'secret-1', caData: 'x' } },
  },
  'plugins/exec for a server on http': {
    what: kept,
    instead: { config: { host: 'http://127.0.0.1:8001', exec: { command: 'p', ...plugin } } },
  },
  'fields/a missing token file': {
    what: 'kubeconfig: a token file that is missing',
    instead: {
      error:
        'invalid configuration: unable to read tokenFile $DIR/home/.kube/missing for u due to open $DIR/home/.kube/missing: no such file or directory',
    },
  },
  'fields/proxy-url chewbacca@example.com': {
    what: masked,
    instead: {
      error:
        'invalid configuration: invalid \'proxy-url\' "<masked>@example.com" for cluster "c": unsupported scheme "", must be http, https, or socks5',
    },
  },
  'fields/proxy-url http://me:h|idden@proxy': refused(masked, 'http://<masked>@proxy', 'could not parse: http://<masked>@proxy'),
  'fields/proxy-url http:proxy': noHost('http:proxy'),
  'fields/proxy-url http://': noHost('http://'),
  'fields/proxy-url http:///proxy': noHost('http:///proxy'),
  'fields/proxy-url socks5://': noHost('socks5://'),
  'fields/proxy-url socks5:///proxy': noHost('socks5:///proxy'),
  'fields/proxy-url socks5://:1080': noHost('socks5://:1080'),
  'fields/proxy-url http://proxy:99999': refused(nowhere, 'http://proxy:99999', 'its port is above 65535'),
  'fields/proxy-url socks5://proxy:99999': refused(nowhere, 'socks5://proxy:99999', 'its port is above 65535'),
  [`fields/proxy-url ${zone}`]: refused(nowhere, zone, `could not parse: ${zone}`),
  'fields/proxy-url socks5://me:hi%ffdden@proxy': refused(
    'a user name or password of a SOCKS5 proxy that is not UTF-8',
    'socks5://<masked>@proxy',
    'its user name or password is not UTF-8, as it must be for socks5',
  ),
  'fields/proxy-url http://me:hi%ffdden@proxy': spelled('http://me:hi%ffdden@proxy'),
  'fields/proxy-url http://me@hidden@proxy': spelled('http://me@hidden@proxy'),
  'fields/proxy-url http://pöxy': spelled('http://pöxy'),
  'fields/server https://h/a b without credentials': {
    what: 'kubeconfig: a server with a blank in its path',
    instead: { config: { host: 'https://h/a b' } },
  },
  'fields/server https://h/a#b without credentials': {
    what: 'kubeconfig: a server with a fragment',
    instead: { config: { host: 'https://h/a' } },
  },
  'plugins/exec v1alpha1': {
    what: 'exec: an API version that is not supported',
    instead: {
      error:
        'invalid configuration: exec plugin: invalid apiVersion "client.authentication.k8s.io/v1alpha1", must be one of client.authentication.k8s.io/v1, client.authentication.k8s.io/v1beta1',
    },
  },
  'plugins/exec of an unknown version': {
    what: 'exec: an API version that is not supported',
    instead: {
      error:
        'invalid configuration: exec plugin: invalid apiVersion "example.com/v7", must be one of client.authentication.k8s.io/v1, client.authentication.k8s.io/v1beta1',
    },
  },
  'plugins/auth-provider': {
    what: 'OIDC: settings that are missing',
    instead: { error: 'invalid configuration: [Must provide idp-issuer-url, Must provide client-id]' },
  },
  'plugins/auth-provider gcp': {
    what: 'auth providers other than `oidc`',
    instead: { error: 'the gcp auth plugin has been removed' },
  },
  'plugins/auth-provider azure': {
    what: 'auth providers other than `oidc`',
    instead: { error: 'the azure auth plugin has been removed' },
  },
  'overrides/a timeout of -5s': {
    what: 'kubeconfig: a negative timeout such as `-5s`',
    instead: { error: 'Invalid timeout value' },
  },
  'overrides/in a pod: impersonation': {
    what: 'kubeconfig: overrides in a pod',
    instead: {
      config: {
        host: 'https://10.0.0.1:443',
        bearerToken: 'sa-token',
        bearerTokenFile: '$SA/token',
        caFile: '$SA/ca.crt',
        impersonateUser: 'me',
        impersonateGroups: ['a'],
      },
    },
  },
  'overrides/in a pod: a timeout': {
    what: 'kubeconfig: overrides in a pod',
    instead: {
      config: {
        host: 'https://10.0.0.1:443',
        bearerToken: 'sa-token',
        bearerTokenFile: '$SA/token',
        caFile: '$SA/ca.crt',
        timeout: 5000,
      },
    },
  },
};
