import { createHash } from 'node:crypto';
import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { maxCallSockets } from './connection-figures.js';
import { type SecureOptions, secureOptions } from './secure-options.js';
import type { TLSIdentity, TransportTimeouts } from './transport-factory.js';

/** What connections have in common that may be used in each other's place. */
export interface ConnectionTraits {
  readonly identity: TLSIdentity;
  readonly proxy: string | undefined;
  readonly timeouts: Pick<TransportTimeouts, 'connect' | 'handshake'>;
}

/** What connections are made of. */
export interface ConnectionMaterial extends ConnectionTraits {
  /** Throws if a certificate or the key cannot be read. The first call takes long, so that nobody pays for it who only uses http. */
  readonly secure: () => SecureOptions;
}

/** Node's pools of connections, by the scheme of what they lead to. */
export interface AgentPair {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/** Makes pools of at most `maxSockets` connections per host. */
export type AgentFactory = (material: ConnectionMaterial, maxSockets: number) => AgentPair;

/** One holder's share in the connections of some traits. Long answers have their own pool, so that they cannot starve calls. */
export interface Agents {
  readonly call: AgentPair;
  readonly stream: AgentPair;
  /** Gives the share back; the last one closes every connection. Idempotent. */
  close(): void;
  /** The same, but the last one closes connections in use only when they come free. */
  retire(): void;
}

interface Pool extends Pick<Agents, 'call' | 'stream'> {
  holders: number;
}

const pools = new Map<string, Pool>();

/** Connections that everybody in this process shares who trusts and proves the same, goes through the same proxy and waits as long. */
export function acquireAgents(traits: ConnectionTraits, create: AgentFactory): Agents {
  const { identity, proxy, timeouts } = traits;
  const { ca, cert, key, serverName, insecure } = identity;
  const { connect, handshake } = timeouts;
  const name = createHash('sha256')
    .update(JSON.stringify([ca, cert, key, serverName, insecure, proxy, connect, handshake]))
    .digest('hex');
  let pool = pools.get(name);
  if (!pool) {
    let secured: SecureOptions | undefined;
    const material = { ...traits, secure: () => (secured ??= secureOptions(identity)) };
    pool = { call: create(material, maxCallSockets), stream: create(material, Infinity), holders: 0 };
    pools.set(name, pool);
  }
  pool.holders++;
  const { call, stream } = pool;
  const held = pool;
  let released = false;
  const release = (closeAll: (agent: HttpAgent) => void): void => {
    if (released) return;
    released = true;
    if (--held.holders > 0) return;
    pools.delete(name);
    for (const agent of [call.http, call.https, stream.http, stream.https]) closeAll(agent);
  };
  return {
    call,
    stream,
    close() {
      release((agent) => {
        agent.destroy();
      });
    },
    retire() {
      release(closeWhenFree);
    },
  };
}

function closeWhenFree(agent: HttpAgent): void {
  agent.maxFreeSockets = 0;
  for (const sockets of Object.values(agent.freeSockets)) for (const socket of [...(sockets ?? [])]) socket.destroy();
}
