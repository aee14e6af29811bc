import { newBadRequest } from '@kubewright/rest';

/** A `resourceVersion` as a number; 0 if it is empty. Throws a `StatusError` of 400 for what is none. */
export function parseRevision(resourceVersion: string): number {
  if (resourceVersion === '') return 0;
  if (!/^\d+$/.test(resourceVersion))
    throw newBadRequest(
      `invalid resource version: resourceVersion: Invalid value: ${JSON.stringify(resourceVersion)}: strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`,
    );
  return Number(resourceVersion);
}
