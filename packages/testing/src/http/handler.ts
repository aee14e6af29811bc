import { newBadRequest, quote } from '@kubewright/rest';
import type { ApiServer } from '../api-server.js';
import type { UserInfo } from '../auth/user-info.js';
import type { ServedResource } from '../resources/served-resource.js';
import { deprecationWarning } from '../warnings/deprecated-versions.js';
import { WarningRecorder } from '../warnings/warning-recorder.js';
import { answerCollection } from './collection-requests.js';
import { encodedAnswer } from './encoded-answer.js';
import type { ServerAnswer, ServerHandler, ServerRequest } from './exchange.js';
import { asTheyAre, chooseMediaType, wantsPretty } from './media-types.js';
import { answerObject } from './object-requests.js';
import { answerOther } from './other-paths.js';
import { requestAttributes, type RequestAttributes } from './request-attributes.js';
import { parseResourcePath, type ResourceRequest } from './request-info.js';
import { notFound } from '../write/errors.js';
import { pageNotFound } from './page-not-found.js';
import { pathOf } from './request-path.js';
import { parseQuery } from './request-query.js';
import { methodNotAllowed, noSuchResource } from './routing-errors.js';
import { errorAnswer, failedAnswer } from './status-answer.js';
import { answerSubresource } from './subresource-requests.js';

/** A request for a resource, with all that was found out about it. */
export interface ResourceCall {
  readonly server: ApiServer;
  readonly request: ServerRequest;
  readonly path: ResourceRequest;
  readonly resource: ServedResource;
  readonly query: URLSearchParams;
  /** Who asks. */
  readonly user: UserInfo;
  /** What the answer warns of, whatever it is. */
  readonly warnings: WarningRecorder;
}

/** What a request line says. */
interface RequestLine {
  /** Without the query. */
  readonly rawPath: string;
  /** Undefined if the path is no resource's. */
  readonly path: ResourceRequest | undefined;
  readonly query: URLSearchParams;
  readonly attributes: RequestAttributes;
}

/** Answers all requests of a server: notes them, lets those in who may, and lets faults happen. */
export function serverHandler(server: ApiServer): ServerHandler {
  return async (request) => {
    const line = requestLine(request);
    if (!line) return badRequest();
    const { attributes, query } = line;
    const note = server.requests.note({
      ...attributes,
      method: request.method,
      query: Object.fromEntries(query),
      user: '',
      userAgent: request.headers['user-agent'] ?? '',
      status: 0,
    });
    const admitted = async (): Promise<ServerAnswer> => {
      let user: UserInfo;
      try {
        user = server.admit(request, attributes, ({ name }) => (note.user = name));
      } catch (error) {
        const refused = errorAnswer(error);
        return refused.status !== 401 ? { ...refused, headers: { ...refused.headers, ...noSniffing } } : refused;
      }
      return answerAs(server, request, line, user).catch(errorAnswer);
    };
    const { accept } = request.headers;
    const isPretty = wantsPretty(query, request.headers['user-agent']);
    const whole = async (): Promise<ServerAnswer> => {
      const given = await admitted();
      // Streams are left as they are: what spoils them looks at events.
      return 'body' in given ? encodedAnswer(given, accept, isPretty) : given;
    };
    const spoiled = await server.faults.around({ attributes, query, request }, whole).catch(errorAnswer);
    if ('isBroken' in spoiled) return spoiled;
    if ('connected' in spoiled) {
      note.status = spoiled.status;
      return spoiled;
    }
    const answer = encodedAnswer(spoiled, accept, isPretty);
    note.status = answer.status;
    const id = request.headers['audit-id'] || server.state.newUID();
    return { ...answer, headers: { 'Audit-Id': id, 'Cache-Control': 'no-cache, private', ...answer.headers } };
  };
}

