import { describe, expect, it } from '@jest/globals';
import { capturedStderr } from './captured-stderr.test-support.js';
import type { Config } from './config.js';
import { RESTClient, restClientFor } from './rest-client.js';
import { start } from './exchange.test-support.js';
import { FakeClock } from './fake-clock.test-support.js';
import type { Answer } from './fake-time-client.test-support.js';
import { tokenBucket } from './rate-limiter.js';
import type { Request } from './request.js';
import { sendJSON } from './test-server.test-support.js';
import { TransportError } from './transport.js';

const client = (config: Config = {}): RESTClient =>
  new RESTClient(
    config instanceof Promise
      ? config
      : { host: 'http://h', qps: -1, transport: () => Promise.reject(new Error('nothing is sent here')), ...config },
  );
const get = (host = 'http://h'): Request => client({ host }).get();
const pathOf = (request: Request): string => request.url().pathname + request.url().search;

describe('the URL of a request', () => {
  it('joins prefix, namespace, resource, name, subresource and suffix whatever the order of the calls', () => {
    const request = get().suffix('test').subResource('a', 'b').name('bar').resource('Baz').namespace('foo').prefix('/test/');
    expect(pathOf(request)).toBe('/test/namespaces/foo/baz/bar/a/b/test');
  });

  it('keeps the host’s own path in front', () => {
    expect(pathOf(get('http://h/prefix').absPath('/version'))).toBe('/prefix/version');
    expect(pathOf(get('http://h/prefix').prefix('api', 'v1').resource('pods'))).toBe('/prefix/api/v1/pods');
  });

  it('begins at the group-version for a versioned client', () => {
    const apps = restClientFor({
      host: 'http://h',
      apiPath: '/apis',
      groupVersion: { group: 'apps', version: 'v1' },
      transport: () => Promise.reject(new Error()),
    });
    expect(pathOf(apps.get().namespace('ns').resource('deployments').name('web'))).toBe(
      '/apis/apps/v1/namespaces/ns/deployments/web',
    );
  });

  it('leaves the namespace out for a resource that has none', () => {
    expect(pathOf(get().namespaceIfScoped('ns', false).resource('nodes'))).toBe('/nodes');
    expect(pathOf(get().namespaceIfScoped('ns', true).resource('pods'))).toBe('/namespaces/ns/pods');
  });

  it('replaces the prefix by an absolute path, whose trailing slash stays if it is one segment', () => {
    expect(pathOf(get().absPath('foo/bar', 'baz'))).toBe('/foo/bar/baz');
    expect(pathOf(get().absPath('/foo/'))).toBe('/foo/');
    expect(pathOf(get().absPath('/foo/', 'bar/'))).toBe('/foo/bar');
  });

  it('takes path and query of a URI, and nothing of the parameters set before', () => {
    const request = get('http://h/context')
      .param('foo', 'a')
      .param('bar', 'b')
      .prefix('other')
      .requestURI('/test?foo=b&a=b&c=1&c=2');
    expect(pathOf(request)).toBe('/context/test?a=b&c=1&c=2&foo=b');
    expect(pathOf(get('http://h/context').requestURI('../test?a=b'))).toBe('/test?a=b');
  });

  it('keeps both values of a parameter that is given twice, in order', () => {
    expect(pathOf(get().param('foo', 'b').param('foo', 'a'))).toBe('/?foo=b&foo=a');
  });

  it('adds the set fields of an options object to the parameters', () => {
    expect(pathOf(get().param('foo', 'a').versionedParams({ follow: true, container: 'bar', tailLines: undefined }))).toBe(
      '/?container=bar&follow=true&foo=a',
    );
  });

  it('encodes a segment as Go does', () => {
    expect(pathOf(get().resource('r').name('foo bar!(x)'))).toBe('/r/foo%20bar%21%28x%29');
    expect(pathOf(get().resource('r').name('a:b@c'))).toBe('/r/a:b@c');
    expect(pathOf(get().resource('r').name('what?is#this'))).toBe('/r/what%3Fis%23this');
    expect(pathOf(get().resource('r').name('né日'))).toBe('/r/n%C3%A9%E6%97%A5');
  });

  it('carries the timeout as a duration instead of a timeout parameter', () => {
    expect(pathOf(get().param('timeout', '9s').timeout(1500))).toBe('/?timeout=1.5s');
    expect(pathOf(client({ timeout: 60_000 }).get())).toBe('/?timeout=1m0s');
    expect(pathOf(client({ timeout: 60_000 }).get().timeout(0))).toBe('/');
  });
});

