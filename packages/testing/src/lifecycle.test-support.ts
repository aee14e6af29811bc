import { ask, type Answered } from './ask.test-support.js';
import type { JSONObject } from './json.js';
import { startTestServer, type TestServer } from './test-server.js';

/** A server, with the requests that tests of what follows from writes make; after each the controllers have done their work. */
export interface Lifecycle extends AsyncDisposable {
  readonly server: TestServer;
  get(path: string): Promise<Answered>;
  post(path: string, body: unknown): Promise<Answered>;
  put(path: string, body: unknown): Promise<Answered>;
  merge(path: string, body: unknown): Promise<Answered>;
  remove(path: string, options?: object): Promise<Answered>;
  /** Creates a ConfigMap in `default`; its uid. */
  configMap(name: string, metadata?: object): Promise<string>;
  /** The names of the ConfigMaps in `default` that tests have created, in their order. */
  names(): Promise<string[]>;
}

/** The ConfigMaps of the namespace `default`. */
export const configMaps = '/api/v1/namespaces/default/configmaps';
/** The pods of the namespace `default`. */
export const pods = '/api/v1/namespaces/default/pods';

/** Starts a server for a test. */
export async function lifecycle(): Promise<Lifecycle> {
  const server = await startTestServer();
  const send = async (method: string, path: string, body?: unknown, type = 'application/json'): Promise<Answered> => {
    const text = body === undefined ? '' : JSON.stringify(body);
    // Node gives a DELETE no length of its own.
    const headers = { 'Content-Type': type, 'Content-Length': String(Buffer.byteLength(text)) };
    const answer = await ask(server, method, path, body === undefined ? {} : { body: text, headers });
    await server.idle();
    return answer;
  };
  const own: Lifecycle = {
    server,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
    merge: (path, body) => send('PATCH', path, body, 'application/merge-patch+json'),
    remove: (path, options) => send('DELETE', path, options),
    configMap: async (name, metadata = {}) => {
      const { json } = await own.post(configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata } });
      return (json['metadata'] as { uid: string }).uid;
    },
    names: async () => {
      const { items } = (await own.get(configMaps)).json as { items?: { metadata: { name: string } }[] } & JSONObject;
      return (items ?? []).map(({ metadata }) => metadata.name).filter((name) => name !== 'kube-root-ca.crt');
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
  return own;
}

/** A reference to a ConfigMap. */
export function ownedBy(name: string, uid: string, blockOwnerDeletion = false): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', name, uid, ...(blockOwnerDeletion && { blockOwnerDeletion }) };
}

/** A pod of one container. */
export function podNamed(name: string, fields: { metadata?: object; spec?: object } = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...fields.metadata },
    spec: { containers: [{ name: 'main', image: 'web:1' }], ...fields.spec },
  };
}
