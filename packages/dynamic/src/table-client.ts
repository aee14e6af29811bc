import {
  checkSelectors,
  type GetOptions,
  isResourceExpired,
  type ListOptions,
  type Request,
  type ResourceNames,
  type RESTClient,
  type UnmappedResource,
  type Watch,
  type WatchOptions,
} from '@kubewright/rest';
import { readTable, type Table } from './table.js';
import { tableWatch, type TableWatchEvent } from './table-watch.js';

/** What every request for a table can ask for (apimachinery `metav1.TableOptions`). */
export interface TableOptions {
  /** What each row has of its object: nothing, its metadata, or all of it. @default the metadata */
  includeObject?: 'Metadata' | 'None' | 'Object' | undefined;
}

/** Options of `TableClient.get`. */
export interface TableGetOptions extends GetOptions, TableOptions {}

/** Options of `TableClient.list`. */
export interface TableListOptions extends ListOptions, TableOptions {}

/** Options of `TableClient.watch`. */
export interface TableWatchOptions extends Omit<WatchOptions, 'rawErrors'>, TableOptions {}

/** The newest form first; a server that prints no tables answers with the objects, and not with 406 (kubectl `pkg/cmd/get`). */
const accept = [
  'application/json;as=Table;v=v1;g=meta.k8s.io',
  'application/json;as=Table;v=v1beta1;g=meta.k8s.io',
  'application/json',
].join(',');

/** As kubectl's `--chunk-size`. */
const pageSize = 500;

/**
 * Reads a resource as the server prints it for people, as `kubectl get` does. All calls reject with a `NoTableError` if the server
 * prints no tables of the resource.
 */
export class TableClient {
  readonly #client: RESTClient;
  readonly #resource: ResourceNames | UnmappedResource;
  readonly #namespace: string | undefined;

  /**
   * @param client any; one without a group-version, as `clientset.rest`, will do
   * @param resource as a `RESTMapper` finds it, or the descriptor of a typed client; or group, version and resource alone, of which the
   *   server says whether a namespace is needed
   * @param namespace whose objects to read. @default all namespaces, or the cluster
   * @throws {Error} if the namespace is empty or the resource is known to have none
   */
  constructor(client: RESTClient, resource: ResourceNames | UnmappedResource, namespace?: string) {
    if (typeof (client as Partial<RESTClient> | undefined)?.resource !== 'function')
      throw new TypeError('a TableClient needs a RESTClient, as clientset.rest');
    client.resource(resource, namespace); // Asks nobody; throws for a namespace that cannot be meant.
    this.#client = client;
    this.#resource = resource;
    this.#namespace = namespace;
  }

  /** A table of one object. Rejects with NotFound if there is none of that name. */
  async get(name: string, options: TableGetOptions = {}): Promise<Table> {
    const { namespaced, kind, resource } = this.#resource;
    if (namespaced && this.#namespace === undefined)
      throw new Error(`get of a ${kind} needs a namespace: make the table client of ${resource} with one`);
    return this.#table(this.#request(options).name(name));
  }

  /** A table of all objects, or of one page of them if `limit` is set; `metadata.continue` then leads to the next. */
  async list(options: TableListOptions = {}): Promise<Table> {
    return this.#table(this.#request(options));
  }

  /**
   * One table of all objects, read page by page (500 at a time, or `limit`), so that no answer is large. When a page's token expires,
   * all is read anew in one piece (client-go `tools/pager`, which lists for informers).
   */
  async listAll(options: Omit<TableListOptions, 'continue'> = {}): Promise<Table> {
    const { resourceVersion, resourceVersionMatch, limit = pageSize, ...rest } = options;
    const first = await this.list({ ...options, limit });
    const table = { ...first, rows: [...first.rows] };
    for (let token = first.metadata.continue; token; token = table.metadata.continue) {
      let page: Table;
      try {
        page = await this.list({ ...rest, limit, continue: token });
      } catch (error) {
        if (!isResourceExpired(error)) throw error;
        return await this.list({ ...rest, resourceVersion, resourceVersionMatch });
      }
      if (page.metadata.continue === token)
        throw new Error(
          `the table of ${this.#resource.resource} does not end: the server answered with the continue token that it was asked with`,
        );
      table.metadata = page.metadata;
      for (const row of page.rows) table.rows.push(row);
    }
    return table;
  }

  /**
   * Streams changes, each a table of one row with all columns. A BOOKMARK has no table; the annotation that ends
   * `sendInitialEvents` needs the metadata of objects.
   */
  async watch(options: TableWatchOptions = {}): Promise<Watch<TableWatchEvent>> {
    const watch = await this.#request(options).param('watch', 'true').timeout(0).watch<object>();
    return tableWatch(watch, this.#resource.resource);
  }

  async #table(request: Request): Promise<Table> {
    return readTable((await request.do()).into<object>(), this.#resource.resource);
  }

  #request({ signal, timeout, ...params }: TableListOptions): Request {
    checkSelectors(params);
    const { group, version, resource } = this.#resource;
    const request = this.#client
      .get()
      .absPath(...(group === '' ? ['/api', version] : ['/apis', group, version]))
      .resource(resource)
      .versionedParams(params)
      .setHeader('Accept', accept)
      .signal(signal);
    if (this.#namespace !== undefined) request.namespace(this.#namespace);
    return timeout === undefined ? request : request.timeout(timeout);
  }
}
