/** Connections that calls may hold open to one host at a time; more calls wait for one to come free. */
export const maxCallSockets = 50;

/** How long idle connections are kept, in milliseconds (client-go `transport` defaults). */
export const idleTimeout = 90_000;

/** How often TCP probes a silent connection, in milliseconds (client-go's dialer). */
export const keepAliveInterval = 30_000;

/** Idle connections kept per host where there is no other limit (client-go `transport.idleConnsPerHost`). */
const maxIdleSockets = 25;

/**
 * Idle connections kept to one host. As many may be idle as may be in use: those of a burst of calls come free together, and are wanted
 * again at once.
 *
 * @param maxSockets how many may be in use; `Infinity` for those of watches and streams
 */
export function maxIdleOf(maxSockets: number): number {
  return maxSockets === Infinity ? maxIdleSockets : maxSockets;
}
