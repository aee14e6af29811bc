import {
  DeferredRESTMapper,
  DiscoveryClient,
  type GroupVersionResource,
  MemoryCachedDiscovery,
  parseGroupVersion,
  type RESTMapper,
} from '@kubewright/discovery';
import type { ResourceNames, RESTClient } from '@kubewright/rest';
import { type AppliedDocument, applyDocuments, type ApplyDocumentsOptions } from './apply-documents.js';
import type { DynamicList, DynamicObject } from './dynamic-object.js';
import type { DynamicResource } from './dynamic-resource.js';
import { type MetadataResource, metadataResource } from './metadata-client.js';

/** What a {@link DynamicClient} may be given. */
export interface DynamicClientOptions {
  /** Finds resources by kind. @default a `DeferredRESTMapper` of what the client's server serves, kept in memory */
  mapper?: RESTMapper | undefined;
}

/** Options of {@link DynamicClient.of}. */
export interface MappingOptions {
  /** Aborts waiting for discovery. */
  signal?: AbortSignal | undefined;
}

/**
 * The clients of any resource, without generated types (client-go `dynamic.DynamicClient` and `metadata.Client`).
 *
 * It opens and closes nothing of its own: all requests are the given client's.
 */
export class DynamicClient {
  /** Which resource belongs to which kind. */
  readonly mapper: RESTMapper;
  readonly #client: RESTClient;

  /**
   * @param client one without a group-version, as `clientset.rest`
   * @throws {TypeError} if it is something else
   */
  constructor(client: RESTClient, { mapper }: DynamicClientOptions = {}) {
    // What plain JavaScript takes for it: the clientset itself.
    if (typeof (client as Partial<RESTClient> | undefined)?.resource !== 'function')
      throw new TypeError('a DynamicClient needs a RESTClient, as clientset.rest');
    this.#client = client;
    this.mapper = mapper ?? new DeferredRESTMapper(new MemoryCachedDiscovery(new DiscoveryClient(client)));
  }

  /**
   * The client of a resource; asks nobody. Of a `GroupVersionResource` neither kind nor scope is known: objects that are sent must
   * have a `kind`, and whether a namespace is needed is for the server to say.
   *
   * Throws for names that no path may have.
   */
  resource(resource: GroupVersionResource | ResourceNames): DynamicResource {
    return this.#client.resource<DynamicObject, DynamicList, DynamicResource>(resource);
  }

  /**
   * The client of a kind, by the mapper. Rejects with a `NoKindMatchError` if no resource is of that kind, with an
   * `AmbiguousKindError` if several are, and with what went wrong in discovery.
   *
   * @param apiVersion `'apps/v1'`, or `'v1'` of the core group
   * @param kind as the server writes it, or in lower case
   */
  async of(apiVersion: string, kind: string, options: MappingOptions = {}): Promise<DynamicResource> {
    return this.resource(await this.#mapping(apiVersion, kind, options));
  }

  /** The client of a resource that reads only metadata; asks nobody. */
  metadata(resource: GroupVersionResource | ResourceNames): MetadataResource {
    return metadataResource(this.#client, resource);
  }

  /** As {@link of}, for metadata only. */
  async metadataOf(apiVersion: string, kind: string, options: MappingOptions = {}): Promise<MetadataResource> {
    return this.metadata(await this.#mapping(apiVersion, kind, options));
  }

  /** Applies objects of any kinds; see {@link applyDocuments}. */
  apply(documents: readonly DynamicObject[], options: ApplyDocumentsOptions): Promise<AppliedDocument[]> {
    return applyDocuments(this, documents, options);
  }

  async #mapping(apiVersion: string, kind: string, options: MappingOptions): Promise<ResourceNames> {
    const { group, version } = parseGroupVersion(apiVersion);
    const mapping = await this.mapper.restMapping({ group, kind }, [version], options);
    if (mapping.kind !== mapping.kind.toLowerCase()) return mapping;
    // Mappers know kinds in lower case too, but servers take only their own spelling in what is sent.
    const spelled = await this.mapper.kindFor({ group, version, resource: mapping.resource }, options);
    return { ...mapping, kind: spelled.kind };
  }
}
