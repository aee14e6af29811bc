import type { StructuralSchema } from '../../validation/structural-schema.js';

/** Where a path leads in a schema, or why it leads nowhere. */
export type FieldPath = { readonly path: string; readonly schema: StructuralSchema } | { readonly problem: string };

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  "'": "'",
  '\\': '\\',
};

/**
 * Reads a path as `.spec.items['a.b']` (apiextensions-apiserver `schema/cel.ValidFieldPath`).
 *
 * @returns the path as errors tell it, `spec.items[a.b]`
 */
export function readFieldPath(text: string, schema: StructuralSchema, allowsBrackets = true): FieldPath {
  const tokens = text.match(/'(?:[^'\\]|\\.)*'|[.[\]]|[^.[\]]+/gs) ?? [];
  let [path, node] = ['', schema];
  for (let i = 0; i < tokens.length; i++) {
    const start = tokens[i] as string;
    let name = tokens[++i];
    if (start !== '.' && start !== '[') return { problem: `expected [ or . but got: ${start}` };
    if (start === '[' && !allowsBrackets) return { problem: 'array notation is not allowed' };
    if (name === undefined) return { problem: 'unexpected end of JSON path' };
    if (start === '[') {
      if (name.length < 2 || !/^'.*'$/s.test(name)) return { problem: `expected single quoted string but got ${name}` };
      const wrong = /\\[^abfnrtv'\\]/.exec(name);
      if (wrong) return { problem: `invalid string literal: invalid escape char ${wrong[0]}` };
      name = name.slice(1, -1).replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
    }
    const isNamed = node.properties !== undefined;
    if (!isNamed && node.additionalProperties === undefined) return { problem: 'does not refer to a valid field' };
    const inner = isNamed ? node.properties?.[name] : node.additionalProperties;
    if (typeof inner !== 'object') return { problem: 'does not refer to a valid field' };
    path += isNamed ? `${path === '' ? '' : '.'}${name}` : `[${name}]`;
    node = inner;
    if (start !== '[') continue;
    const close = tokens[++i];
    if (close === undefined) return { problem: 'unexpected end of JSON path' };
    if (close !== ']') return { problem: `expected ] but got ${close}` };
  }
  return { path, schema: node };
}
