import { systemClock } from './clock.js';
import type { TLSClientConfig } from './config.js';
import type { ConnectionTimeouts, TransportOptions } from './transport-factory.js';
import { transportOptions } from './transport-options.js';

/** What a client would give its transport, without a proxy unless one is given. */
export function testTransportOptions(
  tls: TLSClientConfig = {},
  { proxy = false, timeouts }: { proxy?: string | false | undefined; timeouts?: ConnectionTimeouts | undefined } = {},
): TransportOptions {
  return transportOptions({ tls, proxy, timeouts }, new URL('https://server.test'), {
    clock: systemClock,
    env: {},
    log: () => undefined,
  });
}
