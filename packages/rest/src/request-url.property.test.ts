import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from './fast-check.test-support.js';
import type { HasProxy } from './capabilities.js';
import type { Request } from './request.js';
import { RESTClient } from './rest-client.js';
import { sendJSON, startTestServer, type TestServer } from './test-server.test-support.js';

interface Parts {
  namespace: string | undefined;
  resource: string | undefined;
  name: string | undefined;
  subresource: string[];
  suffix: string[];
  params: [key: string, value: string][];
}

/** What a server makes of a URL. */
interface Decoded {
  segments: string[];
  params: [key: string, value: string][];
}

/** Lone surrogates cannot be sent: they arrive as U+FFFD. */
const arrived = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/** Percent-decoding as of Go `net/url`: bytes that must be UTF-8 here, because whoever sent them had a string. */
function unescape(text: string): string {
  expect(text.replace(/%[0-9A-F]{2}/g, '')).not.toContain('%');
  const bytes = Buffer.from(
    text.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Takes the target of a request line apart as a server written in Go does: it refuses `;` and anything beyond ASCII. */
function decodeTarget(target: string): Decoded {
  expect(target).toMatch(/^\/[!-~]*$/);
  const [, path = '', query = ''] = /^([^?#]*)(?:\?([^#;]*))?$/.exec(target) ?? [];
  return {
    segments: path.slice(1).split('/').map(unescape),
    params: (query === '' ? [] : query.split('&')).map((pair): [string, string] => {
      const [key = '', value = ''] = pair.split('=').map((half) => unescape(half.replaceAll('+', ' ')));
      return [key, value];
    }),
  };
}

const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 10 }),
  fc.string({
    unit: fc.constantFrom(...'.?#&=+; \\*~:@!\'()[]{}|^`"<>,$\t\n\0é世🐎', '\ud83d', '%2e', '%2F', 'A'),
    minLength: 1,
    maxLength: 6,
  }),
);
const refused = (segment: string): boolean => segment === '.' || segment === '..' || /[/%]/.test(segment);
const segment = text.filter((segment) => !refused(segment));
const parts: fc.Arbitrary<Parts> = fc.record({
  namespace: fc.option(segment, { nil: undefined }),
  resource: fc.option(segment, { nil: undefined }),
  name: fc.option(segment, { nil: undefined }),
  subresource: fc.array(segment, { maxLength: 3 }),
  suffix: fc.array(segment, { maxLength: 2 }),
  params: fc.array(fc.tuple(fc.oneof(text.map(arrived), fc.constantFrom('a', 'b')), fc.oneof(text, fc.constant(''))), {
    maxLength: 5,
  }),
});

function build(client: RESTClient, { namespace, resource, name, subresource, suffix, params }: Parts): Request {
  const request = client.get();
  for (const [key, value] of params) request.param(key, value);
  if (suffix.length > 0) request.suffix(...suffix);
  if (subresource.length > 0) request.subResource(...subresource);
  if (name !== undefined) request.name(name);
  if (resource !== undefined) request.resource(resource);
  if (namespace !== undefined) request.namespace(namespace);
  return request;
}

/** What a server should get. */
function expected(prefix: string[], { namespace, resource, name, subresource, suffix, params }: Parts): Decoded {
  const segments = [
    ...prefix,
    ...(namespace === undefined ? [] : ['namespaces', namespace]),
    ...(resource === undefined ? [] : [resource.toLowerCase()]),
    ...(name === undefined ? [] : [name]),
    ...subresource,
    ...suffix,
  ];
  const pairs = params.map(([key, value]): [string, string] => [arrived(key), arrived(value)]);
  // The keys in the order of their bytes, the values of a key in theirs.
  pairs.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return { segments: segments.map(arrived), params: pairs };
}

const client = new RESTClient({ host: 'https://kubernetes.test/proxy%20to/a', qps: -1 });
const base = ['proxy to', 'a'];

describe('the URL of a request, for any segments and parameters', () => {
  it('means to a server what was given', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 3 }), parts, (prefix, parts) => {
        const url = build(client, parts)
          .prefix(...prefix)
          .url();
        expect(url.origin).toBe('https://kubernetes.test');
        expect(decodeTarget(url.href.slice(url.origin.length))).toEqual(expected([...base, ...prefix], parts));
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not change when it is parsed again', () => {
    fc.assert(
      fc.property(parts, (parts) => {
        const url = build(client, parts).url();
        expect(new URL(url.href).href).toBe(url.href);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused for a segment that would change the path, which nothing else in the request can', () => {
    const any = fc.oneof(text, fc.constantFrom('.', '..', '../..', 'a/../../..', '%2e%2e', '..%2f', '/', '//', '.%2E', '%'));
    fc.assert(
      fc.property(any, any, any, any, (namespace, resource, name, subresource) => {
        const given = [namespace, resource, name, subresource];
        const parts: Parts = { namespace, resource, name, subresource: [subresource], suffix: [], params: [] };
        if (given.some(refused)) expect(() => build(client, parts).url()).toThrow(/^invalid .*\[may not /s);
        else expect(build(client, parts).url().pathname.split('/')).toHaveLength(1 + base.length + 5);
      }),
      { numRuns: 500 },
    );
  });

  it('stays below the proxied object, whatever the path behind it', () => {
    const services = client.resource<object, object, HasProxy>(
      { group: '', version: 'v1', resource: 'services', kind: 'Service', namespaced: true },
      'default',
    );
    const anyPath = fc
      .array(fc.oneof(text, fc.constantFrom('', '.', '..', '%2e%2e', '..\\', 'a')), { maxLength: 5 })
      .map((elements) => elements.join('/'));
    fc.assert(
      fc.property(anyPath, segment, fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }), (path, name, port) => {
        let url: URL;
        try {
          url = services.proxyGet(name, path, { port }).url();
        } catch (error) {
          expect(path.split('/').some((element) => element === '.' || element === '..')).toBe(true);
          expect((error as Error).message).toMatch(/lead away from/);
          return;
        }
        const target = port === undefined ? name : `${name}:${String(port)}`;
        const behind = path.split('/').filter((element) => element !== '');
        expect(decodeTarget(url.href.slice(url.origin.length)).segments).toEqual(
          [...base, 'api', 'v1', 'namespaces', 'default', 'services', target, 'proxy', ...behind].map(arrived),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('is read back by requestURI', () => {
    fc.assert(
      fc.property(parts, (parts) => {
        const original = build(new RESTClient({ host: 'https://kubernetes.test' }), parts).url();
        const again = client.get().requestURI(original.href.slice(original.origin.length)).url();
        expect(again.pathname).toBe(`/proxy%20to/a${original.pathname}`);
        expect(again.search).toBe(original.search);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the URL of a request, at a real server', () => {
  let server: TestServer;
  let remote: RESTClient;
  beforeAll(async () => {
    server = await startTestServer((_request, response) => {
      sendJSON(response, {});
    });
    remote = new RESTClient({ host: `${server.url}/base`, qps: -1 });
  });
  afterAll(async () => {
    await remote.close();
    await server[Symbol.asyncDispose]();
  });

  it('arrives as it was built', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (parts) => {
        await build(remote, parts).do();
        expect(decodeTarget(server.requests.at(-1)?.url ?? '')).toEqual(expected(['base'], parts));
      }),
      { numRuns: 150 },
    );
  });
});
