import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The names of what an interface has, from its source. */
function membersOf(file: string, name: string): string[] {
  const source = readFileSync(new URL(file, import.meta.url), 'utf8');
  const body = new RegExp(`export interface ${name} \\{\\n(.*?)\\n\\}`, 's').exec(source)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(?:readonly )?'?([\w:]+)'?\??[:(]/gm)].flatMap(([, member = '']) => member);
}

describe('README.md', () => {
  it.each([
    ['config.ts', 'Config'],
    ['config.ts', 'TLSClientConfig'],
    ['config.ts', 'ImpersonationConfig'],
    ['transport-factory.ts', 'ConnectionTimeouts'],
    ['metrics.ts', 'Metrics'],
    ['diagnostics.ts', 'DiagnosticsMessages'],
  ])('names every member of what %s declares as %s', (file, name) => {
    const members = membersOf(file, name).filter((member) => member !== 'toJSON');
    expect(members.length).toBeGreaterThan(3);
    expect(members.filter((member) => !new RegExp(`\`(?:tls\\.)?${member}\``).test(readme))).toEqual([]);
  });
});
