import { describe, expect, it } from '@jest/globals';
import { escapeFieldValue, formatFieldSelector } from './field-selectors.js';

describe('formatFieldSelector', () => {
  // Values observed from fields.SelectorFromSet of apimachinery 0.36.3, which leaves the order to chance.
  it.each([
    [{}, ''],
    [{ a: '' }, 'a='],
    [{ 'metadata.name': 'a,b=c\\d' }, 'metadata.name=a\\,b\\=c\\\\d'],
    [{ x: 'y!z' }, 'x=y!z'],
    [{ 'status.phase': 'Running', 'spec.nodeName': 'node-1', B: '1' }, 'B=1,spec.nodeName=node-1,status.phase=Running'],
  ])('writes %j as %j', (fields, selector) => {
    expect(formatFieldSelector(fields)).toBe(selector);
  });

  it.each(['', 'a=b', 'a,b', 'a!', 'a\\'])('refuses the field name %j', (field) => {
    expect(() => formatFieldSelector({ ok: '1', [field]: 'x' })).toThrow(
      new Error(`cannot make a field selector: ${JSON.stringify(field)} is not the name of a field`),
    );
  });
});

describe('escapeFieldValue', () => {
  it('escapes what divides a selector', () => {
    expect(escapeFieldValue('a,b=c\\d!')).toBe('a\\,b\\=c\\\\d!');
  });
});
