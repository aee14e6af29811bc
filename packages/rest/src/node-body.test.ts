import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { NodeBody } from './node-body.js';

describe('NodeBody', () => {
  it.each([
    ['at once', () => Promise.resolve()],
    ['with time between', () => new Promise((resolve) => setImmediate(resolve))],
  ])('gives each piece once that was there when its stream broke, read %s', async (_how, rest) => {
    const stream = new Readable({ read: () => undefined });
    const asError = (error: Error): Error => error;
    const body = new NodeBody(stream, { announced: undefined, signal: undefined, idle: 0, asError, over: () => undefined });
    stream.push(Buffer.from('a'));
    await new Promise((resolve) => setImmediate(resolve));
    stream.push(Buffer.from('b'));
    stream.destroy(new Error('broken'));
    let text = '';
    const read = async (): Promise<void> => {
      for await (const piece of body) {
        text += Buffer.from(piece).toString();
        await rest();
      }
    };
    await expect(read()).rejects.toThrow('broken');
    expect(text).toBe('ab');
  });
});
