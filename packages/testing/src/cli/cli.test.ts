import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask } from '../ask.test-support.js';
import { runToEnd, type ServerProcess, startProcess } from './server-process.test-support.js';

let folder: string;
let running: ServerProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-server-cli-'));
  running = [];
});

afterEach(async () => {
  for (const server of running) await server.stop('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

async function start(...args: string[]): Promise<ServerProcess> {
  const server = await startProcess(...args);
  running.push(server);
  return server;
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const configMap = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { plural: widgets, kind: Widget }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]
`;

describe('kubewright-test-server', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends with exit code 0 on %s', async (signal) => {
    const server = await start();

    expect((await ask({ url: server.url, config: {} }, 'GET', '/readyz')).status).toBe(200);
    expect(await server.stop(signal)).toMatchObject({ code: 0, signal: null, err: '' });
  });

  it('prints its options and versions', async () => {
    const help = await runToEnd('--help');

    expect(help.code).toBe(0);
    for (const option of ['port', 'data', 'persist', 'tls', 'token', 'kubeconfig', 'help', 'version'])
      expect(help.out).toContain(`--${option}`);
    expect(await runToEnd('--version')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/36\.\d+\.\d+ \(Kubernetes v1\.36\./),
    });
  });

  it.each([[['--prot', '1']], [['--port', '70000']], [['--port', 'http']], [['--port']], [['--persist', '']], [['more']]])(
    'answers %j with one line and exit code 2',
    async (args) => {
      const { code, out, err } = await runToEnd(...args);

      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/^kubewright-test-server: [^\n]+; --help explains the options\n$/);
      expect(err).toContain(args[0]);
    },
  );

  it('says that a port is taken in one line, with exit code 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    const { code, err } = await runToEnd('--port', String(port));
    other.close();

    expect(code).toBe(1);
    expect(err).toBe(
      `kubewright-test-server: --port ${String(port)}: another program uses this port; give another, or leave the option out\n`,
    );
  });

  it('loads the documents of several files, and objects of kinds that they define', async () => {
    const first = await file('first.yaml', `${definition}---\napiVersion: example.com/v1\nkind: Widget\nmetadata: { name: w }\n`);
    const second = await file('second.yaml', `${configMap('a')}---\n# nothing\n---\n${configMap('b')}`);

    const { url } = await start('--data', first, '--data', second);

    for (const path of [
      '/apis/example.com/v1/namespaces/default/widgets/w',
      '/api/v1/namespaces/default/configmaps/a',
      '/api/v1/namespaces/default/configmaps/b',
    ])
      expect((await ask({ url, config: {} }, 'GET', path)).status).toBe(200);
  });

  it.each([
    [
      'an object that the server refuses',
      `${configMap('a')}---\n${configMap('B!')}`,
      /document 2 \(line 6\): loading ConfigMap "B!": .*Invalid value/,
    ],
    [
      'a kind that nobody knows',
      `apiVersion: v1\nkind: Nothing\n`,
      /document 1 \(line 1\): .*no resource has the kind Nothing of v1/,
    ],
    ['what is no object', `${configMap('a')}---\n- 1\n`, /document 2 \(line 6\): not an object/],
    ['what has no kind', `apiVersion: v1\n`, /document 1 \(line 1\): kind is missing/],
    [
      'an item without a kind',
      `apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1 }]\n`,
      /document 1 \(line 1\), item 1: kind is missing/,
    ],
    ['what is no YAML', `${configMap('a')}---\na: [\n`, /objects\.yaml: not valid YAML in document 2, at line \d+/],
  ])('names file and document of %s', async (_what, text, message) => {
    const { code, err } = await runToEnd('--data', await file('objects.yaml', text));

    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).toContain(join(folder, 'objects.yaml'));
    expect(err.split('\n')).toHaveLength(2);
  });

  it('says which file it cannot read', async () => {
    const path = join(folder, 'missing.yaml');

    expect(await runToEnd('--data', path)).toMatchObject({
      code: 1,
      err: expect.stringContaining(`--data ${path}: cannot be read`),
    });
  });

  it('writes a kubeconfig that only its owner can read, and prints no token', async () => {
    const path = join(folder, 'kubeconfig');
    await writeFile(path, 'what was there before', { mode: 0o644 });

    const server = await start('--tls', '--token', 'a-secret', '--kubeconfig', path);
    const kubeconfig = JSON.parse(await readFile(path, 'utf8')) as {
      clusters: { cluster: { server: string; 'certificate-authority-data': string } }[];
      users: { user: { token: string } }[];
    };
    const caData = Buffer.from(kubeconfig.clusters[0]?.cluster['certificate-authority-data'] ?? '', 'base64').toString();
    const asking = { url: server.url, config: { tls: { caData } } };

    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(kubeconfig.clusters[0]?.cluster.server).toBe(server.url);
    expect((await ask(asking, 'GET', '/api/v1/namespaces', { token: kubeconfig.users[0]?.user.token ?? '' })).status).toBe(200);
    expect((await ask(asking, 'GET', '/api/v1/namespaces')).status).toBe(401);
    const { out, err } = await server.stop('SIGTERM');
    expect(out).toContain(`kubectl --kubeconfig ${path} get namespaces`);
    expect(out + err).not.toContain('a-secret');
  });

  it('says that kubectl sends no token without TLS', async () => {
    const server = await start('--token', 'a-secret', '--kubeconfig', join(folder, 'kubeconfig'));

    const { out } = await server.stop('SIGTERM');
    expect(out).toContain('start this with --tls');
    expect(out).not.toContain('kubectl --kubeconfig');
  });
});
