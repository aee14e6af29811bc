import { parseJSON, type ApiServer } from './api-server.js';
import { FetchError } from './fetch-error.js';

/** What client-go asks for: the newest form first, and the one of before 1.27 last, to be told apart from no answer. */
const ACCEPT = [
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList',
  'application/json',
].join(',');

/**
 * The aggregated discovery documents of `/api` and `/apis` as one JSON text `{ "api": …, "apis": … }`: short names, singular names and
 * categories of resources are nowhere else.
 *
 * @throws {FetchError} if the server has none
 */
export async function readAggregatedDiscovery(server: ApiServer, signal: AbortSignal | undefined): Promise<string> {
  const [api, apis] = await Promise.all(['/api', '/apis'].map((path) => readList(server, path, signal)));
  return `{"api":${api},"apis":${apis}}`;
}

async function readList(server: ApiServer, path: string, signal: AbortSignal | undefined): Promise<string> {
  const options = { accept: ACCEPT, missing: 'is this a Kubernetes API server?', signal };
  const text = await server.get(path, options);
  const value = parseJSON(path, text);
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  if (kind === 'APIGroupDiscoveryList') return text;
  throw new FetchError(
    `GET ${path}: the answer is no APIGroupDiscoveryList: the server must offer aggregated discovery, as Kubernetes 1.27 and later do`,
  );
}
