import type { ServerResponse } from 'node:http';
import { RESTClient } from '@kubewright/rest';
import { type SeenRequest, sendJSON, startTestServer, type TestServer } from '../../rest/src/test-server.test-support.js';
import { DiscoveryClient, type DiscoveryClientOptions } from './discovery-client.js';
import { discoveryConfig } from './discovery-config.js';

/** A resource by its names: `deployments deployment Deployment deploy`, plural, singular, kind, and any short names. */
export type Words = string;

/** What a server serves, by group-version. */
export type Cluster = Readonly<Record<string, readonly Words[]>>;

/** Answers in the place of what the cluster says, by path. */
export type Answers = Record<string, ((response: ServerResponse, request: SeenRequest) => void) | undefined>;

/** A real server that a client discovers. */
export interface DiscoveryServer extends AsyncDisposable {
  readonly client: RESTClient;
  readonly discovery: DiscoveryClient;
  readonly server: TestServer;
  /** May be changed between requests. */
  cluster: Cluster;
  readonly answers: Answers;
  /** Paths that were asked for since the last call. */
  takePaths(): string[];
}

/** Starts a server that aggregates, unless the client asks it not to. */
export async function startDiscoveryServer(cluster: Cluster, options: DiscoveryClientOptions = {}): Promise<DiscoveryServer> {
  const answers: Answers = {};
  const state = { cluster };
  const server = await startTestServer((request, response) => {
    const path = request.url.split('?', 1).join('');
    const answer = answers[path];
    if (answer) answer(response, request);
    else sendJSON(response, ...documentAt(path, state.cluster, request.headers.accept?.includes('apidiscovery') ?? false));
  });
  const client = new RESTClient(discoveryConfig({ host: server.url, qps: -1, proxy: false }));
  let seen = 0;
  return {
    client,
    server,
    answers,
    discovery: new DiscoveryClient(client, options),
    get cluster() {
      return state.cluster;
    },
    set cluster(changed) {
      state.cluster = changed;
    },
    takePaths() {
      const paths = server.requests.slice(seen).map(({ url }) => url.split('?', 1).join(''));
      seen += paths.length;
      return paths;
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

function documentAt(
  path: string,
  cluster: Cluster,
  aggregated: boolean,
): [body: unknown, status: number, headers: Record<string, string>] {
  const isCore = path === '/api';
  const served = Object.keys(cluster).filter((groupVersion) => groupVersion.includes('/') !== isCore);
  if (isCore || path === '/apis') {
    if (!aggregated) return [isCore ? { versions: served } : { groups: groupsOf(served) }, 200, {}];
    const type = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    return [{ items: aggregatedGroups(served, cluster) }, 200, { 'content-type': type }];
  }
  const groupVersion = path.replace(/^\/apis?\//, '');
  const resources = cluster[groupVersion];
  if (!resources)
    return [{ kind: 'Status', status: 'Failure', reason: 'NotFound', message: 'there is none', code: 404 }, 404, {}];
  return [{ kind: 'APIResourceList', groupVersion, resources: resources.map((words) => resource(words)) }, 200, {}];
}

const partsOf = (groupVersion: string): [group: string, version: string] => {
  const [group = '', version] = groupVersion.split('/');
  return version === undefined ? ['', group] : [group, version];
};

/** Each group once, with its versions in their order. */
function byGroup(groupVersions: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [group, version] of groupVersions.map(partsOf)) groups.set(group, [...(groups.get(group) ?? []), version]);
  return groups;
}

function groupsOf(groupVersions: readonly string[]): unknown[] {
  return [...byGroup(groupVersions)].map(([name, versions]) => {
    const told = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
    return { name, versions: told, preferredVersion: told[0] };
  });
}

function aggregatedGroups(groupVersions: readonly string[], cluster: Cluster): unknown[] {
  return [...byGroup(groupVersions)].map(([name, versions]) => ({
    metadata: { name },
    versions: versions.map((version) => ({
      version,
      resources: (cluster[name === '' ? version : `${name}/${version}`] ?? []).map((words) => {
        const { name: plural, singularName, kind, ...rest } = resource(words);
        return {
          ...rest,
          resource: plural,
          singularResource: singularName,
          scope: 'Namespaced',
          responseKind: { group: name, version, kind },
        };
      }),
    })),
  }));
}

function resource(words: Words): {
  name: string;
  singularName: string;
  kind: string;
  namespaced: boolean;
  verbs: string[];
  shortNames: string[];
} {
  const [name = '', singularName = '', kind = '', ...shortNames] = words.split(' ');
  return { name, singularName, kind, namespaced: true, verbs: ['get', 'list'], shortNames };
}
