import type { SecureContext } from 'node:tls';
import type { TLSIdentity } from './transport-factory.js';

/** How connections are secured; certificates are read once, not for each connection. */
export interface SecureOptions {
  readonly secureContext: SecureContext;
  readonly rejectUnauthorized: boolean;
}

/** What `tls.connect` needs to know of an identity, apart from the server's name. Throws if a certificate or the key cannot be read. */
export function secureOptions({ ca, cert, key, insecure }: TLSIdentity): SecureOptions {
  // Loaded here, because a transport is imported long before it opens its first connection, if ever.
  const { createSecureContext } = process.getBuiltinModule('node:tls');
  return {
    secureContext: createSecureContext({
      minVersion: 'TLSv1.2',
      // Node takes an empty text for none, and then trusts the system's authorities.
      ...(ca !== undefined && { ca: ca === '' ? [] : ca }),
      ...(cert && key && { cert, key }),
    }),
    rejectUnauthorized: !insecure,
  };
}
