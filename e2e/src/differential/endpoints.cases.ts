import type { DifferentialCase } from './case.js';
import { type Body, changes, core, creations, grouped } from './case-builders.js';

const slices = grouped('discovery.k8s.io/v1', 'endpointslices');
const endpoints = core('endpoints');
const events = core('events');
const newEvents = grouped('events.k8s.io/v1', 'events');

const many = <T>(count: number, of: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => of(index));
const slice = (addressType: string, ...all: Body[]): Body => ({ addressType, endpoints: all });
const at = (...addresses: string[]): Body => ({ addresses });
const addresses = (...all: Body[]): Body => ({ subsets: [{ addresses: all }] });
const ports = (...all: Body[]): Body => ({ subsets: [{ addresses: [{ ip: '192.0.2.1' }], ports: all }] });

const involvedObject = { kind: 'Pod', name: 'a', namespace: '{ns}' };
const time = '2026-01-02T03:04:05.678901Z';
const event: Body = {
  involvedObject,
  eventTime: time,
  reportingComponent: 'example.com/c',
  reportingInstance: 'i',
  action: 'A',
  reason: 'R',
  type: 'Normal',
};
const newEvent: Body = {
  regarding: involvedObject,
  eventTime: time,
  reportingController: 'c',
  reportingInstance: 'i',
  action: 'A',
  reason: 'R',
  type: 'Warning',
  note: 'n',
};

