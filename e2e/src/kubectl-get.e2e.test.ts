import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TableClient, type TableWatchEvent } from '@kubewright/dynamic';
import type { Result } from '@kubewright/rest';
import { chooseVersion, programFolder } from '../control-plane/versions.mjs';
import { ownNamespace } from './cluster.js';
import { eventually } from './eventually.js';

const { clientset, namespace } = await ownNamespace();
const kubectl = path.join(programFolder(chooseVersion(undefined, process.env)), 'kubectl');
const example = fileURLToPath(new URL('../../examples/kubectl-get/dist/main.js', import.meta.url));
const group = `get-${process.env['KUBEWRIGHT_E2E_RUN'] ?? ''}.example.com`;
const widgets = { group, version: 'v1', resource: 'widgets', kind: 'Widget', namespaced: true };
const folder = await mkdtemp(path.join(os.tmpdir(), 'kubewright-e2e-get-'));
const throughProxy = path.join(folder, 'through-proxy');

/** Forwards reads to the cluster, and gives one answer to all who ask for the same: a second later, objects are a second older. */
const answers = new Map<string, Promise<Result>>();
const proxy = createServer((request, response) => void forward(request, response).catch(() => response.destroy()));

function read(uri: string, accept: string): Promise<Result> {
  const request = clientset.rest.get().requestURI(uri).setHeader('Accept', accept);
  return request.warningHandler(() => undefined).do(); // The programs print them.
}

