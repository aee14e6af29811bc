import { isJSONObject, type JSONValue } from '../json.js';

/** How many keys all objects of a value have together. */
export function countKeys(value: JSONValue): number {
  let count = 0;
  const open: JSONValue[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) {
      for (const item of next) if (typeof item === 'object') open.push(item);
    } else if (isJSONObject(next)) {
      for (const key in next) {
        count++;
        const item = next[key] as JSONValue;
        if (typeof item === 'object') open.push(item);
      }
    }
  }
  return count;
}
