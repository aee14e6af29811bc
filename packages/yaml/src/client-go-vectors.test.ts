import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { differenceRows } from '../../../scripts/difference-rows.mjs';
import { parseAllYAML } from './parse-all-yaml.js';

interface Vector {
  id: string;
  in: { text: string };
  did: { documents: unknown[]; error?: string };
}

const file = new URL('../../../e2e/vectors/vectors/yaml/manifests.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[];

/** Where we do something else, by text: first column of its row in docs/differences-from-client-go.md, and documents or `refused`. */
const differences = new Map<string, { what: string; documents: unknown[] | 'refused' }>();
const lost = 'reading manifests: what follows a line of `...`, and the second of several JSON objects behind a `---`';
const sequences = 'reading manifests: documents of two flow sequences one behind the other';
const valid =
  'reading manifests: content on the line of `---`, directives `%YAML 1.1`, YAML behind several JSON objects, escaped surrogate pairs';
const ends = 'reading manifests: a line of `...` before the first document, or between JSON objects';
const lineBreaks = 'reading manifests: the characters U+2028 and U+2029';
differences
  .set('# c\n---\na: 1\n...\nb: 2\n', { what: lost, documents: [{ a: 1 }, { b: 2 }] })
  .set('a: 1\n... # c\nb: 2\n', { what: lost, documents: [{ a: 1 }, { b: 2 }] })
  .set('a: 1\n---\n{"b":2}\n{"c":3}', { what: lost, documents: [{ a: 1 }, { b: 2 }, { c: 3 }] })
  .set('[{"a":1}]\n[{"b":1}]', { what: sequences, documents: 'refused' })
  .set('%YAML 1.1\n---\na: 1', { what: valid, documents: [{ a: 1 }] })
  .set('--- {a: 1}\n', { what: valid, documents: [{ a: 1 }] })
  .set('---\ta\n', { what: valid, documents: ['a'] })
  .set('a: "\\ud83d\\ude00"', { what: valid, documents: [{ a: '😀' }] })
  .set('{"a":1}{"b":2}\n---\nc: 3', { what: valid, documents: [{ a: 1 }, { b: 2 }, { c: 3 }] })
  .set('{"a":1} {"b":2} x', { what: valid, documents: [{ a: 1 }, { b: 2 }, 'x'] })
  .set('...', { what: ends, documents: [] })
  .set('# c\n\n...\n', { what: ends, documents: [] })
  .set('...\na: 1', { what: ends, documents: [{ a: 1 }] })
  .set('{"a":1}\n...\n{"b":2}\n', { what: ends, documents: [{ a: 1 }, { b: 2 }] })
  .set('a: \u2028x', { what: lineBreaks, documents: [{ a: '\u2028x' }] })
  .set('a: \u2029x', { what: lineBreaks, documents: [{ a: '\u2029x' }] })
  .set('a: 1\n---\u2028', { what: lineBreaks, documents: 'refused' });

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

  it('differs for a reason that stands in the document', () => {
    const rows = differenceRows();
    expect([...differences.values()].map(({ what }) => what).filter((what) => !rows.has(what))).toEqual([]);
  });
});
