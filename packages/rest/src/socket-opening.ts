import type { Socket } from 'node:net';
import type { TunnelTarget } from './proxy-tunnel.js';
import { onAbort } from './on-abort.js';
import { startTimeLimit } from './time-limit.js';
import type { TransportTimeouts } from './transport-factory.js';

/** What has to happen before a connection can be used, named as the limit on it is. */
export type OpeningStep = 'connect' | 'handshake';

/** The limits on both, in milliseconds; 0 is none. */
export type OpeningLimits = Pick<TransportTimeouts, OpeningStep>;

const steps = {
  connect: { event: 'connect', what: 'connecting to', when: 'while it was being opened' },
  handshake: { event: 'secureConnect', what: 'the TLS handshake with', when: 'within the TLS handshake' },
} as const satisfies Record<OpeningStep, unknown>;

/** Destroys a socket to `host`, with an error of code `ETIMEDOUT`, unless the step is done in time. */
export function limitOpening(socket: Socket, step: OpeningStep, { host, port }: TunnelTarget, limits: OpeningLimits): void {
  const { event, what } = steps[step];
  const timer = startTimeLimit(limits[step], step, `${what} ${host}:${String(port)}`, (error) => socket.destroy(error));
  const clear = (): void => {
    timer?.clear();
  };
  socket.once(event, clear).once('close', clear);
}

/**
 * Waits for the step, which must be the next that the socket takes. Rejects with the socket's error, with one of code `ECONNRESET` if it closes without one,
 * with one of code `ETIMEDOUT` when the step takes too long, and with the signal's reason when that aborts; the socket is closed then.
 */
export function opened(
  socket: Socket,
  step: OpeningStep,
  target: TunnelTarget,
  limits: OpeningLimits,
  signal: AbortSignal,
): Promise<void> {
  const { event, when } = steps[step];
  limitOpening(socket, step, target, limits);
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    const release = onAbort(signal, () => socket.destroy(signal.reason as Error));
    socket.once(event, () => {
      release();
      resolve();
    });
    // Stays: an error that comes before somebody else listens must not end the process.
    socket.on('error', (error) => {
      failure ??= error;
    });
    socket.once('close', () => {
      release();
      reject(failure ?? Object.assign(new Error(`the connection was closed ${when}`), { code: 'ECONNRESET' }));
    });
  });
}
