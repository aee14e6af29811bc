/**
 * A cell of a table on one line and without what a terminal would obey: it ends with `...` where a line does, and an escape character
 * becomes `^[` (cli-runtime `printers.printTable`, `WriteEscaped`). Nothing is shown of null, and lists and objects as Go prints them.
 */
export function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  const text = printed(cell);
  const end = text.search(/[\f\n\r]/);
  return (end < 0 ? text : `${text.slice(0, end)}...`).replaceAll('\u001b', '^[');
}

/** As Go's `%v` has a value of JSON. */
function printed(value: unknown): string {
  if (typeof value === 'number') return numberText(value);
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(printed).join(' ')}]`;
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, field]) => `${key}:${printed(field)}`).join(' ')}]`;
}

/** Integers whole, as far as 64 bits go; other numbers with an exponent below 0.0001 and from a million on, of two digits at least. */
function numberText(value: number): string {
  const size = Math.abs(value);
  const isPlain = Number.isInteger(value) ? size < 2 ** 63 : size >= 1e-4 && size < 1e6;
  return isPlain ? String(value) : value.toExponential().replace(/(?<=e[+-])(?=\d$)/, '0');
}
