// @ts-check
// Which differences does docs/differences-from-client-go.md name?

import { readFileSync } from 'node:fs';
import { rowsOf } from './table-rows.mjs';

/** The first column of the document: what differs. */
export function differenceRows() {
  const document = readFileSync(new URL('../docs/differences-from-client-go.md', import.meta.url), 'utf8');
  return new Set(rowsOf(document).map(([what = '']) => what));
}
