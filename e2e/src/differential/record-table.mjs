// @ts-check
// Writes what a real server says in tables: of which columns (packages/testing/data/table-columns.json), and what stands in them for
// the objects of table.objects.ts and for custom resources, which tests of packages/testing replay.
//
//   node e2e/src/differential/record-table.mjs     (after npm run build and npm run control-plane -- build)
//
// The rows hold times, so another run writes another file; `git diff --stat` after it says only that.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { startControlPlane } from '@kubewright/envtest';
import { transformSync } from '@swc/core';
import { chooseVersion, programFolder } from '../../control-plane/versions.mjs';

const testing = new URL('../../../packages/testing/', import.meta.url);
const tableType = 'application/json;as=Table;g=meta.k8s.io;v=v1';

/** @typedef {import('./case.ts').DifferentialCase} Case */
/** @typedef {import('./case.ts').DifferentialStep} Step */
/** @typedef {import('./table.custom-objects.ts').CustomTableObject} CustomTableObject */
/** @typedef {{ name: string, type: string, format: string, description: string, priority: number }} Column */
/** @typedef {{ cells: unknown[], conditions?: unknown[] }} Row */
/** @typedef {{ resource: string, responseKind: { kind: string }, verbs: string[] }} DiscoveredResource */
/** @typedef {{ metadata: { name?: string }, versions: { version: string, resources: DiscoveredResource[] }[] }} DiscoveredGroup */
/**
 * What is read of an answer: of an object, of a table, of discovery, or of a Status.
 *
 * @typedef {{ message: string, metadata: Record<string, unknown>, columnDefinitions?: Column[], rows: [Row], items: DiscoveredGroup[] }} Body
 */

const { tableRowCases } = /** @type {{ tableRowCases: readonly Case[] }} */ (await importTypeScript('table.cases'));
const { withTimes } = /** @type {typeof import('./table.object.ts')} */ (await importTypeScript('table.object'));
const { customTableObjects } = /** @type {{ customTableObjects: readonly CustomTableObject[] }} */ (
  await importTypeScript('table.custom-objects')
);

const version = chooseVersion(undefined, process.env);
const controlPlane = await startControlPlane({
  useExistingCluster: false,
  assets: programFolder(version),
  apiServerFlags: { 'disable-admission-plugins': 'ServiceAccount' },
});
const { host, tls } = controlPlane.config;
const agent = new https.Agent({ keepAlive: true, ca: tls?.caData, cert: tls?.certData, key: tls?.keyData });
try {
  const columns = await recordColumns();
  writeFileSync(new URL('data/table-columns.json', testing), `${JSON.stringify(columns)}\n`);
  writeLines('src/table/table.vectors.json', await recordRows());
  writeLines('src/table/custom-table.vectors.json', await recordCustom());
} finally {
  agent.destroy();
  await controlPlane.stop();
}

/**
 * @param {string} file
 * @param {unknown[]} values
 */
function writeLines(file, values) {
  writeFileSync(new URL(file, testing), `[\n${values.map((value) => JSON.stringify(value)).join(',\n')}\n]\n`);
}

/** The columns of each kind; texts that several of them have stand once. */
async function recordColumns() {
  /** @type {string[]} */
  const descriptions = [];
  /** @type {Record<string, unknown[]>} */
  const kinds = {};
  const listed = (await listedResources()).map(({ group, version: name, resource, kind }) => ({
    name: `${group}/${kind}`,
    at: group === '' ? `/api/${name}/${resource}` : `/apis/${group}/${name}/${resource}`,
  }));
  for (const { name, at } of [...listed, { name: 'autoscaling/Scale', at: await pathOfScale() }]) {
    const { body } = await send({ method: 'GET', path: `${at}?limit=1`, headers: { accept: tableType } });
    if (!body.columnDefinitions) continue;
    kinds[name] = body.columnDefinitions.map((column) => {
      if (!descriptions.includes(column.description)) descriptions.push(column.description);
      return [column.name, column.type, column.format, descriptions.indexOf(column.description), column.priority];
    });
  }
  return { kubernetes: `v${version}`, descriptions, kinds };
}

/** Of an object that has a scale, which is made for it. */
async function pathOfScale() {
  const spec = { containers: [{ name: 'a', image: 'i' }] };
  const body = { metadata: { name: 'scaled' }, spec: { template: { metadata: { labels: { a: 'b' } }, spec } } };
  const collection = '/api/v1/namespaces/default/replicationcontrollers';
  await send({ method: 'POST', path: collection, body });
  return `${collection}/scaled/scale`;
}

/** @returns {Promise<{ group: string, version: string, resource: string, kind: string }[]>} */
async function listedResources() {
  const found = [];
  for (const root of ['/api', '/apis']) {
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    const { body } = await send({ method: 'GET', path: root, headers: { accept } });
    for (const { metadata, versions } of body.items) {
      for (const { version: name, resources } of versions) {
        for (const { resource, responseKind, verbs } of resources) {
          if (!verbs.includes('list')) continue;
          found.push({ group: metadata.name ?? '', version: name, resource, kind: responseKind.kind });
        }
      }
    }
  }
  return found;
}