describe('the builder’s mistakes', () => {
  it.each<[string, (r: Request) => Request, string]>([
    ['a second resource', (r) => r.resource('a').resource('b'), 'resource already set to "a", cannot change to "b"'],
    ['a second namespace', (r) => r.namespace('').namespace('b'), 'namespace already set to "", cannot change to "b"'],
    ['a second name', (r) => r.name('a').name('b'), 'resource name already set to "a", cannot change to "b"'],
    [
      'a second subresource',
      (r) => r.subResource('a', 'b').subResource('c'),
      'subresource already set to "a/b", cannot change to "c"',
    ],
    ['an empty name', (r) => r.name(''), 'resource name may not be empty'],
    ['a name with a slash', (r) => r.name('a/b'), `invalid resource name "a/b": [may not contain '/']`],
    [
      'a name with slash and percent',
      (r) => r.name('a/%'),
      `invalid resource name "a/%": [may not contain '/' may not contain '%']`,
    ],
    ['a namespace of two dots', (r) => r.namespace('..'), `invalid namespace "..": [may not be '..']`],
    ['a resource of one dot', (r) => r.resource('.'), `invalid resource ".": [may not be '.']`],
    ['a subresource that climbs', (r) => r.subResource('proxy', '..'), `invalid subresource "..": [may not be '..']`],
    ['an empty resource', (r) => r.resource(''), 'resource may not be empty'],
    ['no subresource', (r) => r.subResource(), 'subresource may not be empty'],
    ['an empty segment of a subresource', (r) => r.subResource('proxy', ''), 'subresource may not be empty'],
    ['a body of strings', (r) => r.body(['a']), 'unknown type used for body: array'],
    ['lines that are no objects', (r) => r.bodyLines(5 as never), 'objects is not iterable'],
    ['an option that is no number', (r) => r.versionedParams({ limit: NaN }), 'the parameter limit: NaN is not a finite number'],
    ['a URI that is none', (r) => r.requestURI('://x'), 'parse "://x": missing protocol scheme'],
  ])('%s', async (_name, build, message) => {
    const request = build(get());
    expect(() => request.url()).toThrow(message);
    await expect(request.do()).rejects.toThrow(message);
    await expect(request.stream()).rejects.toThrow(message);
    await expect(request.watch()).rejects.toThrow(message);
  });

  const notText = (value: unknown): string => value as string;
  it.each<[string, (r: Request) => Request]>([
    ['resource must be a string, not an array', (r) => r.resource(notText(['../x']))],
    ['namespace must be a string, not an array', (r) => r.namespace(notText(['..']))],
    ['namespace must be a string, not null', (r) => r.namespaceIfScoped(notText(null), true)],
    ['resource name must be a string, not an array', (r) => r.name(notText(['..']))],
    ['resource name must be a string, not an array', (r) => r.name(notText([]))],
    ['resource name must be a string, not undefined', (r) => r.name(notText(undefined))],
    ['resource name must be a string, not a number', (r) => r.name(notText(42))],
    ['resource name must be a string, not an object', (r) => r.name(notText({ toString: () => '..', includes: () => false }))],
    ['resource name must be a string, not a promise: await it', (r) => r.name(notText(Promise.resolve('web')))],
    ['subresource must be a string, not an array', (r) => r.subResource(notText(['..', '..']))],
    ['prefix must be a string, not an array', (r) => r.prefix('api', notText(['..']))],
    ['suffix must be a string, not an array', (r) => r.suffix(notText([]))],
    ['path must be a string, not undefined', (r) => r.absPath(notText(undefined))],
    ['request URI must be a string, not an array', (r) => r.requestURI(notText(['/x']))],
    ['name of a parameter must be a string, not null', (r) => r.param(notText(null), 'a')],
    ['parameter "a" must be a string, not undefined', (r) => r.param('a', notText(undefined))],
  ])('what is no text: %s', async (message, build) => {
    const request = build(get().prefix('/api/v1'));
    expect(() => request.url()).toThrow(new TypeError(message));
    await expect(request.do()).rejects.toThrow(new TypeError(message));
  });

  it.each<[unknown, string]>([
    [new AbortController(), 'an AbortController: give its signal'],
    [{}, 'an object'],
    ['aborted', 'a string'],
    [5000, 'a number'],
  ])('what is no signal: %p', async (signal, what) => {
    const message = `signal must be an AbortSignal, not ${what}`;
    await expect(
      get()
        .signal(signal as AbortSignal)
        .do(),
    ).rejects.toThrow(new TypeError(message));
  });

  it('no signal at all is none', async () => {
    for (const signal of [undefined, null as never]) {
      await expect(get().signal(signal).do()).rejects.toThrow('nothing is sent here');
    }
  });

  it('stick: nothing that follows changes the first', async () => {
    const request = get()
      .name('')
      .param('a', 'b')
      .absPath('/x')
      .prefix('p')
      .suffix('s')
      .namespace('n')
      .resource('r')
      .name('n')
      .body({})
      .bodyLines([])
      .requestURI('/y')
      .versionedParams({ a: 1 })
      .subResource('s')
      .timeout(5);
    await expect(request.do()).rejects.toThrow('resource name may not be empty');
  });

  it('are thrown before those of an empty namespace, and neither takes a token of the limiter', async () => {
    const limited = client({ qps: 1, burst: 1 });
    await expect(limited.post().namespace('').name('').do()).rejects.toThrow('resource name may not be empty');
    await expect(limited.post().namespace('').do()).rejects.toThrow('an empty namespace may not be set during creation');
    expect(limited.rateLimiter?.tryAccept()).toBe(true);
  });

  it('an empty namespace is refused where it would reach other objects', async () => {
    const empty = (verb: string): Request => client().verb(verb).namespace('').resource('pods');
    await expect(empty('POST').do()).rejects.toThrow('an empty namespace may not be set during creation');
    for (const verb of ['GET', 'PUT', 'DELETE']) {
      await expect(empty(verb).name('x').do()).rejects.toThrow(
        'an empty namespace may not be set when a resource name is provided',
      );
    }
    await expect(empty('GET').do()).rejects.toThrow('nothing is sent here');
  });
});

