import type { ListMeta, Status } from '@kubewright/meta-v1';
import {
  type DeleteOptions,
  type GetOptions,
  isStatus,
  type ListOptions,
  type ResourceNames,
  type UnmappedResource,
  type PatchBodies,
  type PatchOptions,
  type RawWatchEvent,
  type ResourceClient,
  type RESTClient,
  type Watch,
  type WatchEvent,
  type WatchOptions,
} from '@kubewright/rest';
import {
  type PartialObjectMetadata,
  partialObjectMetadata,
  type PartialObjectMetadataList,
  partialObjectMetadataList,
  type StoredPartialObjectMetadata,
} from './partial-object-metadata.js';
import { partialObjectMetadataWatch } from './partial-object-metadata-watch.js';

type Events = WatchEvent<StoredPartialObjectMetadata, 'Cluster'>;
type RawEvents = RawWatchEvent<StoredPartialObjectMetadata, 'Cluster'>;

/**
 * What can be done with a resource of which only metadata is read (client-go `metadata.ResourceInterface`): answers hold nothing else,
 * whatever the resource, so they are small. There is no create and no update: the rest of the object would be lost.
 */
export interface MetadataResourceClient {
  /** Reads one object's metadata. Throws NotFound if there is none of that name. */
  get(name: string, options?: GetOptions): Promise<StoredPartialObjectMetadata>;
  /** Reads the metadata of objects: all of them, or one page if `limit` is set. */
  list(options?: ListOptions): Promise<PartialObjectMetadataList>;
  /** Reads page by page, as `listAll` of any client does. */
  listAll(options?: ListOptions): AsyncGenerator<StoredPartialObjectMetadata, void, undefined>;
  /** Streams changes. */
  watch(options: WatchOptions & { rawErrors: true }): Promise<Watch<RawEvents>>;
  watch(options?: WatchOptions): Promise<Watch<Events>>;
  /** Changes the object by a patch, which may be of more than its metadata; answers the metadata. */
  patch<P extends keyof PatchBodies<PartialObjectMetadata>>(
    name: string,
    type: P,
    body: PatchBodies<PartialObjectMetadata>[P],
    options?: PatchOptions,
  ): Promise<StoredPartialObjectMetadata>;
  /** Deletes the object. Answers a `Status` if it is gone, and its metadata if it still waits for finalizers. */
  delete(name: string, options?: DeleteOptions): Promise<Status | StoredPartialObjectMetadata>;
  /**
   * Deletes every object that `listOptions` selects.
   *
   * **Warning:** without a selector that is every object of the resource in this namespace, or in the cluster.
   */
  deleteCollection(options?: DeleteOptions, listOptions?: ListOptions): Promise<Status | PartialObjectMetadataList>;
}

/** A resource in all namespaces, or of the cluster. */
export interface MetadataResource extends MetadataResourceClient {
  /** The same resource in one namespace. Throws if that is empty, or if the resource is known to have none. */
  namespace(namespace: string): MetadataResourceClient;
}

/** What a server answers before it is looked at. */
interface AnyList {
  metadata?: ListMeta;
  items: PartialObjectMetadata[];
}
type AnyClient = ResourceClient<PartialObjectMetadata, AnyList, 'Cluster'>;

const accept = (as: string): string => `application/json;as=${as};g=meta.k8s.io;v=v1,application/json`;
const acceptObject = accept('PartialObjectMetadata');
const acceptList = accept('PartialObjectMetadataList');

/**
 * The client of a resource that reads only metadata; asks nobody.
 *
 * @param client one without a group-version, as `clientset.rest`
 */
export function metadataResource(client: RESTClient, resource: ResourceNames | UnmappedResource): MetadataResource {
  return new MetadataOnlyResource(client, resource);
}

class MetadataOnlyResource implements MetadataResource {
  readonly #client: RESTClient;
  readonly #resource: ResourceNames | UnmappedResource;
  readonly #objects: AnyClient;
  readonly #lists: AnyClient;

  constructor(client: RESTClient, names: ResourceNames | UnmappedResource, namespace?: string) {
    // Answers are of another kind than the resource.
    const resource = { ...names, kind: undefined };
    this.#client = client;
    this.#resource = names;
    this.#objects = client.resource<PartialObjectMetadata, AnyList, AnyClient>(resource, namespace, { accept: acceptObject });
    this.#lists = client.resource<PartialObjectMetadata, AnyList, AnyClient>(resource, namespace, { accept: acceptList });
  }

  namespace(namespace: string): MetadataResourceClient {
    return new MetadataOnlyResource(this.#client, this.#resource, namespace);
  }

  async get(name: string, options?: GetOptions): Promise<StoredPartialObjectMetadata> {
    return partialObjectMetadata(await this.#objects.get(name, options));
  }

  async list(options?: ListOptions): Promise<PartialObjectMetadataList> {
    return partialObjectMetadataList(await this.#lists.list(options));
  }

  async *listAll(options?: ListOptions): AsyncGenerator<StoredPartialObjectMetadata, void, undefined> {
    for await (const object of this.#lists.listAll(options)) yield partialObjectMetadata(object);
  }

  watch(options: WatchOptions & { rawErrors: true }): Promise<Watch<RawEvents>>;
  watch(options?: WatchOptions): Promise<Watch<Events>>;
  async watch({ rawErrors = false, ...options }: WatchOptions = {}): Promise<Watch<RawEvents>> {
    return partialObjectMetadataWatch(
      await (rawErrors ? this.#objects.watch({ ...options, rawErrors }) : this.#objects.watch(options)),
    );
  }

  async patch<P extends keyof PatchBodies<PartialObjectMetadata>>(
    name: string,
    type: P,
    body: PatchBodies<PartialObjectMetadata>[P],
    options?: PatchOptions,
  ): Promise<StoredPartialObjectMetadata> {
    return partialObjectMetadata(await this.#objects.patch(name, type, body, options));
  }

  async delete(name: string, options?: DeleteOptions): Promise<Status | StoredPartialObjectMetadata> {
    const answer = await this.#objects.delete(name, options);
    return isStatus(answer) ? answer : partialObjectMetadata(answer);
  }

  async deleteCollection(options?: DeleteOptions, listOptions?: ListOptions): Promise<Status | PartialObjectMetadataList> {
    const answer = await this.#lists.deleteCollection(options, listOptions);
    return isStatus(answer) ? answer : partialObjectMetadataList(answer);
  }
}
