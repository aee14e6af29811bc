import { describe, expect, it } from '@jest/globals';
import { cellText } from './cell-text.js';

describe('a cell', () => {
  it.each([
    ['text as it is', 'web-1 ½ 世界', 'web-1 ½ 世界'],
    ['nothing of null', null, ''],
    ['nothing of what is missing', undefined, ''],
    ['an integer', 3, '3'],
    ['zero', 0, '0'],
    ['a negative number', -2.5, '-2.5'],
    ['a boolean', false, 'false'],
    // As Go's fmt.Sprint prints a float64.
    ['an integer of many digits', 1234567890123, '1234567890123'],
    ['an integer beyond 64 bits', 1e19, '1e+19'],
    ['a number before exponents begin', 999999.5, '999999.5'],
    ['a number with an exponent', -1234567.5, '-1.2345675e+06'],
    ['a number with a long exponent', 1.5e300, '1.5e+300'],
    ['a small number', 0.00012, '0.00012'],
    ['a number with a negative exponent', 0.00001234, '1.234e-05'],
    ['a number with a long negative exponent', -1.5e-12, '-1.5e-12'],
    ['a list', ['a', 1, null, ['b']], '[a 1 <nil> [b]]'],
    ['an object, by its keys', { b: true, a: { c: 'd' } }, 'map[a:map[c:d] b:true]'],
    ['an empty list', [], '[]'],
    ['an empty object', {}, 'map[]'],
  ])('shows %s', (_, cell, text) => {
    expect(cellText(cell)).toBe(text);
  });

  it.each([
    ['a line feed', 'one\ntwo\nthree', 'one...'],
    ['a carriage return', 'fine\rforged', 'fine...'],
    ['a form feed', 'one\ftwo', 'one...'],
    ['a line end at its end', 'one\n', 'one...'],
    ['a line end at its beginning', '\none', '...'],
    ['a line end within a list', ['one\ntwo'], '[one...'],
  ])('ends at %s', (_, cell, text) => {
    expect(cellText(cell)).toBe(text);
  });

  it('shows escape characters instead of letting a terminal obey them', () => {
    expect(cellText('\u001b[31mred\u001b[0m')).toBe('^[[31mred^[[0m');
    expect(cellText(['\u001b]0;title'])).toBe('[^[]0;title]');
  });

  it('leaves other control characters as they are, as kubectl does', () => {
    const text = 'bell \u0007 backspace \b delete \u007f csi \u009b31m right to left \u202e vertical tab \v';
    expect(cellText(text)).toBe(text);
  });

  it.each([
    ['lists', '['.repeat(200_000) + ']'.repeat(200_000), `${'['.repeat(100)}...${']'.repeat(100)}`],
    ['objects', '{"a":'.repeat(200_000) + '1' + '}'.repeat(200_000), `${'map[a:'.repeat(100)}...${']'.repeat(100)}`],
  ])('shows a hundred levels of nested %s', (_, json, text) => {
    expect(cellText(JSON.parse(json))).toBe(text);
  });

  it('shows objects whose fields are called as methods are', () => {
    expect(cellText({ toString: 1, valueOf: null, toJSON: 'x' })).toBe('map[toJSON:x toString:1 valueOf:<nil>]');
  });
});
