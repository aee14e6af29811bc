import { UnsupportedCredentialError } from './errors.js';
import type { AuthInfo } from './kubeconfig.js';

/**
 * Refuses a user whose credential would come from a plugin. As in client-go an exec plugin does not run beside a token, a certificate
 * or basic authentication, and an auth provider adds nothing to a token or basic authentication.
 *
 * @throws {UnsupportedCredentialError} rather than letting requests go out without a credential
 */
export function assertSupported(name: string, user: AuthInfo): void {
  const header = user.token !== undefined || user.tokenFile !== undefined || user.username !== undefined;
  const certificate = user.clientCertificate !== undefined || user.clientCertificateData !== undefined;
  const kind =
    user.exec !== undefined && !header && !certificate
      ? 'exec'
      : user.authProvider !== undefined && !header
        ? `auth-provider ${JSON.stringify(user.authProvider.name ?? '')}`
        : undefined;
  if (kind === undefined) return;
  const place = user.locationOfOrigin === undefined ? '' : ` in ${user.locationOfOrigin}`;
  throw new UnsupportedCredentialError(
    `user ${JSON.stringify(name)}${place} takes its credential from ${kind}, a kind that this version does not support: ` +
      'give the user a token, a tokenFile, a client certificate, or username and password',
  );
}
