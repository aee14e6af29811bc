import type { Config, ImpersonationConfig } from './config.js';
import type { PatchType } from './patch.js';
import type { Request } from './request.js';
import type { BodyInput } from './request-body.js';
import { RESTClient, type RESTClientEnvironment, restClientFor } from './rest-client.js';
import type { VectorServer } from './vectors-server.test-support.js';

/** What a client of the vectors is made from; what is absent is empty. Times are milliseconds. */
export interface ClientSpec {
  /** Path of the host's URL. */
  basePath?: string;
  apiPath?: string;
  group?: string;
  /** Without one, the client has no group-version. */
  version?: string;
  contentType?: string;
  accept?: string;
  disableCompression?: boolean;
  timeout?: number;
  userAgent?: string;
  userInfo?: string;
  username?: string;
  password?: string;
  bearerToken?: string;
  impersonate?: ImpersonationConfig;
}

/** One call of a builder: the method's name and its arguments. */
export type Call = readonly [method: string, ...args: unknown[]];

/** Where every client of the Go program believes to send to; errors name it. */
export const vectorOrigin = 'http://server.test';

/** A client whose requests go to the server. Throws what constructing it throws. */
export function vectorClient(
  spec: ClientSpec,
  server: VectorServer,
  environment: Partial<RESTClientEnvironment> = {},
  more: Partial<Config> = {},
): RESTClient {
  const userInfo = spec.userInfo === undefined ? '' : `${spec.userInfo}@`;
  const config: Config = {
    host: `${server.origin.replace('://', `://${userInfo}`)}${spec.basePath ?? ''}`,
    apiPath: spec.apiPath,
    contentType: spec.contentType,
    acceptContentTypes: spec.accept,
    disableCompression: spec.disableCompression,
    timeout: spec.timeout,
    userAgent: spec.userAgent,
    username: spec.username,
    password: spec.password,
    bearerToken: spec.bearerToken,
    impersonate: spec.impersonate,
    qps: -1,
    proxy: false,
    wrapTransport: server.wrap,
    ...more,
  };
  const around = { env: {}, log: () => undefined, ...environment };
  if (spec.version === undefined) return new RESTClient(config, around);
  return restClientFor({ ...config, groupVersion: { group: spec.group ?? '', version: spec.version } }, around);
}

/** Begins a request with the verb and makes the calls. `PATCH application/json-patch+json` is a patch. */
export function buildRequest(client: RESTClient, verb: string, calls: readonly Call[] | null = []): Request {
  const patch = 'PATCH ';
  let request = verb.startsWith(patch) ? client.patch(verb.slice(patch.length) as PatchType) : client.verb(verb);
  for (const [method, ...args] of calls ?? []) request = apply(request, method, args);
  return request;
}

function apply(request: Request, method: string, args: unknown[]): Request {
  const texts = args as string[];
  const [first = '', second = ''] = texts;
  switch (method) {
    case 'verb':
    case 'resource':
    case 'namespace':
    case 'name':
    case 'requestURI':
      return request[method](first);
    case 'subResource':
    case 'prefix':
    case 'suffix':
    case 'absPath':
      return request[method](...texts);
    case 'namespaceIfScoped':
      return request.namespaceIfScoped(first, args[1] as boolean);
    case 'param':
      return request.param(first, second);
    case 'setHeader':
      return request.setHeader(first, ...texts.slice(1));
    case 'timeout':
    case 'maxRetries':
      return request[method](args[0] as number);
    case 'versionedParams':
      return request.versionedParams(JSON.parse(second) as object);
    case 'body':
      return request.body(bodyOf(first, second));
    default:
      throw new Error(`the vectors call ${method}, which nobody has replayed yet`);
  }
}

function bodyOf(kind: string, text: string): BodyInput {
  switch (kind) {
    case 'text':
      return text;
    case 'bytes':
      return new TextEncoder().encode(text);
    case 'stream':
      return (async function* () {
        yield new TextEncoder().encode(text);
      })();
    case 'object':
      return JSON.parse(text) as object;
    case 'null':
      return null;
    case 'list of texts':
      return [text];
    case 'number':
      return 7 as never;
    default:
      throw new Error(`the vectors have a body ${kind}, which nobody has replayed yet`);
  }
}
