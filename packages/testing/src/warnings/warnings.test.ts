import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, team } from '../ask.test-support.js';
import type { JSONObject } from '../json.js';
import { startTestServer, type TestServer } from '../test-server.js';
import { WarningRecorder } from './warning-recorder.js';
import { definitionOf, definitions } from '../custom-definition.test-support.js';

/** What kube-apiserver 1.36.3 warned of; e2e/src/differential asks it again. */
interface Recorded {
  readonly name: string;
  readonly path: string;
  readonly body: JSONObject;
  readonly warnings: readonly string[];
}

const file = new URL('../../../../e2e/src/differential/warnings.answers.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded[];

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ objects: [team] });
});

afterAll(() => server.close());

/** The header as Node reads several of them. */
function headerOf(warnings: readonly string[]): string | undefined {
  const fields = warnings.map((text) => `299 - "${text.replace(/[\\"]/g, '\\$&')}"`);
  return fields.length === 0 ? undefined : fields.join(', ');
}

async function warningsOf(method: string, path: string, body?: unknown, contentType = 'application/json'): Promise<unknown> {
  const answer = await ask(server, method, path, { body, headers: { 'Content-Type': contentType } });
  return answer.headers['warning'];
}

function secret(certificate: string, key: string): object {
  const data = { 'tls.crt': btoa(certificate), 'tls.key': btoa(key) };
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'pair' }, type: 'kubernetes.io/tls', data };
}

describe('a create', () => {
  it.each(recorded.map((one): [string, Recorded] => [one.name, one]))('warns as a real server: %s', async (_name, one) => {
    const { status, headers } = await ask(server, 'POST', `${one.path.replace('{ns}', 'team')}?dryRun=All`, { body: one.body });
    expect({ status, warning: headers['warning'] }).toEqual({ status: 201, warning: headerOf(one.warnings) });
  });

  it('warns of keys that are not those of their certificates, in the words of crypto/tls', async () => {
    const { CertificateAuthority } = await import('../../../envtest/src/certificates.js');
    const authority = await CertificateAuthority.create('testing');
    const [jane, bob] = [await authority.issueClient('jane', []), await authority.issueClient('bob', [])];
    const secrets = '/api/v1/namespaces/team/secrets?dryRun=All';
    const header = (certificate: string, key: string): Promise<unknown> => warningsOf('POST', secrets, secret(certificate, key));
    expect(await header(jane.certificate, jane.key)).toBeUndefined();
    const texts = [
      await header(jane.certificate, bob.key),
      await header(jane.certificate, 'a'),
      await header(jane.certificate, jane.certificate),
      await header(jane.certificate, jane.certificate + jane.certificate),
      await header(jane.certificate, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'),
      await header('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', jane.key),
      await header('-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n', jane.key),
    ];
    expect(texts).toEqual(
      [
        'tls: private key does not match public key',
        'tls: failed to find any PEM data in key input',
        'tls: found a certificate rather than a key in the PEM for the private key',
        'tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [CERTIFICATE CERTIFICATE]',
        'tls: failed to parse private key',
        'x509: malformed certificate',
        'tls: failed to find any PEM data in certificate input',
      ].map((text) => headerOf([text])),
    );
  });

  it('warns of what was wrong in the body even if it is refused', async () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: { nope: 1 } };
    const { status, headers } = await ask(server, 'POST', '/api/v1/namespaces/team/pods', { body: pod });
    expect([status, headers['warning']]).toEqual([422, headerOf(['unknown field "spec.nope"'])]);
  });
});

describe('an old version', () => {
  it('is warned of in every answer about it, but not where there is no such method', async () => {
    const endpoints = '/api/v1/namespaces/team/endpoints';
    const warning = headerOf(['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice']);
    expect(await warningsOf('GET', endpoints)).toBe(warning);
    expect(await warningsOf('GET', `${endpoints}/nope`)).toBe(warning);
    expect(await warningsOf('PUT', endpoints, {})).toBeUndefined();
  });

  it('of a definition has its own text, or that of the best version that is newer', async () => {
    const versions = [
      { name: 'v1beta1', deprecated: true, storage: false },
      { name: 'v1alpha1', deprecated: true, deprecationWarning: 'no longer' },
      { name: 'v1', storage: true },
      { name: 'v2' },
    ];
    const names = { singular: 'widget', listKind: 'WidgetList' };
    const body = definitionOf('Widget', { scope: 'Cluster', names, versions });
    await ask(server, 'POST', definitions, { body });
    const header = (name: string): Promise<unknown> => warningsOf('GET', `/apis/example.com/${name}/widgets`);
    expect(await header('v1beta1')).toBe(headerOf(['example.com/v1beta1 Widget is deprecated; use example.com/v2 Widget']));
    expect(await header('v1alpha1')).toBe(headerOf(['no longer']));
    expect(await header('v1')).toBeUndefined();
    const named = { metadata: { name: 'a', finalizers: ['b.c', 'a'] }, apiVersion: 'example.com/v1', kind: 'Widget' };
    expect(await warningsOf('POST', '/apis/example.com/v1/widgets', named)).toBe(
      headerOf([
        'metadata.finalizers: "a": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers',
        'metadata.finalizers: "b.c": prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers',
      ]),
    );
  });
});

describe('WarningRecorder', () => {
  function recordedOf(texts: readonly string[]): string[] {
    const recorder = new WarningRecorder();
    for (const text of texts) recorder.add(text);
    return recorder.headers()['Warning'] ?? [];
  }

  it('keeps each text once, in the order in which they came', () => {
    expect(recordedOf(['b', 'a', '', 'b'])).toEqual(['299 - "b"', '299 - "a"']);
  });

  it('leaves out what no header can carry', () => {
    expect(recordedOf(['a\nb'])).toEqual([]);
    expect(recordedOf([])).toEqual([]);
  });

  it('cuts all texts off at 256 characters once they are more than 4096 together, and stops there', () => {
    const long = Array.from({ length: 30 }, (_, index) => `${String(index).padStart(2, '0')}${'ä'.repeat(298)}`);
    expect(recordedOf(long.slice(0, 13)).map((field) => field.length)).toEqual(
      Array.from({ length: 13 }, () => 8 + 2 + 298 * 2 + 0),
    );
    expect(recordedOf(long)).toHaveLength(16);
    expect(Buffer.from(recordedOf(long)[0] ?? '', 'latin1').toString('utf8')).toBe(`299 - "00${'ä'.repeat(254)}"`);
  });
});
