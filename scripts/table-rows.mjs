// @ts-check
// What stands in a table of Markdown?

/**
 * The cells of each row of the tables of a document, without those of the head.
 *
 * @param {string} document
 * @returns {string[][]}
 */
export function rowsOf(document) {
  const lines = document.split('\n').filter((line) => line.startsWith('|'));
  const cells = lines.map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  );
  return cells.slice(2);
}
