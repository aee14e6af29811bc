import { describe, expect, it } from '@jest/globals';
import type { Config } from './config.js';
import { RESTClient, restClientFor } from './rest-client.js';
import type { Request } from './request.js';

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
    ['a body of strings', (r) => r.body(['a']), 'unknown type used for body: array'],
  ])('%s', async (_name, build, message) => {
    const request = build(get());
    expect(() => request.url()).toThrow(message);
    await expect(request.do()).rejects.toThrow(message);
    await expect(request.stream()).rejects.toThrow(message);
    await expect(request.watch()).rejects.toThrow(message);
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
      .timeout(5);
    await expect(request.do()).rejects.toThrow('resource name may not be empty');
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
    ['a timeout that is no number', { timeout: '5s' as unknown as number }, 'timeout must be a number, not "5s"'],
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
  });

  it('means https by a host without scheme as soon as there is something to protect', () => {
    const scheme = (config: Config): string => new RESTClient({ host: '1.2.3.4:6443', ...config }).get().url().protocol;
    expect(scheme({})).toBe('http:');
    expect(scheme({ bearerToken: 't' })).toBe('https:');
    expect(scheme({ tls: { insecure: true } })).toBe('https:');
  });
});