describe('a client’s construction', () => {
  it.each<[string, Config, string]>([
    ['a custom transport with certificates', { tls: { caData: 'x' } }, 'using a custom transport with TLS certificate options'],
    ['a custom transport with insecure', { tls: { insecure: true } }, 'using a custom transport with TLS certificate options'],
    ['password and token', { username: 'a', bearerToken: 'b' }, 'username/password or bearer token may be set, but not both'],
    ['a promise of a config', Promise.resolve({}) as Config, 'a client needs a Config, as `await loadConfig()` gives it'],
    ['a timeout that is no number', { timeout: '5s' as never }, 'timeout must be a number, not a string'],
    ['a rate that is no number', { qps: Number.NaN }, 'qps must be a number, not NaN'],
    ['a token of two lines', { bearerToken: 'a\nb' }, 'the bearerToken contains a line break'],
    ['an unusable host', { host: 'host/server' }, 'host must be a URL or a host:port pair: "host/server"'],
  ])('fails at once for %s', (_name, config, message) => {
    expect(() => client(config)).toThrow(message);
  });

  it('needs a group-version when it is to be versioned', () => {
    expect(() => restClientFor({ host: 'h' })).toThrow('GroupVersion is required when initializing a RESTClient');
  });

  it('limits to 5 requests per second by default, to what is given, or not at all', () => {
    expect(client({ qps: 0 }).rateLimiter?.qps()).toBe(5);
    expect(client({ qps: 10 }).rateLimiter?.qps()).toBe(10);
    expect(client({ qps: -1 }).rateLimiter).toBeUndefined();
    const own = tokenBucket(1, 1);
    expect(client({ qps: -1, rateLimiter: own }).rateLimiter).toBe(own);
  });

  it.each([
    [{}, 10],
    [{ qps: 20, burst: 0 }, 10],
    [{ burst: 3 }, 3],
  ])('with %j lets so many go at once: %d', (config, burst) => {
    const { rateLimiter } = new RESTClient({ host: 'http://h', ...config }, { clock: new FakeClock() });
    const accepted = Array.from({ length: 20 }, () => rateLimiter?.tryAccept()).filter(Boolean);
    expect(accepted).toHaveLength(burst);
  });

  it('means https by a host without scheme as soon as there is something to protect', () => {
    const scheme = (config: Config): string => new RESTClient({ host: '1.2.3.4:6443', ...config }).get().url().protocol;
    expect(scheme({})).toBe('http:');
    expect(scheme({ bearerToken: 't' })).toBe('https:');
    expect(scheme({ tls: { insecure: true } })).toBe('https:');
  });
});

