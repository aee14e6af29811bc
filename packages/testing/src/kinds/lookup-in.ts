import type { ResourceRegistry } from '../resources/resource-registry.js';
import { objectOf } from '../store/entry.js';
import type { Lookup } from './kind-rules.js';

/** Lets the rules of kinds see what is stored. */
export function lookupIn(registry: ResourceRegistry): Lookup {
  return {
    get: (group, kind, name, namespace = '') => {
      const entry = registry.ofKind(group, kind)?.collection.get(namespace, name);
      return entry && objectOf(entry);
    },
    labels: (group, kind, name, namespace = '') => registry.ofKind(group, kind)?.collection.get(namespace, name)?.labels ?? {},
    list: (group, kind, namespace) =>
      (registry.ofKind(group, kind)?.collection.all() ?? [])
        .filter((entry) => namespace === undefined || entry.namespace === namespace)
        .map(objectOf),
  };
}
