import pThrottle from 'p-throttle';
import { notJSON, type ApiServer } from './api-server.js';
import { FetchError } from './fetch-error.js';
import type { DocumentReference } from './openapi-index.js';
import { stableJSON } from './stable-json.js';

/** Documents on the way at the same time. */
const CONCURRENCY = 4;

/** A server has better things to do: at most so many requests in a second. */
const PACE = { limit: 20, interval: 1_000 };

/**
 * Downloads documents and gives them their stable form.
 *
 * @returns texts by file name, in the order of `references`
 * @throws {FetchError} for the first that fails; no request is under way then
 */
export async function downloadDocuments(
  server: ApiServer,
  references: readonly DocumentReference[],
  signal: AbortSignal | undefined,
): Promise<Map<string, string>> {
  const failed = new AbortController();
  const stop = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
  const paced = pThrottle({ ...PACE, signal: stop })((reference: DocumentReference) => downloadDocument(server, reference, stop));
  const texts = new Map(references.map(({ fileName }) => [fileName, '']));
  const queue = references.values();
  const work = async (): Promise<void> => {
    for (const reference of queue) texts.set(reference.fileName, await paced(reference));
  };
  const workers = Array.from({ length: CONCURRENCY }, work);
  try {
    await Promise.all(workers);
    return texts;
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled(workers);
    throw error;
  }
}

async function downloadDocument(
  server: ApiServer,
  { serverRelativeURL }: DocumentReference,
  signal: AbortSignal,
): Promise<string> {
  const text = await server.get(serverRelativeURL, { missing: 'the server lists it but does not have it: try again', signal });
  let stable: string;
  try {
    stable = stableJSON(text);
  } catch (error) {
    throw notJSON(serverRelativeURL, text, error);
  }
  if (!/^  "openapi": "3\./m.test(stable))
    throw new FetchError(`GET ${serverRelativeURL}: the answer is not an OpenAPI 3 document`);
  return stable;
}
