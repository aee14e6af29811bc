import { createHash } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent';
import type { TLSIdentity } from './transport-factory.js';

/** Connections that calls may hold open to one host at a time; more calls wait for one to come free. */
export const maxCallSockets = 50;
/** Idle connections kept per host, how long, and how often TCP probes a silent one (client-go `transport` defaults), in milliseconds. */
const maxIdleSockets = 25;
const idleTimeout = 90_000;
const keepAliveInterval = 30_000;

/** The two pools of one TLS identity: long answers have their own, so that they cannot starve calls. */
export interface Agents {
  readonly call: { http: HttpAgent; https: HttpsAgent };
  readonly stream: { http: HttpAgent; https: HttpsAgent };
  /** Gives this holder's share back; the last one closes every connection. Idempotent. */
  release(): void;
}

interface Pool {
  call: Agents['call'];
  stream: Agents['stream'];
  holders: number;
}

const pools = new Map<string, Pool>();

/**
 * Connections for an identity, shared by everybody in this process who trusts and proves the same and goes through the same
 * proxy.
 */
export function acquireAgents(identity: TLSIdentity, proxy?: string): Agents {
  const key = createHash('sha256')
    .update(JSON.stringify([identity, proxy]))
    .digest('hex');
  let pool = pools.get(key);
  if (!pool) {
    pool = { call: createAgents(identity, proxy, maxCallSockets), stream: createAgents(identity, proxy, Infinity), holders: 0 };
    pools.set(key, pool);
  }
  pool.holders++;
  const { call, stream } = pool;
  const held = pool;
  let released = false;
  return {
    call,
    stream,
    release() {
      if (released) return;
      released = true;
      if (--held.holders > 0) return;
      pools.delete(key);
      for (const agent of [call.http, call.https, stream.http, stream.https]) agent.destroy();
    },
  };
}

function createAgents(
  identity: TLSIdentity,
  proxy: string | undefined,
  maxSockets: number,
): { http: HttpAgent; https: HttpsAgent } {
  const shared = {
    keepAlive: true,
    keepAliveMsecs: keepAliveInterval,
    maxFreeSockets: maxIdleSockets,
    timeout: idleTimeout,
    maxSockets,
  };
  const { ca, cert, key, serverName, insecure } = identity;
  const secure = {
    minVersion: 'TLSv1.2' as const,
    rejectUnauthorized: !insecure,
    ...(ca && { ca }),
    ...(cert && key && { cert, key }),
    ...(serverName && { servername: serverName }),
  };
  if (!proxy) return { http: new HttpAgent(shared), https: new HttpsAgent({ ...shared, ...secure }) };
  return {
    http: new HttpProxyAgent({ ...shared, proxy }),
    https: new HttpsProxyAgent({ ...shared, ...secure, proxy }),
  };
}
