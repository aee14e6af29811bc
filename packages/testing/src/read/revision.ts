import { newBadRequest, StatusError } from '@kubewright/rest';

/** The `resourceVersion` of a list as a number; 0 if it is empty. Throws a `StatusError` of 400 for what is none. */
export function parseListRevision(resourceVersion: string): number {
  const problem = problemOf(resourceVersion);
  if (problem !== undefined) throw newBadRequest(`invalid resource version: ${problem}`);
  return Number(resourceVersion);
}

/** As {@link parseListRevision}, of a watch or a get: the server gives that mistake no status of its own, which makes it 500. */
export function parseRevision(resourceVersion: string): number {
  const message = problemOf(resourceVersion);
  if (message !== undefined)
    throw new StatusError({ apiVersion: 'v1', kind: 'Status', metadata: {}, status: 'Failure', message, code: 500 });
  return Number(resourceVersion);
}

/** What Go's `strconv.ParseUint` says, as of a field (apiserver `storage.APIObjectVersioner`). */
function problemOf(resourceVersion: string): string | undefined {
  if (resourceVersion === '') return undefined;
  const isNumber = /^\d+$/.test(resourceVersion);
  if (isNumber && BigInt(resourceVersion) < 2n ** 64n) return undefined;
  const text = JSON.stringify(resourceVersion);
  return `resourceVersion: Invalid value: ${text}: strconv.ParseUint: parsing ${text}: ${isNumber ? 'value out of range' : 'invalid syntax'}`;
}
