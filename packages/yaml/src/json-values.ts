import { deepest } from './nesting.js';

/**
 * Where the JSON object that begins at `start` ends: behind its closing brace; `undefined` if it has none, or is nested
 * too deeply. What is between need not be valid.
 */
export function endOfJSONObject(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '{' || character === '[') {
      if (++depth > deepest) return undefined;
    } else if (character === '}' || character === ']') {
      if (--depth === 0) return at + 1;
    } else if (character === '"') {
      at = endOfString(text, at);
      if (at === -1) return undefined;
    }
  }
  return undefined;
}

/** The closing quote; -1 if there is none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return -1;
}
