import type { DifferentialCase } from './case.js';
import type { Body } from './case-builders.js';
import { specs } from './pod-spec.builders.js';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
const nodes = (...nodeSelectorTerms: Body[]): Body => ({ affinity: { nodeAffinity: { [required]: { nodeSelectorTerms } } } });
const expressions = (...matchExpressions: Body[]): Body => nodes({ matchExpressions });
const fields = (...matchFields: Body[]): Body => nodes({ matchFields });
const beside = (...terms: Body[]): Body => ({ affinity: { podAffinity: { [required]: terms } } });
const apart = (...terms: Body[]): Body => ({ affinity: { podAntiAffinity: { [preferred]: terms } } });
const labelSelector = { matchLabels: { app: 'a' } };
const spread = (...topologySpreadConstraints: Body[]): Body => ({ topologySpreadConstraints });
const evenly = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector };

/** Where pods may run. */
export const schedulingCases: DifferentialCase[] = [
  ...specs('affinity', {
    'of all sorts': {
      affinity: {
        nodeAffinity: {
          [required]: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: 'a', operator: 'In', values: ['b', 'c'] },
                  { key: 'example.com/d', operator: 'NotIn', values: ['e'] },
                  { key: 'f', operator: 'Exists' },
                  { key: 'g', operator: 'DoesNotExist' },
                  { key: 'h', operator: 'Gt', values: ['1'] },
                  { key: 'i', operator: 'Lt', values: ['1'] },
                ],
                matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['node'] }],
              },
              {},
            ],
          },
          [preferred]: [
            { weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['no label'] }] } },
            { weight: 100, preference: {} },
          ],
        },
        podAffinity: {
          [required]: [{ topologyKey: 'zone', labelSelector, namespaces: ['a'], namespaceSelector: {} }],
          [preferred]: [{ weight: 50, podAffinityTerm: { topologyKey: 'example.com/zone', labelSelector: {} } }],
        },
        podAntiAffinity: {
          [required]: [{ topologyKey: 'zone', labelSelector, matchLabelKeys: ['tier'], mismatchLabelKeys: ['other'] }],
          [preferred]: [{ weight: 1, podAffinityTerm: { topologyKey: 'zone' } }],
        },
      },
    },
    'of nothing': { affinity: {} },
    'to nodes without terms': nodes(),
    'to nodes by operators without their values': expressions(
      { key: 'a', operator: 'In' },
      { key: 'a', operator: 'NotIn', values: [] },
      { key: 'a', operator: 'Exists', values: ['b'] },
      { key: 'a', operator: 'DoesNotExist', values: ['b'] },
      { key: 'a', operator: 'Gt', values: ['1', '2'] },
      { key: 'a', operator: 'Lt' },
    ),
    'to nodes by words that are none': expressions(
      { key: 'a', operator: 'Like' },
      { key: 'a' },
      { operator: 'Exists' },
      { key: 'a b/c', operator: 'In', values: ['d', 'e f', 'g!'] },
    ),
    'to nodes by wrong fields': fields(
      { key: 'metadata.name', operator: 'In' },
      { key: 'metadata.name', operator: 'Exists' },
      { key: 'metadata.name', operator: 'In', values: ['A_B', 'c'] },
      { key: 'spec.name', operator: 'In', values: ['a'] },
    ),
    'to nodes that is preferred too little or too much': {
      affinity: {
        nodeAffinity: {
          [preferred]: [
            { weight: 0, preference: {} },
            { weight: 101, preference: { matchExpressions: [{ key: 'a', operator: 'Some' }] } },
            { weight: 1, preference: { matchFields: [{ key: 'b', operator: 'In', values: ['c'] }] } },
          ],
        },
      },
    },
    'to pods without topology': beside({ labelSelector }),
    'to pods of wrong places': beside(
      { topologyKey: 'a b', labelSelector },
      { topologyKey: 'zone', labelSelector, namespaces: ['A', 'b.c'] },
      { topologyKey: 'zone', labelSelector, namespaceSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } },
    ),
    'to pods by wrong labels': beside(
      { topologyKey: 'zone', labelSelector: { matchLabels: { a: 'b c' } } },
      { topologyKey: 'zone', labelSelector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } },
      { topologyKey: 'zone', labelSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['!'] }] } },
    ),
    'to pods by wrong keys of labels': beside(
      { topologyKey: 'zone', matchLabelKeys: ['tier'] },
      { topologyKey: 'zone', mismatchLabelKeys: ['tier'] },
      { topologyKey: 'zone', labelSelector: {}, matchLabelKeys: ['a b'], mismatchLabelKeys: ['/c'] },
      { topologyKey: 'zone', labelSelector: {}, matchLabelKeys: ['tier'], mismatchLabelKeys: ['other', 'tier'] },
      { topologyKey: 'zone', labelSelector, matchLabelKeys: ['tier', 'app'] },
      {
        topologyKey: 'zone',
        labelSelector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
        matchLabelKeys: ['app', 'tier'],
      },
    ),
    'away from pods, too little or too much': apart(
      { weight: 0, podAffinityTerm: { topologyKey: 'zone', labelSelector } },
      { weight: 101, podAffinityTerm: { labelSelector, matchLabelKeys: ['!'] } },
      { weight: 1 },
    ),
  }),
  ...specs('spread', {
    'over zones and nodes': spread(
      { ...evenly, minDomains: 2, nodeAffinityPolicy: 'Ignore', nodeTaintsPolicy: 'Honor', matchLabelKeys: ['tier'] },
      { maxSkew: 5, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
    ),
    'over nothing': spread({}),
    'unevenly by less than one': spread({ ...evenly, maxSkew: -1 }),
    'over the same twice': spread(evenly, evenly, { ...evenly, whenUnsatisfiable: 'ScheduleAnyway' }, evenly),
    'with words that are none': spread({
      ...evenly,
      whenUnsatisfiable: 'Wait',
      nodeAffinityPolicy: 'Some',
      nodeTaintsPolicy: '',
    }),
    'over domains that are too few, or not counted': spread(
      { ...evenly, minDomains: 0 },
      { ...evenly, topologyKey: 'b', minDomains: 2, whenUnsatisfiable: 'ScheduleAnyway' },
    ),
    'by wrong keys of labels': spread(
      { ...evenly, labelSelector: undefined, matchLabelKeys: ['tier'] },
      { ...evenly, topologyKey: 'b', matchLabelKeys: ['a b'] },
      { ...evenly, topologyKey: 'c', matchLabelKeys: ['app'] },
      {
        ...evenly,
        topologyKey: 'd',
        matchLabelKeys: ['tier', 'app'],
        labelSelector: {
          matchExpressions: [
            { key: 'app', operator: 'Exists' },
            { key: 'tier', operator: 'Exists' },
          ],
        },
      },
    ),
    'by wrong labels': spread({ ...evenly, labelSelector: { matchExpressions: [{ key: 'a b', operator: 'Like' }] } }),
  }),
  ...specs('gates', {
    'before scheduling and before being ready': {
      schedulingGates: [{ name: 'example.com/a' }, { name: 'b' }],
      readinessGates: [{ conditionType: 'example.com/a' }, { conditionType: 'b' }],
    },
    'before scheduling, twice or without name': { schedulingGates: [{ name: 'a' }, { name: 'a' }, {}, { name: 'a b' }] },
    'before being ready, without name': { readinessGates: [{ conditionType: 'a b' }, {}] },
  }),
  ...specs('tolerations', {
    'of more than a number': { tolerations: [{ key: 'a', operator: 'Gt', value: '1' }] },
    'of wrong keys and values': {
      tolerations: [
        { key: 'a b', operator: 'Exists' },
        { key: 'a', value: 'b c' },
        { key: 'a', operator: 'Like', value: 'b' },
        { operator: 'Equal', value: 'b' },
      ],
    },
  }),
];
