/** Where we do otherwise than client-go on purpose. */
interface Difference {
  why: string;
  /** What we do. */
  instead: { config?: Record<string, unknown>; error?: string; namespace?: string };
}

const kept = 'credentials, trust and server name are kept whatever the scheme';
const plugin = { apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never' };

/** By what vectors are called, without the name of the folder. */
export const differences: Readonly<Record<string, Difference>> = {
  'fields/a server on http with a token': {
    why: kept,
    instead: { config: { host: 'http://127.0.0.1:8001', bearerToken: 'secret-1', insecure: true, serverName: 'name' } },
  },
  'fields/a server without scheme with CA and token': {
    why: kept,
    instead: { config: { host: 'h:6443', bearerToken: 'secret-1', caData: 'x' } },
  },
  'plugins/exec for a server on http': {
    why: kept,
    instead: { config: { host: 'http://127.0.0.1:8001', exec: { command: 'p', ...plugin } } },
  },
  'fields/a missing token file': {
    why: 'the same error, with the user named',
    instead: {
      error:
        'invalid configuration: unable to read tokenFile $DIR/home/.kube/missing for u due to open $DIR/home/.kube/missing: no such file or directory',
    },
  },
  'fields/proxy-url chewbacca@example.com': {
    why: 'what may be a password is masked',
    instead: {
      error:
        'invalid configuration: invalid \'proxy-url\' "<masked>@example.com" for cluster "c": unsupported scheme "", must be http, https, or socks5',
    },
  },
  'fields/server https://h/a b without credentials': {
    why: 'the path is encoded where the URL is built',
    instead: { config: { host: 'https://h/a b' } },
  },
  'fields/server https://h/a#b without credentials': {
    why: 'a fragment is not part of a path',
    instead: { config: { host: 'https://h/a' } },
  },
  'plugins/exec v1alpha1': {
    why: 'client-go refuses it when it makes the transport',
    instead: {
      error:
        'invalid configuration: exec plugin: invalid apiVersion "client.authentication.k8s.io/v1alpha1", must be one of client.authentication.k8s.io/v1, client.authentication.k8s.io/v1beta1',
    },
  },
  'plugins/exec of an unknown version': {
    why: 'client-go refuses it when it makes the transport',
    instead: {
      error:
        'invalid configuration: exec plugin: invalid apiVersion "example.com/v7", must be one of client.authentication.k8s.io/v1, client.authentication.k8s.io/v1beta1',
    },
  },
  'plugins/auth-provider': {
    why: 'client-go misses it when it makes the transport',
    instead: { error: 'invalid configuration: [Must provide idp-issuer-url, Must provide client-id]' },
  },
  'plugins/auth-provider gcp': {
    why: 'client-go refuses it when it makes the transport',
    instead: { error: 'the gcp auth plugin has been removed' },
  },
  'plugins/auth-provider azure': {
    why: 'client-go refuses it when it makes the transport',
    instead: { error: 'the azure auth plugin has been removed' },
  },
  'overrides/a timeout of -5s': {
    why: 'nobody waits a negative time',
    instead: { error: 'Invalid timeout value' },
  },
  'overrides/in a pod: impersonation': {
    why: 'requests must not go out as somebody else than was asked for',
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
    why: 'a limit that was asked for counts in a pod, too',
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
