import { isEqual } from '../equality.js';
import type { Library } from '../functions.js';
import type { CelList } from '../values.js';

function contains({ items }: CelList, { items: subset }: CelList): boolean {
  return subset.every((wanted) => items.some((item) => isEqual(item, wanted)));
}

/** Lists as sets (cel-go `ext/sets.go`). */
export const sets: Library = {
  'sets.contains(list(T), list(T)) -> bool': contains,
  'sets.equivalent(list(T), list(T)) -> bool': (a: CelList, b: CelList) => contains(a, b) && contains(b, a),
  'sets.intersects(list(T), list(T)) -> bool': ({ items: a }: CelList, { items: b }: CelList) =>
    a.some((item) => b.some((other) => isEqual(item, other))),
};
