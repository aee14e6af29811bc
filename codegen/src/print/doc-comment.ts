import type { JSDocStructure, OptionalKind } from 'ts-morph';
import { isOnlyDeprecation } from '../model/deprecation.js';
import type { Deprecation } from '../model/group-version.js';
import { lineWidth } from './source-file.js';

/** What a doc comment says besides its text. */
export interface DocTags {
  /** The default, as TypeScript writes it. */
  readonly default?: string | undefined;
  readonly deprecation?: Deprecation;
}

/**
 * A doc comment with a description as the spec has it, long lines broken between words; none if there is nothing to say.
 *
 * @param indentation columns before the comment
 */
export function docComment(description: string, tags: DocTags = {}, indentation = 0): OptionalKind<JSDocStructure>[] {
  const lines = docLines(description, tags, indentation);
  const [first] = lines;
  if (first === undefined) return [];
  return [{ description: fitsOneLine(lines, indentation) ? first : `\n${lines.join('\n')}` }];
}

/** The same {@link docComment} as lines of text. */
export function commentLines(description: string, tags: DocTags = {}, indentation = 0): string[] {
  const lines = docLines(description, tags, indentation);
  if (lines.length === 0) return [];
  if (fitsOneLine(lines, indentation)) return [`/** ${lines.join('')} */`];
  return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'];
}

function docLines(description: string, tags: DocTags, indentation: number): string[] {
  const width = lineWidth - indentation - ' * '.length;
  const silent = description.trim() === '' || isOnlyDeprecation(description, tags.deprecation);
  const text = silent ? [] : wrap(description.trim(), width);
  const tagLines = [
    ...(tags.default === undefined ? [] : [`@default ${tags.default}`]),
    ...(tags.deprecation === undefined ? [] : wrap(`@deprecated ${tags.deprecation}`.trim(), width)),
  ];
  const gap = text.length > 0 && tagLines.length > 0 ? [''] : [];
  return [...text, ...gap, ...tagLines].map((line) => line.replaceAll('*/', '*\\/'));
}

function fitsOneLine([first = '', ...others]: readonly string[], indentation: number): boolean {
  return others.length === 0 && first.length <= lineWidth - indentation - '/**  */'.length;
}

/** Words that would mean something else at the beginning of a line: a tag, a list, a heading, a table, a quotation. */
const special = /^(?:[-+*#>|@]|\d+[.)])/;

/** Breaks lines longer than `width` between words. Continuations are indented like their line, those of a list item like its text. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line.trimEnd(), width));
}

function wrapLine(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const [, spaces = '', bullet = ''] = /^(\s*)((?:[-*+]|\d+[.)])\s+)?/.exec(line) ?? [];
  const indentation = spaces + ' '.repeat(bullet.length);
  const lines: string[] = [];
  let current = spaces + bullet;
  let empty = true;
  for (const word of line.slice(current.length).split(' ')) {
    if (!empty && current.length + 1 + word.length > width && word !== '' && !special.test(word)) {
      lines.push(current.trimEnd());
      current = indentation + word;
    } else {
      current += empty ? word : ` ${word}`;
    }
    empty = false;
  }
  return [...lines, current.trimEnd()];
}
