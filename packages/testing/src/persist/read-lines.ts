import { readFileSync, truncateSync } from 'node:fs';
import { type JournalLine, parseJournalLine } from './journal-line.js';

const newline = 0x0a;

/**
 * Gives all writes that a file holds. With `mayBeTorn` a last line that a crash left unfinished is cut off the file, with a warning:
 * nobody was told that it was written.
 *
 * Throws an `Error` if any other line is damaged.
 */
export function* readLines(path: string, { mayBeTorn }: { mayBeTorn: boolean }): Generator<JournalLine> {
  const bytes = readFileSync(path);
  let number = 0;
  for (let from = 0; from < bytes.length;) {
    number++;
    const end = bytes.indexOf(newline, from);
    const isLast = end < 0 || end === bytes.length - 1;
    let line: JournalLine;
    try {
      if (end < 0) throw new SyntaxError('the line does not end');
      line = parseJournalLine(bytes.toString('utf8', from, end));
    } catch (cause) {
      if (!isLast || !mayBeTorn) {
        const what = `reading ${path}: line ${String(number)} is damaged; put the file back from a copy, or remove the folder to begin anew`;
        throw new Error(what, { cause });
      }
      process.emitWarning(`${path}: the last line was not written to its end and is ignored (line ${String(number)})`);
      truncateSync(path, from);
      return;
    }
    yield line;
    from = end + 1;
  }
}
