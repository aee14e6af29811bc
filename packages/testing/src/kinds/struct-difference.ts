import type { JSONValue } from '../json.js';

/** Lines that stay around each change. */
const context = 3;

interface Line {
  sign: ' ' | '+' | '-';
  text: string;
}

/** How two values differ, as a unified diff of their JSON without names of files (apimachinery `pkg/util/diff`). */
export function structDifference(a: JSONValue, b: JSONValue): string {
  const lines = compare(linesOf(a), linesOf(b));
  const changed = lines.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]));
  const hunks: [from: number, to: number][] = [];
  for (const index of changed) {
    const last = hunks.at(-1);
    const from = Math.max(0, index - context);
    const to = Math.min(lines.length, index + context + 1);
    if (last && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  return hunks.map(([from, to]) => hunk(lines, from, to)).join('');
}

function linesOf(value: JSONValue): string[] {
  // As Go: what would mean something in HTML is escaped.
  const text = JSON.stringify(value, null, 1).replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
  return text.split('\n');
}

function hunk(lines: readonly Line[], from: number, to: number): string {
  const range = (sign: '+' | '-'): string => {
    const isIn = (line: Line): boolean => line.sign === ' ' || line.sign === sign;
    const before = lines.slice(0, from).filter(isIn).length;
    const length = lines.slice(from, to).filter(isIn).length;
    return length === 1 ? String(before + 1) : `${length === 0 ? before : before + 1},${length}`;
  };
  const shown = lines.slice(from, to).map(({ sign, text }) => `${sign}${text}\n`);
  return `@@ -${range('-')} +${range('+')} @@\n${shown.join('')}`;
}

/** The lines of both: those that are in both, and those that are only in one, what goes before what comes. */
function compare(a: readonly string[], b: readonly string[]): Line[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const same = (texts: readonly string[]): Line[] => texts.map((text) => ({ sign: ' ', text }));
  const middle = compareChanged(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))];
}

/** By the longest sequence of lines that both have. */
function compareChanged(a: readonly string[], b: readonly string[]): Line[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ sign: ' ', text: a[i++] ?? '' });
      j++;
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) lines.push({ sign: '-', text: a[i++] ?? '' });
    else lines.push({ sign: '+', text: b[j++] ?? '' });
  }
  return lines;
}
