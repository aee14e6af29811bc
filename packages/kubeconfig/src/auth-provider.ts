import type { CredentialSource } from '@kubewright/rest';
import type { Environment } from './environment.js';
import { UnsupportedCredentialError } from './errors.js';
import type { AuthInfo } from './kubeconfig.js';
import { oidcCredentials } from './oidc-credentials.js';

/** Plugins of exec that took the place of what client-go had built in (client-go `auth/gcp/gcp_stub.go`, `auth/azure/azure_stub.go`). */
const REPLACED: Readonly<Record<string, string>> = {
  gcp: 'gke-gcloud-auth-plugin (`gcloud container clusters get-credentials` writes such a user; https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke)',
  azure: 'kubelogin (`kubelogin convert-kubeconfig` changes the user; https://github.com/Azure/kubelogin)',
};

/**
 * The source of the credentials of a user with an `auth-provider`; undefined if it has none.
 *
 * @throws {UnsupportedCredentialError} if the provider is another one than `oidc`: requests must not go out without a credential
 * @throws {InvalidConfigurationError} if the provider is not told what it needs
 */
export function authProviderCredentials(name: string, user: AuthInfo, environment: Environment): CredentialSource | undefined {
  const { authProvider, locationOfOrigin: file } = user;
  if (authProvider === undefined) return undefined;
  const { name: provider = '' } = authProvider;
  if (provider === 'oidc') return oidcCredentials(name, user, authProvider, environment);
  const who = `user ${JSON.stringify(name)}${file === undefined ? '' : ` in ${file}`}`;
  const plugin = Object.hasOwn(REPLACED, provider) ? REPLACED[provider] : undefined;
  throw new UnsupportedCredentialError(
    plugin === undefined
      ? `no Auth Provider found for name ${JSON.stringify(provider)}: ${who} takes its credential from it; use oidc, or an exec plugin`
      : `the ${provider} auth plugin has been removed: ${who} takes its credential from it; use the exec credential plugin ${plugin} instead`,
  );
}
