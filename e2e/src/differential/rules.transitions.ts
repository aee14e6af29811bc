import type { DifferentialCase, DifferentialStep } from './case.js';
import { get, merge, post, put } from './lifecycle.steps.js';
import { among, create, integer, numbers, own, pairs, schemaOf, spec, text, widget, widgets } from './rules.steps.js';

/** A definition that gets a rule once there is an object that breaks it; then changes of the object. */
const ratcheting = (name: string, before: object, after: object, first: object, changes: readonly object[]): DifferentialCase => {
  const version = { name: 'v1', served: true, storage: true };
  const schema = schemaOf({ s: text, ...after });
  return among(name, schemaOf({ s: text, ...before }), [
    create(first, ''),
    merge(own, { spec: { versions: [{ ...version, schema: { openAPIV3Schema: schema } }] } }),
    // Until the rule is known.
    { ...post(`${widgets}?dryRun=All`, widget('b', { spec: first })), until: { status: 422 } },
    ...changes.map((change) => merge(`${widgets}/a`, change)),
  ]);
};
const small = (schema: object, rule: string): object => ({
  ...schema,
  'x-kubernetes-validations': [{ rule, message: 'too small' }],
});

const ratchetings: readonly DifferentialCase[] = [
  ratcheting('a value that was wrong before may stay', { i: integer }, { i: small(integer, 'self > 5') }, { i: 1, s: 'x' }, [
    { spec: { s: 'y' } },
    { metadata: { labels: { a: 'b' } } },
    { spec: { i: 2 } },
    { spec: { i: 7 } },
    { spec: { i: 1 } },
  ]),
  ratcheting(
    'an object that was wrong before may stay',
    { o: spec.o },
    { o: small(spec.o, 'self.p.q > 5') },
    { o: { p: { q: 1 } } },
    [{ spec: { s: 'y' } }, { spec: { o: { p: { q: 2 } } } }],
  ),
  ratcheting(
    'a list that was wrong before may stay',
    { l: numbers },
    { l: { ...numbers, items: small(integer, 'self > 5') } },
    { l: [1] },
    [{ spec: { s: 'y' } }, { spec: { l: [1, 6] } }],
  ),
  ratcheting(
    'an element that was wrong before may stay',
    { ml: pairs },
    { ml: { ...pairs, items: small(pairs.items, 'self.v > 5') } },
    { ml: [{ k: 'a', v: 1 }] },
    [
      {
        spec: {
          ml: [
            { k: 'b', v: 7 },
            { k: 'a', v: 1 },
          ],
        },
      },
      {
        spec: {
          ml: [
            { k: 'b', v: 7 },
            { k: 'a', v: 2 },
          ],
        },
      },
    ],
  ),
  ratcheting(
    'a wrong value is told beside one that stays wrong',
    { i: integer, j: integer },
    { i: small(integer, 'self > 5'), j: { ...integer, 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] } },
    { i: 1, j: 1 },
    [{ spec: { j: 2 } }],
  ),
];

/** What rules say of changes. */
export const transitionCases: readonly DifferentialCase[] = [
  among(
    'a transition',
    schemaOf(spec, [{ rule: 'self.i >= oldSelf.i', message: 'i only grows' }]),
    [
      create({ i: 5 }, ''),
      merge(`${widgets}/a`, { spec: { i: 4 } }),
      merge(`${widgets}/a`, { spec: { i: 6 } }),
      put(`${widgets}/a`, { ...widget('a', { spec: { i: 1 } }), metadata: { name: 'a', resourceVersion: '{version}' } }),
      get(`${widgets}/a`),
    ].map((step, i) => (i === 2 ? { ...step, save: { version: 'metadata.resourceVersion' } } : step)),
  ),
  among(
    'a field that cannot be changed',
    schemaOf({ s: { ...text, 'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 's is immutable' }] } }),
    [
      create({ s: 'a' }, ''),
      merge(`${widgets}/a`, { spec: { s: 'b' } }),
      merge(`${widgets}/a`, { spec: { s: null } }),
      merge(`${widgets}/a`, { spec: { s: 'b' } }),
    ],
  ),
  among(
    'an old value that may not be there',
    schemaOf({
      s: { ...text, 'x-kubernetes-validations': [{ rule: 'oldSelf.hasValue() || self == "first"', optionalOldSelf: true }] },
    }),
    [create({ s: 'second' }), create({ s: 'first' }, ''), merge(`${widgets}/a`, { spec: { s: 'second' } })],
  ),
  among(
    'elements of lists that are maps',
    schemaOf({
      ml: {
        ...pairs,
        items: { ...pairs.items, 'x-kubernetes-validations': [{ rule: '!has(oldSelf.v) || self.v >= oldSelf.v' }] },
      },
    }),
    [
      create(
        {
          ml: [
            { k: 'a', v: 5 },
            { k: 'b', v: 1 },
          ],
        },
        '',
      ),
      merge(`${widgets}/a`, {
        spec: {
          ml: [
            { k: 'b', v: 2 },
            { k: 'a', v: 4 },
          ],
        },
      }),
      merge(`${widgets}/a`, {
        spec: {
          ml: [
            { k: 'b', v: 2 },
            { k: 'c', v: 1 },
          ],
        },
      }),
    ],
  ),
  ...ratchetings,
  among(
    'the status',
    schemaOf({ i: integer }, [{ rule: 'self.i > 0' }], {
      status: { type: 'object', properties: { j: integer }, 'x-kubernetes-validations': [{ rule: 'self.j > 0' }] },
    }),
    [
      post(widgets, widget('a', { spec: { i: 1 }, status: { j: 0 } })),
      merge(`${widgets}/a/status`, { status: { j: 0 } }),
      merge(`${widgets}/a/status`, { status: { j: 1 }, spec: { i: 0 } }),
    ],
    { subresources: { status: {} } },
  ),
  among('an apply', schemaOf({ i: integer, s: text }, [{ rule: 'self.i > 2', message: 'too small' }]), [
    ...[3, 2].map((i): DifferentialStep => ({
      method: 'PATCH',
      path: `${widgets}/a?fieldManager=me`,
      contentType: 'application/apply-patch+yaml',
      body: widget('a', { spec: { i } }),
    })),
    {
      method: 'PATCH',
      path: `${widgets}/a`,
      contentType: 'application/json-patch+json',
      body: [{ op: 'replace', path: '/spec/i', value: 1 }],
    },
  ]),
  among(
    'the scale',
    schemaOf({ replicas: integer }, [{ rule: 'self.replicas < 5' }], {
      status: { type: 'object', properties: { replicas: integer } },
    }),
    [
      create({ replicas: 1 }, ''),
      merge(`${widgets}/a/scale`, { spec: { replicas: 7 } }),
      merge(`${widgets}/a/scale`, { spec: { replicas: 2 } }),
    ],
    { subresources: { scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } } },
  ),
];
