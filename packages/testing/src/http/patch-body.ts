import { parseExactly } from '../decode/go-json.js';
import type { ParsedBody } from '../patch/decode-patch.js';

/** Reads a patch as Go's decoder does. */
export function parsePatchBody(text: string): ParsedBody {
  try {
    const { value, repeated } = parseExactly(text);
    return { value, duplicates: [...repeated.values()].flatMap(duplicatesOf) };
  } catch (error) {
    return { syntaxError: (error as Error).message, duplicates: [] };
  }
}

function duplicatesOf(keys: readonly string[]): string[] {
  return keys.filter((key, index) => keys.indexOf(key) < index).map((key) => `duplicate field ${JSON.stringify(key)}`);
}
