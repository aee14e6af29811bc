import type { Scope, Stored } from '@kubewright/rest';
import { metadataOf } from './object-states.js';
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
 * deleted meanwhile, or if it has no rollout, and otherwise as {@link waitFor} does; the text of a timeout has the last message. All of
 * it has the one `timeout`.
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
    if (object === undefined) throw new RolloutError('Deleted', 'object has been deleted');
    existed = true;
    const status = rolloutStatus(object);
    if (status.message !== last?.message) onStatus?.(status);
    last = status;
    return status.done;
  };
  const describe = (): string => last?.message ?? '';
  const existing: WaitableClient<T, S> = {
    get: (...args) => client.get(...args),
    watch: client.watch.bind(client),
    // What a list does not have the server says better when it is asked for that, in the time that all of the wait has.
    async list(listOptions) {
      const list = await client.list(listOptions);
      if (existed || list.items.some((item) => metadataOf(item).name === name)) return list;
      return { ...list, items: [await client.get(name, { signal: listOptions?.signal })] };
    },
  };
  return waitFor(existing, name, Object.assign(isDone, { waitingFor: 'to be rolled out', describe }), options);
}
