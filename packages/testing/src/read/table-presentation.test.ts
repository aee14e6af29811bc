import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '../test-server.js';
import { definitionOf, definitions } from '../custom-definition.test-support.js';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});

afterEach(async () => {
  await server.close();
});

interface Table {
  kind: string;
  columnDefinitions: { name: string }[] | null;
  rows: { cells: unknown[]; object: { kind: string } | null }[] | null;
}

async function ask(path: string, body?: object): Promise<{ status: number; text: string }> {
  const headers = { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1', 'content-type': 'application/json' };
  const method = body ? 'POST' : 'GET';
  const response = await fetch(`${server.url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return { status: response.status, text: await response.text() };
}

async function tables(path: string): Promise<Table[]> {
  const { text } = await ask(path);
  return text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { object: Table }).object);
}

const apiService = (version: string): object => ({
  metadata: { name: `${version}.example.com` },
  spec: { group: 'example.com', version, groupPriorityMinimum: 100, versionPriority: 100 },
});

describe('tables of a server', () => {
  it('say their columns once in a watch', async () => {
    await ask('/api/v1/namespaces/default/configmaps', { metadata: { name: 'a' } });
    const all = await tables('/api/v1/namespaces/default/configmaps?watch=true&timeoutSeconds=1&includeObject=None');
    expect(all.length).toBeGreaterThan(1);
    expect(all.map(({ columnDefinitions }) => columnDefinitions?.map(({ name }) => name))).toEqual([
      ['Name', 'Data', 'Age'],
      ...all.slice(1).map(() => undefined),
    ]);
  });

  it('say their columns each time in a watch of API services', async () => {
    for (const version of ['v1', 'v2']) await ask('/apis/apiregistration.k8s.io/v1/apiservices', apiService(version));
    const all = await tables('/apis/apiregistration.k8s.io/v1/apiservices?watch=true&timeoutSeconds=1&includeObject=None');
    expect(all.map(({ columnDefinitions }) => columnDefinitions?.length)).toEqual([4, 4]);
  });

  it('have the columns that a definition asks for', async () => {
    const version = {
      schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      additionalPrinterColumns: [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }],
    };
    await ask(definitions, definitionOf('Thing', { scope: 'Cluster', versions: [version] }));
    const thing = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' }, spec: { size: 3 } };
    const { status, text } = await ask('/apis/example.com/v1/things?includeObject=None', thing);
    expect(status).toBe(201);
    const { columnDefinitions, rows } = JSON.parse(text) as Table;
    expect(columnDefinitions?.map(({ name }) => name)).toEqual(['Name', 'Size']);
    expect(rows).toEqual([{ cells: ['a', 3], object: null }]);
  });

  it('are refused before a watch begins if nobody knows what rows should include', async () => {
    const { status, text } = await ask('/api/v1/namespaces/default/configmaps?watch=true&includeObject=Some');
    expect(status).toBe(400);
    expect((JSON.parse(text) as { message: string }).message).toBe(
      "Unable to convert to Table as requested: includeObject: Invalid value: \"Some\": must be 'Metadata', 'Object', 'None', or empty",
    );
  });
});
