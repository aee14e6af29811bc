import { describe, expect, it } from '@jest/globals';
import { withType } from './object-type.js';

const type = { apiVersion: 'example.com/v1', kind: 'Thing' };

describe('a body that says what it is', () => {
  it('begins with that, and has the rest as it was', () => {
    const body = { kind: '', spec: { size: 1 }, metadata: { name: 'one' } };
    expect(JSON.stringify(withType(body, type, 'Thing'))).toBe(
      '{"apiVersion":"example.com/v1","kind":"Thing","spec":{"size":1},"metadata":{"name":"one"}}',
    );
    expect(body.kind).toBe('');
  });

  it('keeps a field that is called __proto__', () => {
    const body = JSON.parse('{"__proto__":{"kind":"Other","size":1},"spec":{}}') as object;
    const typed = withType(body, type, 'Thing');
    expect(JSON.stringify(typed)).toBe(
      '{"apiVersion":"example.com/v1","kind":"Thing","__proto__":{"kind":"Other","size":1},"spec":{}}',
    );
    expect(Object.getPrototypeOf(typed)).toBe(Object.prototype);
  });
});
