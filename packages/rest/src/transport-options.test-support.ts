import type { TLSClientConfig } from './config.js';
import { loadTLSIdentity } from './tls-identity.js';
import type { ConnectionTimeouts, TransportOptions } from './transport-factory.js';

/** What a client would give its transport, without a proxy unless one is given. */
export function transportOptions(
  tls: TLSClientConfig = {},
  { proxy, timeouts }: { proxy?: string; timeouts?: ConnectionTimeouts } = {},
): TransportOptions {
  const identity = loadTLSIdentity(tls);
  return {
    identity: () => identity,
    proxy,
    timeouts: {
      connect: timeouts?.connect ?? 30_000,
      handshake: timeouts?.handshake ?? 10_000,
      headers: timeouts?.headers ?? 0,
      idle: timeouts?.idle ?? 0,
    },
  };
}