describe('what is sent', () => {
  const empty: Answer = (response) => {
    sendJSON(response, {});
  };

  it.each([
    [{}, 'application/json, */*'],
    [{ contentType: 'application/other' }, 'application/other, */*'],
    [{ contentType: 'application/other', acceptContentTypes: 'text/plain' }, 'text/plain'],
  ])('with %j asks for %s', async (config, accept) => {
    const { server, client } = await start([empty], config);
    await client.get().do();
    expect(server.requests[0]?.headers.accept).toBe(accept);
  });

  it.each<[string, (r: Request) => Request, string, string | undefined]>([
    ['bytes', (r) => r.body(new TextEncoder().encode('bytes')), 'bytes', undefined],
    ['a stream', (r) => r.body(new Blob(['streamed']).stream()), 'streamed', undefined],
    ['an object', (r) => r.body({ a: 1 }), '{"a":1}', 'application/json'],
    ['nothing', (r) => r.body(undefined), '', undefined],
    ['lines', (r) => r.bodyLines([{ a: 1 }, { b: 2 }]), '{"a":1}\n{"b":2}\n', 'application/x-ndjson'],
    ['the last of two bodies', (r) => r.body({ a: 1 }).body('text'), 'text', 'application/json'],
    ['the type that was set after the body', (r) => r.body({}).setHeader('Content-Type', 'a/b'), '{}', 'a/b'],
    [
      'the type of the body that was given after the header',
      (r) => r.setHeader('Content-Type', 'a/b').body({}),
      '{}',
      'application/json',
    ],
  ])('is for a body of %s', async (_what, build, body, type) => {
    const { server, client } = await start([empty]);
    await build(client.post()).do();
    expect(server.requests[0]?.body).toBe(body);
    expect(server.requests[0]?.headers['content-type']).toBe(type);
  });

  it('is each line of a header that has several, and none of one that was removed', async () => {
    const { server, client } = await start([empty]);
    await client.get().setHeader('X-A', 'old').setHeader('x-a', '1', '2').setHeader('Accept').do();
    const { rawHeaders = [], headers } = server.requests[0] ?? {};
    expect(rawHeaders.filter((_, i) => rawHeaders[i - 1]?.toLowerCase() === 'x-a')).toEqual(['1', '2']);
    expect(headers?.accept).toBeUndefined();
  });
});

