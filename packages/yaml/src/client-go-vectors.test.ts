import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseAllYAML } from './parse-all-yaml.js';

interface Vector {
  id: string;
  in: { text: string };
  did: { documents: unknown[]; error?: string };
}

const file = new URL('../../../e2e/vectors/vectors/yaml/manifests.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[];

/** Where we do something else, and why: documents, or `refused`. */
const differences = new Map<string, { documents: unknown[] | 'refused'; why: string }>();
const lost = 'what kubectl drops without a word is read';
const valid = 'it is valid YAML';
const lineBreaks = 'U+2028 ends no line: YAML 1.2 says so, and JSON has it in texts';
differences
  .set('# c\n---\na: 1\n...\nb: 2\n', { documents: [{ a: 1 }, { b: 2 }], why: lost })
  .set('a: 1\n... # c\nb: 2\n', { documents: [{ a: 1 }, { b: 2 }], why: lost })
  .set('a: 1\n---\n{"b":2}\n{"c":3}', { documents: [{ a: 1 }, { b: 2 }, { c: 3 }], why: lost })
  .set('[{"a":1}]\n[{"b":1}]', { documents: 'refused', why: 'kubectl drops the second without a word' })
  .set('%YAML 1.1\n---\na: 1', { documents: [{ a: 1 }], why: valid })
  .set('--- {a: 1}\n', { documents: [{ a: 1 }], why: valid })
  .set('---\ta\n', { documents: ['a'], why: valid })
  .set('...\na: 1', { documents: [{ a: 1 }], why: valid })
  .set('a: "\\ud83d\\ude00"', { documents: [{ a: '😀' }], why: 'JSON writes so what is beyond the first plane' })
  .set('{"a":1}{"b":2}\n---\nc: 3', {
    documents: [{ a: 1 }, { b: 2 }, { c: 3 }],
    why: 'YAML may follow several JSON objects too',
  })
  .set('{"a":1} {"b":2} x', { documents: [{ a: 1 }, { b: 2 }, 'x'], why: 'YAML may follow several JSON objects too' })
  .set('{"a":1}\n...\n{"b":2}\n', { documents: [{ a: 1 }, { b: 2 }], why: 'JSON objects may be separated as documents are' })
  .set('a: \u2028x', { documents: [{ a: '\u2028x' }], why: lineBreaks })
  .set('a: 1\n---\u2028', { documents: 'refused', why: lineBreaks });

/** Numbers as they would be sent: JSON of JavaScript has no -0. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('manifests are read as kubectl reads them', () => {
  it.each(vectors.map(({ id, in: { text }, did }) => ({ id, text, did })))('$id', ({ text, did }) => {
    const refused = did.error !== undefined;
    const { documents } = differences.get(text) ?? { documents: refused ? 'refused' : did.documents };
    if (documents === 'refused') expect(() => parseAllYAML(text)).toThrow(SyntaxError);
    else expect(sent(parseAllYAML(text))).toEqual(sent(documents));
  });

  it('differs from it only where that is listed, and nowhere else', () => {
    const differing = vectors.filter(({ in: { text }, did }) => {
      const difference = differences.get(text);
      return difference && JSON.stringify(difference.documents) !== JSON.stringify(did.error ? 'refused' : did.documents);
    });
    expect(differing.map(({ in: { text } }) => text).sort()).toEqual([...differences.keys()].sort());
  });
});
