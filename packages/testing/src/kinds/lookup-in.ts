import type { ResourceRegistry } from '../resources/resource-registry.js';
import type { JSONObject } from '../json.js';
import { type Entry, objectOf } from '../store/entry.js';
import type { Lookup } from './kind-rules.js';

/** Lets the rules of kinds see what is stored. */
export function lookupIn(registry: ResourceRegistry): Lookup {
  // Namespaces and the like are looked at with every write, and seldom change.
  const read = new WeakMap<Entry, JSONObject>();
  const objectIn = (entry: Entry): JSONObject => {
    const known = read.get(entry);
    if (known) return known;
    const object = objectOf(entry);
    read.set(entry, object);
    return object;
  };
  return {
    get: (group, kind, name, namespace = '') => {
      const entry = registry.ofKind(group, kind)?.collection.get(namespace, name);
      return entry && objectIn(entry);
    },
    labels: (group, kind, name, namespace = '') => registry.ofKind(group, kind)?.collection.get(namespace, name)?.labels ?? {},
    list: (group, kind, namespace) =>
      (registry.ofKind(group, kind)?.collection.all() ?? [])
        .filter((entry) => namespace === undefined || entry.namespace === namespace)
        .map(objectOf),
  };
}
