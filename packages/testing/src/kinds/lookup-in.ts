import type { ResourceRegistry } from '../resources/resource-registry.js';
import type { JSONObject } from '../json.js';
import { type Entry, objectOf } from '../store/entry.js';
import type { Lookup } from './kind-rules.js';

/** Lets the rules of kinds see what is stored. */
export function lookupIn(registry: ResourceRegistry): Lookup {
  const read = new WeakMap<Entry, JSONObject>();
  const entryOf: (...of: Parameters<Lookup['get']>) => Entry | undefined = (group, kind, name, namespace = '') =>
    registry.ofKind(group, kind)?.collection.get(namespace, name);
  return {
    get: (...of) => {
      const entry = entryOf(...of);
      return entry && objectOf(entry);
    },
    shared: (...of) => {
      const entry = entryOf(...of);
      if (entry && !read.has(entry)) read.set(entry, objectOf(entry));
      return entry && read.get(entry);
    },
    labels: (...of) => entryOf(...of)?.labels ?? {},
    list: (group, kind, namespace) =>
      (registry.ofKind(group, kind)?.collection.all() ?? [])
        .filter((entry) => namespace === undefined || entry.namespace === namespace)
        .map(objectOf),
  };
}
