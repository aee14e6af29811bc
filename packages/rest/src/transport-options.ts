import type { Clock } from './clock.js';
import type { Config } from './config.js';
import { proxyOf } from './proxy-of.js';
import { rotatingIdentity } from './rotating-identity.js';
import type { TransportOptions, TransportTimeouts } from './transport-factory.js';
import { countCAReloads, measureLookups } from './transport-metrics.js';

/** What a transport's options are worked out with. */
export interface TransportSurroundings {
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
}

/**
 * What a config asks of the connections to its server. Reads every file that it names, and the environment's proxies if it says nothing of
 * one. Throws if a file or a proxy is of no use.
 */
export function transportOptions(
  { tls, proxy, timeouts, metrics }: Pick<Config, 'tls' | 'proxy' | 'timeouts' | 'metrics'>,
  server: URL,
  { clock, env, log }: TransportSurroundings,
): TransportOptions {
  return {
    identity: rotatingIdentity(tls, clock, log, countCAReloads(metrics)),
    proxy: proxyOf(proxy, server, env),
    timeouts: timeoutsOf(timeouts),
    lookingUp: measureLookups(metrics, clock),
  };
}

/** The first two are client-go's (`transport` defaults), which has none for the others. */
function timeoutsOf({ connect = 30_000, handshake = 10_000, headers, idle = 0 }: Config['timeouts'] = {}): TransportTimeouts {
  return { connect, handshake, headers: { call: headers ?? 300_000, stream: headers ?? 0 }, idle };
}
