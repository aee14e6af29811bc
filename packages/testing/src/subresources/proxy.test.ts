import { afterEach, describe, expect, it } from '@jest/globals';
import { ask, servers } from '../ask.test-support.js';
import { runningPod } from '../open-websocket.test-support.js';
import type { TestServer } from '../test-server.js';
import type { ProxiedRequest } from './pod-handlers.js';

const { start: startServer, closeAll } = servers();
afterEach(closeAll);

const base = '/api/v1/namespaces/default';

/** With a handler that notes what comes, and says so. */
async function start(): Promise<{ server: TestServer; asked: ProxiedRequest[] }> {
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node' } };
  const server = await startServer({ objects: [runningPod('web'), runningPod('proxy'), node] as never });
  const asked: ProxiedRequest[] = [];
  server.handlers.proxy = (object, request) => {
    asked.push(request);
    const { kind, metadata } = object as { kind: string; metadata: { name: string } };
    return Promise.resolve({ status: 418, headers: { 'X-Own': 'yes' }, body: `${kind} ${metadata.name}` });
  };
  return { server, asked };
}

describe('the proxy', () => {
  it.each([
    [`${base}/pods/web/proxy/`, 'Pod web', { resource: 'pods', scheme: '', port: '', path: '/' }],
    [`${base}/pods/web:8080/proxy/a%2Fb/c/?x=%20`, 'Pod web', { port: '8080', path: '/a/b/c/', query: 'x=%20' }],
    [`${base}/pods/proxy/proxy/pods/proxy/proxy/x`, 'Pod proxy', { path: '/pods/proxy/proxy/x' }],
    [
      `${base}/services/https:kubernetes:web/proxy/x`,
      'Service kubernetes',
      { resource: 'services', scheme: 'https', port: 'web' },
    ],
    [`${base}/services/:kubernetes:/proxy/x`, 'Service kubernetes', { scheme: '', port: '' }],
    ['/api/v1/nodes/node:10250/proxy/metrics', 'Node node', { resource: 'nodes', port: '10250', path: '/metrics' }],
  ])('hands on a request for %s', async (path, text, expected) => {
    const { server, asked } = await start();
    const answer = await ask(server, 'GET', path);
    expect({ status: answer.status, text: answer.text, own: answer.headers['x-own'] }).toEqual({ status: 418, text, own: 'yes' });
    expect(asked).toEqual([expect.objectContaining({ method: 'GET', query: '', ...expected })]);
    expect(server.requests.at(-1)).toMatchObject({ verb: 'get', subresource: 'proxy', status: 418 });
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'hands on a %s with its body and headers, but no credentials',
    async (method) => {
      const { server, asked } = await start();
      const headers = { 'Content-Type': 'text/plain', 'X-Mine': '1', Authorization: 'Bearer secret', 'Content-Length': '5' };
      await ask(server, method, `${base}/pods/web/proxy/x`, { headers, body: 'hello' });
      const [request] = asked;
      expect(request).toMatchObject({ method, headers: { 'content-type': 'text/plain', 'x-mine': '1' } });
      expect(Object.keys(request?.headers ?? {})).not.toContain('authorization');
      expect(Buffer.from(request?.body ?? []).toString()).toBe('hello');
    },
  );

  it('answers HEAD without a body', async () => {
    const { status, text } = await ask((await start()).server, 'HEAD', `${base}/pods/web/proxy/x`);
    expect({ status, text }).toEqual({ status: 418, text: '' });
  });

  it('gives the path a slash at its end, so that links of a page lead somewhere', async () => {
    const { server, asked } = await start();
    const { status, headers } = await ask(server, 'GET', `${base}/pods/web:80/proxy?x=1`);
    expect({ status, location: headers.location }).toEqual({ status: 301, location: `${base}/pods/web:80/proxy/?x=1` });
    await ask(server, 'POST', `${base}/pods/web:80/proxy`);
    expect(asked).toEqual([expect.objectContaining({ method: 'POST', path: '/' })]);
  });

  // As a real server of 1.36.3 answers, but for what went wrong with the connection.
  it.each([
    [`${base}/pods/none:80/proxy/`, 404, 'pods "none" not found'],
    [`${base}/pods/a:b:c:d/proxy/`, 400, 'invalid pod request "a:b:c:d"'],
    [`${base}/pods/ftp:web:80/proxy/`, 400, 'invalid pod request "ftp:web:80"'],
    [`${base}/services/:/proxy/`, 400, 'invalid service request ":"'],
    ['/api/v1/nodes/none/proxy/', 404, 'nodes "none" not found'],
  ])('refuses %s', async (path, status, message) => {
    const { json, ...answer } = await ask((await start()).server, 'GET', path);
    expect({ status: answer.status, message: json.message }).toEqual({ status, message });
  });

  it('says that nobody can be reached if the handler throws', async () => {
    const { server } = await start();
    server.handlers.proxy = () => Promise.reject(new Error('connection refused'));
    const { status, json } = await ask(server, 'GET', `${base}/pods/web/proxy/`);
    expect({ status, message: json.message, reason: json.reason }).toEqual({
      status: 503,
      message: 'error trying to reach service: connection refused',
      reason: 'ServiceUnavailable',
    });
  });

  it('says which handler a test has to register', async () => {
    const { server } = await start();
    delete server.handlers.proxy;
    const { status, json } = await ask(server, 'GET', `${base}/services/kubernetes/proxy/`);
    expect({ status, message: json.message }).toEqual({
      status: 501,
      message: 'no container of service kubernetes runs in this server; set handlers.proxy of the test server to answer for it',
    });
  });
});
