import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { brokenConformanceRows, caseCount } from './check-conformance-table.mjs';

const fromRoot = (file: string): URL => new URL(`../${file}`, import.meta.url);
const read = (file: string): string | undefined =>
  existsSync(fromRoot(file)) ? readFileSync(fromRoot(file), 'utf8') : undefined;

const head = '| no. | what | test file | test title |\n| --- | --- | --- | --- |\n';
/** A document with every case, of which some rows are others. */
const tableWith = (others: Record<number, string> = {}): string =>
  Array.from({ length: caseCount }, (_, index) => {
    const number = index + 1;
    return others[number] ?? `| ${String(number)} | it works | \`a.test.ts\` | \`works\` |\n`;
  }).reduce((table, row) => table + row, head);
const differences = `${head}| protocol | a | b | c |\n`;
const files: Record<string, string> = {
  'a.test.ts': "it('works', () => 1);\nit(`makes ${a} of a|b`, () => 1);\nconst other = 'else';",
  'cases.json': '[{"name":"one"},{"id":"tables/two"}]',
};
const broken = (others?: Record<number, string>): string[] =>
  brokenConformanceRows(tableWith(others), differences, (file) => files[file]);

describe('docs/client-go-conformance.md', () => {
  it('names a test, or a difference, for each of the cases', () => {
    const [table = '', rows = ''] = ['docs/client-go-conformance.md', 'docs/differences-from-client-go.md'].map(read);
    expect(brokenConformanceRows(table, rows, read)).toEqual([]);
  });
});

describe('brokenConformanceRows', () => {
  it('finds nothing wrong with titles in any quotes, cases in JSON, several rows of one case, and differences', () => {
    const rows = [
      '| 2 | it works | `a.test.ts` | `works` |',
      '| 2 | a template | `a.test.ts` | `` makes ${a} of a\\|b `` |',
      '| 2 | cases | `cases.json` | `one` |',
      '| 2 | cases | `cases.json` | `tables/two` |',
      '| 2 | differs: [protocol](differences-from-client-go.md) | – | – |',
    ];
    expect(broken({ 2: `${rows.join('\n')}\n` })).toEqual([]);
  });

  it.each([
    ['a file that does not exist', '| 2 | x | `b.test.ts` | `works` |\n', 'b.test.ts does not exist'],
    ['a title that is not in it', '| 2 | x | `a.test.ts` | `does not work` |\n', 'a.test.ts has no test "does not work"'],
    ['a part of a title', '| 2 | x | `a.test.ts` | `work` |\n', 'a.test.ts has no test "work"'],
    ['a text that is no title', '| 2 | x | `a.test.ts` | `else` |\n', 'a.test.ts has no test "else"'],
    ['a case that is not in JSON', '| 2 | x | `cases.json` | `three` |\n', 'cases.json has no test "three"'],
    ['neither test nor difference', '| 2 | x | – | – |\n', 'names neither a test nor a difference'],
    ['a difference that is none', '| 2 | [x](differences-from-client-go.md) | – | – |\n', 'x is no row of'],
    ['no title', '| 2 | x | `a.test.ts` |\n', 'a row has four cells'],
    ['no row', '', 'case 2 is missing'],
    [
      'a number too many',
      `| 2 | it works | \`a.test.ts\` | \`works\` |\n| 93 | it works | \`a.test.ts\` | \`works\` |\n`,
      'case 93 is none of',
    ],
    ['a number that is none', '| two | it works | `a.test.ts` | `works` |\n', 'case NaN is none of'],
  ])('finds %s', (_what, row, problem) => {
    expect(broken({ 2: row })).toContainEqual(expect.stringContaining(problem));
  });

  it('finds a case out of order', () => {
    expect(broken({ 2: '', 3: '| 3 | it works | `a.test.ts` | `works` |\n| 2 | it works | `a.test.ts` | `works` |\n' })).toEqual([
      'case 2 stands behind case 3',
    ]);
  });
});
