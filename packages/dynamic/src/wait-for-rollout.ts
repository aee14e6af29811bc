import type { Scope, Stored } from '@kubewright/rest';
import { RolloutError, rolloutStatus, type RolloutStatus, type Workload } from './rollout-status.js';
import { waitFor, type WaitableClient, type WaitOptions } from './wait-for.js';

/** How to wait for a rollout. */
export interface WaitForRolloutOptions extends WaitOptions {
  /** Is told how far the rollout is: at first, and whenever its message changes. What it throws ends the wait. */
  onStatus?: ((status: RolloutStatus) => void) | undefined;
}

/**
 * Waits until the rollout of a Deployment, StatefulSet or DaemonSet is done, and resolves with the object (kubectl
 * `rollout status`).
 *
 * Rejects with the server's NotFound if there is no such object, with a {@link RolloutError} if the rollout fails, if the object is
 * deleted meanwhile, or if it has no rollout, and otherwise as {@link waitFor} does; the text of a timeout has the last message.
 *
 * @example
 * await waitForRollout(deployments, 'web', { timeout: 300_000, onStatus: ({ message }) => console.log(message) });
 */
export async function waitForRollout<T extends Workload, S extends Scope>(
  client: WaitableClient<T, S>,
  name: string,
  { onStatus, ...options }: WaitForRolloutOptions = {},
): Promise<Stored<T, S>> {
  let last: RolloutStatus | undefined;
  let existed = false;
  const isDone = (object: Stored<T, S> | undefined): object is Stored<T, S> => {
    if (object === undefined) throw existed ? new RolloutError('Deleted', 'object has been deleted') : missing;
    existed = true;
    const status = rolloutStatus(object);
    if (status.message !== last?.message) onStatus?.(status);
    last = status;
    return status.done;
  };
  const describe = (): string => last?.message ?? '';
  try {
    return await waitFor(client, name, Object.assign(isDone, { waitingFor: 'to be rolled out', describe }), options);
  } catch (error) {
    if (error !== missing) throw error;
    await client.get(name, options);
    throw new RolloutError('Deleted', `"${name}" did not exist when its rollout was to be waited for, but was created just then`);
  }
}

/** What ends a wait for an object that does not exist; the server says it better. */
const missing = new Error('it does not exist');
