import { describe, expect, it } from '@jest/globals';
import { commentLines, docComment, wrap } from './doc-comment.js';

const words = 'word '.repeat(40).trim();

describe('docComment', () => {
  it('is one line where that fits, and nothing where there is nothing to say', () => {
    expect(docComment('A pod.')).toEqual([{ description: 'A pod.' }]);
    expect(docComment(' \n ')).toEqual([]);
    expect(commentLines('A pod.')).toEqual(['/** A pod. */']);
  });

  it('puts tags below the description', () => {
    expect(commentLines('A port.', { default: '"TCP"', deprecation: 'Use b.' })).toEqual([
      '/**',
      ' * A port.',
      ' *',
      ' * @default "TCP"',
      ' * @deprecated Use b.',
      ' */',
    ]);
    expect(commentLines('', { default: '1' })).toEqual(['/** @default 1 */']);
    expect(commentLines('A port.', { deprecation: '' })).toContain(' * @deprecated');
  });

  it('does not repeat a description that is a deprecation', () => {
    expect(commentLines('Deprecated: Use b.', { deprecation: 'Use b.' })).toEqual(['/** @deprecated Use b. */']);
  });

  it('cannot be ended by the description', () => {
    expect(commentLines('Matches */5 and /**/.')).toEqual(['/** Matches *\\/5 and /**\\/. */']);
  });
});

describe('wrap', () => {
  it('breaks long lines between words and keeps the breaks that are there', () => {
    expect(wrap(`${words}\n\nNext.`, 100)).toEqual(['word '.repeat(20).trim(), 'word '.repeat(20).trim(), '', 'Next.']);
  });

  it('keeps every word', () => {
    const text = `  - ${words} @see 1. # > ${'x'.repeat(200)} end`;
    expect(wrap(text, 60).join(' ').replaceAll(/\s+/g, ' ')).toBe(` ${text.trim()}`);
  });

  it('begins no line with what would be a tag, a list or a heading there', () => {
    for (const special of ['@see', '-', '*', '1.', '#', '>', '|']) {
      for (let width = 20; width < 40; width += 1) {
        const [, ...others] = wrap(`aaa bbb ccc ddd eee fff ${special} ggg hhh iii jjj kkk lll mmm`, width);
        expect(others.filter((line) => line.startsWith(special))).toEqual([]);
      }
    }
  });

  it('indents continuations like the text of a list item', () => {
    expect(wrap('- aaaa bbbb cccc', 12)).toEqual(['- aaaa bbbb', '  cccc']);
    expect(wrap('    aaaa bbbb cccc', 14)).toEqual(['    aaaa bbbb', '    cccc']);
  });
});
