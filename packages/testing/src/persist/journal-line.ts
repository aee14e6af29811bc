import { type Entry, entryOfText } from '../store/entry.js';

/** One write. */
export interface JournalLine {
  /** As `deployments.apps`. */
  readonly collection: string;
  readonly isDeletion: boolean;
  readonly entry: Entry;
}

/** A write as one line of JSON: `{"put":"pods","object":{…}}` or `{"delete":"pods","object":{…}}`. */
export function journalLine({ collection, isDeletion, entry }: JournalLine): string {
  return `{"${isDeletion ? 'delete' : 'put'}":"${collection}","object":${entry.text}}\n`;
}

/** What a line without its end says. Throws if it is none, or only the beginning of one. */
export function parseJournalLine(line: string): JournalLine {
  const [head, verb, collection] = /^\{"(put|delete)":"([^"\\]+)","object":/.exec(line) ?? [];
  if (head === undefined || collection === undefined || !line.endsWith('}')) throw new SyntaxError('not a line of a journal');
  return { collection, isDeletion: verb === 'delete', entry: entryOfText(line.slice(head.length, -1)) };
}
