import { type ExactJSON, parseExactly } from '../decode/go-json.js';
import { isJSONObject, type JSONValue } from '../json.js';
import type { ParsedBody } from '../patch/decode-patch.js';

/** Reads a patch as Go's decoder does. */
export function parsePatchBody(text: string): ParsedBody {
  try {
    const { value, repeated, hugeNumber } = parseExactly(text);
    return { value, hugeNumber, duplicates: repeated.size === 0 ? [] : duplicatesIn(value, '', repeated) };
  } catch (error) {
    return { syntaxError: (error as Error).message, duplicates: [] };
  }
}

/** Each key that stands there twice, as `duplicate field "spec.paused"`. @param path of the value; empty for the whole */
function duplicatesIn(value: JSONValue, path: string, repeated: ExactJSON['repeated']): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => duplicatesIn(item, `${path}[${String(index)}]`, repeated));
  if (!isJSONObject(value)) return [];
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const keys = repeated.get(value) ?? [];
  return [
    ...keys.filter((key, index) => keys.indexOf(key) < index).map((key) => `duplicate field ${JSON.stringify(at(key))}`),
    ...Object.entries(value).flatMap(([key, item]) => duplicatesIn(item, at(key), repeated)),
  ];
}
