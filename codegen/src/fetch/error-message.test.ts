import { describe, expect, it } from '@jest/globals';
import { messageOf, rootMessageOf } from './error-message.js';

describe('messageOf', () => {
  it('gives the message, else the name, and a text for what is no error', () => {
    expect(messageOf(new Error('m'))).toBe('m');
    expect(messageOf(new TypeError())).toBe('TypeError');
    expect(messageOf('text')).toBe('text');
  });
});

describe('rootMessageOf', () => {
  it('gives the message of the innermost cause that is an error', () => {
    expect(rootMessageOf(new Error('a', { cause: new Error('b', { cause: new Error('c', { cause: 'd' }) }) }))).toBe('c');
    expect(rootMessageOf(new Error('a'))).toBe('a');
  });
});
