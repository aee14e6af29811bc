import type { JSONObject } from '../json.js';
import { objectAt, textAt } from '../json-fields.js';
import { openWatch, type OpenWatch } from '../open-watch.test-support.js';
import type { TestServer } from '../test-server.js';
import { eventually } from '../../../rest/src/eventually.test-support.js';
import { listOf, type StateReader } from './stored-state.test-support.js';

/** A collection as who watches it knows it. */
export class WatchedState {
  readonly #path: string;
  readonly #listed: JSONObject;
  readonly #watch: OpenWatch;

  private constructor(path: string, listed: JSONObject, watch: OpenWatch) {
    this.#path = path;
    this.#listed = listed;
    this.#watch = watch;
  }

  /** Lists a collection, and watches it from there. */
  static async begin(server: TestServer, reader: StateReader, path: string): Promise<WatchedState> {
    const listed = await reader.get(path);
    const resourceVersion = textAt(objectAt(listed, 'metadata'), 'resourceVersion');
    return new WatchedState(path, listed, await openWatch(server, `${path}?watch=1&resourceVersion=${resourceVersion}`));
  }

  /** Rejects if what the events have made of the list never becomes what the server has. Watches of definitions that changed end. */
  async check(reader: StateReader): Promise<void> {
    if (this.#watch.ending() !== undefined) return;
    const wanted = JSON.stringify(stateOf(listOf((await reader.get(this.#path))['items'])));
    const known = (): string => JSON.stringify(stateOf([...this.#replayed().values()]));
    await eventually(
      () => this.#watch.ending() !== undefined || known() === wanted,
      () => `events of ${this.#path} make ${known()} of what is ${wanted}`,
    );
  }

  close(): void {
    this.#watch.close();
  }

  #replayed(): Map<string, JSONObject> {
    const objects = new Map(listOf(this.#listed['items']).map((object) => [keyOf(object), object]));
    for (const line of this.#watch.text().split('\n').slice(0, -1)) {
      const { type, object } = JSON.parse(line) as { type: string; object: JSONObject };
      const isThere = objects.has(keyOf(object));
      if ((type === 'ADDED') === isThere)
        throw new Error(`${type} of ${keyOf(object)}, which is ${isThere ? '' : 'not '}there: ${line}`);
      if (type === 'DELETED') objects.delete(keyOf(object));
      else objects.set(keyOf(object), object);
    }
    return objects;
  }
}

function keyOf({ metadata }: JSONObject): string {
  const known = metadata as JSONObject;
  return `${textAt(known, 'namespace')}/${textAt(known, 'name')}`;
}

/** Objects by their names, without kind and version, which lists leave out. */
function stateOf(objects: readonly JSONObject[]): unknown[] {
  const named = objects.map(({ kind: _kind, apiVersion: _version, ...object }) => [keyOf(object), object] as const);
  return named.sort(([a], [b]) => (a < b ? -1 : 1));
}
