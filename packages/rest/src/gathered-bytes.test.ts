import { afterEach, describe, expect, it } from '@jest/globals';
import { freeMemory, GatheredBytes, gaveItsMemory } from './gathered-bytes.js';
import { HttpHeaders } from './http-headers.js';
import { RESTClient } from './rest-client.js';
import { readResult, takeObject } from './result.js';
import { startTestServer, type TestServer } from './test-server.test-support.js';
import type { HttpBody, HttpResponse } from './transport.js';

const anybody: HttpBody = {
  bytes: () => Promise.resolve(new Uint8Array()),
  cancel: () => undefined,
  async *[Symbol.asyncIterator]() {
    yield await Promise.resolve(new Uint8Array());
  },
};
const pieces = (sizes: readonly number[]): Uint8Array[] => sizes.map((size, i) => new Uint8Array(size).fill(i + 1));
const large = 300_000;

describe('GatheredBytes', () => {
  it.each([
    ['of unknown length', undefined, [1, 2, 3]],
    ['that has nothing', undefined, []],
    ['in one piece', '5', [5]],
    ['that is large', String(3 * large), [large, large, large]],
    ['that is large and of unknown length', undefined, [large, large]],
    ['shorter than announced', String(2 * large), [large]],
    ['longer than announced', String(large), [large - 1, 2, large]],
    ['that is announced as what is no number', 'many', [2, 2]],
    ['that is announced as more than a text can hold', '99999999999999', [2, 2]],
  ])('gives all bytes of a body %s, in order', (_what, announced, sizes) => {
    const gathered = new GatheredBytes(announced);
    for (const piece of pieces(sizes)) gathered.add(piece);
    expect(gathered.length).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(Buffer.concat(pieces(sizes)).equals(gathered.take(anybody))).toBe(true);
  });

  it('says of a body only then that its memory can be freed when that holds nothing else', () => {
    const gives = (announced: string | undefined, sizes: readonly number[]): boolean => {
      const body = { ...anybody };
      const gathered = new GatheredBytes(announced);
      for (const piece of pieces(sizes)) gathered.add(piece);
      gathered.take(body);
      return gaveItsMemory(body);
    };
    expect(gives(String(2 * large), [large, large])).toBe(true);
    expect(gives(undefined, [large, large])).toBe(true);
    // Node's own piece, and what Node keeps many small buffers in.
    expect(gives(undefined, [large])).toBe(false);
    expect(gives(undefined, [10, 10])).toBe(false);
  });
});

describe('freeMemory', () => {
  it('leaves nothing of the bytes', () => {
    const bytes = Buffer.allocUnsafeSlow(large);
    freeMemory(bytes);
    expect(bytes.length).toBe(0);
  });
});

describe('takeObject', () => {
  const opened: (AsyncDisposable | TestServer)[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
  });

  const object = { kind: 'ConfigMap', apiVersion: 'v1', data: { text: 'x'.repeat(2 * large) } };
  const subject = { verb: 'GET', group: '', resource: '', name: '', path: '/', bytesOnly: false, contentType: '' };

  async function client(wrapTransport: (response: HttpResponse) => Promise<HttpResponse>): Promise<RESTClient> {
    const server = await startTestServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(object));
    });
    opened.push(server);
    const made = new RESTClient({
      host: server.url,
      qps: -1,
      proxy: false,
      wrapTransport: (next) => async (request) => wrapTransport(await next(request)),
    });
    opened.push(made);
    return made;
  }

  it('gives the object, and then the result holds no bytes', async () => {
    const result = await (await client((response) => Promise.resolve(response))).get().absPath('/').do();
    expect(result.raw().length).toBeGreaterThan(2 * large);
    expect(takeObject(result)).toEqual(object);
    expect(result.raw()).toHaveLength(0);
    expect(takeObject(result)).toEqual(object);
  });

  it('leaves the bytes alone of whoever read them before', async () => {
    let read: Uint8Array = new Uint8Array();
    const reading = await client(async (response) => {
      read = await response.body.bytes();
      return { ...response, body: { ...anybody, bytes: () => Promise.resolve(read) } };
    });
    expect(takeObject(await reading.get().absPath('/').do())).toEqual(object);
    expect(JSON.parse(new TextDecoder().decode(read))).toEqual(object);
  });

  it('says how long an answer was that is no JSON', async () => {
    const bytes = new TextEncoder().encode('{"kind"');
    const body = { ...anybody, bytes: () => Promise.resolve(bytes) };
    const result = await readResult({ status: 200, headers: new HttpHeaders(), body }, subject, () => new Date(0));
    expect(() => takeObject(result)).toThrow('is no JSON (7 bytes)');
  });
});
