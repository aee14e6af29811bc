import type { ServerResponse } from 'node:http';
import type { ListMeta, ObjectMeta } from '@kubewright/meta-v1';
import { RESTClient, type ResourceClient, type ResourceDescriptor } from '@kubewright/rest';
import { FakeClock } from '../../rest/src/fake-clock.test-support.js';
import { sendJSON, startTestServer, type TestServer } from '../../rest/src/test-server.test-support.js';

/** What is waited for. */
export interface Thing {
  metadata?: ObjectMeta;
  status?: { phase?: string; conditions?: { type: string; status: string; reason?: string; message?: string }[] };
}

/** A list of them. */
export interface ThingList {
  metadata?: ListMeta;
  items: Thing[];
}

/** An answer that refuses. */
export interface Refusal {
  code: number;
  reason: string;
  /** As the body says, not the header: nobody but the caller looks at it. */
  retryAfterSeconds?: number;
}

/** A list: its version and its objects. */
export interface ListAnswer {
  version: string;
  /** In the place of the whole answer. */
  body?: unknown;
  /** The same, as it stands. */
  text?: string;
  items: Thing[];
}

/** One frame of a watch: an event, or a text as it stands, or `end`, `break` of the connection; without them the watch stays open. */
export type Frame = { type: string; object: unknown } | { text: string } | 'break' | 'end';

/** What the server answers, in order; the last answer of each stays. A `hang` is no answer at all. */
export interface Script {
  lists: (ListAnswer | Refusal | 'hang')[];
  watches?: (Frame[] | Refusal | 'hang')[];
  /** What the objects are. @default things of v1 */
  type?: { group: string; version: string; kind: string };
  /** What every `get` finds. @default nothing */
  found?: Thing | 'hang';
}

/** A real server with one resource, `things` in the namespace `shop`, and a client of it. */
export interface WaitingServer extends AsyncDisposable {
  readonly things: ResourceClient<Thing, ThingList>;
  readonly clock: FakeClock;
  readonly server: TestServer;
  /** What was asked, as `list`, `get` and `watch 7`, which is a watch from that version on. */
  asked(): string[];
  /** Watches that are open now. */
  openWatches(): number;
  /** Closes the client. */
  close(): Promise<void>;
}

const names: ResourceDescriptor<Thing, ThingList, ResourceClient<Thing, ThingList>> = {
  group: '',
  version: 'v1',
  resource: 'things',
  kind: 'Thing',
  namespaced: true,
};

/** An object as the server has it. */
export function thing(version: number, status: Thing['status'] = {}, meta: ObjectMeta = {}): Thing {
  return { metadata: { name: 'w', namespace: 'shop', uid: 'u-1', resourceVersion: String(version), ...meta }, status };
}

/** Starts the server; time passes only as the test says. */
export async function startWaitingServer({ lists, watches = [[]], found, type }: Script): Promise<WaitingServer> {
  const asked: string[] = [];
  const open = new Set<ServerResponse>();
  const turns = { list: 0, watch: 0 };
  const server = await startTestServer(({ url }, response) => {
    const { pathname, searchParams: query } = new URL(url, 'http://server');
    if (pathname.endsWith('/w')) {
      asked.push('get');
      if (found === undefined) refuse(response, { code: 404, reason: 'NotFound' });
      else if (found !== 'hang') sendJSON(response, found);
      return;
    }
    if (query.get('fieldSelector') !== 'metadata.name=w') throw new Error(`asked for too much: ${url}`);
    if (query.get('watch') === null) {
      asked.push('list');
      const answer = lists[Math.min(turns.list++, lists.length - 1)]!;
      if (answer === 'hang') return;
      if ('code' in answer) refuse(response, answer);
      else if (answer.text !== undefined) response.writeHead(200, { 'content-type': 'application/json' }).end(answer.text);
      else
        sendJSON(
          response,
          answer.body ?? {
            apiVersion: 'v1',
            kind: 'ThingList',
            metadata: { resourceVersion: answer.version },
            items: answer.items,
          },
        );
      return;
    }
    asked.push(`watch ${query.get('resourceVersion') ?? ''}`);
    const answer = watches[Math.min(turns.watch++, watches.length - 1)]!;
    if (answer === 'hang') return;
    if ('code' in answer) {
      refuse(response, answer);
      return;
    }
    open.add(response);
    response.on('close', () => open.delete(response));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    for (const frame of answer) {
      if (frame === 'end') response.end();
      else if (frame === 'break')
        response.socket?.end(); // once what was written is on its way
      else response.write('text' in frame ? frame.text : `${JSON.stringify(frame)}\n`);
    }
  });
  const client = new RESTClient({ host: server.url, qps: -1, proxy: false });
  return {
    things: client.resource({ ...names, ...type }, 'shop'),
    clock: new FakeClock(),
    server,
    asked: () => [...asked],
    openWatches: () => open.size,
    close: () => client.close(),
    async [Symbol.asyncDispose]() {
      await client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

function refuse(response: ServerResponse, { code, reason, retryAfterSeconds }: Refusal): void {
  const details = { ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  sendJSON(response, { kind: 'Status', status: 'Failure', message: `refused: ${reason}`, reason, code, details }, code);
}
