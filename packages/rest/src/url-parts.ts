import { cleanJoin } from './clean-join.js';
import { kindOf } from './kind-of.js';
import { pathSegmentProblems } from './path-segment.js';
import { quote } from './quote.js';
import type { URLParts } from './request-url.js';
import { type SplitURL, splitURL } from './url-split.js';
import { maskUserinfo } from './userinfo.js';

/**
 * The parts of a request's URL while it is built. Each setter throws for what cannot be meant, in client-go's words (client-go
 * `rest.Request`), and a TypeError for what is no text: an array out of a query string or a manifest would pass the checks of
 * segments and lead elsewhere.
 */
export class URLPartsBuilder implements URLParts {
  pathPrefix: string;
  namespace = '';
  /** Whether a namespace was given, be it an empty one. */
  namespaceSet = false;
  resource = '';
  name = '';
  subresource = '';
  suffix = '';
  readonly params = new Map<string, string[]>();
  timeout: number;

  /** @param timeout in milliseconds, 0 for none */
  constructor(pathPrefix: string, timeout: number) {
    this.pathPrefix = pathPrefix;
    this.timeout = timeout;
  }

  setResource(resource: string): void {
    checkTexts('resource', [resource]);
    if (this.resource !== '') throw alreadySet('resource', this.resource, resource);
    if (resource === '') throw new Error('resource may not be empty');
    checkSegment('resource', resource);
    this.resource = resource;
  }

  setNamespace(namespace: string): void {
    checkTexts('namespace', [namespace]);
    if (this.namespaceSet) throw alreadySet('namespace', this.namespace, namespace);
    checkSegment('namespace', namespace);
    this.namespace = namespace;
    this.namespaceSet = true;
  }

  setName(name: string): void {
    checkTexts('resource name', [name]);
    if (name === '') throw new Error('resource name may not be empty');
    if (this.name !== '') throw alreadySet('resource name', this.name, name);
    checkSegment('resource name', name);
    this.name = name;
  }

  setSubresource(segments: readonly string[]): void {
    checkTexts('subresource', segments);
    const subresource = cleanJoin(...segments);
    if (this.subresource !== '') throw alreadySet('subresource', this.subresource, subresource);
    for (const segment of segments) checkSegment('subresource', segment);
    // An empty one would reach the object itself.
    if (segments.length === 0 || segments.includes('')) throw new Error('subresource may not be empty');
    this.subresource = subresource;
  }

  addPrefix(segments: readonly string[]): void {
    checkTexts('prefix', segments);
    this.pathPrefix = cleanJoin(this.pathPrefix, ...segments);
  }

  addSuffix(segments: readonly string[]): void {
    checkTexts('suffix', segments);
    this.suffix = cleanJoin(this.suffix, ...segments);
  }

  /** @param basePath the host's own path, decoded */
  setPath(basePath: string, segments: readonly string[]): void {
    checkTexts('path', segments);
    const [first = ''] = segments;
    const joined = cleanJoin(basePath, ...segments);
    const keepSlash = segments.length === 1 && first.endsWith('/') && (basePath.length > 1 || first.length > 1);
    this.pathPrefix = keepSlash ? `${joined}/` : joined;
  }

  setURI(basePath: string, uri: string): void {
    checkTexts('request URI', [uri]);
    const { path, tail } = parse(uri);
    this.params.clear();
    for (const [key, value] of new URLSearchParams(tail.replace(/#.*/s, ''))) this.addParam(key, value);
    this.setPath(basePath, [path]);
  }

  addParam(key: string, value: string): void {
    checkTexts('name of a parameter', [key]);
    if (typeof value !== 'string') checkTexts(`parameter ${quote(key)}`, [value]);
    const values = this.params.get(key);
    if (values) values.push(value);
    else this.params.set(key, [value]);
  }
}

function alreadySet(what: string, current: string, next: string): Error {
  return new Error(`${what} already set to ${quote(current)}, cannot change to ${quote(next)}`);
}

/** Those who call may write JavaScript, or believe a type that they gave to parsed JSON. */
function checkTexts(what: string, values: readonly unknown[]): void {
  for (const value of values) {
    if (typeof value !== 'string') throw new TypeError(`${what} must be a string, not ${kindOf(value)}`);
  }
}

function checkSegment(what: string, value: string): void {
  const problems = pathSegmentProblems(value);
  if (problems.length > 0) throw new Error(`invalid ${what} ${quote(value)}: [${problems.join(' ')}]`);
}

function parse(uri: string): SplitURL {
  try {
    return splitURL(uri);
  } catch (cause) {
    throw new Error(`parse ${quote(maskUserinfo(uri))}: ${(cause as Error).message}`, { cause });
  }
}