async function answerAs(
  server: ApiServer,
  request: ServerRequest,
  { rawPath, path, query }: RequestLine,
  user: UserInfo,
): Promise<ServerAnswer> {
  const resource = path && server.registry.find(path.group, path.version, path.resource);
  if (!path || !resource) {
    if (path && isServed(server, path)) throw noSuchResource();
    return answerOther(server, request, rawPath, query);
  }
  const isProxied = path.subresource === 'proxy';
  if (!methods.has(request.method) && !(isProxied && proxiedMethods.has(request.method))) throw methodNotAllowed();
  if (path.subresource !== '' && !Object.hasOwn(resource.info.subresources, path.subresource))
    throw resource.isCustom ? notFound(resource, path.name) : noSuchResource();
  if (path.rest.length > 0 && !isProxied) throw noSuchResource();
  checkName(path.name);
  const warnings = new WarningRecorder();
  const answer = await answerCall({ server, request, path, resource, query, user, warnings }).catch(failedAnswer);
  // What is not allowed at all never came so far.
  if ('isBroken' in answer || 'connected' in answer || answer.status === 405) return answer;
  const encoding = answer.encoding ?? chooseMediaType(request.headers.accept, asTheyAre)?.encoding;
  return { ...answer, encoding, headers: { ...answer.headers, ...warnings.headers() } };
}

async function answerCall(call: ResourceCall): Promise<ServerAnswer> {
  const { path, resource, warnings } = call;
  if (path.subresource === '' && !isRouted(call)) return pageNotFound();
  warnings.add(deprecationOf(resource, path.subresource));
  if (path.subresource !== '') return answerSubresource(call);
  return path.name === '' ? answerCollection(call) : answerObject(call);
}

/** Whether there is anything under the path of a resource. Throws a `StatusError` if that is what the server says of it. */
function isRouted({ path, request, resource }: ResourceCall): boolean {
  const { namespaced, verbs } = resource.info;
  if (namespaced && path.namespace === '') {
    // Lists of all namespaces are all that there is.
    if (path.name !== '' || !verbs.includes('list')) throw noSuchResource();
    if (request.method !== 'GET') throw methodNotAllowed();
  }
  if (!namespaced && path.isInNamespace) {
    // The server of custom resources knows no such path at all.
    if (resource.isCustom) return false;
    throw noSuchResource();
  }
  if (path.name !== '' && !verbs.some((verb) => objectVerbs.has(verb))) throw noSuchResource();
  return true;
}

/** What there is to say of the version of a resource. */
function deprecationOf({ info, custom }: ServedResource, subresource: string): string {
  if (custom) return custom.deprecationWarning;
  const kind = Object.hasOwn(info.subresources, subresource) ? info.subresources[subresource]?.kind : undefined;
  return deprecationWarning(kind ?? info.kind);
}

/** Who is refused may have written what the refusal says (apiserver `responsewriters.Forbidden`, `filters.WithImpersonation`). */
const noSniffing = { 'X-Content-Type-Options': 'nosniff' };

/** There is no HEAD: real servers have none either. */
const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** What is proxied may have more (`pkg/registry/core/pod/rest`). */
const proxiedMethods = new Set(['HEAD', 'OPTIONS']);

/** Verbs of one object. */
const objectVerbs = new Set(['delete', 'get', 'patch', 'update']);

/** Throws a `StatusError` of 400 for a name that no object can have (apimachinery `content.IsPathSegmentName`). */
function checkName(name: string): void {
  const why = name === '.' || name === '..' ? `may not be '${name}'` : name.includes('%') ? "may not contain '%'" : '';
  if (why !== '') throw newBadRequest(`Name parameter invalid: ${quote(name)}: ${why}`);
}

/** Whether anything is served of the group and version. */
function isServed({ registry }: ApiServer, path: ResourceRequest): boolean {
  return registry.groups.some(
    ({ group, versions }) => group === path.group && versions.some(({ version }) => version === path.version),
  );
}

/** Undefined if it is none. */
function requestLine({ method, target }: ServerRequest): RequestLine | undefined {
  const [whole, rawQuery] = splitOnce(target, '?');
  const rawPath = pathOf(whole);
  if (rawPath === undefined) return undefined;
  const path = parseResourcePath(rawPath);
  const query = parseQuery(rawQuery);
  return { rawPath, path, query, attributes: requestAttributes(method, rawPath, path, query) };
}

/** What Go answers to a request line that is none. */
function badRequest(): ServerAnswer {
  return { status: 400, headers: { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' }, body: '400 Bad Request' };
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
