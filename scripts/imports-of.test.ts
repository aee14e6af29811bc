import { describe, expect, it } from '@jest/globals';
import { importsOf, packageOf } from './imports-of.mjs';

describe('importsOf', () => {
  it.each([
    ["import { a } from 'p';", false],
    ["import type { A } from 'p';", true],
    ["import { type A } from 'p';", false], // the import itself stays in the JavaScript
    ["import 'p';", false],
    ["export { a } from 'p';", false],
    ["export type * from 'p';", true],
    ["type T = import('p').A;", true],
    ["const lazy = () => import('p');", false],
  ])('%s', (text, typeOnly) => {
    expect(importsOf('x.ts', text)).toEqual([{ specifier: 'p', typeOnly, line: 1 }]);
  });

  it('sees no import in a comment or a string', () => {
    expect(importsOf('x.ts', `// import 'p'\nconst text = "import 'p'";`)).toEqual([]);
  });
});

describe('packageOf', () => {
  it('cuts a specifier to the name of its package', () => {
    expect(packageOf('@kubewright/rest')).toBe('@kubewright/rest');
    expect(packageOf('@kubewright/rest/package.json')).toBe('@kubewright/rest');
    expect(packageOf('yaml/parse')).toBe('yaml');
  });

  it('has no package for a file and for a module of Node', () => {
    expect(packageOf('./request.js')).toBeUndefined();
    expect(packageOf('node:fs')).toBeUndefined();
  });
});
