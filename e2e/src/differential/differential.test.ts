import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '@kubewright/testing';
import { type Address, Asker } from './ask.js';
import type { DifferentialCase } from './case.js';
import { deviceCases } from './devices.cases.js';
import { knownDifferences } from './differences.js';
import { brokenRequestCases } from './broken-requests.cases.js';
import { applyCases } from './apply.cases.js';
import { containerCases } from './containers.cases.js';
import { connectionCases } from './connections.cases.js';
import { decodeCases } from './decode.cases.js';
import { finalizersCases } from './finalizers.cases.js';
import { definitionCases } from './definitions.cases.js';
import { discoveryCases } from './discovery.cases.js';
import { encodingCases } from './encodings.cases.js';
import { javascriptNameCases } from './javascript-names.cases.js';
import { kindsCases, otherKindsCases } from './kinds.cases.js';
import { lifecycleCases } from './lifecycle.cases.js';
import { limitCases } from './limits.cases.js';
import { metadataCases } from './metadata.cases.js';
import { patchCases } from './patch.cases.js';
import { podSecurityCases } from './pod-security.cases.js';
import { podSpecCases } from './pod-spec.cases.js';
import { quotaCases } from './quotas.cases.js';
import { readCases } from './read.cases.js';
import { ruleCases } from './rules.cases.js';
import { runCase } from './run-case.js';
import { volumeCases } from './volumes.cases.js';
import { validationCases } from './validation.cases.js';
import { warningCases } from './warnings.cases.js';
import { tableCases } from './table.cases.js';
import { wrongMetadataCases } from './wrong-metadata.cases.js';

const real = new Asker(JSON.parse(process.env['KUBEWRIGHT_DIFFERENTIAL_CONFIG'] ?? '{}') as Address);
let server: TestServer;
let embedded: Asker;

beforeAll(async () => {
  server = await startTestServer();
  embedded = new Asker({ host: server.url });
});

afterAll(async () => {
  real.close();
  embedded.close();
  await server.close();
});

const groups: Readonly<Record<string, readonly DifferentialCase[]>> = {
  reading: readCases,
  decoding: decodeCases,
  definitions: definitionCases,
  'names of JavaScript': javascriptNameCases,
  discovery: discoveryCases,
  encodings: encodingCases,
  metadata: metadataCases,
  kinds: kindsCases,
  'other kinds': otherKindsCases,
  'validation of kinds': validationCases,
  'wrong metadata': wrongMetadataCases,
  finalizers: finalizersCases,
  patches: patchCases,
  apply: applyCases,
  quotas: quotaCases,
  volumes: volumeCases,
  containers: containerCases,
  lifecycle: lifecycleCases,
  limits: limitCases,
  devices: deviceCases,
  'pod security': podSecurityCases,
  'pod specs': podSpecCases,
  warnings: warningCases,
  connections: connectionCases,
  rules: ruleCases,
  'broken requests': brokenRequestCases,
  // At the end: they make a ServiceCIDR, out of which the real server takes addresses from then on.
  tables: tableCases,
};
let count = 0;
/** Namespaces that are being made ready: on a real server that takes longer than most cases do. */
const ready: Promise<string>[] = [];

function nextNamespace(): Promise<string> {
  while (ready.length < 16) {
    const namespace = `case-${String(process.pid)}-${String(++count)}`;
    const made = Promise.all([prepare(real, namespace), prepare(embedded, namespace)]).then(() => namespace);
    // Whoever takes it sees that it failed.
    made.catch(() => undefined);
    ready.push(made);
  }
  return ready.shift() as Promise<string>;
}

describe.each(Object.entries(groups))('%s', (_group, cases) => {
  it.each(cases.map((one): [string, DifferentialCase] => [one.name, one]))('%s', async (name, one) => {
    const namespace = await nextNamespace();
    const [wanted, given] = await Promise.all([real, embedded].map((asker) => runCase(asker, one, namespace)));
    if (Object.hasOwn(knownDifferences, name)) expect(given).not.toEqual(wanted);
    else expect(given).toEqual(wanted);
  });
});

it('has no case twice, and names no difference of a case that is not there', () => {
  const names = Object.values(groups).flatMap((cases) => cases.map(({ name }) => name));
  expect(names).toEqual([...new Set(names)]);
  expect(Object.keys(knownDifferences).filter((name) => !names.includes(name))).toEqual([]);
});

/** A namespace in which pods can be created: the account that they run as is there. */
async function prepare(asker: Asker, namespace: string): Promise<void> {
  const body = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  const headers = { 'content-type': 'application/json' };
  const { status } = await asker.ask({ method: 'POST', path: '/api/v1/namespaces', headers, body });
  if (status !== 201) throw new Error(`no namespace ${namespace}: ${String(status)}`);
  await Promise.all(
    ['serviceaccounts/default', 'configmaps/kube-root-ca.crt'].map(async (path) => {
      for (let tries = 0; tries < 200; tries++) {
        const answer = await asker.ask({
          method: 'GET',
          path: `/api/v1/namespaces/${namespace}/${path}`,
          headers: {},
          body: undefined,
        });
        if (answer.status === 200) return;

        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`no ${path} in ${namespace}`);
    }),
  );
}
