// @ts-check
// How are measured figures shown beside their targets?

/**
 * A figure; its target is the most it may be, or with `atLeast` the least.
 *
 * @typedef {{ figure: string, unit: string, measured: number, target?: number, atLeast?: boolean }} Row
 */

/**
 * Returns the lines of a table, one per figure below a heading.
 *
 * @param {readonly Row[]} rows
 * @returns {string[]}
 */
export function figureTable(rows) {
  const cells = rows.map((row) => {
    const { figure, unit, measured, target, atLeast } = row;
    return [
      figure,
      target === undefined ? '' : `${atLeast ? '≥' : '≤'} ${String(target)} ${unit}`,
      `${measured.toFixed(unit === 's' || unit === '×' ? 2 : 1)} ${unit}`,
      isOver(row) ? 'MISSED' : target === undefined ? '' : 'ok',
    ];
  });
  const all = [['figure', 'target', 'measured', ''], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/**
 * Whether a figure misses its target; one that could not be measured does.
 *
 * @param {{ measured: number, target?: number | undefined, atLeast?: boolean | undefined }} row
 */
export function isOver({ measured, target, atLeast }) {
  if (target === undefined) return false;
  return atLeast ? !(measured >= target) : !(measured <= target);
}
