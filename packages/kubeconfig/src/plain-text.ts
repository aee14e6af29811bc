import type { Config } from '@kubewright/rest';

/**
 * What to say of a configuration whose credentials would cross the network readable by everybody; undefined if they would not. client-go
 * drops them without a word, and requests go out without any (client-go `rest.IsConfigTransportTLS`).
 */
export function plainTextWarning(config: Config, userName: string): string | undefined {
  const { host = '', bearerToken, bearerTokenFile, username, credentials, tls = {} } = config;
  if (!/^http:/iu.test(host)) return undefined;
  const sent = bearerToken || bearerTokenFile || username || credentials;
  const unused = tls.certData || tls.certFile || tls.caData || tls.caFile;
  if (!sent && !unused) return undefined;
  const who = `user ${JSON.stringify(userName)}`;
  return sent
    ? `the server of ${who} is not reached by https: its credentials are sent unencrypted; write its server as https://…`
    : `the server of ${who} is not reached by https: certificates have no effect there; write its server as https://…`;
}
