import {
  type Body,
  container,
  core,
  creations,
  deployments,
  grouped,
  jobTemplate,
  own,
  patch,
  pods,
  post,
  services,
  template,
} from './case-builders.js';
import type { DifferentialCase } from './case.js';

/*
 * Texts that are longer than the server allows: whether it says bytes or characters depends on who asks, and it always counts
 * bytes.
 */

const domain = (length: number): string => `a.${'b'.repeat(length - 2)}`;
const key = `${domain(254)}/c`;
/** Fewer characters than a label may have, but more bytes. */
const umlauts = 'ä'.repeat(40);

const labels = { [umlauts]: umlauts };

const quobyte = { name: 'v', quobyte: { registry: 'a:1', volume: 'v', tenant: umlauts } };
const iscsi = { name: 'v', iscsi: { targetPortal: umlauts, iqn: 'iqn.2026-11.a:b', lun: 0, initiatorName: 'iqn.2026-11.a:c' } };

const inPods: Readonly<Record<string, Body>> = {
  'of labels': { metadata: { labels }, spec: { containers: [container] } },
  'of keys of a node selector': { spec: { containers: [container], nodeSelector: { [key]: umlauts } } },
  'of tolerations': { spec: { containers: [container], tolerations: [{ key, operator: 'Equal', value: umlauts }] } },
  'of a container': { spec: { containers: [{ ...container, name: domain(70) }] } },
  'of a container in umlauts': { spec: { containers: [{ ...container, name: umlauts }] } },
  'of a port': { spec: { containers: [{ ...container, ports: [{ containerPort: 1, name: 'ä'.repeat(10) }] }] } },
  'of a service account': { spec: { containers: [container], serviceAccountName: 'ä'.repeat(130) } },
  'of a search in DNS': { spec: { containers: [container], dnsConfig: { searches: ['ä'.repeat(130)] } } },
  'of a tenant': { spec: { containers: [container], volumes: [quobyte] } },
  'of a portal': { spec: { containers: [container], volumes: [iscsi] } },
  'of searches in DNS': { spec: { containers: [container], dnsConfig: { searches: Array<string>(9).fill('ä'.repeat(125)) } } },
  'of a driver': { spec: { containers: [container], volumes: [{ name: 'v', csi: { driver: umlauts } }] } },
};

const attachments = '/apis/storage.k8s.io/v1/volumeattachments';
const requirement = { key, operator: 'In', values: [umlauts] };

const names = {
  plural: 'p'.repeat(64),
  singular: `S${'s'.repeat(64)}`,
  kind: `Kind-${'k'.repeat(60)}-`,
  listKind: umlauts,
  shortNames: ['x'.repeat(64), `${'y'.repeat(64)}-`],
  categories: [umlauts],
};

/** A CustomResourceDefinition of which nothing but what is given may be wrong. */
const definition = (group: string, version: string, given: Body): Body => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${String(given['plural'])}.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: given,
    versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
});

export const longTextCases: readonly DifferentialCase[] = [
  ...creations('long names', pods, inPods),
  ...creations('long names', deployments, {
    'of a selector': { spec: { template, selector: { matchLabels: { [key]: umlauts }, matchExpressions: [requirement] } } },
  }),
  ...creations('long names', core('replicationcontrollers'), {
    'of a selector that a template has': { spec: { selector: labels, template: { ...template, metadata: { labels } } } },
  }),
  ...creations('long names', services, {
    'of a service': { spec: { selector: { [key]: umlauts }, ports: [{ port: 1, name: domain(70), appProtocol: key }] } },
  }),
  ...creations('long names', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    'of a definition': definition('a.example.com', 'v'.repeat(64), names),
    'of the group of a definition': definition(domain(254), `V${'v'.repeat(64)}`, { plural: 'ps', singular: 'p', kind: 'P' }),
  }),
  ...creations('long names', '/apis/storage.k8s.io/v1/csinodes', {
    'of a driver of a node': { spec: { drivers: [{ name: umlauts, nodeID: 'n', topologyKeys: [key] }] } },
  }),
  ...creations('long names', grouped('batch/v1', 'cronjobs'), {
    'of a cron job': { metadata: { name: 'ä'.repeat(30) }, spec: { schedule: '* * * * *', jobTemplate } },
  }),
  ...creations('long names', '/apis/networking.k8s.io/v1/ingressclasses', {
    'of a controller': { spec: { controller: `example.com/${'a'.repeat(180)}${umlauts}` } },
  }),
  ...creations('long names', '/apis/certificates.k8s.io/v1/certificatesigningrequests', {
    'of a signer': { spec: { request: 'YQ==', usages: ['any'], signerName: `example.com/${'ä'.repeat(300)}` } },
    'of the domain of a signer': { spec: { request: 'YQ==', usages: ['any'], signerName: `${'ä'.repeat(130)}.com/a` } },
  }),
  {
    name: 'long names: of an error',
    steps: [
      post(attachments, {
        metadata: own,
        spec: { attacher: 'a.example.com', nodeName: 'a', source: { persistentVolumeName: 'a' } },
      }),
      patch(`${attachments}/{ns}/status`, { status: { attachError: { message: 'ä'.repeat(600) } } }),
      { method: 'DELETE', path: `${attachments}/{ns}` },
    ],
  },
];
