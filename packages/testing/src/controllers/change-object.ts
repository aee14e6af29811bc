import { managedUpdate } from '../apply/index.js';
import type { JSONObject } from '../json.js';
import { fieldManagerContext } from '../write/field-manager.js';
import { notFound } from '../write/errors.js';
import type { ServerState } from '../write/server-state.js';
import { update } from '../write/update.js';
import type { WriteTarget } from '../write/write-target.js';

/** Who manages the fields that controllers set. */
export const controllerManager = 'kube-controller-manager';

/**
 * Changes an object as a controller does. Throws a `StatusError` if it is not there or may not be changed so.
 *
 * @param change is handed an object of its own
 * @param manager who says that it manages the changed fields
 */
export function changeObject(
  state: ServerState,
  target: WriteTarget,
  change: (object: JSONObject) => void,
  manager = controllerManager,
): void {
  const options = { dryRun: false, manager, fieldValidation: 'Ignore', force: false } as const;
  update(
    state,
    target,
    {
      apply: (live) => {
        if (!live) throw notFound(target.resource, target.name);
        const changed = structuredClone(live);
        change(changed);
        return managedUpdate(live, changed, fieldManagerContext(state, target, options));
      },
      mayCreate: false,
      isWhole: false,
    },
    options,
  );
}
