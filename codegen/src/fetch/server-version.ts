import { parseJSON, type ApiServer } from './api-server.js';
import { FetchError } from './fetch-error.js';

/** The version that a server gives itself, such as `v1.36.3`. */
export async function readServerVersion(server: ApiServer, signal: AbortSignal | undefined): Promise<string> {
  const value = parseJSON('/version', await server.get('/version', { missing: 'is this a Kubernetes API server?', signal }));
  const version = typeof value === 'object' && value !== null && 'gitVersion' in value ? value.gitVersion : undefined;
  if (typeof version !== 'string' || version === '') {
    throw new FetchError('GET /version: the answer has no gitVersion: is this a Kubernetes API server?');
  }
  return version;
}
