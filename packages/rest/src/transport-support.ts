// What transports of this project have in common, as it is in this very version. index.ts does not import it: types here name Node's own.
import type { Socket } from 'node:net';
import type { TunnelOptions, TunnelTarget } from './proxy-tunnel.js';

export { closedEarly, tooLong } from './body-errors.js';
export { certificateRotated, clientClosed } from './closed-by-us.js';
export { mayFollowClosedIdle } from './closed-idle.js';
export { idleTimeout, keepAliveInterval, maxCallSockets, maxIdleOf } from './connection-figures.js';
export { GatheredBytes } from './gathered-bytes.js';
export { gunzipped } from './gunzipped.js';
export { maxInterimAnswers, tooManyInterimAnswers } from './interim-limit.js';
export { NodeBody, type NodeBodyOptions } from './node-body.js';
export { observedLookup } from './observed-lookup.js';
export { onAbort } from './on-abort.js';
export type { TunnelOptions, TunnelTarget } from './proxy-tunnel.js';
export { requestHead } from './request-head.js';
export { secureOptions, type SecureOptions } from './secure-options.js';
export { opened } from './socket-opening.js';
export { startTimeLimit, type TimeLimit, tookTooLong } from './time-limit.js';
export { TransportLifetime } from './transport-lifetime.js';
export { Turns } from './turns.js';
export { uploadOf } from './upload.js';

/**
 * Opens a connection to a server through a proxy, by CONNECT (RFC 9110 §9.3.6) or as SOCKS5 says (RFC 1928). Rejects with an error that
 * names the proxy, without user name and password, and says what it answered; with the signal's reason when that aborts. Then
 * nothing stays open.
 */
export async function openTunnel(options: TunnelOptions, target: TunnelTarget, signal: AbortSignal): Promise<Socket> {
  // Most connections need no proxy.
  const tunnels = await import('./proxy-tunnel.js');
  return tunnels.openTunnel(options, target, signal);
}
