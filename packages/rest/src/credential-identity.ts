import type { Credential } from './credential-source.js';
import type { TLSIdentity, TransportOptions } from './transport-factory.js';

/**
 * Adds the certificate of the credential that is in use to what else secures a client's connections. The object changes only when
 * something in it does: a new token alone leaves connections open.
 */
export function withCredential(
  own: TransportOptions['identity'],
  credential: () => Credential | undefined,
): TransportOptions['identity'] {
  let from: TLSIdentity | undefined;
  let merged: TLSIdentity | undefined;
  const merge = (identity: TLSIdentity): TLSIdentity => {
    const { certData: cert, keyData: key } = credential() ?? {};
    if (!merged || from !== identity || merged.cert !== cert || merged.key !== key) {
      from = identity;
      merged = cert && key ? { ...identity, cert, key } : identity;
    }
    return merged;
  };
  return () => {
    const identity = own();
    return identity instanceof Promise ? identity.then(merge) : merge(identity);
  };
}
