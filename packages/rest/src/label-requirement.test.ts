import { describe, expect, it } from '@jest/globals';
import { formatLabelRequirement, labelRequirement, type LabelOperator, meetsLabelRequirement } from './label-requirement.js';

describe('labelRequirement', () => {
  it.each([
    ['x', 'in', [], "values [] of key \"x\": for 'in', 'notin' operators, values set can't be empty"],
    ['x', 'notin', [], "values [] of key \"x\": for 'in', 'notin' operators, values set can't be empty"],
    ['x', '=', [], 'values [] of key "x": exact-match compatibility requires one single value'],
    ['x', '!=', ['a', 'b'], 'values ["a" "b"] of key "x": exact-match compatibility requires one single value'],
    ['x', 'exists', ['a'], 'values ["a"] of key "x": values set must be empty for exists and does not exist'],
    ['x', '!', ['a'], 'values ["a"] of key "x": values set must be empty for exists and does not exist'],
    ['x', 'gt', [], "values [] of key \"x\": for 'Gt', 'Lt' operators, exactly one value is required"],
    ['x', 'lt', ['a'], 'value "a" of key "x": for \'Gt\', \'Lt\' operators, the value must be an integer'],
    [
      'x',
      'gt',
      ['9223372036854775808'],
      'value "9223372036854775808" of key "x": for \'Gt\', \'Lt\' operators, the value must be an integer',
    ],
    ['x', 'like' as LabelOperator, ['a'], 'operator "like" is none of in, notin, =, ==, !=, gt, lt, exists, !'],
    ['a b', 'exists', [], 'key "a b": name part must consist of'],
    ['x', 'in', ['ok', 'b d'], 'value "b d" of key "x": a valid label must be'],
  ] satisfies [string, LabelOperator, string[], string][])('refuses %s %s %j', (key, operator, values, problem) => {
    expect(() => labelRequirement(key, operator, values)).toThrow(problem);
    expect(() => labelRequirement(key, operator, values)).toThrow(/^invalid label requirement: /);
  });

  it('names everything that is wrong', () => {
    expect(() => labelRequirement('-', 'in', ['ok', '-a', 'b-'])).toThrow(
      /key "-": .*; value "-a" of key "-": .*; value "b-" of key "-": /,
    );
  });

  it('does not keep the array that it is given', () => {
    const values = ['a'];
    const requirement = labelRequirement('x', 'in', values);
    values.push('b');
    expect(requirement).toEqual({ key: 'x', operator: 'in', values: ['a'] });
  });
});

describe('formatLabelRequirement', () => {
  it.each([
    ['exists', [], 'x'],
    ['!', [], '!x'],
    ['=', ['a'], 'x=a'],
    ['=', [''], 'x='],
    ['==', ['a'], 'x==a'],
    ['!=', ['a'], 'x!=a'],
    ['in', ['b', 'a'], 'x in (a,b)'],
    ['in', [''], 'x in ()'],
    ['in', ['x', 'x'], 'x in (x,x)'],
    ['notin', ['b', 'B'], 'x notin (B,b)'],
    ['gt', ['1'], 'x>1'],
    ['lt', ['-1'], 'x<-1'],
  ] satisfies [LabelOperator, string[], string][])('writes %s %j as %s', (operator, values, text) => {
    expect(formatLabelRequirement({ key: 'x', operator, values })).toBe(text);
  });
});

describe('meetsLabelRequirement', () => {
  it('does not take what every object has for a label', () => {
    expect(meetsLabelRequirement(labelRequirement('toString', 'exists'), {})).toBe(false);
    expect(meetsLabelRequirement(labelRequirement('constructor', '!'), {})).toBe(true);
  });

  it('compares numbers of 64 bits exactly, and nothing else', () => {
    const large = { key: 'n', operator: 'gt', values: ['9223372036854775806'] } as const;
    expect(meetsLabelRequirement(large, { n: '9223372036854775807' })).toBe(true);
    expect(meetsLabelRequirement(large, { n: '9223372036854775806' })).toBe(false);
    expect(meetsLabelRequirement(large, { n: '9223372036854775808' })).toBe(false);
    expect(meetsLabelRequirement(large, { n: '' })).toBe(false);
    expect(meetsLabelRequirement({ key: 'n', operator: 'lt', values: [] }, { n: '1' })).toBe(false);
  });
});
