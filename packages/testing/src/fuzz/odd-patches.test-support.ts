import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import type { Dice } from './dice.test-support.js';
import { oddValue } from './odd-values.test-support.js';

/** A part of an object: what stands at some of its fields. */
export function slice(dice: Dice, object: JSONObject): JSONObject {
  const chosen = Object.entries(object).filter(([name]) => ['apiVersion', 'kind'].includes(name) || dice.chance(0.5));
  return Object.fromEntries(
    chosen.map(([name, value]) => {
      if (name !== 'metadata' || !isJSONObject(value)) return [name, structuredClone(value)];
      const { labels = {}, annotations = {}, finalizers = [], ownerReferences = [] } = value;
      return [name, dice.pick<JSONObject>([{ labels }, { annotations }, { finalizers }, { ownerReferences }, value])];
    }),
  );
}

/** With the directives of strategic merge patches, most of them where they mean nothing. */
export function withDirectives(dice: Dice, patch: JSONValue): JSONValue {
  if (Array.isArray(patch)) return patch.map((item) => withDirectives(dice, item));
  if (!isJSONObject(patch)) return patch;
  const fields = Object.entries(patch).map(([name, value]): [string, JSONValue] => [name, withDirectives(dice, value)]);
  if (dice.chance(0.2)) fields.push(['$patch', dice.pick<JSONValue>(['delete', 'replace', 'merge', 'nope', null, 5, {}])]);
  if (dice.chance(0.1)) fields.push(['$retainKeys', dice.pick<JSONValue>([Object.keys(patch), ['nope'], [5], 'x', null, {}])]);
  const lists = Object.entries(patch).filter(([, value]) => Array.isArray(value));
  for (const [name, value] of lists)
    if (dice.chance(0.3))
      fields.push([
        `${dice.pick(['$setElementOrder', '$deleteFromPrimitiveList'])}/${name}`,
        dice.pick<JSONValue>([value, [], null, ['a'], [{ name: 'a' }], [[]], [null], {}, 'x']),
      ]);
  if (dice.chance(0.05))
    fields.push([
      dice.pick(['$setElementOrder', '$deleteFromPrimitiveList', '$setElementOrder/', '$deleteFromPrimitiveList/nope']),
      oddValue(dice),
    ]);
  return Object.fromEntries(fields);
}

/** JSON pointers to all that is in a value. */
export function pointers(value: JSONValue, prefix = ''): string[] {
  if (!Array.isArray(value) && !isJSONObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const pointer = `${prefix}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [pointer, ...pointers(item, pointer)];
  });
}
