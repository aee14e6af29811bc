import type { RESTClient } from '@kubewright/rest';
import type { DiscoveryOptions } from './discovery.js';
import { parseGroupVersion } from './group-version.js';
import { readJSON } from './read-json.js';

/** How a document is asked for. */
export interface OpenAPIDocumentOptions extends DiscoveryOptions {
  /** The media type. @default 'application/json' */
  contentType?: string | undefined;
}

/** The OpenAPI v3 document of one path, usually of one group-version (client-go `openapi.GroupVersion`). */
export interface OpenAPIDocument {
  /** Path and query to get it by. The query holds a hash that changes with the document: a key for a cache. */
  readonly serverRelativeURL: string;
  /** Gets the document as the bytes that the server sends. */
  schema(options?: OpenAPIDocumentOptions): Promise<Uint8Array>;
}

/** What a server publishes as OpenAPI v3 (client-go `openapi.Client`). */
export interface OpenAPIV3 {
  /** All documents, by path: `api/v1`, `apis/apps/v1`, `version` … */
  paths(options?: DiscoveryOptions): Promise<ReadonlyMap<string, OpenAPIDocument>>;
}

/** The path of a group-version's document: `api/v1` of `v1`, `apis/apps/v1` of `apps/v1`. Throws if it is no group-version. */
export function openAPIPath(groupVersion: string): string {
  const { group, version } = parseGroupVersion(groupVersion);
  return group === '' ? `api/${version}` : `apis/${group}/${version}`;
}

/** Asks the server each time. */
export class LiveOpenAPIV3 implements OpenAPIV3 {
  readonly #client: RESTClient;

  constructor(client: RESTClient) {
    this.#client = client;
  }

  async paths({ signal }: DiscoveryOptions = {}): Promise<ReadonlyMap<string, OpenAPIDocument>> {
    const result = await this.#client.get().absPath('/openapi/v3').signal(signal).do();
    return readJSON(result, '/openapi/v3', undefined, (fields) => {
      const paths = fields.part('paths');
      return new Map(paths.names().map((name) => [name, this.#document(paths.part(name).text('serverRelativeURL'))]));
    });
  }

  /** A URL that does not lie below the path of our own host is put behind it. */
  #document(url: string): OpenAPIDocument {
    const root = this.#client.get().absPath('/').url().pathname.replace(/\/$/, '');
    const serverRelativeURL = url.startsWith(`${root}/`) ? url.slice(root.length) : url;
    return {
      serverRelativeURL,
      schema: ({ signal, contentType = 'application/json' } = {}) =>
        this.#client.get().requestURI(serverRelativeURL).setHeader('Accept', contentType).signal(signal).doRaw(),
    };
  }
}
