/**
 * A cell of a table as kubectl prints it (cli-runtime `printers.printTable`, `WriteEscaped`): it ends with `...` at the first line feed,
 * carriage return or form feed, and ESC (U+001B) becomes `^[`. All other characters stay, also those that a terminal may obey: BEL,
 * backspace, the C1 controls (U+009B is another way to write ESC `[`), and those that turn the direction of writing. A tab begins
 * another cell. Nothing is shown of null, and lists and objects as Go prints them, as far as {@link goText} does.
 */
export function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  const text = goText(cell);
  const end = text.search(/[\f\n\r]/);
  return (end < 0 ? text : `${text.slice(0, end)}...`).replaceAll('\u001b', '^[');
}

/** Levels of lists and objects that are shown: more would be no text for people, and too much for the stack. */
const deepest = 100;

/** A value of JSON as Go's `%v` has it; `...` stands for lists and objects within a hundred others. */
export function goText(value: unknown, depth = 0): string {
  if (typeof value === 'number') return numberText(value);
  if (value === null) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  if (depth === deepest) return '...';
  if (Array.isArray(value)) return `[${value.map((item) => goText(item, depth + 1)).join(' ')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, field]) => `${key}:${goText(field, depth + 1)}`).join(' ')}]`;
}

/** Integers whole, as far as 64 bits go; other numbers with an exponent below 0.0001 and from a million on, of two digits at least. */
function numberText(value: number): string {
  const size = Math.abs(value);
  const isPlain = Number.isInteger(value) ? size < 2 ** 63 : size >= 1e-4 && size < 1e6;
  return isPlain ? String(value) : value.toExponential().replace(/(?<=e[+-])(?=\d$)/, '0');
}
