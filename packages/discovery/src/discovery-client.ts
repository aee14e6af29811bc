import type { APIGroupList, APIResourceList, Info } from '@kubewright/meta-v1';
import { isNotFound, type Request, type RESTClient } from '@kubewright/rest';
import { readAggregatedGroups } from './aggregated-groups.js';
import { acceptAggregated, acceptGroups, acceptOfOneServer, isAggregated } from './aggregated-media-type.js';
import { allGroupsAndResources } from './all-resources.js';
import { readCoreVersions, readGroupList } from './api-groups.js';
import { readResourceList } from './api-resources.js';
import type { AggregatedDiscovery, DiscoveryOptions, GroupsAndMaybeResources, GroupsAndResources } from './discovery.js';
import { isGroupDiscoveryFailed } from './discovery-errors.js';
import type { Fields } from './fields.js';
import { parseGroupVersion } from './group-version.js';
import { LiveOpenAPIV3, type OpenAPIV3 } from './openapi-v3.js';
import { namespacedResources, preferredResources } from './preferred-resources.js';
import { readJSON } from './read-json.js';
import { readVersion } from './server-version.js';

/** How a {@link DiscoveryClient} asks. */
export interface DiscoveryClientOptions {
  /** Asks for groups alone, and then for the resources of each group-version. @default false */
  legacy?: boolean | undefined;
  /** Asks for what the one API server that answers serves itself, not also its peers. @default false */
  noPeers?: boolean | undefined;
}

/** Group-versions can come or go between the list of groups and their resources: then everything is read once more. */
const attempts = 2;

/**
 * Asks the server each time (client-go `discovery.DiscoveryClient`): two requests for everything where the server can aggregate, else
 * one more for each group-version.
 */
export class DiscoveryClient implements AggregatedDiscovery {
  readonly #client: RESTClient;
  readonly #accept: string;

  /**
   * @param client one without a group-version, such as `clientset.rest`, or one of `discoveryConfig`; whoever made it closes it
   * @throws {TypeError} if it is something else
   */
  constructor(client: RESTClient, { legacy = false, noPeers = false }: DiscoveryClientOptions = {}) {
    // What plain JavaScript takes for it: the clientset itself.
    if (typeof (client as Partial<RESTClient> | undefined)?.get !== 'function')
      throw new TypeError('a DiscoveryClient needs a RESTClient, as clientset.rest');
    this.#client = client;
    this.#accept = legacy ? acceptGroups : noPeers ? acceptOfOneServer : acceptAggregated;
  }

  async groupsAndMaybeResources(options: DiscoveryOptions = {}): Promise<GroupsAndMaybeResources> {
    const core = await this.#read('/api', 'APIVersions', readCoreVersions, options).catch((error: unknown) => {
      // A server of nothing but an aggregated API has no core group.
      if (!isNotFound(error)) throw error;
      return { groups: { groups: [] }, resources: new Map<string, APIResourceList>(), failures: new Map<string, Error>() };
    });
    const others = await this.#read('/apis', 'APIGroupList', readGroupList, options);
    return {
      groups: { groups: [...core.groups.groups, ...others.groups.groups] },
      resources: core.resources && others.resources && new Map([...core.resources, ...others.resources]),
      failures: new Map([...core.failures, ...others.failures]),
    };
  }

  async serverGroups(options: DiscoveryOptions = {}): Promise<APIGroupList> {
    return (await this.groupsAndMaybeResources(options)).groups;
  }

  async serverResourcesForGroupVersion(groupVersion: string, options: DiscoveryOptions = {}): Promise<APIResourceList> {
    if (groupVersion === '') throw new Error("groupVersion shouldn't be empty");
    parseGroupVersion(groupVersion);
    const path = groupVersion === 'v1' ? '/api/v1' : `/apis/${groupVersion}`;
    const result = await this.#get(path, options).do();
    if (groupVersion === 'v1' && isNotFound(result.error())) return { groupVersion, resources: [] };
    return readJSON(result, path, 'APIResourceList', (fields) => readResourceList(fields, groupVersion));
  }

  async serverGroupsAndResources(options: DiscoveryOptions = {}): Promise<GroupsAndResources> {
    return twice(() => allGroupsAndResources(this, options));
  }

  async serverPreferredResources(options: DiscoveryOptions = {}): Promise<APIResourceList[]> {
    return twice(() => preferredResources(this, options));
  }

  async serverPreferredNamespacedResources(options: DiscoveryOptions = {}): Promise<APIResourceList[]> {
    return namespacedResources(preferredResources(this, options));
  }

  async serverVersion(options: DiscoveryOptions = {}): Promise<Info> {
    return readVersion(await this.#get('/version', options).do());
  }

  openAPIV3(): OpenAPIV3 {
    return new LiveOpenAPIV3(this.#client);
  }

  #get(path: string, { signal }: DiscoveryOptions): Request {
    return this.#client.get().absPath(path).signal(signal);
  }

  /** Groups of `/api` or `/apis`: the answer's content type says in which form. */
  async #read(
    path: string,
    kind: string,
    read: (fields: Fields) => APIGroupList,
    options: DiscoveryOptions,
  ): Promise<GroupsAndMaybeResources> {
    const result = await this.#get(path, options).setHeader('Accept', this.#accept).do();
    if (isAggregated(result.contentType)) return readJSON(result, path, 'APIGroupDiscoveryList', readAggregatedGroups);
    return { groups: readJSON(result, path, kind, read), resources: undefined, failures: new Map() };
  }
}

async function twice<T>(discover: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await discover();
    } catch (error) {
      if (attempt === attempts || !isGroupDiscoveryFailed(error)) throw error;
    }
  }
}
