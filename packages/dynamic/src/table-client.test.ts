import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isNotFound, isResourceExpired, type ResourceNames, RESTClient, type UnexpectedObjectError } from '@kubewright/rest';
import { type SeenRequest, sendJSON, startTestServer, type TestServer } from '../../rest/src/test-server.test-support.js';
import { NoTableError, type Table } from './table.js';
import { TableClient, type TableListOptions } from './table-client.js';

const pods: ResourceNames = { group: '', version: 'v1', resource: 'pods', kind: 'Pod', namespaced: true };
const deployments: ResourceNames = {
  group: 'apps',
  version: 'v1',
  resource: 'deployments',
  kind: 'Deployment',
  namespaced: true,
};
const nodes: ResourceNames = { group: '', version: 'v1', resource: 'nodes', kind: 'Node', namespaced: false };

const column = { name: 'Name', type: 'string', format: 'name', description: 'of the object', priority: 0 };
const row = (name: string): Table['rows'][number] => ({ cells: [name] });
const tableOf = (names: string[], metadata: Table['metadata'] = {}): Table => ({
  apiVersion: 'meta.k8s.io/v1',
  kind: 'Table',
  metadata,
  columnDefinitions: [column],
  rows: names.map(row),
});
const status = (code: number, reason: string): object => ({
  apiVersion: 'v1',
  kind: 'Status',
  status: 'Failure',
  code,
  reason,
  message: `the server says ${reason}`,
});
const cellsOf = ({ rows }: Table): unknown[] => rows.map(({ cells }) => cells[0]);

let server: TestServer;
let client: RESTClient;
let answer: (request: SeenRequest, response: ServerResponse) => void;

beforeEach(async () => {
  answer = (_, response) => sendJSON(response, tableOf(['a']));
  server = await startTestServer((request, response) => answer(request, response));
  client = new RESTClient({ host: server.url, qps: -1, proxy: false });
});
afterEach(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
});

const asked = (): string[] => server.requests.map(({ method, url }) => `${method} ${url}`);
const failure = async (promise: Promise<unknown>): Promise<Error> => {
  const outcome: unknown = await promise.catch((error: unknown) => error);
  if (!(outcome instanceof Error)) throw new Error('this should have failed');
  return outcome;
};

describe('a table', () => {
  it('needs a client of requests, which a clientset is not', () => {
    expect(() => new TableClient({ rest: client } as never, { group: '', version: 'v1', resource: 'pods' })).toThrow(
      new TypeError('a TableClient needs a RESTClient, as clientset.rest'),
    );
  });

  it('is of a resource without a kind too, and then the server says whether a namespace is needed', async () => {
    const ofGroup = new TableClient(client, { group: 'apps', version: 'v1', resource: 'deployments' });
    expect(cellsOf(await ofGroup.get('a'))).toEqual(['a']);
    expect(cellsOf(await new TableClient(client, { group: '', version: 'v1', resource: 'pods' }, 'ns').list())).toEqual(['a']);
    expect(asked()).toEqual(['GET /apis/apps/v1/deployments/a', 'GET /api/v1/namespaces/ns/pods']);
  });

  it('is asked for in both of its versions, and the objects if there is none', async () => {
    await new TableClient(client, pods).list();
    expect(server.requests[0]?.headers.accept).toBe(
      'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json',
    );
  });

  it('is that of one object, of a namespace, of all namespaces or of the cluster', async () => {
    await new TableClient(client, pods, 'default').get('web');
    await new TableClient(client, pods, 'default').list();
    await new TableClient(client, deployments).list();
    await new TableClient(client, nodes).get('n1');
    expect(asked()).toEqual([
      'GET /api/v1/namespaces/default/pods/web',
      'GET /api/v1/namespaces/default/pods',
      'GET /apis/apps/v1/deployments',
      'GET /api/v1/nodes/n1',
    ]);
  });

  it('is of what is selected, and has of its objects what was asked for', async () => {
    const options: TableListOptions = {
      labelSelector: 'app in (a,b)',
      fieldSelector: 'status.phase=Running',
      limit: 2,
      includeObject: 'Object',
      timeout: 5_000,
    };
    await new TableClient(client, pods).list(options);
    expect(Object.fromEntries(new URL(server.requests[0]!.url, server.url).searchParams)).toEqual({
      labelSelector: 'app in (a,b)',
      fieldSelector: 'status.phase=Running',
      limit: '2',
      includeObject: 'Object',
      timeout: '5s',
    });
    await new TableClient(client, pods, 'default').get('web', { includeObject: 'None', resourceVersion: '0' });
    expect(asked()[1]).toBe('GET /api/v1/namespaces/default/pods/web?includeObject=None&resourceVersion=0');
  });

  it('is found below the path of a server, and by a client of some group-version', async () => {
    const config = { host: `${server.url}/k8s/clusters/c1`, groupVersion: { group: 'batch', version: 'v1' }, apiPath: '/apis' };
    await using other = new RESTClient({ ...config, qps: -1, proxy: false });
    await new TableClient(other, deployments, 'default').list();
    expect(asked()).toEqual(['GET /k8s/clusters/c1/apis/apps/v1/namespaces/default/deployments']);
  });

  it('comes as the server sends it', async () => {
    const table = {
      ...tableOf([], { resourceVersion: '7' }),
      rows: [
        {
          cells: ['a', 1, true, null],
          conditions: [{ type: 'Completed', status: 'True' }],
          object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: { name: 'a' } },
        },
      ],
    };
    answer = (_, response) => sendJSON(response, table);
    expect(await new TableClient(client, pods).list()).toEqual(table);
  });

  it('may be of version v1beta1', async () => {
    answer = (_, response) => sendJSON(response, { ...tableOf(['a']), apiVersion: 'meta.k8s.io/v1beta1' });
    expect((await new TableClient(client, pods).list()).apiVersion).toBe('meta.k8s.io/v1beta1');
  });

  it('is complete where the server leaves out what is empty', async () => {
    answer = (_, response) =>
      sendJSON(response, { apiVersion: 'meta.k8s.io/v1', kind: 'Table', columnDefinitions: [{ name: 'Name' }], rows: [{}] });
    expect(await new TableClient(client, pods).list()).toEqual({
      apiVersion: 'meta.k8s.io/v1',
      kind: 'Table',
      metadata: {},
      columnDefinitions: [{ name: 'Name', type: '', format: '', description: '', priority: 0 }],
      rows: [{ cells: [] }],
    });
    answer = (_, response) =>
      sendJSON(response, { apiVersion: 'meta.k8s.io/v1', kind: 'Table', columnDefinitions: null, rows: null });
    expect(await new TableClient(client, pods).list()).toMatchObject({ columnDefinitions: [], rows: [] });
  });
});

