import { describe, expect, it } from '@jest/globals';
import { parseYAML } from './parse-yaml.js';

describe('parseYAML', () => {
  it.each([
    ['y', true],
    ['Off', false],
    ['0o17', 15],
    ['017', 15],
    ['08', 8],
    ['-0x1F', -31],
    ['0B11', 3],
    ['1_000', 1000],
    ['+1', 1],
    ['1e3', 1000],
    ['.5', 0.5],
    ['5e12345', '5e12345'],
    ['~', null],
    ['1:30', '1:30'],
    ['2001-01-01', '2001-01-01'],
    ['1.2.3', '1.2.3'],
    ['12e', '12e'],
    ['_1', '_1'],
    ['0x', '0x'],
    ['!!str 123', '123'],
    ['!!binary aGk=', 'hi'],
    ['!!timestamp 2001-01-01', '2001-01-01'],
    ['!unknown x', 'x'],
    ["'on'", 'on'],
  ])('reads %s as go-yaml does', (text, value) => {
    expect(parseYAML(`a: ${text}`)).toEqual({ a: value });
  });

  it('reads the first of several documents, even if a later one is broken', () => {
    expect(parseYAML('a: 1\n---\nb: [\n')).toEqual({ a: 1 });
  });

  it('reads nothing and comments as null', () => {
    expect(parseYAML('')).toBeNull();
    expect(parseYAML('# only this\n')).toBeNull();
  });

  it('takes the last of a repeated key, and expands anchors and merge keys', () => {
    expect(parseYAML('a: 1\na: 2\nb: &b {x: 1}\nc: {<<: *b, z: 2}')).toEqual({ a: 2, b: { x: 1 }, c: { x: 1, z: 2 } });
  });

  it.each([
    ['...', 'line 1, column 1'],
    ['# c\n\n... # c\na: 1', 'line 3, column 1'],
  ])('refuses %j, which ends a document before one begins, as go-yaml does', (text, where) => {
    expect(() => parseYAML(text)).toThrow(`not valid YAML at ${where}: a line of ... needs a document before it`);
  });

  it('says where the text is broken, and how', () => {
    expect(() => parseYAML('a:\n  - b\n c: d')).toThrow(/^not valid YAML at line 3, column 1: /);
    expect(() => parseYAML('a: [')).toThrow(/^not valid YAML at line 1, column 5: /);
  });

  it.each([
    ['%x', 'line 1, column 1: unknown directive'],
    ['# c\n%x y\n---\na: 1', 'line 2, column 1: unknown directive'],
    ['%YAML 1.1\n', 'line 1, column 1: a directive needs a line of --- behind it'],
    ['%YAML 1.1\n# c\na: 1', 'line 1, column 1: a directive needs a line of --- behind it'],
    ['%YAML 1.2\n---\na: 1', 'line 1, column 1: its directive %YAML wants another version than 1.1'],
    ['%YAML 1.1\n%YAML 1.1\n---\na: 1', 'line 2, column 1: its directive %YAML is repeated'],
    ['%TAG ! x\n%TAG ! y\n---\na: 1', 'line 2, column 1: its directive %TAG is repeated'],
  ])('refuses the directives of %j, as go-yaml does', (text, said) => {
    expect(() => parseYAML(text)).toThrow(`not valid YAML at ${said}`);
  });

  it('reads what is behind directives', () => {
    expect(parseYAML('\uFEFF%YAML 1.1 # c\n%TAG ! x\n%TAG !! y\n\n--- # c\na: 1')).toEqual({ a: 1 });
    expect(parseYAML('a: >\n  x\n  %y\n')).toEqual({ a: 'x %y\n' });
  });

  it('quotes nothing of the text', () => {
    for (const value of [
      '*s3cret',
      '"s3cret',
      '@s3cret',
      '`s3cret',
      '%s3cret',
      '- s3cret',
      '[s3cret',
      's3cret: s3cret: x',
      '!<s3cret',
      '&s3cret *s3cret',
      '|s3cret',
    ]) {
      expect(() => parseYAML(`a: ${value}\nb: c`)).toThrow(SyntaxError);
      expect(() => parseYAML(`a: ${value}\nb: c`)).not.toThrow(/s3cret/);
    }
  });

  it('refuses aliases that expand without end', () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) => `a${level + 1}: &a${level + 1} [${Array.from({ length: 9 }, () => `*a${level}`).join(', ')}]`,
    );
    expect(() => parseYAML(['a0: &a0 x', ...levels].join('\n'))).toThrow(/aliases expand to too much/);
  });

  it('refuses what JSON has no word for, with its place', () => {
    expect(() => parseYAML('a: 1\nb: -.inf')).toThrow(/^not valid YAML at line 2, column 4: a number that JSON has no word for/);
    expect(() => parseYAML('~: 1')).toThrow(SyntaxError);
  });

  it('refuses nesting without end', () => {
    expect(() => parseYAML('['.repeat(100_000))).toThrow(SyntaxError);
  });
});
