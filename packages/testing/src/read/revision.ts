import { newBadRequest, StatusError } from '@kubewright/rest';

/** The `resourceVersion` of a list as a number; 0 if it is empty. Throws a `StatusError` of 400 for what is none. */
export function parseListRevision(resourceVersion: string): number {
  const problem = problemOf(resourceVersion);
  if (problem !== undefined) throw newBadRequest(`invalid resource version: ${fieldProblem(resourceVersion, problem)}`);
  return Number(resourceVersion);
}

/** As {@link parseListRevision}, of a watch or a get: the server gives that mistake no status of its own, which makes it 500. */
export function parseRevision(resourceVersion: string): number {
  const problem = problemOf(resourceVersion);
  if (problem !== undefined) throw withoutReason(fieldProblem(resourceVersion, problem));
  return Number(resourceVersion);
}

/** As {@link parseRevision}, of what an object says that is to replace another: no field is named. */
export function parseWrittenRevision(resourceVersion: string): number {
  const problem = problemOf(resourceVersion);
  if (problem !== undefined) throw withoutReason(problem);
  return Number(resourceVersion);
}

/** Throws a `StatusError` of 500 if an object that is to be created says of which version it is (apiserver `etcd3.store.Create`). */
export function checkNewRevision(resourceVersion: string): void {
  if (problemOf(resourceVersion) === undefined && Number(resourceVersion) !== 0)
    throw withoutReason('resourceVersion should not be set on objects to be created');
}

function withoutReason(message: string): StatusError {
  return new StatusError({ apiVersion: 'v1', kind: 'Status', metadata: {}, status: 'Failure', message, code: 500 });
}

/** As of a field (apiserver `storage.APIObjectVersioner`). */
function fieldProblem(resourceVersion: string, problem: string): string {
  return `resourceVersion: Invalid value: ${JSON.stringify(resourceVersion)}: ${problem}`;
}

/** What Go's `strconv.ParseUint` says. */
function problemOf(resourceVersion: string): string | undefined {
  if (resourceVersion === '') return undefined;
  const isNumber = /^\d+$/.test(resourceVersion);
  if (isNumber && BigInt(resourceVersion) < 2n ** 64n) return undefined;
  return `strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: ${isNumber ? 'value out of range' : 'invalid syntax'}`;
}
