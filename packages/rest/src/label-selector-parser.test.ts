import { describe, expect, it } from '@jest/globals';
import { formatLabelRequirement } from './label-requirement.js';
import { parseLabelSelector } from './label-selector-parser.js';

// What is taken, and how it is written, was observed from labels.Parse of apimachinery 0.36.3.
describe('parseLabelSelector', () => {
  it.each([
    ['', ''],
    [' ', ''],
    ['x', 'x'],
    ['!x', '!x'],
    ['x=a', 'x=a'],
    ['x==a', 'x==a'],
    ['x!=a', 'x!=a'],
    ['x=', 'x='],
    ['x=,y', 'x=,y'],
    ['x,y', 'x,y'],
    ['y=1,x=2', 'x=2,y=1'],
    [' x = a , y != b ', 'x=a,y!=b'],
    ['x\t=\na', 'x=a'],
    ['x in (b,a)', 'x in (a,b)'],
    ['x in(b)', 'x in (b)'],
    ['x notin (b,a,b)', 'x notin (a,b)'],
    ['x in ()', 'x in ()'],
    ['x in (,)', 'x in ()'],
    ['x in (a,,b)', 'x in (,a,b)'],
    ['x in (a,b,)', 'x in (,a,b)'],
    ['in', 'in'],
    ['x in (in,notin)', 'x in (in,notin)'],
    ['notin in (x)', 'notin in (x)'],
    ['x=in', 'x=in'],
    ['x>1', 'x>1'],
    ['x<-2', undefined],
    ['x<2', 'x<2'],
    ['a/b=c', 'a/b=c'],
    ['a in (b),c', 'a in (b),c'],
    ['x=a,x=b', 'x=a,x=b'],
    ['example.com/foo in (a),!bar', '!bar,example.com/foo in (a)'],
  ])('reads %j', (text, written) => {
    if (written === undefined) expect(() => parseLabelSelector(text)).toThrow('value "-2" of key "x"');
    else expect(parseLabelSelector(text).map(formatLabelRequirement).join(',')).toBe(written);
  });

  it('gives requirements with their values in order', () => {
    expect(parseLabelSelector('tier in (web,,cache), app, !old, n>3')).toEqual([
      { key: 'app', operator: 'exists', values: [] },
      { key: 'n', operator: 'gt', values: ['3'] },
      { key: 'old', operator: '!', values: [] },
      { key: 'tier', operator: 'in', values: ['', 'cache', 'web'] },
    ]);
  });

  it.each([
    ['x in (a', "found the end, expected: ',' or ')'"],
    ['x in (', "found the end, expected: ',', ')' or identifier"],
    ['x in a', 'found "a", expected: \'(\''],
    ['x in', "found the end, expected: '('"],
    ['x in (a b)', "found \"b\", expected: ',' or ')'"],
    ['x in ((a))', "found \"(\", expected: ',', ')' or identifier"],
    ['x in (!a)', "found \"!\", expected: ',', ')' or identifier"],
    ['x in (a) y', "found \"y\", expected: ',' or 'end of string'"],
    ['x,,y', 'found ",", expected: identifier after \',\''],
    ['x,', "found the end, expected: identifier after ','"],
    [',x', 'found ",", expected: !, identifier, or \'end of string\''],
    ['=x', 'found "=", expected: !, identifier, or \'end of string\''],
    ['(a)', 'found "(", expected: !, identifier, or \'end of string\''],
    ['!', 'found the end, expected: identifier'],
    ['!!x', 'found "!", expected: identifier'],
    ['!x=a', "found \"=\", expected: ',' or 'end of string'"],
    ['x=a b', "found \"b\", expected: ',' or 'end of string'"],
    ['x===a', 'found "=", expected: identifier'],
    ['x => a', 'found ">", expected: identifier'],
    ['x=(a)', 'found "(", expected: identifier'],
    ['x (a)', 'found "(", expected: in, notin, =, ==, !=, gt, lt'],
    ['x toString a', 'found "toString", expected: in, notin, =, ==, !=, gt, lt'],
    ['x>a', 'invalid label requirement: value "a" of key "x": for \'Gt\', \'Lt\' operators, the value must be an integer'],
  ])('refuses %j: %s', (text, problem) => {
    expect(() => parseLabelSelector(text)).toThrow(`cannot parse the label selector ${JSON.stringify(text)}: ${problem}`);
  });

  it.each(['A.b/c=d', 'a/b/c', '/x', 'a/', '-x', 'x=-a', 'x'.repeat(64), `x=${'a'.repeat(64)}`, 'é=a', 'x=é', 'x\u0000y'])(
    'refuses the key or value of %j',
    (text) => {
      expect(() => parseLabelSelector(text)).toThrow(
        /^cannot parse the label selector .*: invalid label requirement: (key|value) "/,
      );
    },
  );
});
