import { describe, expect, it } from '@jest/globals';
import { parseAllYAML, parseYAMLStream } from './parse-all-yaml.js';

describe('parseAllYAML', () => {
  it.each<[text: string, values: unknown[]]>([
    ['a: 1\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['--- # first\na: 1\n---\t\nb: 2\n---', [{ a: 1 }, { b: 2 }]],
    ['a: 1\r\n---\r\nb: 2\r\n', [{ a: 1 }, { b: 2 }]],
    ['\uFEFFa: 1\n---\n\uFEFFb: 2', [{ a: 1 }, { b: 2 }]],
    ['# only\n---\n---\n\n---\nnull\n---\n~\n---\na: 1\n---\n# end', [{ a: 1 }]],
    ['', []],
    ['a: |\n  x\n  ---\n  y\n', [{ a: 'x\n---\ny\n' }]],
    ['a: 1\n --- \n', [{ a: '1 ---' }]],
    ['{"a":1}{"b":2}', [{ a: 1 }, { b: 2 }]],
    ['{\n\t"a": "}{"\n}\n{"b": "\\"}\\\\"}\n', [{ a: '}{' }, { b: '"}\\' }]],
    ['{"a":1}\n---\nb: 2\n---\n{"c":3}', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['{"a":1}\n# comment\n{b: 2}\n', [{ a: 1 }, { b: 2 }]],
    ['{"a":1,}', [{ a: 1 }]],
    ['{a: yes}\n---\n[1]\n---\nx', [{ a: true }, [1], 'x']],
    ['<<: [{z: 2}, {z: 3, y: 3}]', [{ z: 2, true: 3 }]],
    ['z: 1\n<<: {z: 2}', [{ z: 2 }]],
    ['1: a\ntrue: b\n0x10: c\n1.50: d', [{ 1: 'a', true: 'b', 16: 'c', 1.5: 'd' }]],
    ['a: &x 1\nb: &y [*x]\nc: &x 2\nd: *y\ne: *x', [{ a: 1, b: [1], c: 2, d: [1], e: 2 }]],
    ['a: 1e999\nb: <<', [{ a: '1e999', b: '<<' }]],
    ['a: [x: 1]\nb: !!omap [x: 1]', [{ a: [{ x: 1 }], b: [{ x: 1 }] }]],
  ])('reads %j as kubectl does', (text, values) => {
    expect(parseAllYAML(text)).toEqual(values);
  });

  // kubectl refuses the first three, and of the others it drops all but the first value without a word.
  it.each<[text: string, values: unknown[]]>([
    ['%YAML 1.1\n---\na: 1\n...\n%YAML 1.1\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['--- {a: 1}\n--- {b: 2}', [{ a: 1 }, { b: 2 }]],
    ['{"a":1}{"b":2}\n---\nc: 3', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['a: 1\n... # end\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['---\n{"a":1}\n{"b":2}', [{ a: 1 }, { b: 2 }]],
  ])('loses nothing of %j', (text, values) => {
    expect(parseAllYAML(text)).toEqual(values);
  });

  it.each([
    [
      'a: 1\n---\n# none\n---\nb:\n  - [\n',
      'document 2, at line 7, column 1: bad indent: it is not in line with what it belongs to, or a bracket is not closed',
    ],
    [
      'a: 1\n---\nb: c: d',
      'document 2, at line 3, column 4: block as implicit key: a second key on a line, or a line behind a value is indented; quote a text that has a colon and a blank in it',
    ],
    [
      '{"a":1}\n\n{"b":2} {"c":\n',
      'document 3, at line 3, column 14: missing char: the end of quotes, brackets or braces, or a comma, a colon or a blank',
    ],
    [
      "a: 'x\n---\ny'",
      'document 1, at line 2, column 1: missing char: the end of quotes, brackets or braces, or a comma, a colon or a blank',
    ],
    ['---foo\na: 1', 'document 1, at line 1, column 1: multiline implicit key: a key has one line; is a colon missing before?'],
    ['a:\n\tb: 1', 'document 1, at line 2, column 1: tab as indent: indent with blanks'],
    ['a: !<x', 'document 1, at line 1, column 4: tag resolve failed'],
    ['{"a":1}: x', 'document 1, at line 1, column 1: a key must be a text; quote it if it is one'],
    ['a: 1\n~: 2', 'document 1, at line 2, column 1: a key must be a text; quote it if it is one'],
    ['a: 1\n---\na: .inf', 'document 2, at line 3, column 4: a number that JSON has no word for; quote it if it is a text'],
    ['a: 1\n\0', 'document 1, at line 2, column 1: control characters are not allowed'],
    ['%YAML 1.2\n---\na: 1', 'document 1, at line 1, column 1: its directive %YAML wants another version than 1.1'],
    ['<<: 1', 'document 1, at line 1, column 5: a merge key (<<) needs a mapping, or a sequence of mappings'],
    ['a: &x\n  b: *x', 'document 1, at line 2, column 6: an alias (*name) stands inside of what it means'],
    [
      'a: &x 1\n---\na: *x',
      'document 2, at line 3, column 4: an alias (*name) has no anchor before it; quote a value that begins with *',
    ],
  ])('says what of %j is wrong, and where', (text, said) => {
    expect(() => parseAllYAML(text)).toThrow(new SyntaxError(`not valid YAML in ${said}`));
  });

  it('quotes nothing of the text', () => {
    const values = ['*s3cret', '"s3cret', '@s3cret', '%s3cret', '[s3cret', 's3cret: s3cret: x', '!<s3cret', '|s3cret', '{s3cret'];
    for (const value of [...values, '\u0007s3cret', '{"s3cret" x}', '{[s3cret]: 1}', '{<<: s3cret}']) {
      expect(() => parseAllYAML(`ok: 1\n---\na: ${value}\nb: c`)).toThrow(SyntaxError);
      expect(() => parseAllYAML(`ok: 1\n---\na: ${value}\nb: c`)).not.toThrow(/s3cret/);
    }
  });

  it('refuses aliases that expand without end, and takes many small ones', () => {
    const aliases = (level: number): string => Array.from({ length: 9 }, () => `*a${String(level)}`).join(', ');
    const levels = Array.from({ length: 9 }, (_, level) => `a${String(level + 1)}: &a${String(level + 1)} [${aliases(level)}]`);
    expect(() => parseAllYAML(['a0: &a0 x', ...levels].join('\n'))).toThrow(/aliases expand to too much$/);
    const many = `a: &a {b: c}\nlist:\n${'- {x: *a, z: 1}\n'.repeat(1000)}`;
    expect(parseAllYAML(many)).toEqual([{ a: { b: 'c' }, list: Array.from({ length: 1000 }, () => ({ x: { b: 'c' }, z: 1 })) }]);
  });

  it('gives each alias a copy of its own', () => {
    const [value] = parseAllYAML('a: &a {b: [1]}\nc: *a') as [{ a: { b: number[] }; c: { b: number[] } }];
    value.c.b.push(2);
    expect(value.a.b).toEqual([1]);
  });

  it('sets a field that is called __proto__', () => {
    for (const text of ['__proto__: {x: 1}', '{"__proto__": {"x": 1}}', 'a: &a {__proto__: {x: 1}}\n<<: *a']) {
      const [value] = parseAllYAML(text) as [object];
      expect(Object.getOwnPropertyNames(value)).toContain('__proto__');
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    }
  });

  // At the end of the stack an engine may end the process, where no catch helps.
  it.each(['[', '{a: ', '- ', '? ', '{"a":'])('refuses %j nested without end, long before the stack ends', (opening) => {
    expect(() => parseAllYAML(opening.repeat(100_000))).toThrow(SyntaxError);
    expect(() => parseAllYAML(opening.repeat(401))).toThrow(/resource exhaustion|missing char/);
  });

  it('reads big texts of all sorts whole', () => {
    const map = (name: number): string =>
      `kind: ConfigMap\nmetadata:\n  name: c${String(name)}\ndata:\n  key: ${'x'.repeat(900)}\n`;
    const names = Array.from({ length: 10_000 }, (_, name) => name);
    expect(parseAllYAML(names.map(map).join('---\n'))).toHaveLength(10_000);
    expect(parseAllYAML(names.map((name) => `{"a": ${String(name)}}\n`).join(''))).toEqual(names.map((a) => ({ a })));
    expect(parseAllYAML(`${'#\n'.repeat(1_000_000)}${'---\n'.repeat(100_000)}a: 1`)).toEqual([{ a: 1 }]);
    expect(parseAllYAML(`a: &a x\nb:\n${'- *a\n- y\n'.repeat(30_000)}`)).toMatchObject([{ a: 'x' }]);
  });
});

describe('parseAllYAML, of what no other reader would give', () => {
  it('keeps a number of JSON that no float can hold as a text, as in YAML', () => {
    expect(parseAllYAML('{"a":1e400,"b":-1e999,"c":1e3}\n{"d":1}')).toEqual([{ a: '1e400', b: '-1e999', c: 1000 }, { d: 1 }]);
  });

  it('refuses aliases that nest what they mean too deeply, however short the text is', () => {
    const wrap = (inner: string): string => '['.repeat(300) + inner + ']'.repeat(300);
    expect(() => parseAllYAML(`a: &a ${wrap('x')}\nb: &b ${wrap('*a')}\n`)).toThrow(/line 2, .*nested too deeply/);
    expect(() => parseAllYAML(`a: &a ${wrap('x')}\nb: *a\n`)).not.toThrow();
  });

  it('leaves a sequence of merged mappings as it is, and takes none by an alias', () => {
    expect(parseAllYAML('x: {<<: &m [{a: 1}, {a: 2}]}\nk: *m')).toEqual([{ x: { a: 1 }, k: [{ a: 1 }, { a: 2 }] }]);
    expect(() => parseAllYAML('x: &m [{a: 1}]\nz: {<<: *m}')).toThrow(/merge key/);
  });

  it('refuses bytes that are not base64', () => {
    expect(() => parseAllYAML('a: !!binary "%%%"')).toThrow(SyntaxError);
    expect(parseAllYAML('a: !!binary |\n  aGk=\n')).toEqual([{ a: 'hi' }]);
  });
});

describe('parseYAMLStream', () => {
  it('says where each document begins', () => {
    const text = '# comment\n---\n\na: 1\n---\n{"b":2}\n\n{"c":\n3} {"d":4}\n...\n# comment\n--- # another\n- e\n';
    expect(parseYAMLStream(text)).toEqual([
      { value: { a: 1 }, line: 4 },
      { value: { b: 2 }, line: 6 },
      { value: { c: 3 }, line: 8 },
      { value: { d: 4 }, line: 9 },
      { value: ['e'], line: 13 },
    ]);
  });
});
