import { parseJSON, type ApiServer } from './api-server.js';
import { FetchError } from './fetch-error.js';

/** One document that an API server publishes. */
export interface DocumentReference {
  /** Name to store it under: `apis__apps__v1_openapi.json` for `apis/apps/v1`. */
  fileName: string;
  /** Where to download it. */
  serverRelativeURL: string;
}

/**
 * The documents that `/openapi/v3` lists, sorted by name.
 *
 * @throws {FetchError} if there is no such list, or if it holds a path that cannot be a file name
 */
export async function readOpenAPIIndex(server: ApiServer, signal: AbortSignal | undefined): Promise<DocumentReference[]> {
  const missing = 'a Kubernetes API server publishes this since version 1.24: is this one, and new enough?';
  const index = parseJSON('/openapi/v3', await server.get('/openapi/v3', { missing, signal }));
  const paths = isObject(index) ? index['paths'] : undefined;
  if (!isObject(paths) || Object.keys(paths).length === 0) {
    throw new FetchError('GET /openapi/v3: the answer lists no paths: is this a Kubernetes API server?');
  }
  const references = new Map<string, DocumentReference>();
  for (const [path, entry] of Object.entries(paths)) {
    const reference = { fileName: fileNameOf(path), serverRelativeURL: urlOf(path, entry) };
    if (references.has(reference.fileName)) {
      throw new FetchError(
        `GET /openapi/v3: two paths, one of them ${JSON.stringify(path)}, make the same file name ${reference.fileName}`,
      );
    }
    references.set(reference.fileName, reference);
  }
  return [...references.values()].sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
}

/** A server may list anything, and what it lists becomes a file: only plain segments pass. */
function fileNameOf(path: string): string {
  const segments = path.split('/');
  if (segments.some((segment) => !/^[A-Za-z0-9._:-]+$/.test(segment) || /^\.+$/.test(segment))) {
    throw new FetchError(`GET /openapi/v3: the path ${JSON.stringify(path)} cannot be a file name`);
  }
  return `${segments.join('__')}_openapi.json`;
}

function urlOf(path: string, entry: unknown): string {
  const url = isObject(entry) ? entry['serverRelativeURL'] : undefined;
  if (typeof url !== 'string' || !url.startsWith('/')) {
    throw new FetchError(`GET /openapi/v3: the path ${JSON.stringify(path)} has no serverRelativeURL`);
  }
  return url;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
