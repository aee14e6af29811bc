import { changeObject } from '../controllers/change-object.js';
import type { AdmissionRequest } from '../kinds/admission-request.js';
import { ensureObject } from '../json-fields.js';
import type { ResourceRegistry } from '../resources/resource-registry.js';
import { objectOf } from '../store/entry.js';
import type { ServerState } from '../write/server-state.js';
import { chargesFor, isCharged } from './charge-quotas.js';

/**
 * Finds out what a write costs the quotas of its namespace. Throws a `StatusError` of 403 if one of them does not allow it.
 *
 * @returns what puts the cost down; undefined if there is none
 */
export function checkQuotas(state: ServerState, registry: ResourceRegistry, request: AdmissionRequest): (() => void) | undefined {
  const resource = registry.named('resourcequotas');
  const { namespace } = request;
  if (!resource || resource.collection.size === 0 || namespace === '' || !isCharged(request)) return undefined;
  const quotas = resource.collection.all().filter((entry) => entry.namespace === namespace);
  if (quotas.length === 0) return undefined;
  const charges = chargesFor(request, quotas.map(objectOf), state.clock.date().getTime());
  if (charges.length === 0) return undefined;
  return () => {
    for (const { quota, used } of charges)
      changeObject(
        state,
        { resource, namespace, name: quota, subresource: 'status' },
        (changed) => {
          ensureObject(changed, 'status')['used'] = used;
        },
        'kube-apiserver',
      );
  };
}
