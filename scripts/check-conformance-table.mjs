// @ts-check
// Does every row of docs/client-go-conformance.md name a test that exists?

import { rowsOf } from './table-rows.mjs';

/** Cases of the table, numbered from 1. */
export const caseCount = 92;

/** Stands for the file and the title of a test that there is not. */
const none = '–';

/**
 * Lists what is wrong with the table.
 *
 * @param {string} table the document with the cases: number, what client-go does, test file, test title
 * @param {string} differences the document whose rows it links to by their first column
 * @param {(file: string) => string | undefined} read the text of a file, named from the root; undefined if there is none
 * @returns {string[]}
 */
export function brokenConformanceRows(table, differences, read) {
  const differing = new Set(rowsOf(differences).map(([what]) => what));
  /** @type {string[]} */
  const problems = [];
  const numbers = rowsOf(table).map(([number, what = '', fileCell = '', titleCell = '', ...more]) => {
    const where = `case ${String(number)}, ${what}`;
    if (more.length > 0 || titleCell === '') problems.push(`${where}: a row has four cells`);
    const links = [...what.matchAll(/\[([^\]]+)\]\(differences-from-client-go\.md\)/g)].map(([, name = '']) => name);
    for (const name of links)
      if (!differing.has(name)) problems.push(`${where}: ${name} is no row of docs/differences-from-client-go.md`);
    if (fileCell === none && links.length === 0) problems.push(`${where}: names neither a test nor a difference`);
    if (fileCell !== none)
      problems.push(...missingTest(codeOf(fileCell), codeOf(titleCell), read).map((why) => `${where}: ${why}`));
    return Number(number);
  });
  for (let number = 1; number <= caseCount; number++)
    if (!numbers.includes(number)) problems.push(`case ${String(number)} is missing`);
  numbers.forEach((number, index) => {
    if (!(number >= 1 && number <= caseCount)) problems.push(`case ${String(number)} is none of the ${String(caseCount)}`);
    if (number < (numbers[index - 1] ?? 0))
      problems.push(`case ${String(number)} stands behind case ${String(numbers[index - 1])}`);
  });
  return problems;
}

/**
 * @param {string} file
 * @param {string} title
 * @param {(file: string) => string | undefined} read
 * @returns {string[]}
 */
function missingTest(file, title, read) {
  const text = read(file);
  if (text === undefined) return [`${file} does not exist`];
  const isThere = file.endsWith('.json') ? casesOf(text).includes(title) : hasTitle(text, title);
  return isThere ? [] : [`${file} has no test ${JSON.stringify(title)}`];
}

/**
 * Whether a title, or the name of a row of a test over a table, stands in a source: a literal and a comma.
 *
 * @param {string} source
 * @param {string} title
 */
const hasTitle = (source, title) => [`'`, '"', '`'].some((mark) => source.includes(`${mark}${title}${mark},`));

/**
 * Names of the cases of a list in JSON.
 *
 * @param {string} text
 * @returns {unknown[]}
 */
function casesOf(text) {
  const cases = /** @type {{ id?: unknown, name?: unknown }[]} */ (JSON.parse(text));
  return cases.map(({ id, name }) => id ?? name);
}

/**
 * The text of a code span.
 *
 * @param {string} cell
 */
const codeOf = (cell) => cell.replace(/^(`+) ?(.*?) ?\1$/, '$2');