/** The row with which each case ends. */
async function recordRows() {
  const vectors = [];
  const problems = [];
  for (const [index, { name, steps }] of tableRowCases.entries()) {
    const namespace = `ns-${index}`;
    await send({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: namespace } } });
    let objectPath = '';
    for (const [number, step] of steps.entries()) {
      const request = /** @type {Step} */ (JSON.parse(JSON.stringify(step).replaceAll('{ns}', namespace)));
      const answer = await send(request);
      if (answer.status >= 300) {
        problems.push(`${name}: ${answer.body.message}`);
        break;
      }
      if (number === 0)
        objectPath = `${request.path.split('?')[0]}/${/** @type {{ metadata: { name: string } }} */ (request.body).metadata.name}`;
      if (number === steps.length - 1) vectors.push({ name, ...(await rowOf(objectPath, namespace)) });
    }
  }
  if (problems.length > 0) throw new Error(`not as the cases want it:\n${problems.join('\n')}`);
  return vectors;
}

/**
 * An object and its row. Ages count whole seconds, so the row has to come in the second that `now` is in.
 *
 * @param {string} objectPath
 * @param {string} namespace
 */
async function rowOf(objectPath, namespace) {
  for (;;) {
    const { body: object } = await send({ method: 'GET', path: objectPath });
    const now = new Date();
    const { body: table } = await send({ method: 'GET', path: objectPath, headers: { accept: tableType } });
    const isSame = table.metadata.resourceVersion === object.metadata.resourceVersion;
    if (!isSame || Math.floor(Date.now() / 1000) !== Math.floor(now.getTime() / 1000)) continue;
    const [{ cells, conditions }] = table.rows;
    const { managedFields, uid, resourceVersion, generation, ...metadata } = object.metadata;
    object.metadata = metadata;
    const vector = { now: now.toISOString(), cells, ...(conditions && { conditions }), object };
    return JSON.parse(JSON.stringify(vector).replaceAll(namespace, 'ns'));
  }
}

/** Rows of custom resources, each with the columns of its definition and those of the table. */
async function recordCustom() {
  const vectors = [];
  for (const [index, { name, columns, object }] of customTableObjects.entries()) {
    const group = `group-${index}.example.com`;
    const at = `/apis/${group}/v1/things`;
    const answer = await send({
      method: 'POST',
      path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      body: {
        metadata: { name: `things.${group}` },
        spec: {
          group,
          scope: 'Cluster',
          names: { plural: 'things', kind: 'Thing' },
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
              ...(columns.length > 0 && { additionalPrinterColumns: columns }),
            },
          ],
        },
      },
    });
    if (answer.status >= 300) throw new Error(`${name}: ${answer.body.message}`);
    const body = { apiVersion: `${group}/v1`, kind: 'Thing', metadata: { name: 'thing' }, ...object };
    for (;;) {
      const { status } = await send({ method: 'POST', path: at, body });
      if (status < 300) break;
      await sleep(50);
    }
    const row = await rowOf(`${at}/thing`, 'no-namespace');
    const { body: table } = await send({ method: 'GET', path: `${at}/thing`, headers: { accept: tableType } });
    const { columnDefinitions } = table;
    vectors.push({ name, columns, columnDefinitions, ...row });
  }
  return vectors;
}

/**
 * @param {Pick<Step, 'method' | 'path' | 'headers' | 'body' | 'contentType'>} step
 * @returns {Promise<{ status: number, body: Body }>}
 */
function send({ method, path: target, headers = {}, body, contentType = 'application/json' }) {
  return new Promise((resolve, reject) => {
    const sent = https.request(
      `${host}${target}`,
      { method, agent, headers: { accept: 'application/json', 'content-type': contentType, ...headers } },
      (response) => {
        response.setEncoding('utf8');
        let text = '';
        response.on('data', (chunk) => (text += chunk));
        response.once('error', reject);
        response.once('end', () => {
          // What is not served yet is told in plain text.
          const isJSON = response.headers['content-type']?.startsWith('application/json');
          resolve({ status: response.statusCode ?? 0, body: isJSON ? JSON.parse(text) : { message: text } });
        });
      },
    );
    sent.once('error', reject);
    sent.end(body === undefined ? undefined : withTimes(JSON.stringify(body)));
  });
}

/**
 * @param {string} name of a file of cases, without `.ts`
 * @returns {Promise<unknown>}
 */
async function importTypeScript(name) {
  const source = new URL('.', import.meta.url);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'table-cases-'));
  try {
    writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
    for (const file of readdirSync(source)) {
      if (!/^(?:case|table\..*)\.ts$/.test(file)) continue;
      const { code } = transformSync(readFileSync(new URL(file, source), 'utf8'), {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        isModule: true,
      });
      writeFileSync(path.join(folder, file.replace(/\.ts$/, '.js')), code);
    }
    return await import(pathToFileURL(path.join(folder, `${name}.js`)).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
