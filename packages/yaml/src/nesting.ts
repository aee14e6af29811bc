import type { CST } from 'yaml';

/** Levels. Composing them takes less than half of a stack; beyond its end, engines may end the process instead of throwing. */
export const deepest = 400;

/** Where a document is nested too deeply to be composed, if it is: UTF-16 units from 0. */
export function tooDeepAt({ value }: CST.Document): number | undefined {
  let level: (CST.Token | null | undefined)[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    const inner: (CST.Token | null | undefined)[] = [];
    for (const token of level) {
      if (!token || !('items' in token)) continue;
      if (depth >= deepest) return token.offset;
      for (const item of token.items) inner.push('key' in item ? item.key : undefined, item.value);
    }
    level = inner;
  }
  return undefined;
}