async function forward({ url = '', headers: { accept = '' } }: IncomingMessage, response: ServerResponse): Promise<void> {
  const key = `${accept} ${url}`;
  const asked = answers.get(key) ?? read(url, accept);
  answers.set(key, asked);
  const answer = await asked;
  const warning = answer.warnings.map(({ code, agent, text }) => `${String(code)} ${agent} ${JSON.stringify(text)}`).join(', ');
  response.writeHead(answer.statusCode, { 'content-type': answer.contentType, warning }).end(answer.raw());
}

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function run(program: string, args: string[], kubeconfig: string | undefined): Promise<Outcome> {
  const env = { ...process.env, KUBECONFIG: kubeconfig, KUBECACHEDIR: path.join(folder, 'cache') };
  return new Promise((resolve, reject) => {
    execFile(program, args, { env }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(new Error(`${program} did not run`, { cause: error }));
      else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

const runExample = (args: string[], kubeconfig?: string): Promise<Outcome> =>
  run(process.execPath, [example, ...args], kubeconfig);

/** What both programs did with the same arguments, if that was the same. */
async function sameOutcome(args: string[], kubeconfig?: string): Promise<Outcome> {
  answers.clear();
  const [theirs, ours] = await Promise.all([run(kubectl, ['get', ...args], kubeconfig), runExample(args, kubeconfig)]);
  expect(ours).toEqual(theirs);
  return ours;
}

const words = (line: string): string[] => line.replaceAll('$NAMESPACE', namespace).replaceAll('$GROUP', group).split(' ');

async function createWidget(name: string, spec: object): Promise<void> {
  const widget = { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name, labels: { size: name } }, spec };
  const request = clientset.rest.post().absPath('/apis', group, 'v1').namespace(namespace).resource('widgets').body(widget);
  (await request.do()).into();
}

// In a block of its own, so that what it cleans up with is not closed before.
describe('kubectl get', () => {
  beforeAll(async () => {
    const column = (name: string, type: string, priority = 0): object => ({ name, type, priority, jsonPath: `.spec.${name}` });
    const additionalPrinterColumns = [
      column('text', 'string'),
      column('count', 'integer'),
      column('Share', 'number', 1),
      column('open', 'boolean'),
      column('list', 'string'),
      column('since', 'date', 1),
    ] as { name: string; type: string; jsonPath: string }[];
    const openAPIV3Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    await clientset
      .apiextensionsV1()
      .customResourceDefinitions()
      .create({
        metadata: { name: `widgets.${group}` },
        spec: {
          group,
          scope: 'Namespaced',
          names: { plural: 'widgets', singular: 'widget', kind: 'Widget', shortNames: ['wi'] },
          versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema }, additionalPrinterColumns }],
        },
      });
    await eventually(() => createWidget('plain', { text: 'fine', count: 3, open: true, since: '2020-01-01T00:00:00Z' }));
    await createWidget('hostile', { text: '\u001b[31m世界 😀\nforged   Running', list: ['a', 'b'], Share: 1_234_567.5 });
    await createWidget('sparse', { text: 'tab\there', Share: 0.000_01, count: 9_007_199_254_740_991 });

    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'none' }] } };
    const spec = { replicas: 2, selector: { matchLabels: { app: 'web' } }, template };
    await clientset
      .appsV1()
      .deployments(namespace)
      .create({ metadata: { name: 'web' }, spec });
    await clientset
      .coreV1()
      .pods(namespace)
      .create({ ...template, metadata: { name: 'own' } });
    await clientset
      .coreV1()
      .nodes()
      .create({ metadata: { name: namespace } });
    await eventually(async () => expect((await clientset.coreV1().pods(namespace).list()).items).toHaveLength(3));

    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const server = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'proxy', cluster: { server } }],
      contexts: [
        { name: 'default', context: { cluster: 'proxy' } },
        { name: 'chosen', context: { cluster: 'proxy', namespace } },
      ],
      'current-context': 'default',
    };
    await writeFile(throughProxy, JSON.stringify(config));
  });

  afterAll(async () => {
    await clientset.coreV1().nodes().delete(namespace);
    await clientset.apiextensionsV1().customResourceDefinitions().delete(`widgets.${group}`);
    await new Promise((resolve) => proxy.close(resolve));
    await rm(folder, { recursive: true });
  });

  describe('prints what our example prints, byte for byte:', () => {
    it.each([
      ['pods -n $NAMESPACE', /^own +0\/1/m],
      ['po -n $NAMESPACE -o wide', /NOMINATED NODE/],
      ['pods own -n $NAMESPACE', /^own/m],
      ['pods -n $NAMESPACE -l app=web', /^web-/m],
      ['pods -A', /^NAMESPACE +NAME/],
      ['deploy -n $NAMESPACE', /^web +0\/2/m],
      ['deployments.v1.apps web -n $NAMESPACE -o wide', /CONTAINERS/],
      ['Deployment.apps -n $NAMESPACE', /^web/m],
      ['nodes', /^e2e-kubectl-get-/m],
      ['no -o wide', /KERNEL-VERSION/],
      ['nodes $NAMESPACE -A', /^NAME +STATUS/],
      ['widgets -n $NAMESPACE', /\^\[\[31m/],
      ['wi -n $NAMESPACE -o wide', /1\.2345675e\+06/],
      ['widget.$GROUP -A -l size=sparse', /9007199254740991/],
      ['widgets plain -n $NAMESPACE', /fine/],
      ['all -n $NAMESPACE', /\n\nNAME +READY +UP-TO-DATE/],
      ['pods,wi,po -n $NAMESPACE', /^pod\/own/m],
      ['customresourcedefinitions', /^widgets\.get-/m],
      ['services -A', /^default +kubernetes/m],
      ['endpoints -A', /Warning: v1 Endpoints is deprecated/],
      ['configmaps -n nowhere-at-all', /^No resources found in nowhere-at-all namespace\.$/m],
      ['secrets -A -l app=none', /^No resources found$/m],
      ['csr -l app=none', /^No resources found$/m],
      ['pods missing -n $NAMESPACE', /^Error from server \(NotFound\): pods "missing" not found$/m],
      ['pods,deploy web -n $NAMESPACE', /NotFound/],
      ['nonsense', /^error: the server doesn't have a resource type "nonsense"$/m],
      ['nonsense.v1.apps', /resource type "nonsense"/],
      ['pods own -A', /cannot be retrieved by name across all namespaces/],
      ['pods own -l app=web', /name cannot be provided when a selector is specified/],
    ])('%s', async (line, shown) => {
      const { stdout, stderr } = await sameOutcome(words(line), throughProxy);
      expect(stdout + stderr).toMatch(shown);
    });

    it('with a kubeconfig, a context, and the namespace of the context', async () => {
      const outcome = await sameOutcome(['pods', 'own', '--kubeconfig', throughProxy, '--context', 'chosen'], '/nowhere');
      expect(outcome).toEqual({ code: 0, stdout: expect.stringMatching(/^NAME[^]*\nown /), stderr: '' });
    });

    it('with the kubeconfig of an administrator', async () => {
      const outcome = await sameOutcome(words('widgets plain -n $NAMESPACE'), process.env['KUBEWRIGHT_E2E_KUBECONFIG']);
      expect(outcome).toEqual({ code: 0, stdout: expect.stringMatching(/^NAME[^]*\nplain /), stderr: '' });
    });

    it('and exits with 1 when it is used wrongly', async () => {
      for (const args of [[], ['pods', 'a', 'b'], ['pods', '-o', 'json'], ['--nonsense'], ['pods', '--context', 'nowhere']]) {
        const { code, stdout, stderr } = await runExample(args, throughProxy);
        expect([code, stdout]).toEqual([1, '']);
        expect(stderr).toMatch(/^error: [^]*\n$/);
      }
    });
  });

  describe('tables of a real server', () => {
    const tables = new TableClient(clientset.rest, widgets, namespace);

    it('are the same read in pages', async () => {
      const names = ({ rows }: { rows: { cells: unknown[] }[] }): unknown[] => rows.map(({ cells }) => cells[0]);
      const whole = await tables.list();
      expect(names(whole)).toEqual(['hostile', 'plain', 'sparse']);
      const paged = await tables.listAll({ limit: 1 });
      expect(names(paged)).toEqual(names(whole));
      expect(paged.metadata.continue).toBeUndefined();
    });

    it('have of the objects what was asked for', async () => {
      const [none, metadata, object] = await Promise.all([
        tables.get('plain', { includeObject: 'None' }),
        tables.get('plain'),
        tables.get('plain', { includeObject: 'Object' }),
      ]);
      expect(none.rows[0]?.object ?? null).toBeNull();
      expect(metadata.rows[0]?.object).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name: 'plain' } });
      expect(object.rows[0]?.object).toMatchObject({ kind: 'Widget', spec: { text: 'fine' } });
    });

    it('are told of in a watch, with all columns, until the bookmark that ends the beginning', async () => {
      await using watch = await tables.watch({
        sendInitialEvents: true,
        resourceVersionMatch: 'NotOlderThan',
        allowWatchBookmarks: true,
        timeoutSeconds: 30,
      });
      const events: TableWatchEvent[] = [];
      for await (const event of watch) {
        events.push(event);
        if (event.type === 'BOOKMARK') break;
      }
      const seen = events.map((event) =>
        event.type === 'BOOKMARK'
          ? event.object.metadata.annotations
          : [event.object.rows[0]?.cells[0], event.object.columnDefinitions.length],
      );
      expect(seen).toHaveLength(4);
      expect(seen).toEqual(
        expect.arrayContaining([
          ['hostile', 7],
          ['plain', 7],
          ['sparse', 7],
        ]),
      );
      expect(seen[3]).toEqual({ 'k8s.io/initial-events-end': 'true' });
    });
  });
});