describe('what is no table', () => {
  it.each([
    ['a list', { apiVersion: 'v1', kind: 'PodList', items: [] }, 'v1 PodList'],
    [
      'another kind of the same group',
      { apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadataList' },
      'meta.k8s.io/v1 PartialObjectMetadataList',
    ],
    ['an object without a type', { items: [] }, 'without apiVersion and kind'],
    ['a table of somebody else', { apiVersion: 'example.com/v1', kind: 'Table' }, 'example.com/v1 Table'],
  ])('is an error that says so: %s', async (_, body, described) => {
    answer = (__, response) => sendJSON(response, body);
    const error = await failure(new TableClient(client, pods).list());
    expect(error).toBeInstanceOf(NoTableError);
    expect(error.message).toBe(
      `the server prints no table of pods: read the objects themselves (unexpected object: ${described}; expected meta.k8s.io/v1 Table)`,
    );
    expect((error.cause as UnexpectedObjectError).object).toEqual(body);
  });

  it.each([
    ['columnDefinitions that are text', { columnDefinitions: 'Name' }, 'the columnDefinitions must be an array'],
    ['a column that is none', { columnDefinitions: [column, null] }, 'the columnDefinitions must be objects'],
    ['rows that are an object', { rows: {} }, 'the rows must be an array'],
    ['a row that is text', { rows: ['a'] }, 'the rows must be objects'],
    ['cells that are text', { rows: [{ cells: 'a' }] }, 'the cells of a row must be an array'],
  ])('is a table that cannot be read: %s', async (_, part, problem) => {
    answer = (__, response) => sendJSON(response, { ...tableOf([]), ...part });
    const error = await failure(new TableClient(client, pods, 'default').get('web'));
    expect(error.message).toBe(`the server answered with a table of pods that cannot be read: ${problem}`);
  });

  it('is an error of the server', async () => {
    answer = (_, response) => sendJSON(response, status(404, 'NotFound'), 404);
    expect(isNotFound(await failure(new TableClient(client, pods, 'default').get('web')))).toBe(true);
  });
});

describe('what cannot be meant', () => {
  it('is a namespace that is empty or that the resource does not have', () => {
    expect(() => new TableClient(client, pods, '')).toThrow('a namespace must not be empty');
    expect(() => new TableClient(client, nodes, 'default')).toThrow('Node has no namespace');
  });

  it('is one object of all namespaces, one without a name, and a selector that is no text', async () => {
    const everywhere = new TableClient(client, pods);
    await expect(everywhere.get('web')).rejects.toThrow('get of a Pod needs a namespace: make the table client of pods with one');
    await expect(new TableClient(client, pods, 'default').get('')).rejects.toThrow('resource name may not be empty');
    const selector = { labelSelector: { app: 'web' } } as unknown;
    await expect(everywhere.list(selector as TableListOptions)).rejects.toThrow(
      "labelSelector must be a string, as 'app=web', not an object: formatLabelSelector and formatFieldSelector make one",
    );
    expect(server.requests).toEqual([]);
  });
});

describe('a table of all pages', () => {
  const queries = (): Record<string, string>[] =>
    server.requests.map(({ url }) => Object.fromEntries(new URL(url, server.url).searchParams));
  const pages = (answers: ((response: ServerResponse) => void)[]): void => {
    answer = (_, response) => answers[server.requests.length - 1]?.(response);
  };
  const page =
    (names: string[], metadata: Table['metadata']) =>
    (response: ServerResponse): void =>
      sendJSON(response, tableOf(names, metadata));

  it('has the rows of each, and is of the last', async () => {
    pages([
      page(['a', 'b'], { continue: 't1', remainingItemCount: 2 }),
      page(['c'], { continue: 't2' }),
      page(['d'], { resourceVersion: '9' }),
    ]);
    const table = await new TableClient(client, pods).listAll({ labelSelector: 'x', resourceVersion: '0' });
    expect(cellsOf(table)).toEqual(['a', 'b', 'c', 'd']);
    expect(table.metadata).toEqual({ resourceVersion: '9' });
    expect(table.columnDefinitions).toEqual([column]);
    expect(queries()).toEqual([
      { labelSelector: 'x', resourceVersion: '0', limit: '500' },
      { labelSelector: 'x', limit: '500', continue: 't1' },
      { labelSelector: 'x', limit: '500', continue: 't2' },
    ]);
  });

  it('is one request if there is no more', async () => {
    await new TableClient(client, pods).listAll({ limit: 3 });
    expect(queries()).toEqual([{ limit: '3' }]);
  });

  it('is read anew and whole when a token has expired', async () => {
    pages([
      page(['a', 'b'], { continue: 't1' }),
      (response) => sendJSON(response, status(410, 'Expired'), 410),
      page(['b', 'c'], { resourceVersion: '12' }),
    ]);
    const table = await new TableClient(client, pods).listAll({ resourceVersion: '5', resourceVersionMatch: 'NotOlderThan' });
    expect(cellsOf(table)).toEqual(['b', 'c']);
    expect(queries()[2]).toEqual({ resourceVersion: '5', resourceVersionMatch: 'NotOlderThan' });
  });

  it('is an error if the first page is one, and so is any other that fails', async () => {
    pages([(response) => sendJSON(response, status(410, 'Expired'), 410)]);
    expect(isResourceExpired(await failure(new TableClient(client, pods).listAll()))).toBe(true);
    pages([() => undefined, page(['a'], { continue: 't1' }), (response) => sendJSON(response, status(404, 'NotFound'), 404)]);
    expect(isNotFound(await failure(new TableClient(client, pods).listAll()))).toBe(true);
    expect(server.requests).toHaveLength(3);
  });

  it('is an error if it does not end', async () => {
    pages([page(['a'], { continue: 't1' }), page(['a'], { continue: 't1' })]);
    await expect(new TableClient(client, pods).listAll()).rejects.toThrow('the table of pods does not end');
    expect(server.requests).toHaveLength(2);
  });

  it('is given up when its signal aborts between pages', async () => {
    const controller = new AbortController();
    pages([page(['a'], { continue: 't1' }), () => controller.abort(new Error('enough'))]);
    await expect(new TableClient(client, pods).listAll({ signal: controller.signal })).rejects.toThrow('enough');
  });
});

describe('a watch of tables', () => {
  const events = (...frames: object[]): void => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(frames.map((frame) => JSON.stringify(frame)).join('\n'));
    };
  };
  const withoutColumns = (names: string[], metadata: Table['metadata'] = {}): object => ({
    ...tableOf(names, metadata),
    columnDefinitions: null,
  });

  it('asks for changes of what is selected', async () => {
    events();
    const watch = await new TableClient(client, pods, 'default').watch({
      resourceVersion: '5',
      fieldSelector: 'metadata.name=web',
    });
    for await (const event of watch) throw new Error(event.type);
    expect(asked()).toEqual([
      'GET /api/v1/namespaces/default/pods?fieldSelector=metadata.name%3Dweb&resourceVersion=5&watch=true',
    ]);
    expect(server.requests[0]?.headers.accept).toContain('as=Table;v=v1;');
  });

  it('lasts longer than other calls of its client', async () => {
    await using patient = new RESTClient({ host: server.url, qps: -1, proxy: false, timeout: 5_000 });
    await new TableClient(patient, pods).list();
    events();
    (await new TableClient(patient, pods).watch()).stop();
    expect(asked()).toEqual(['GET /api/v1/pods?timeout=5s', 'GET /api/v1/pods?watch=true']);
  });

  it('has all columns in each event, also where the server names them once', async () => {
    events(
      { type: 'ADDED', object: tableOf(['a'], { resourceVersion: '1' }) },
      { type: 'MODIFIED', object: withoutColumns(['a'], { resourceVersion: '2' }) },
      {
        type: 'DELETED',
        object: { ...tableOf(['a'], { resourceVersion: '3' }), columnDefinitions: [{ ...column, name: 'Other' }] },
      },
      { type: 'ADDED', object: withoutColumns(['b'], { resourceVersion: '4' }) },
    );
    const seen: unknown[] = [];
    for await (const event of await new TableClient(client, pods).watch()) {
      if (event.type === 'BOOKMARK') throw new Error('this is no bookmark');
      const { metadata, columnDefinitions, rows } = event.object;
      seen.push([event.type, metadata.resourceVersion, columnDefinitions.map(({ name }) => name), rows]);
    }
    expect(seen).toEqual([
      ['ADDED', '1', ['Name'], [row('a')]],
      ['MODIFIED', '2', ['Name'], [row('a')]],
      ['DELETED', '3', ['Other'], [row('a')]],
      ['ADDED', '4', ['Other'], [row('b')]],
    ]);
  });

  it('has no rows in a bookmark, though the server prints one, and keeps its annotations and columns', async () => {
    const metadata = { annotations: { 'k8s.io/initial-events-end': 'true' } };
    const printed = { cells: [''], object: { apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadata', metadata } };
    events(
      { type: 'BOOKMARK', object: { ...tableOf([], { resourceVersion: '2' }), rows: [printed] } },
      { type: 'BOOKMARK', object: withoutColumns([''], { resourceVersion: '3' }) },
      { type: 'ADDED', object: withoutColumns(['a'], { resourceVersion: '4' }) },
    );
    const seen: object[] = [];
    for await (const { object } of await new TableClient(client, pods).watch()) seen.push(object);
    const bookmark = { apiVersion: 'meta.k8s.io/v1', kind: 'Table' };
    expect(seen).toEqual([
      { ...bookmark, metadata: { resourceVersion: '2', ...metadata } },
      { ...bookmark, metadata: { resourceVersion: '3' } },
      tableOf(['a'], { resourceVersion: '4' }),
    ]);
  });

  it('ends with an error at what is no table', async () => {
    events({ type: 'ADDED', object: tableOf(['a']) }, { type: 'ADDED', object: { apiVersion: 'v1', kind: 'Pod' } });
    const watch = await new TableClient(client, pods).watch();
    const seen: string[] = [];
    const read = async (): Promise<void> => {
      for await (const { type } of watch) seen.push(type);
    };
    await expect(read()).rejects.toThrow(NoTableError);
    expect(seen).toEqual(['ADDED']);
  });

  it('ends with the server’s error', async () => {
    events({ type: 'ERROR', object: status(410, 'Expired') });
    const watch = await new TableClient(client, pods).watch();
    expect(isResourceExpired(await failure(watch[Symbol.asyncIterator]().next()))).toBe(true);
  });

  it.each(['stop', 'dispose', 'no table'])('closes its connection: %s', async (how) => {
    let closed = (): void => undefined;
    const isClosed = new Promise<void>((resolve) => (closed = resolve));
    answer = (_, response) => {
      response.on('close', closed);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(JSON.stringify({ type: 'ADDED', object: { apiVersion: 'v1', kind: 'Pod' } }));
    };
    const watch = await new TableClient(client, pods).watch();
    if (how === 'stop') watch.stop();
    else if (how === 'dispose') await watch[Symbol.asyncDispose]();
    else await failure(watch[Symbol.asyncIterator]().next());
    await isClosed;
    expect(server.requests).toHaveLength(1);
  });

  it('ends when its signal aborts', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(JSON.stringify({ type: 'ADDED', object: tableOf(['a']) }));
    };
    const controller = new AbortController();
    let seen = 0;
    for await (const { type } of await new TableClient(client, pods).watch({ signal: controller.signal })) {
      expect(type).toBe('ADDED');
      seen++;
      controller.abort();
    }
    expect(seen).toBe(1);
  });
});
