import { afterAll, describe, expect, it } from '@jest/globals';
import { isNoMatch } from '@kubewright/discovery';
import {
  type AppliedDocument,
  type ApplyDocumentsOptions,
  DynamicClient,
  loadDocuments,
  throwIfFailed,
} from '@kubewright/dynamic';
import { isConflict, isInvalid, isNotFound } from '@kubewright/rest';
import { ownNamespace } from './cluster.js';

const { clientset, namespace } = await ownNamespace();
const dynamic = new DynamicClient(clientset.rest);
const group = `${namespace}.kubewright.test`;
const mine = { fieldManager: 'e2e-apply' };

/** What belongs together, in an order in which nothing would work. */
const manifest = (color: string): string => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: ${namespace}-reader}
rules:
- {apiGroups: [""], resources: [pods], verbs: [get, list]}
---
apiVersion: ${group}/v1
kind: Gadget
metadata: {name: one, namespace: ${namespace}-made}
spec: {color: ${color}}
---
{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "${namespace}-made"},
 "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "web"}},
  "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "web", "image": "web:1"}]}}}}
---
# The settings of the web server.
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: settings, namespace: ${namespace}-made}
  data: {color: ${color}, debug: "off"}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: gadgets.${group}}
spec:
  group: ${group}
  scope: Namespaced
  names: {plural: gadgets, singular: gadget, kind: Gadget}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {spec: {type: object, properties: {color: {type: string}}}}
---
apiVersion: v1
kind: Namespace
metadata: {name: ${namespace}-made}
`;

const apply = (text: string, options: Partial<ApplyDocumentsOptions> = {}): Promise<AppliedDocument[]> =>
  dynamic.apply(loadDocuments(text), { ...mine, ...options });
const results = (applied: readonly AppliedDocument[]): string[] =>
  applied.map(({ document, result }) => `${document.kind ?? ''} ${result}`);

describe('a manifest of several kinds', () => {
  const kinds = ['ClusterRole', 'Gadget', 'Deployment', 'ConfigMap', 'CustomResourceDefinition', 'Namespace'];
  const all = (result: string): string[] => kinds.map((kind) => `${kind} ${result}`);

  it('is tried without storing anything: what needs another document fails', async () => {
    const applied = await apply(manifest('red'), { dryRun: ['All'] });
    const failed = applied.filter(({ result }) => result === 'failed');
    expect(failed.map(({ document, error }) => [document.kind, isNoMatch(error), isNotFound(error)])).toEqual([
      ['Gadget', true, false],
      ['Deployment', false, true],
      ['ConfigMap', false, true],
    ]);
  });

  it('is created in an order in which it works, with the definition served before its resource', async () => {
    const applied = await apply(manifest('red'));
    throwIfFailed(applied);
    expect(results(applied)).toEqual(all('created'));
    expect(applied[1]?.object).toMatchObject({ kind: 'Gadget', metadata: { name: 'one' }, spec: { color: 'red' } });
    const read = await clientset.coreV1().configMaps(`${namespace}-made`).get('settings');
    expect(read).toMatchObject({ data: { color: 'red', debug: 'off' }, metadata: { managedFields: [{ manager: 'e2e-apply' }] } });
  });

  it('is unchanged when it is applied again, also by a client that knows nothing yet, and as a dry run', async () => {
    expect(results(await new DynamicClient(clientset.rest).apply(loadDocuments(manifest('red')), mine))).toEqual(
      all('unchanged'),
    );
    expect(results(await apply(manifest('red'), { dryRun: ['All'] }))).toEqual(all('unchanged'));
  });

  it('is configured where it has changed, and a dry run says so before', async () => {
    const changed = ['unchanged', 'configured', 'unchanged', 'configured', 'unchanged', 'unchanged'];
    const expected = kinds.map((kind, index) => `${kind} ${changed[index] ?? ''}`);
    expect(results(await apply(manifest('blue'), { dryRun: ['All'] }))).toEqual(expected);
    expect(results(await apply(manifest('blue')))).toEqual(expected);
  });

  it('is applied around a document that the server refuses', async () => {
    const broken = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: Not_A_Name, namespace: ${namespace}-made}\n---${manifest('green')}`;
    const applied = await apply(broken);
    expect(isInvalid(applied[0]?.error)).toBe(true);
    expect(results(applied)).toEqual([
      'ConfigMap failed',
      ...['ClusterRole unchanged', 'Gadget configured', 'Deployment unchanged', 'ConfigMap configured'],
      ...['CustomResourceDefinition unchanged', 'Namespace unchanged'],
    ]);
    expect(() => throwIfFailed(applied)).toThrow(/^1 of 7 documents were not applied: ConfigMap "Not_A_Name" in namespace/);
  });

  it('conflicts where another manager owns what changes, and takes it over by force', async () => {
    const other = { fieldManager: 'e2e-other' };
    const applied = await apply(manifest('yellow'), other);
    expect(applied.filter(({ error }) => error).every(({ error }) => isConflict(error))).toBe(true);
    // Equal values have two owners now; of the namespace only the name was given, which nobody owns.
    const taken = ['configured', 'failed', 'configured', 'failed', 'configured', 'unchanged'];
    expect(results(applied)).toEqual(kinds.map((kind, index) => `${kind} ${taken[index] ?? ''}`));
    expect(results(await apply(manifest('yellow'), { ...other, force: true }))).toEqual(
      kinds.map((kind) => `${kind} ${['Gadget', 'ConfigMap'].includes(kind) ? 'configured' : 'unchanged'}`),
    );
  });

  afterAll(async () => {
    await clientset.apiextensionsV1().customResourceDefinitions().delete(`gadgets.${group}`);
    await clientset.rbacV1().clusterRoles().delete(`${namespace}-reader`);
    await clientset.coreV1().namespaces().delete(`${namespace}-made`);
  });
});
