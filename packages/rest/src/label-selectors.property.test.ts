import { describe, expect, it } from '@jest/globals';
import fc from './fast-check.test-support.js';
import { escapeFieldValue, formatFieldSelector } from './field-selectors.js';
import { type LabelOperator, labelRequirement, type LabelRequirement } from './label-requirement.js';
import { parseLabelSelector } from './label-selector-parser.js';
import { formatLabelSelector, matchesLabels } from './label-selectors.js';

const edge = fc.constantFrom(...'abzAZ019');
const inner = fc.constantFrom(...'abzAZ019-_.');
const name = fc
  .oneof(
    fc.tuple(edge, fc.string({ unit: inner, maxLength: 6 }), edge).map((parts) => parts.join('')),
    edge,
  )
  .filter((name) => name.length <= 63);
const prefix = fc.constantFrom('', '', 'example.com/', 'a/', 'x-1.y-2.z/');
/** Words of the syntax are keys and values like any others. */
const word = fc.constantFrom('in', 'notin', 'exists', 'gt', 'lt', 'IN', 'x');
const key = fc.tuple(prefix, fc.oneof(name, word)).map((parts) => parts.join(''));
const value = fc.oneof(fc.constant(''), name, word);
const integer = fc.oneof(fc.nat().map(String), fc.constantFrom('0', '007', '9223372036854775807'));

const requirement: fc.Arbitrary<LabelRequirement> = fc.oneof(
  fc
    .tuple(key, fc.constantFrom<LabelOperator>('=', '==', '!='), value)
    .map(([key, operator, value]) => labelRequirement(key, operator, [value])),
  fc
    .tuple(key, fc.constantFrom<LabelOperator>('in', 'notin'), fc.uniqueArray(value, { minLength: 1, maxLength: 4 }))
    .map(([key, operator, values]) => labelRequirement(key, operator, values)),
  fc.tuple(key, fc.constantFrom<LabelOperator>('exists', '!')).map(([key, operator]) => labelRequirement(key, operator)),
  fc
    .tuple(key, fc.constantFrom<LabelOperator>('gt', 'lt'), integer)
    .map(([key, operator, value]) => labelRequirement(key, operator, [value])),
);
const requirements = fc.array(requirement, { maxLength: 5 });

describe('a label selector', () => {
  it('is read back from its text with the same meaning and the same text', () => {
    fc.assert(
      fc.property(requirements, (requirements) => {
        const parsed = parseLabelSelector(formatLabelSelector(requirements));
        const text = formatLabelSelector(parsed);
        expect(formatLabelSelector(parseLabelSelector(text))).toBe(text);
        const normal = (all: readonly LabelRequirement[]): string[] =>
          all.map(({ key, operator, values }) => JSON.stringify([key, operator, values.toSorted()])).sort();
        expect(normal(parsed)).toEqual(normal(requirements));
      }),
      { numRuns: 1_000 },
    );
  });

  it('selects the same objects before and after it was written', () => {
    const labels = requirements.chain((requirements) => {
      const values = fc.oneof(value, integer, fc.constantFrom(...requirements.flatMap(({ values }) => values), 'x'));
      const keys = fc.constantFrom(...requirements.map(({ key }) => key), 'x');
      return fc.tuple(fc.constant(requirements), fc.dictionary(keys, values));
    });
    fc.assert(
      fc.property(labels, ([requirements, labels]) => {
        expect(matchesLabels(formatLabelSelector(requirements), labels)).toBe(matchesLabels(requirements, labels));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is refused with an error or printed so that it reads the same, whatever the text', () => {
    const token = fc.constantFrom(
      'a',
      'b.c/d',
      'in',
      'notin',
      '(',
      ')',
      ',',
      '=',
      '==',
      '!=',
      '!',
      '<',
      '>',
      ' ',
      '\t',
      '1',
      'é',
      '"',
      '',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 10 }), (tokens) => {
        let parsed: LabelRequirement[];
        try {
          parsed = parseLabelSelector(tokens.join(''));
        } catch (error) {
          expect((error as Error).message).toMatch(/^cannot parse the label selector "/);
          return;
        }
        expect(parseLabelSelector(formatLabelSelector(parsed))).toEqual(parsed);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('a field selector', () => {
  /** apimachinery `fields.ParseSelector`, for selectors that only ask for equality. */
  function parse(selector: string): [field: string, value: string][] {
    const terms = selector === '' ? [] : [...selector.matchAll(/(?:^|,)((?:\\.|[^\\,])*)/gs)].map(([, term = '']) => term);
    expect(terms.join(',')).toBe(selector);
    return terms.map((term) => {
      const [, field = '', value = ''] = /^([^=]*)=((?:\\[\\,=]|[^\\,=])*)$/s.exec(term) ?? [];
      return [field, value.replace(/\\([\\,=])/g, '$1')];
    });
  }

  const field = fc.string({ unit: fc.constantFrom(...'abc.-é ["'), minLength: 1, maxLength: 8 });
  const anyValue = fc.string({ unit: fc.constantFrom(...'ab,=\\!\n é') });

  it('gives a server the fields and values it was made of', () => {
    fc.assert(
      fc.property(fc.dictionary(field, anyValue), (fields) => {
        const parsed = parse(formatFieldSelector(fields));
        expect(new Map(parsed)).toEqual(new Map(Object.entries(fields)));
        for (const value of Object.values(fields)) expect(parse(`x=${escapeFieldValue(value)}`)).toEqual([['x', value]]);
      }),
      { numRuns: 500 },
    );
  });
});
