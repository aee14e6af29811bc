import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { JSONObject } from './json.js';
import { startTestServer, type TestServer, type TestServerOptions } from './test-server.js';

/** What a server answered. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body, if it is JSON. */
  readonly json: JSONObject;
}

/** What a request has beside method and path. */
export interface Asking {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: unknown;
}

/** Sends a request over a socket of its own, as it is written: no path is tidied up. */
export function ask(
  { url, config }: Pick<TestServer, 'config' | 'url'>,
  method: string,
  path: string,
  { token, headers = {}, body }: Asking = {},
): Promise<Answered> {
  const { hostname, port, protocol } = new URL(url);
  const { caData, certData, keyData } = config.tls ?? {};
  return new Promise((resolve, reject) => {
    const sent = (protocol === 'https:' ? httpsRequest : httpRequest)(
      {
        hostname,
        port,
        method,
        path,
        agent: false,
        ca: caData,
        cert: certData,
        key: keyData,
        headers: {
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (piece: string) => (text += piece));
        answer.once('error', reject);
        answer.once('end', () => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: parsed(text) });
        });
      },
    );
    sent.once('error', reject);
    sent.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
  });
}

function parsed(text: string): JSONObject {
  try {
    return JSON.parse(text) as JSONObject;
  } catch {
    return {};
  }
}

/** A namespace that tests may use. */
export const team = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } };

/** Starts servers, and closes them when `afterEach` asks for it. */
export function servers(): { start(options?: TestServerOptions): Promise<TestServer>; closeAll(): Promise<void> } {
  const open: TestServer[] = [];
  return {
    start: async (options) => {
      const server = await startTestServer(options);
      open.push(server);
      return server;
    },
    closeAll: async () => {
      for (const server of open.splice(0)) await server.close();
    },
  };
}
