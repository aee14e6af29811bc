import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a path answers: JSON with 200, or whatever the function writes. */
export type Answer = object | ((request: IncomingMessage, response: ServerResponse) => void);

/** A real HTTP server on a free loopback port that answers as an API server would. */
export interface TestAPIServer extends AsyncDisposable {
  host: string;
  /** What each path answers; change it between requests at will. */
  answers: Record<string, Answer | undefined>;
  /** `METHOD url` of each request, in order. */
  requests: string[];
}

/** Without `answers` it is a small but complete API server. */
export async function startTestAPIServer(answers: Record<string, Answer | undefined> = smallAPIServer()): Promise<TestAPIServer> {
  const server = createServer((request, response) => {
    state.requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const answer = state.answers[new URL(request.url ?? '', 'http://host').pathname];
    if (typeof answer === 'function') answer(request, response);
    else if (answer === undefined) sendStatus(response, 404, 'the server could not find the requested resource', 'NotFound');
    else sendJSON(response, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const state: TestAPIServer = {
    host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    requests: [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return state;
}

export function sendJSON(response: ServerResponse, value: object): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
}

export function sendStatus(response: ServerResponse, code: number, message: string, reason: string): void {
  response.statusCode = code;
  sendJSON(response, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code });
}

/** Documents of `paths`, listed with a hash as servers do. */
export function smallAPIServer(
  paths = ['api', 'api/v1', 'apis', 'apis/apps/v1', 'version', '.well-known/openid-configuration'],
): Record<string, Answer> {
  const listed: Record<string, object> = {};
  const answers: Record<string, Answer> = {
    '/version': { major: '1', minor: '36', gitVersion: 'v1.36.3' },
    '/openapi/v3': { paths: listed },
    '/api': { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', items: [{ metadata: {} }] },
    '/apis': { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', items: [{ metadata: { name: 'apps' } }] },
  };
  for (const path of paths) {
    listed[path] = { serverRelativeURL: `/openapi/v3/${path}?hash=${path.length}` };
    answers[`/openapi/v3/${path}`] = { paths: { [`/${path}/`]: {} }, openapi: '3.0.0', info: { title: path } };
  }
  return answers;
}
