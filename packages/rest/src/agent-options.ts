import type { AgentOptions } from 'node:http';
import type { AgentOptions as SecureAgentOptions } from 'node:https';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { TLSIdentity } from './transport-factory.js';

/** How long idle connections are kept, and how often TCP probes a silent one (client-go `transport` defaults), in milliseconds. */
const idleTimeout = 90_000;
const keepAliveInterval = 30_000;

/** Idle connections kept per host where there is no other limit (client-go `transport.idleConnsPerHost`). */
const maxIdleSockets = 25;

/** How connections are kept. As many may be idle as may be in use: those of a burst of calls come free together, and are wanted again at once. */
export function agentOptions(maxSockets: number): AgentOptions {
  return {
    keepAlive: true,
    keepAliveMsecs: keepAliveInterval,
    maxFreeSockets: maxSockets === Infinity ? maxIdleSockets : maxSockets,
    timeout: idleTimeout,
    maxSockets,
  };
}

/** The same for connections over TLS. */
export function secureAgentOptions({ identity }: { readonly identity: TLSIdentity }, maxSockets: number): SecureAgentOptions {
  return { ...agentOptions(maxSockets), ...(identity.serverName && { servername: identity.serverName }) };
}

/** How connections are secured; certificates are read once, not for each connection. */
export interface SecureOptions {
  readonly secureContext: SecureContext;
  readonly rejectUnauthorized: boolean;
}

/** Throws if a certificate or the key cannot be read. */
export function secureOptions({ ca, cert, key, insecure }: TLSIdentity): SecureOptions {
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

/** What tells connections of one pool apart: all else is the same for all of them. */
export function connectionName({ host, port, servername }: { host?: unknown; port?: unknown; servername?: unknown }): string {
  return `${String(host)}:${String(port)}:${typeof servername === 'string' ? servername : ''}`;
}
