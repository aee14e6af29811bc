import type { ServerResponse } from 'node:http';
import { RESTClient } from '@kubewright/rest';
import { type SeenRequest, sendJSON, startTestServer } from '../../rest/src/test-server.test-support.js';
import type { DynamicObject } from './dynamic-object.js';

/** A real server that keeps what is applied, by path, and serves what is defined. */
export interface ApplyingServer extends AsyncDisposable {
  readonly client: RESTClient;
  readonly stored: Map<string, DynamicObject>;
  /** `METHOD path` of requests for objects since the last call. */
  takeRequests(): string[];
  /** Queries of the requests, in their order. */
  readonly queries: URLSearchParams[];
  /** Answers in the place of what is stored, by `METHOD path`. */
  readonly answers: Map<string, (response: ServerResponse) => void>;
  /** Whether definitions are established as soon as somebody lists or watches them. */
  establishes: boolean;
  /** How often discovery is asked for its groups until it shows what was established. */
  discoversAfter: number;
}

interface Served {
  group: string;
  version: string;
  resource: string;
  kind: string;
  scope: 'Cluster' | 'Namespaced';
}

const builtIn: Served[] = [
  { group: '', version: 'v1', resource: 'namespaces', kind: 'Namespace', scope: 'Cluster' },
  { group: '', version: 'v1', resource: 'configmaps', kind: 'ConfigMap', scope: 'Namespaced' },
  { group: '', version: 'v1', resource: 'secrets', kind: 'Secret', scope: 'Namespaced' },
  { group: 'apps', version: 'v1', resource: 'deployments', kind: 'Deployment', scope: 'Namespaced' },
  {
    group: 'apiextensions.k8s.io',
    version: 'v1',
    resource: 'customresourcedefinitions',
    kind: 'CustomResourceDefinition',
    scope: 'Cluster',
  },
];
const definitionsPath = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const discoveryType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

export async function startApplyingServer(): Promise<ApplyingServer> {
  const stored = new Map<string, DynamicObject>();
  const answers: ApplyingServer['answers'] = new Map();
  const queries: URLSearchParams[] = [];
  const requests: string[] = [];
  const state = { establishes: true, discoversAfter: 0, version: 0 };

  const served = (): Served[] => {
    const defined = [...stored.values()].filter((object) => isEstablished(object)).map((object) => definedBy(object));
    if (defined.length > 0 && state.discoversAfter > 0) {
      state.discoversAfter--;
      return builtIn;
    }
    return [...builtIn, ...defined];
  };

  function apply(path: string, query: URLSearchParams, body: DynamicObject, response: ServerResponse): void {
    const before = stored.get(path);
    const manager = query.get('fieldManager') ?? '';
    const owner = before?.metadata?.managedFields?.[0]?.manager;
    if (before && owner !== manager && query.get('force') !== 'true') {
      fail(response, 409, 'Conflict', `Apply failed with 1 conflict: conflict with "${String(owner)}"`);
      return;
    }
    const { namespace } = /\/namespaces\/(?<namespace>[^/]+)\/./.exec(path)?.groups ?? {};
    const { metadata, ...content } = body;
    const next: DynamicObject = {
      ...content,
      // As servers answer it at first.
      ...(body.kind === 'CustomResourceDefinition' && { status: { conditions: null } }),
      ...(before?.['status'] !== undefined && { status: before['status'] }),
      metadata: {
        ...metadata,
        ...(namespace !== undefined && { namespace }),
        uid: before?.metadata?.uid ?? `uid-${path}`,
        managedFields: [{ manager, operation: 'Apply', fieldsV1: fieldsOf(content) }],
      },
    };
    const isSame =
      JSON.stringify({ ...next, metadata: { ...next.metadata, resourceVersion: '' } }) ===
      JSON.stringify({ ...before, metadata: { ...before?.metadata, resourceVersion: '' } });
    next.metadata = {
      ...next.metadata,
      resourceVersion: isSame ? (before?.metadata?.resourceVersion ?? '') : String(++state.version),
    };
    if (query.get('dryRun') !== 'All') stored.set(path, next);
    sendJSON(response, next, before ? 200 : 201);
  }

  function list(path: string, query: URLSearchParams, response: ServerResponse): void {
    if (path === definitionsPath && state.establishes) establish(stored);
    const name = query.get('fieldSelector')?.replace('metadata.name=', '');
    const items = [...stored].filter(([key]) => key === `${path}/${name ?? ''}`).map(([, object]) => object);
    if (query.get('watch') !== 'true')
      sendJSON(response, { apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: String(state.version) }, items });
    else response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  }

  function answer(request: SeenRequest, response: ServerResponse): void {
    const { pathname: path, searchParams: query } = new URL(request.url, 'http://server');
    if (path === '/api' || path === '/apis') {
      sendJSON(response, { items: groupsOf(served(), path === '/api') }, 200, { 'content-type': discoveryType });
      return;
    }
    requests.push(`${request.method} ${path}`);
    queries.push(query);
    const own = answers.get(`${request.method} ${path}`);
    const object = stored.get(path);
    if (own) own(response);
    else if (request.method === 'PATCH') apply(path, query, JSON.parse(request.body) as DynamicObject, response);
    else if (object) sendJSON(response, object);
    else if (/\/[a-z]+$/.test(path) && path === definitionsPath) list(path, query, response);
    else fail(response, 404, 'NotFound', 'there is none');
  }

  const server = await startTestServer((request, response) => answer(request, response));
  const client = new RESTClient({ host: server.url, qps: -1, proxy: false });
  return {
    client,
    stored,
    answers,
    queries,
    takeRequests: () => requests.splice(0),
    get establishes() {
      return state.establishes;
    },
    set establishes(value) {
      state.establishes = value;
    },
    get discoversAfter() {
      return state.discoversAfter;
    },
    set discoversAfter(value) {
      state.discoversAfter = value;
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Answers with a failure. */
export function fail(response: ServerResponse, code: number, reason: string, message: string): void {
  sendJSON(response, { apiVersion: 'v1', kind: 'Status', status: 'Failure', reason, message, code }, code);
}

const fieldsOf = (content: object): Record<string, object> =>
  Object.fromEntries(Object.keys(content).map((field) => [`f:${field}`, {}]));

const isEstablished = ({ kind, status }: DynamicObject): boolean =>
  kind === 'CustomResourceDefinition' && JSON.stringify(status ?? {}).includes('"Established"');

/** Gives definitions their conditions, and leaves alone what has some. */
function establish(stored: Map<string, DynamicObject>): void {
  for (const [key, object] of stored) {
    if (object.kind !== 'CustomResourceDefinition' || !JSON.stringify(object['status']).includes('null')) continue;
    stored.set(key, { ...object, status: { conditions: [{ type: 'Established', status: 'True' }] } });
  }
}

function definedBy(object: DynamicObject): Served {
  const { group, names, scope } = object['spec'] as {
    group: string;
    names: { plural: string; kind: string };
    scope: 'Namespaced';
  };
  return { group, version: 'v1', resource: names.plural, kind: names.kind, scope };
}

function groupsOf(served: readonly Served[], core: boolean): unknown[] {
  const groups = [...new Set(served.map(({ group }) => group))].filter((group) => (group === '') === core);
  return groups.map((name) => ({
    metadata: { name },
    versions: [
      {
        version: 'v1',
        resources: served
          .filter(({ group }) => group === name)
          .map(({ group, version, resource, kind, scope }) => ({
            resource,
            singularResource: kind.toLowerCase(),
            scope,
            responseKind: { group, version, kind },
            verbs: ['get', 'patch'],
          })),
      },
    ],
  }));
}
