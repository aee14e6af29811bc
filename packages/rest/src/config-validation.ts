import type { Config } from './config.js';
import { hasTLSOptions } from './tls-identity.js';

/** Throws if parts of a config exclude each other (client-go `transport.HTTPWrappersForConfig`, `transport.New`). */
export function validateConfig(config: Config): void {
  const { username, bearerToken, bearerTokenFile, transport, groupVersion } = config;
  if (username && (bearerToken || bearerTokenFile))
    throw new Error('username/password or bearer token may be set, but not both: leave one of them out of the config');
  if (transport && hasTLSOptions(config)) {
    throw new Error(
      'using a custom transport with TLS certificate options or the insecure flag is not allowed: the transport would ignore them',
    );
  }
  if (groupVersion && groupVersion.version === '')
    throw new Error('GroupVersion has no version: give one, as { group: "apps", version: "v1" }');
}
