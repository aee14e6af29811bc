import type { JSONObject } from '../json.js';
import { objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { addressWarnings } from './warn-of-addresses.js';

/** What to warn of in Endpoints: addresses that are not written as they should be. */
export function endpointsWarnings(endpoints: JSONObject): string[] {
  if (labelOf(endpoints, 'endpoints.kubernetes.io/managed-by') === 'endpoint-controller') return [];
  return objectsAt(endpoints, 'subsets').flatMap((subset, i) =>
    ['addresses', 'notReadyAddresses'].flatMap((list) =>
      objectsAt(subset, list).flatMap((address, j) =>
        addressWarnings(`subsets[${String(i)}].${list}[${String(j)}].ip`, textAt(address, 'ip')),
      ),
    ),
  );
}

/** What to warn of in a new EndpointSlice. */
export function newSliceWarnings(slice: JSONObject): string[] {
  const isOfNames = slice['addressType'] === 'FQDN';
  return [...(isOfNames ? ['spec.addressType: FQDN endpoints are deprecated'] : []), ...sliceWarnings(slice)];
}

/** What to warn of in an EndpointSlice, new or not. */
export function sliceWarnings(slice: JSONObject): string[] {
  const manager = labelOf(slice, 'endpointslice.kubernetes.io/managed-by');
  if (manager === 'endpointslice-controller.k8s.io' || manager === 'endpointslicemirroring-controller.k8s.io') return [];
  return objectsAt(slice, 'endpoints').flatMap((endpoint, i) =>
    textsAt(endpoint, 'addresses').flatMap((address, j) =>
      addressWarnings(`endpoints[${String(i)}].addresses[${String(j)}]`, address),
    ),
  );
}

function labelOf(object: JSONObject, label: string): string {
  return textAt(objectAt(object, 'metadata', 'labels'), label);
}