describe('warnings', () => {
  const warns: Answer = (response) => {
    sendJSON(response, {}, 200, { warning: ['299 - "one"', '299 - "two", 300 - "three"'] });
  };
  const inOrder = ['299 one', '299 two', '300 three'];

  it('reach the handler of the client one by one, whatever the mode, or that of the request', async () => {
    const seen: string[] = [];
    const { client } = await start([warns], { warningHandler: ({ code, text }) => seen.push(`${String(code)} ${text}`) });
    await client.get().do();
    await client.get().doRaw();
    await (await client.get().stream()).cancel();
    (await client.get().watch()).stop();
    expect(seen).toEqual([...inOrder, ...inOrder, ...inOrder, ...inOrder]);
    const own: string[] = [];
    await client
      .get()
      .warningHandler(({ text }) => own.push(text))
      .do();
    expect(own).toEqual(['one', 'two', 'three']);
    expect(seen).toHaveLength(12);
  });

  it.each<[string, Config, (r: Request) => Request]>([
    ['a client without a handler', {}, (r) => r],
    ['a request that takes the client’s away', { warningHandler: () => undefined }, (r) => r.warningHandler(undefined)],
  ])('are written to stderr, those with code 299, for %s', async (_what, config, build) => {
    const { client } = await start([warns], config);
    const written = await capturedStderr(() => build(client.get()).do());
    expect(written).toEqual(['Warning: one\n', 'Warning: two\n']);
  });

  it('come with errors too, also in a media type that cannot be read', async () => {
    const seen: string[] = [];
    const { client } = await start(
      [(response) => void response.writeHead(404, { 'content-type': 'application/x', warning: '299 - "gone"' }).end('x')],
      { warningHandler: ({ text }) => seen.push(text) },
    );
    await client.get().do();
    await expect(client.get().watch()).rejects.toMatchObject({ code: 404 });
    await expect(client.get().stream()).rejects.toMatchObject({ code: 404 });
    expect(seen).toEqual(['gone', 'gone', 'gone']);
  });
});

describe('an answer', () => {
  const failure = {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    message: 'no such thing',
    reason: 'NotFound',
    code: 404,
  };

  it('of 404 without a resource in the request is an error that names method and path', async () => {
    const { client } = await start([(response) => void response.writeHead(404).end()]);
    const result = await client.get().absPath('/apis/nothing').param('token', 'secret').do();
    expect(result.error()).toMatchObject({ message: 'the server could not find the requested resource (get /apis/nothing)' });
  });

  it('of a stream that is an error has the words of its Status', async () => {
    const { client } = await start([
      (response) => {
        sendJSON(response, { ...failure, code: 400 }, 400);
      },
    ]);
    await expect(client.get().stream()).rejects.toThrow('no such thing');
  });

  it('of 200 is an open stream', async () => {
    const { client } = await start([(response) => void response.writeHead(200).end('bytes')]);
    expect(await new Response(await client.get().stream()).text()).toBe('bytes');
  });

  it('that is neither an error nor a stream names status and URL', async () => {
    const { server, client } = await start([
      (_response, socket) => {
        socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
      },
    ]);
    await expect(client.get().absPath('/x').stream()).rejects.toThrow(`101 while accessing ${server.url}/x: `);
  });

  it('that breaks off is an error that names the reason, for doRaw as for do', async () => {
    const { client } = await start([
      (response, socket) => {
        response.writeHead(200, { 'content-length': '10' }).write('x', () => socket.destroy());
      },
    ]);
    const message = /^unexpected error when reading response body\. Please retry\. Original error: GET http/;
    await expect(client.get().do()).rejects.toThrow(message);
    await expect(client.get().doRaw()).rejects.toThrow(message);
    await expect(client.get().do()).rejects.toMatchObject({ name: 'TransportError', code: 'ECONNRESET' });
    await expect(client.get().do()).rejects.toBeInstanceOf(TransportError);
  });
});
