// @ts-check
// Writes what a real server answers in the cases of kinds.cases.ts, which a test of packages/testing replays.
//
//   node e2e/src/differential/record-kinds.mjs [--check]     (after npm run build and npm run control-plane -- build)
//
// Controllers that write into workloads are off. What differs from run to run is replaced by names in braces.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { startControlPlane } from '@kubewright/envtest';
import { RESTClient, StatusError } from '@kubewright/rest';
import { transformSync } from '@swc/core';
import { chooseVersion, programFolder } from '../../control-plane/versions.mjs';

const target = new URL('../../../packages/testing/src/kinds/kinds.vectors.json', import.meta.url);

/** @typedef {import('./case.ts').DifferentialCase} Case */
/** @typedef {import('./case.ts').DifferentialStep} Step */

/** @type {{ kindsCases: Case[], otherKindsCases: Case[] }} */
const { kindsCases, otherKindsCases } = await importTypeScript('kinds.cases.js');

const controllers = 'namespace-controller,root-ca-certificate-publisher-controller,serviceaccount-controller';
const controlPlane = await startControlPlane({
  useExistingCluster: false,
  assets: programFolder(chooseVersion(undefined, process.env)),
  controllerManager: true,
  controllerManagerFlags: { controllers },
});
const client = new RESTClient(controlPlane.config);
try {
  const text = `[\n${(await record()).join(',\n')}\n]\n`;
  if (!process.argv.includes('--check')) writeFileSync(target, text);
  else if (readFileSync(target, 'utf8') !== text) throw new Error('the recorded answers are not those of this server');
} finally {
  await client.close();
  await controlPlane.stop();
}

/** One line of JSON for each case. */
async function record() {
  const lines = [];
  for (const [index, { name, steps }] of [...kindsCases, ...otherKindsCases].entries()) {
    const namespace = `case-${index}`;
    await send({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: namespace } } });
    while ((await send({ method: 'GET', path: `/api/v1/namespaces/${namespace}/serviceaccounts/default` })).code === 404) {
      await sleep(20);
    }
    const recorded = [];
    for (const step of steps) {
      const request = JSON.parse(JSON.stringify(step).replaceAll('{ns}', namespace));
      const answer = await send(request);
      recorded.push({ ...step, answer: normalized(answer, { namespace, request: JSON.stringify(request) }) });
    }
    lines.push(JSON.stringify({ name, steps: recorded }));
  }
  return lines;
}

/**
 * The object, or the Status, that the server answers with.
 *
 * @param {Step} step
 */
async function send({ method, path: uri, body, contentType = 'application/json' }) {
  let request = client.verb(method).requestURI(uri);
  if (body !== undefined) request = request.body(JSON.stringify(body)).setHeader('Content-Type', contentType);
  try {
    return /** @type {any} */ ((await request.do()).into());
  } catch (error) {
    if (error instanceof StatusError) return error.status;
    throw error;
  }
}

/**
 * @param {any} answer
 * @param {{ namespace: string, request: string }} of the text of the request: what it asked for is no accident
 */
function normalized(answer, { namespace, request }) {
  return JSON.parse(JSON.stringify(answer).replaceAll(namespace, '{ns}'), (field, value) => {
    if (field === 'managedFields' || field === 'resourceVersion') return undefined;
    if (/^(?:creationTimestamp|deletionTimestamp|lastPhaseTransitionTime|lastTransitionTime)$/.test(field) && value !== null)
      return '{time}';
    if (typeof value === 'string') {
      const shown = value
        .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}/g, '{uid}')
        .replace(/kube-api-access-[a-z0-9]{5}/g, 'kube-api-access-{suffix}');
      return /^10\.96\.\d+\.\d+$/.test(shown) && !request.includes(shown) ? '{ip}' : shown;
    }
    const isPort = (field === 'nodePort' || field === 'healthCheckNodePort') && typeof value === 'number';
    return isPort && !request.includes(String(value)) ? '{port}' : value;
  });
}

/**
 * Imports a file of this folder, with what it imports of it.
 *
 * @param {string} file
 * @returns {Promise<any>}
 */
async function importTypeScript(file) {
  const here = new URL('.', import.meta.url);
  const folder = mkdtempSync(path.join(tmpdir(), 'record-kinds-'));
  try {
    writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
    for (const name of readdirSync(here).filter((one) => one.endsWith('.ts'))) {
      const source = readFileSync(new URL(name, here), 'utf8');
      const { code } = transformSync(source, { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, isModule: true });
      writeFileSync(path.join(folder, name.replace(/ts$/, 'js')), code);
    }
    return await import(pathToFileURL(path.join(folder, file)).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
