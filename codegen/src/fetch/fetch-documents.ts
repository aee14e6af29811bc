import { RESTClient, type Config } from '@kubewright/rest';
import { readAggregatedDiscovery } from './aggregated-discovery.js';
import { ApiServer } from './api-server.js';
import { downloadDocuments } from './download-documents.js';
import { readOpenAPIIndex } from './openapi-index.js';
import { readServerVersion } from './server-version.js';
import { SOURCE, sourceFile } from './source-file.js';
import { stableJSON } from './stable-json.js';
import { TargetFolder, type FolderChanges } from './target-folder.js';

/** What to fetch, and where to put it. */
export interface FetchOptions {
  /** How to reach the server. */
  config: Config;
  /** Folder to write; its parents are made. If it exists it must hold an earlier fetch, or nothing. */
  out: string;
  /** Stops fetching; the folder stays as it was. */
  signal?: AbortSignal | undefined;
}

/** What was fetched. */
export interface FetchResult extends FolderChanges {
  /** Version of the server, such as `v1.36.3`. */
  server: string;
  /** Number of OpenAPI documents. */
  documents: number;
}

/** Milliseconds that one request may take: the largest document has 1.6 MB. */
const REQUEST_TIMEOUT = 60_000;

/**
 * Stores what any Kubernetes API server says about itself: each OpenAPI v3 document, the aggregated discovery as `discovery.json`, and
 * `SOURCE` with the server's version and the SHA-256 of each file. All files are written, or none.
 *
 * @throws {FetchError} naming the URL and what to do
 */
export async function fetchDocuments({ config, out, signal }: FetchOptions): Promise<FetchResult> {
  const folder = await TargetFolder.open(out);
  const client = new RESTClient({ timeout: REQUEST_TIMEOUT, ...config });
  try {
    const server = new ApiServer(client);
    const version = await readServerVersion(server, signal);
    const references = await readOpenAPIIndex(server, signal);
    const discovery = stableJSON(await readAggregatedDiscovery(server, signal));
    const files = await downloadDocuments(server, references, signal);
    files.set('discovery.json', discovery);
    files.set(SOURCE, sourceFile(version, files));
    const changes = await folder.replace(files);
    return { server: version, documents: references.length, ...changes };
  } finally {
    await client.close();
  }
}
