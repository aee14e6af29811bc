import { isJSONObject, type JSONObject } from '../json.js';
import { objectAt, textAt } from '../json-fields.js';
import { bodyOf, textOf } from './answer-checks.test-support.js';
import type { RawAnswer, RawConnection } from './raw-connection.test-support.js';

/** A collection that a server shows. */
export interface Collection {
  /** Of all namespaces. */
  readonly path: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** Asks for what a server has, over a connection of its own. */
export class StateReader {
  readonly #connection: RawConnection;

  constructor(connection: RawConnection) {
    this.#connection = connection;
  }

  /** Sends a request as it should be. */
  ask(method: string, path: string, body = '', accept = 'application/json'): Promise<RawAnswer> {
    const length = Buffer.byteLength(body);
    const head = `${method} ${path} HTTP/1.1\r\nHost: x\r\nAccept: ${accept}\r\nContent-Type: application/json\r\nContent-Length: ${String(length)}\r\n\r\n`;
    return this.#connection.ask(Buffer.from(head + body), false, false);
  }

  /** The body of what is there. Throws an `Error` if the answer is not that. */
  async get(path: string, accept?: string): Promise<JSONObject> {
    const answer = await this.ask('GET', path, '', accept);
    const body = bodyOf(answer);
    if (answer.status !== 200 || body['kind'] === undefined)
      throw new Error(`GET ${path} ${accept ?? ''}: ${String(answer.status)} ${textOf(answer).slice(0, 500)}`);
    return body;
  }

  /** The revision of the store. */
  async revision(): Promise<number> {
    const { metadata } = await this.get('/api/v1/componentstatuses');
    return Number((metadata as JSONObject)['resourceVersion']);
  }

  /** All collections that can be listed, the custom ones with them. */
  async collections(): Promise<Collection[]> {
    const groups = listOf((await this.get('/apis'))['groups']);
    const versions = groups.flatMap((group) =>
      listOf(group['versions']).map((version) => `/apis/${textAt(version, 'groupVersion')}`),
    );
    const collections: Collection[] = [];
    for (const root of ['/api/v1', ...versions])
      for (const resource of listOf((await this.get(root))['resources'])) {
        const { namespaced, verbs } = resource;
        if (Array.isArray(verbs) && verbs.includes('list'))
          collections.push({
            path: `${root}/${textAt(resource, 'name')}`,
            namespaced: namespaced === true,
            verbs: verbs.map(String),
          });
      }
    return collections;
  }

  /**
   * What is wrong with the objects of a collection: each can be read alone as in the list, be shown as a row and as its metadata, and be
   * written back without a change.
   */
  async complaints({ path, namespaced, verbs }: Collection): Promise<string[]> {
    const complaints: string[] = [];
    const list = await this.get(path);
    const items = listOf(list['items']);
    if (items.length === 0) return [];
    const table = await this.get(path, 'application/json;as=Table;v=v1;g=meta.k8s.io');
    const partial = await this.get(path, 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io');
    const [rows, headers] = [listOf(table['rows']).length, listOf(partial['items']).length];
    if (rows !== items.length || headers !== items.length)
      complaints.push(`${path}: ${String(items.length)} objects, ${String(rows)} rows, ${String(headers)} metadata`);
    for (const item of items) {
      const metadata = item['metadata'] as JSONObject;
      const [name, namespace] = [encodeURIComponent(textAt(metadata, 'name')), textAt(metadata, 'namespace')];
      const one = namespaced ? path.replace(/\/([^/]+)$/, `/namespaces/${namespace}/$1/${name}`) : `${path}/${name}`;
      const object = await this.get(one);
      if (
        JSON.stringify({ ...item, kind: 0, apiVersion: 0 }) !==
        JSON.stringify(sortedLike({ ...item, kind: 0, apiVersion: 0 }, { ...object, kind: 0, apiVersion: 0 }))
      )
        complaints.push(`${one}: ${JSON.stringify(object)} is in the list ${JSON.stringify(item)}`);
      // These are not converted between their versions, so that each writes what it knows.
      if (!verbs.includes('update') || path.startsWith('/apis/resource.k8s.io/')) continue;
      const answer = await this.ask('PUT', one, JSON.stringify(object));
      const written = bodyOf(answer);
      if (answer.status !== 200 || withoutOwners(written) !== withoutOwners(object))
        complaints.push(`PUT ${one} of what is there, ${JSON.stringify(object)}: ${String(answer.status)} ${textOf(answer)}`);
    }
    return complaints;
  }
}

/** The objects in a list. */
export function listOf(value: unknown): JSONObject[] {
  return Array.isArray(value) ? value.filter(isJSONObject) : [];
}

/** The fields of an object in the order of another one. */
function sortedLike(order: JSONObject, object: JSONObject): JSONObject {
  const names = [...Object.keys(order), ...Object.keys(object)];
  return Object.fromEntries([...new Set(names)].filter((name) => name in object).map((name) => [name, object[name] ?? null]));
}

/**
 * What an object says, without who manages what of it: real servers find something to tell of that, and so give claims and jobs that are
 * written back for the first time another version.
 */
function withoutOwners(object: JSONObject): string {
  const { managedFields: _fields, resourceVersion: _version, ...metadata } = objectAt(object, 'metadata') ?? {};
  const fields = (value: JSONObject): JSONObject =>
    Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(fields({ ...object, metadata: fields(metadata) }));
}
