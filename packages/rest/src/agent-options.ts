import type { AgentOptions, ClientRequestArgs } from 'node:http';
import type { AgentOptions as SecureAgentOptions } from 'node:https';
import { idleTimeout, keepAliveInterval, maxIdleOf } from './connection-figures.js';
import type { TunnelTarget } from './proxy-tunnel.js';
import type { TLSIdentity } from './transport-factory.js';

/** How connections are kept. */
export function agentOptions(maxSockets: number): AgentOptions {
  return {
    keepAlive: true,
    keepAliveMsecs: keepAliveInterval,
    maxFreeSockets: maxIdleOf(maxSockets),
    timeout: idleTimeout,
    maxSockets,
  };
}

/** The same for connections over TLS. */
export function secureAgentOptions({ identity }: { readonly identity: TLSIdentity }, maxSockets: number): SecureAgentOptions {
  return { ...agentOptions(maxSockets), ...(identity.serverName && { servername: identity.serverName }) };
}

/** What tells connections of one pool apart: all else is the same for all of them. */
export function connectionName({ host, port, servername }: { host?: unknown; port?: unknown; servername?: unknown }): string {
  return `${String(host)}:${String(port)}:${typeof servername === 'string' ? servername : ''}`;
}

/** Where a connection of a pool is to lead to. */
export function targetOf({ host, port }: ClientRequestArgs): TunnelTarget {
  return { host: String(host), port: Number(port) };
}
