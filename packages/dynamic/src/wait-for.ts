import { abortable, type Clock, type Scope, type Stored, systemClock } from '@kubewright/rest';
import { objectStates, type Seen, type WaitableClient } from './object-states.js';
import { describeStatus, type WaitCondition } from './wait-condition.js';
import { WaitTimeoutError } from './wait-timeout-error.js';

export type { WaitableClient } from './object-states.js';

/** How long to wait. */
export interface WaitOptions {
  /** Ends the wait at once: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Limit in milliseconds for all of it; 0 is none, and a negative one is over at once. @default none */
  timeout?: number | undefined;
  /** @default the real clock */
  clock?: Clock | undefined;
}

/**
 * Waits until a condition holds of one object, and resolves with the object, or undefined if it does not exist (kubectl
 * `pkg/cmd/wait`, client-go `tools/watch` `UntilWithSync`).
 *
 * The condition is asked with the object as it is now and after each change, and with undefined while it does not exist, also when it
 * was deleted and created anew unseen. No change is missed between reading and watching; a watch that ends is begun again, and if the
 * server no longer knows from where on, the object is read again.
 *
 * Rejects with a {@link WaitTimeoutError} after `timeout`, with the signal's reason when it aborts, with what the condition throws,
 * and with the error of the first read. Later errors that may pass (429, 5xx, a broken connection, a `resourceVersion` that is too
 * old) are followed by another try after 0.8 seconds, doubling to 30, and up to as much again at random, or as the server asks; all
 * others end the wait.
 *
 * `list` and `watch` of the resource must be allowed; a role may restrict them to this name.
 *
 * @example
 * await waitFor(deployments, 'web', condition('Available'), { timeout: 60_000 });
 * await waitFor(pods, 'job', (pod) => pod?.status?.phase === 'Succeeded', { signal });
 */
export async function waitFor<T, S extends Scope, R extends Stored<T, S> | undefined>(
  client: WaitableClient<T, S>,
  name: string,
  condition: (object: Stored<T, S> | undefined) => object is R,
  options?: WaitOptions,
): Promise<R>;
export async function waitFor<T, S extends Scope>(
  client: WaitableClient<T, S>,
  name: string,
  condition: WaitCondition<Stored<T, S>>,
  options?: WaitOptions,
): Promise<Stored<T, S> | undefined>;
export async function waitFor<T, S extends Scope>(
  client: WaitableClient<T, S>,
  name: string,
  condition: WaitCondition<Stored<T, S>>,
  options: WaitOptions = {},
): Promise<Stored<T, S> | undefined> {
  return waitFrom({ read: false, kind: undefined, object: undefined, error: undefined }, client, name, condition, options);
}

/** As {@link waitFor}, with what is known already: then no read is the first, and errors of all that may pass are followed by another try. */
export async function waitFrom<T, S extends Scope>(
  seen: Seen<Stored<T, S>>,
  client: WaitableClient<T, S>,
  name: string,
  condition: WaitCondition<Stored<T, S>>,
  { signal, timeout = 0, clock = systemClock }: WaitOptions,
): Promise<Stored<T, S> | undefined> {
  if (typeof (client as Partial<WaitableClient<T, S>> | undefined)?.watch !== 'function')
    throw new TypeError("waiting needs a client of a resource, as clientset.coreV1().pods('default')");
  if (!name) throw new TypeError('cannot wait for an object without a name');
  if (typeof (condition as unknown) !== 'function')
    throw new TypeError("waiting needs a condition: a function of the object, as condition('Ready') gives one");
  if (Number.isNaN(timeout)) throw new TypeError('the timeout of a wait must be a number of milliseconds, not NaN');
  signal?.throwIfAborted();
  const end = new AbortController();
  const timer = new AbortController();
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const abort = (reason: unknown): void => end.abort(reason);
  abortable(finished, signal).catch(abort);
  if (timeout > 0) {
    clock
      .sleep(timeout, timer.signal)
      .then(() => timedOut(name, timeout, condition, seen))
      .then(abort, abort);
  }
  if (timeout < 0) end.abort(timedOut(name, timeout, condition, seen));
  try {
    for await (const object of objectStates({ client, name, signal: end.signal, clock, seen })) {
      const holds: unknown = condition(object);
      if (holds instanceof Promise)
        throw new TypeError('a condition must say at once whether it holds, but it gave a promise: it must not be async');
      if (holds) return object;
    }
    throw new Error(`the states of "${name}" have come to an end, which they never do`);
  } finally {
    finish();
    timer.abort();
  }
}

function timedOut<O>(name: string, timeout: number, condition: WaitCondition<O>, seen: Seen<O>): WaitTimeoutError {
  const { waitingFor = 'to meet the condition', describe = describeStatus } = condition;
  const { read, kind, object, error } = seen;
  const lastSeen = !read ? 'nothing, no answer has come' : object === undefined ? 'it does not exist' : describe(object);
  return new WaitTimeoutError({ name, kind, timeout, waitingFor, lastSeen, object, error });
}
