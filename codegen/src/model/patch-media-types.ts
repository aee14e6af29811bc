import { SpecError } from '../generation-error.js';
import type { OperationDescription } from '../read/description.js';
import type { PatchBodies } from './group-version.js';

const withoutStrategicMerge = ['application/apply-patch+yaml', 'application/json-patch+json', 'application/merge-patch+json'];
const all = [...withoutStrategicMerge, 'application/strategic-merge-patch+json'];

/** Server-side apply in CBOR, behind the gate CBORServingAndStorage; clients need not know. */
const optional = 'application/apply-patch+cbor';

/** Tells which patch bodies a patch operation takes. Throws for a set of media types that is neither of the two known ones. */
export function patchBodiesOf(operation: OperationDescription): PatchBodies {
  const mediaTypes = (operation.body?.mediaTypes ?? []).filter((mediaType) => mediaType !== optional);
  if (sameSet(mediaTypes, all)) return 'all';
  if (sameSet(mediaTypes, withoutStrategicMerge)) return 'without strategic merge';
  throw new SpecError(operation.body ?? operation, `unknown set of patch media types: ${mediaTypes.join(', ') || 'none'}`);
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}
