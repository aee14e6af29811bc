import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fetchDocuments } from './fetch-documents.js';
import { FetchError } from './fetch-error.js';
import {
  sendStatus,
  smallAPIServer,
  startTestAPIServer,
  type Answer,
  type TestAPIServer,
} from './test-api-server.test-support.js';

let root = '';
let out = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kubewright-fetch-'));
  out = join(root, 'v1.36.3');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

const fetchFrom = (server: TestAPIServer, signal?: AbortSignal) =>
  fetchDocuments({ config: { host: server.host, qps: -1 }, out, signal });
const snapshot = (): Record<string, string> =>
  Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')]));

describe('fetchDocuments', () => {
  it('stores each document, the discovery and their source', async () => {
    await using server = await startTestAPIServer();
    const result = await fetchFrom(server);
    expect(result).toMatchObject({ server: 'v1.36.3', documents: 6, changed: [], removed: [] });
    expect(readdirSync(out).sort()).toEqual([
      '.well-known__openid-configuration_openapi.json',
      'SOURCE',
      'api__v1_openapi.json',
      'api_openapi.json',
      'apis__apps__v1_openapi.json',
      'apis_openapi.json',
      'discovery.json',
      'version_openapi.json',
    ]);
    const files = snapshot();
    expect(files['apis__apps__v1_openapi.json']).toBe(
      '{\n  "info": {\n    "title": "apis/apps/v1"\n  },\n  "openapi": "3.0.0",\n  "paths": {\n    "/apis/apps/v1/": {}\n  }\n}\n',
    );
    expect(JSON.parse(files['discovery.json'] ?? '')).toEqual({ api: server.answers['/api'], apis: server.answers['/apis'] });
    const source = JSON.parse(files['SOURCE'] ?? '') as { server: string; files: Record<string, string> };
    expect(source.server).toBe('v1.36.3');
    for (const [name, digest] of Object.entries(source.files)) {
      expect(
        createHash('sha256')
          .update(files[name] ?? '')
          .digest('hex'),
      ).toBe(digest);
    }
    expect(Object.keys(source.files)).toEqual(
      Object.keys(files)
        .filter((name) => name !== 'SOURCE')
        .sort(),
    );
  });

  it('asks for each document once, with its hash, and for aggregated discovery', async () => {
    const accepts: (string | undefined)[] = [];
    const answers = smallAPIServer();
    const { '/api': api } = answers;
    answers['/api'] = (request, response) => {
      accepts.push(request.headers.accept);
      response
        .setHeader('content-type', 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList')
        .end(JSON.stringify(api));
    };
    await using server = await startTestAPIServer(answers);
    await fetchFrom(server);
    expect([...server.requests].sort()).toEqual([
      'GET /api?timeout=1m0s',
      'GET /apis?timeout=1m0s',
      'GET /openapi/v3/.well-known/openid-configuration?hash=32&timeout=1m0s',
      'GET /openapi/v3/api/v1?hash=6&timeout=1m0s',
      'GET /openapi/v3/api?hash=3&timeout=1m0s',
      'GET /openapi/v3/apis/apps/v1?hash=12&timeout=1m0s',
      'GET /openapi/v3/apis?hash=4&timeout=1m0s',
      'GET /openapi/v3/version?hash=7&timeout=1m0s',
      'GET /openapi/v3?timeout=1m0s',
      'GET /version?timeout=1m0s',
    ]);
    expect(accepts).toEqual([expect.stringContaining('application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList')]);
  });

  it('writes the same bytes again, though the server changes the order of keys, and removes what is no longer served', async () => {
    await using server = await startTestAPIServer();
    await fetchFrom(server);
    const before = snapshot();
    server.answers = smallAPIServer(['version', 'apis/apps/v1', 'api/v1', 'apis', 'api', '.well-known/openid-configuration']);
    server.answers['/openapi/v3/version'] = { openapi: '3.0.0', info: { title: 'version' }, paths: { '/version/': {} } };
    expect(await fetchFrom(server)).toMatchObject({ added: [], changed: [], removed: [] });
    expect(snapshot()).toEqual(before);
    server.answers = smallAPIServer(['version']);
    const { removed, changed } = await fetchFrom(server);
    expect(removed).toHaveLength(5);
    expect(changed).toEqual(['SOURCE']);
    expect(readdirSync(out).sort()).toEqual(['SOURCE', 'discovery.json', 'version_openapi.json']);
  });

  it('has no more than four requests under way', async () => {
    const paths = Array.from({ length: 12 }, (_, index) => `apis/group${index}/v1`);
    const answers = smallAPIServer(paths);
    const waiting: (() => void)[] = [];
    let most = 0;
    let left = paths.length;
    for (const path of paths) {
      const document = JSON.stringify(answers[`/openapi/v3/${path}`]);
      answers[`/openapi/v3/${path}`] = (_, response) => {
        waiting.push(() => response.setHeader('content-type', 'application/json').end(document));
        most = Math.max(most, waiting.length);
        if (--left % 4 > 0) return;
        // Nothing is answered before a request of ours has come and gone twice: a fifth one would be there by then.
        void fetch(`${server.host}/version`)
          .then(() => fetch(`${server.host}/version`))
          .then(() => waiting.splice(0).forEach((answer) => answer()));
      };
    }
    await using server = await startTestAPIServer(answers);
    await fetchFrom(server);
    expect(most).toBe(4);
  });

  const broken: [string, Record<string, Answer | undefined>, RegExp][] = [
    [
      '401',
      { '/openapi/v3': (_, response) => sendStatus(response, 401, 'Unauthorized', 'Unauthorized') },
      /\/openapi\/v3: Unauthorized \(401\); .*credentials/,
    ],
    [
      '403',
      { '/openapi/v3': (_, response) => sendStatus(response, 403, 'forbidden: User "u" cannot get path', 'Forbidden') },
      /User "u".*\(403\); .*system:discovery/,
    ],
    ['no /openapi/v3', { '/openapi/v3': undefined }, /\/openapi\/v3: .*\(404\); .*since version 1\.24/],
    ['an index without paths', { '/openapi/v3': { paths: {} } }, /lists no paths/],
    [
      'a web page',
      { '/version': (_, response) => response.setHeader('content-type', 'text/html').end('<html>') },
      /\/version: .*looks like a web page/,
    ],
    ['no version', { '/version': {} }, /has no gitVersion/],
    ['a document that is gone', { '/openapi/v3/api/v1': undefined }, /\/openapi\/v3\/api\/v1: .*\(404\); the server lists it/],
    [
      'a document cut off',
      { '/openapi/v3/apis': (_, response) => response.setHeader('content-type', 'application/json').end('{"a":') },
      /\/openapi\/v3\/apis: .*5 characters is not JSON, .*cut off/,
    ],
    [
      'a document of something else',
      { '/openapi/v3/apis': { swagger: '2.0' } },
      /\/openapi\/v3\/apis\?hash=4: the answer is not an OpenAPI 3 document/,
    ],
    [
      'a connection that breaks',
      {
        '/openapi/v3/apis': (_, response) =>
          void response.writeHead(200, { 'content-length': '9' }).write('{', () => response.destroy()),
      },
      /\/openapi\/v3\/apis: .*; is the server/,
    ],
    [
      'an unaggregated discovery',
      { '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] } },
      /\/apis: .*aggregated discovery, as Kubernetes 1\.27/,
    ],
    [
      'a path that leaves the folder',
      { '/openapi/v3': { paths: { '../../x': { serverRelativeURL: '/x' } } } },
      /"\.\.\/\.\.\/x" cannot be a file name/,
    ],
    ['a path without a URL', { '/openapi/v3': { paths: { 'api/v1': {} } } }, /"api\/v1" has no serverRelativeURL/],
    [
      'two paths of one name',
      { '/openapi/v3': { paths: { 'a/b': { serverRelativeURL: '/x' }, a__b: { serverRelativeURL: '/y' } } } },
      /"a__b".*a__b_openapi\.json/,
    ],
  ];

  it.each(broken)('says what to do about %s, and leaves the folder as it was', async (_, change, message) => {
    await using server = await startTestAPIServer();
    await fetchFrom(server);
    const before = snapshot();
    Object.assign(server.answers, change);
    const error: unknown = await fetchFrom(server).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FetchError);
    expect((error as FetchError).message).toMatch(message);
    expect(snapshot()).toEqual(before);
    expect(readdirSync(root)).toEqual(['v1.36.3']);
  });

  it('says so when nobody listens', async () => {
    const server = await startTestAPIServer();
    await server[Symbol.asyncDispose]();
    await expect(fetchFrom(server)).rejects.toThrow(
      /^GET http:\/\/127\.0\.0\.1:\d+\/version: .*ECONNREFUSED.*; is the server of the kubeconfig's context right/,
    );
  });

  it('asks the server nothing if the folder holds files of somebody else', async () => {
    await using server = await startTestAPIServer();
    out = root;
    writeFileSync(join(root, 'precious'), '');
    await expect(fetchFrom(server)).rejects.toThrow(/holds precious/);
    expect(server.requests).toEqual([]);
  });

  it('stops when the signal says so', async () => {
    const controller = new AbortController();
    const answers = smallAPIServer();
    const reason = new Error('enough');
    answers['/openapi/v3/apis'] = () => controller.abort(reason);
    await using server = await startTestAPIServer(answers);
    await expect(fetchFrom(server, controller.signal)).rejects.toBe(reason);
    expect(readdirSync(root)).toEqual([]);
  });
});
