import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { encodeBody, encodeLines, type RequestBody, StreamBody } from './request-body.js';

async function textOf(body: RequestBody | undefined): Promise<string | undefined> {
  if (!(body instanceof StreamBody)) return body && new TextDecoder().decode(body);
  let text = '';
  for await (const chunk of body.take()) text += new TextDecoder().decode(chunk);
  return text;
}

const bytes = new TextEncoder().encode('xbytesx');

describe('encodeBody', () => {
  it('makes JSON of an object, and says so', async () => {
    const { body, contentType } = encodeBody({ kind: 'Pod', metadata: { name: 'é' } });
    expect(await textOf(body)).toBe('{"kind":"Pod","metadata":{"name":"é"}}');
    expect(contentType).toBe('application/json');
  });

  it.each<[string, () => Parameters<typeof encodeBody>[0], string]>([
    ['text', () => 'text', 'text'],
    ['bytes', () => bytes.subarray(1, 6), 'bytes'],
    ['a view of bytes', () => new DataView(bytes.buffer, 1, 5), 'bytes'],
    ['a buffer of bytes', () => bytes.slice(1, 6).buffer, 'bytes'],
    [
      'a buffer of another realm',
      () => runInNewContext('new Uint8Array([98, 121, 116, 101, 115]).buffer') as ArrayBuffer,
      'bytes',
    ],
    ['a web stream', () => new Blob(['streamed']).stream(), 'streamed'],
    [
      'an async generator',
      async function* () {
        yield bytes.subarray(1, 3);
        yield await Promise.resolve(bytes.subarray(3, 6));
      },
      'bytes',
    ],
  ])('sends %s as it is, and says nothing of its type', async (_what, give, text) => {
    const { body, contentType } = encodeBody(give());
    expect(await textOf(body)).toBe(text);
    expect(contentType).toBeUndefined();
  });

  it.each([undefined, null])('has no body for %j', (input) => {
    expect(encodeBody(input)).toEqual({});
  });

  it.each<[string, unknown]>([
    ['array', ['a', 'hunter2']],
    ['Map', new Map([['password', 'hunter2']])],
    ['Promise', Promise.resolve('hunter2')],
    ['Blob', new Blob(['hunter2'])],
    ['SharedArrayBuffer', new SharedArrayBuffer(7)],
    ['Error', new Error('hunter2')],
    ['RegExp', /hunter2/],
    ['WeakMap', new WeakMap()],
    ['number', 7],
    ['function', () => 'hunter2'],
  ])('refuses a body of type %s and shows nothing else of it', (type, input) => {
    expect(() => encodeBody(input as object)).toThrow(
      new TypeError(`unknown type used for body: ${type}: give an object, text, bytes or an async iterable of bytes`),
    );
  });
});

describe('an object as a body', () => {
  it('may be empty, of a class, or without a prototype', async () => {
    class Labels {
      app = 'web';
    }
    expect(await textOf(encodeBody({}).body)).toBe('{}');
    expect(await textOf(encodeBody(Object.create(null) as object).body)).toBe('{}');
    expect(await textOf(encodeBody(new Labels()).body)).toBe('{"app":"web"}');
  });

  it('must have a form in JSON', () => {
    expect(() => encodeBody({ toJSON: () => undefined })).toThrow('the body is an object whose toJSON() gives nothing');
  });
});

describe('encodeLines', () => {
  it('makes one line of each object', async () => {
    const { body, contentType } = encodeLines(new Set([{ a: 'one\ntwo' }, {}]));
    expect(await textOf(body)).toBe('{"a":"one\\ntwo"}\n{}\n');
    expect(contentType).toBe('application/x-ndjson');
  });

  it('makes nothing of none', async () => {
    expect(await textOf(encodeLines([]).body)).toBe('');
  });
});
