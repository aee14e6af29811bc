/** Something that is wrong with an expression, and where: an offset in its text. */
export interface Issue {
  readonly position: number;
  readonly message: string;
}

/** An expression cannot be read any further. */
export class ParseError extends Error {
  override readonly name = 'ParseError';

  readonly issues: readonly Issue[];

  constructor(...issues: readonly Issue[]) {
    super(issues.map(({ message }) => message).join('\n'));
    this.issues = issues;
  }
}

/** What is wrong with an expression, as cel-go shows it: with the line, and a mark below the place. */
export function showIssues(text: string, issues: readonly Issue[]): string {
  return [...issues]
    .sort((a, b) => a.position - b.position)
    .map((issue) => showIssue(text, issue))
    .join('\n');
}

function showIssue(text: string, { position, message }: Issue): string {
  const before = text.slice(0, position).split('\n');
  const line = (text.split('\n')[before.length - 1] ?? '').replaceAll('\t', ' ');
  const characters = Array.from(line);
  const column = Array.from(before.at(-1) ?? '').length;
  const dots = characters.slice(0, column).map((character) => (isWide(character) ? '．' : '.'));
  const mark = isWide(characters[column] ?? '') ? '＾' : '^';
  return `ERROR: <input>:${String(before.length)}:${String(column + 1)}: ${message}\n | ${line}\n | ${dots.join('')}${mark}`;
}

function isWide(character: string): boolean {
  return (character.codePointAt(0) ?? 0) > 127;
}
