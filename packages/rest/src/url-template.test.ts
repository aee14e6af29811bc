import { describe, expect, it } from '@jest/globals';
import type { URLParts } from './request-url.js';
import { requestURL } from './request-url.js';
import { urlTemplate } from './url-template.js';

const none: URLParts = {
  pathPrefix: '/',
  namespace: '',
  resource: '',
  name: '',
  subresource: '',
  suffix: '',
  params: new Map(),
  timeout: 0,
};

function template(parts: Partial<URLParts>, base = 'https://h/'): string {
  return decodeURIComponent(urlTemplate(new URL(base), { ...none, ...parts }));
}

describe('urlTemplate', () => {
  it('keeps the base path, and encodes the placeholders for namespace, name and parameter', () => {
    const base = new URL('http://localhost/some/base/url/path');
    const parts = {
      ...none,
      pathPrefix: '/some/base/url/path/api/v1',
      namespace: 'ns',
      resource: 'r1',
      name: 'nm',
      params: new Map([['p0', ['v0']]]),
    };
    const before = requestURL(base, parts).href;
    const expected = 'http://localhost/some/base/url/path/api/v1/namespaces/%7Bnamespace%7D/r1/%7Bname%7D?p0=%7Bvalue%7D';
    expect(urlTemplate(base, parts)).toBe(expected);
    expect(urlTemplate(new URL(`${base.href}/`), parts)).toBe(expected);
    expect(requestURL(base, parts).href).toBe(before);
  });

  it.each([
    ['/api/v1/nodes', '/api/v1/nodes'],
    ['/api/v1/nodes/n1', '/api/v1/nodes/{name}'],
    ['/api/v1/nodes/n1/status', '/api/v1/nodes/{name}/status'],
    ['/api/v1/namespaces/x/finalize', '/api/v1/namespaces/{name}/finalize'],
    ['/api/v1/namespaces/x/pods', '/api/v1/namespaces/{namespace}/pods'],
    ['/api/v1/namespaces/x/pods/p', '/api/v1/namespaces/{namespace}/pods/{name}'],
    ['/api/v1/namespaces/x/pods/p/log', '/api/v1/namespaces/{namespace}/pods/{name}/log'],
    ['/api/v1/namespaces/x/pods/status', '/api/v1/namespaces/{namespace}/pods/status'],
    ['/apis/apps/v1/deployments', '/apis/apps/v1/deployments'],
    ['/apis/apps/v1/namespaces/x/deployments/d/scale', '/apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale'],
    ['/apis/storage.k8s.io/v1/storageclasses/fast', '/apis/storage.k8s.io/v1/storageclasses/{name}'],
    ['/api/v1', '/api/v1'],
    ['/apis', '/apis'],
    ['/version', '/version'],
    ['/', '/'],
  ])('makes of %s the path %s', (pathPrefix, expected) => {
    expect(template({ pathPrefix })).toBe(`https://h${expected}`);
  });

  it('names no longer path outside of api and apis, nor its parameters', () => {
    const params = new Map([['token', ['x']]]);
    expect(template({ pathPrefix: '/healthz/etcd', params })).toBe('https://h/{prefix}');
    expect(template({ pathPrefix: '/elsewhere/api/v1/pods', params }, 'https://h/base')).toBe('https://h/{prefix}');
  });

  it('keeps the path of a single segment, and not its parameters', () => {
    expect(template({ pathPrefix: '/version', params: new Map([['a', ['1', '2']]]) })).toBe('https://h/version?a={value}');
  });

  it('keeps the request’s own timeout, which has few values, and not one that was given as a parameter', () => {
    const parts = { pathPrefix: '/api/v1', resource: 'pods', params: new Map([['timeout', ['9s']]]) };
    expect(template({ ...parts, timeout: 5_000 })).toBe('https://h/api/v1/pods?timeout=5s');
    expect(template(parts)).toBe('https://h/api/v1/pods?timeout={value}');
  });

  it('recognises names that need encoding', () => {
    expect(template({ pathPrefix: '/api/v1', namespace: 'a b', resource: 'Pods', name: 'ü!' })).toBe(
      'https://h/api/v1/namespaces/{namespace}/pods/{name}',
    );
  });

  it('leaves out user name and password', () => {
    expect(template({ pathPrefix: '/version' }, 'https://me:secret@h/')).toBe('https://h/version');
  });
});