/** Endpoints, EndpointSlices and Events. */
export const endpointCases: readonly DifferentialCase[] = [
  ...creations('EndpointSlice', slices, {
    'of everything': {
      addressType: 'IPv4',
      ports: [{}, { name: 'a', port: 80, protocol: 'UDP', appProtocol: 'example.com/a' }],
      endpoints: [
        {
          addresses: ['192.0.2.1', '192.0.2.2'],
          conditions: { ready: true, serving: true, terminating: false },
          hostname: 'a',
          nodeName: 'n',
          zone: 'z',
          targetRef: { kind: 'Pod', name: 'a' },
          deprecatedTopology: { a: 'b' },
          hints: { forZones: [{ name: 'z' }], forNodes: [{ name: 'n' }] },
        },
      ],
    },
    'of domains': slice('FQDN', at('a.example.com', 'example.com.')),
    'of new addresses': slice('IPv6', at('2001:db8::1')),
    'of a type that is none': slice('Some', at('a')),
    'of no type': { endpoints: [] },
    'of addresses that are none': slice(
      'IPv4',
      at(),
      at('a'),
      at('01.2.3.4', '2001:db8::1', '::ffff:1.2.3.4'),
      at('0.0.0.0', '127.0.0.2', '169.254.1.1', '224.0.0.5'),
    ),
    'of new addresses that are none': slice('IPv6', at('192.0.2.1', 'a'), at('2001:DB8::1', '::', '::1', 'fe80::1', 'ff02::1')),
    'of domains that are none': slice('FQDN', at('', 'A.b', 'a', 'a..b', `${'a'.repeat(64)}.b`)),
    'of names that are none': slice(
      'IPv4',
      { ...at('192.0.2.1'), hostname: 'A.b', nodeName: 'A_' },
      { ...at('192.0.2.1'), hostname: '', nodeName: '' },
    ),
    'of hints that are none': slice(
      'IPv4',
      {
        ...at('192.0.2.1'),
        hints: { forZones: [{ name: 'a b' }, { name: 'a b' }, { name: '' }], forNodes: [{ name: 'A' }, { name: 'A' }] },
      },
      {
        ...at('192.0.2.1'),
        hints: { forZones: many(9, (index) => ({ name: `z${String(index)}` })), forNodes: [{ name: 'A' }] },
        hostname: 'A',
      },
      { ...at('192.0.2.1'), hints: { forNodes: many(9, (index) => ({ name: `n${String(index)}` })) } },
    ),
    'of ports that are none': {
      addressType: 'IPv4',
      endpoints: [],
      ports: [{ name: 'A' }, { name: 'A', protocol: 'ICMP', port: 0 }, {}, { appProtocol: 'a b' }],
    },
    'of too many addresses': slice('IPv4', at(...many(101, (index) => `192.0.2.${String(index)}`))),
    'of too many endpoints': slice('IPv4', ...many(1001, () => at('192.0.2.1'))),
  }),
  ...changes('EndpointSlice', slices, slice('IPv4', at('192.0.2.1')), {
    'other endpoints': [
      { endpoints: [at('a')] },
      { endpoints: [{ ...at('192.0.2.2'), deprecatedTopology: { a: 'b' } }] },
      { addressType: 'FQDN' },
    ],
  }),
  ...creations('Endpoints', endpoints, {
    'of everything': {
      subsets: [
        {
          addresses: [
            { ip: '192.0.2.1', hostname: 'a', nodeName: 'n', targetRef: { kind: 'Pod', name: 'a' } },
            { ip: '2001:db8::1' },
          ],
          notReadyAddresses: [{ ip: '192.0.2.2' }],
          ports: [
            { name: 'a', port: 80, appProtocol: 'http' },
            { name: 'b', port: 81, protocol: 'SCTP' },
          ],
        },
      ],
    },
    'of addresses that are none': addresses({ ip: 'a' }, { ip: '01.2.3.4' }, { ip: '::' }, { ip: '' }, { ip: '0:0::1' }),
    'of names that are none': addresses({ ip: '192.0.2.1', hostname: 'A.b', nodeName: 'A' }),
    'of ports that are none': ports({ name: 'A', port: 70_000, protocol: 'ICMP', appProtocol: 'a b' }, { port: 80 }),
    'of nobody': { subsets: [{ ports: [{ port: 0 }] }] },
  }),
  ...changes('Endpoints', endpoints, addresses({ ip: '192.0.2.1' }), {
    'other addresses': [addresses({ ip: 'fe80::1' }), { subsets: null }],
  }),
  ...creations('Event', events, {
    'of now': { ...event, series: { count: 2, lastObservedTime: time }, related: involvedObject },
    'of another namespace': { involvedObject: { ...involvedObject, namespace: 'default' } },
    'of no namespace': { involvedObject: { kind: 'Node', name: 'a' } },
    'of now, of another namespace': { ...event, involvedObject: { ...involvedObject, namespace: 'default' } },
    'of now, of no namespace': { ...event, involvedObject: { kind: 'Node', name: 'a' } },
    'of now, without anything': { involvedObject, eventTime: time },
    'of now, with long texts': {
      ...event,
      reportingComponent: 'a b',
      reportingInstance: 'i'.repeat(129),
      action: 'a'.repeat(129),
      reason: 'r'.repeat(129),
      message: 'm'.repeat(1025),
    },
    'of any type': { involvedObject, type: 'Some', series: { count: 1 } },
  }),
  ...changes('Event', events, event, {
    'all of it': [{ reason: 'S', message: 'm', series: { count: 1 }, involvedObject: { name: 'b' } }, { action: '' }],
  }),
  ...creations('Event of events.k8s.io', newEvents, {
    'of everything': { ...newEvent, series: { count: 2, lastObservedTime: time }, related: involvedObject },
    'of nothing': {},
    'of former times': {
      ...newEvent,
      type: 'Some',
      series: { count: 1 },
      deprecatedCount: 1,
      deprecatedFirstTimestamp: '2026-01-02T03:04:05Z',
      deprecatedLastTimestamp: '2026-01-02T03:04:05Z',
      deprecatedSource: { component: 'c' },
    },
    'with mistakes': { regarding: { namespace: 'default' }, eventTime: time, series: { count: 0 }, note: 'n'.repeat(1025) },
  }),
  ...changes('Event of events.k8s.io', newEvents, newEvent, {
    'it happens again': [{ series: { count: 2, lastObservedTime: time } }, { series: { count: 1 } }],
    'all else': [
      {
        regarding: { name: 'b' },
        reason: 'S',
        note: 'm',
        deprecatedSource: { host: 'h' },
        deprecatedFirstTimestamp: '2026-01-02T03:04:05Z',
        deprecatedLastTimestamp: '2026-01-02T03:04:05Z',
        deprecatedCount: 2,
        type: 'Normal',
        eventTime: '2026-01-02T03:04:06.000000Z',
        action: 'B',
        related: involvedObject,
        reportingController: 'd',
        reportingInstance: 'j',
      },
    ],
  }),
];
