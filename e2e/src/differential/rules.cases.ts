import type { DifferentialCase, DifferentialStep } from './case.js';
import { get, merge, post, put, remove, wait, waitGone } from './lifecycle.steps.js';

/*
 * Rules in CEL (`x-kubernetes-validations`) of custom resources. Each case has a definition, and so a group, for itself.
 */

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const group = '{ns}.rules.example.com';
const own = `${definitions}/widgets.${group}`;
const widgets = `/apis/${group}/v1/namespaces/{ns}/widgets`;

interface Rule {
  readonly rule: string;
  readonly [field: string]: unknown;
}

const definition = (openAPIV3Schema: object, version: object = {}): object => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `widgets.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { plural: 'widgets', kind: 'Widget' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema }, ...version }],
  },
});
const widget = (name: string, fields: object = {}): object => ({
  apiVersion: `${group}/v1`,
  kind: 'Widget',
  metadata: { name },
  ...fields,
});
const established = wait(own, { fields: { 'status.conditions.1.status': 'True' } });
/** Waits until the resource itself is served. */
const served = wait(`${widgets}/none`, { fields: { 'details.name': 'none' } });
const end = [remove(own), waitGone(own)];

/** A schema of which `spec` has properties and rules. */
const schemaOf = (properties: object, rules: readonly Rule[] = [], more: object = {}): object => ({
  type: 'object',
  properties: {
    spec: { type: 'object', properties, ...(rules.length > 0 && { 'x-kubernetes-validations': rules }) },
    ...more,
  },
});

/** Objects of a definition, in steps. */
const among = (name: string, schema: object, steps: readonly DifferentialStep[], version: object = {}): DifferentialCase => ({
  name: `rules: ${name}`,
  steps: [post(definitions, definition(schema, version)), established, served, ...steps, ...end],
});
const create = (spec: unknown, query = '?dryRun=All'): DifferentialStep => post(`${widgets}${query}`, widget('a', { spec }));

/** Objects that are created, in a dry run, as far as a rule lets them. */
const created = (name: string, properties: object, rules: readonly Rule[], specs: readonly unknown[]): DifferentialCase =>
  among(
    name,
    schemaOf(properties, rules),
    specs.map((spec) => create(spec)),
  );

/** Rules that hold or not, one field each, so that one definition serves many. */
const holding = (name: string, properties: Record<string, object>, spec: object, rules: readonly string[]): DifferentialCase =>
  created(
    name,
    properties,
    rules.map((rule) => ({ rule })),
    [spec],
  );

/** A definition that is refused. */
const refused = (name: string, schema: object, version: object = {}): DifferentialCase => ({
  name: `rules: a definition with ${name}`,
  steps: [post(definitions, definition(schema, version))],
});
const refusedRule = (name: string, properties: object, ...rules: Rule[]): DifferentialCase =>
  refused(name, schemaOf(properties, rules));

const text = { type: 'string', maxLength: 64 };
const integer = { type: 'integer' };
const numbers = { type: 'array', items: integer, maxItems: 10 };
const texts = { type: 'array', items: text, maxItems: 10 };
const pairs = {
  type: 'array',
  maxItems: 10,
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['k'],
  items: { type: 'object', required: ['k'], properties: { k: text, v: integer } },
};
const spec = {
  i: integer,
  j: integer,
  s: text,
  b: { type: 'boolean' },
  n: { type: 'number' },
  l: numbers,
  ls: texts,
  set: { ...texts, 'x-kubernetes-list-type': 'set' },
  ml: pairs,
  m: { type: 'object', additionalProperties: text, maxProperties: 10 },
  ios: { 'x-kubernetes-int-or-string': true, maxLength: 10 },
  time: { type: 'string', format: 'date-time' },
  dur: { type: 'string', format: 'duration' },
  bytes: { type: 'string', format: 'byte', maxLength: 20 },
  nul: { ...text, nullable: true },
  namespace: text,
  'a-b': text,
  'a.b': text,
  'a/b': text,
  a__b: text,
  open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: integer } },
  o: { type: 'object', properties: { p: { type: 'object', properties: { q: integer } } } },
};
const full = {
  i: 3,
  j: 1,
  s: 'hello',
  b: true,
  n: 1.5,
  l: [1, 2, 3],
  ls: ['a', 'b'],
  set: ['x', 'y'],
  ml: [{ k: 'a', v: 1 }, { k: 'b' }],
  m: { x: '1' },
  ios: '50%',
  time: '2024-02-03T04:05:06Z',
  dur: '1h30m',
  bytes: 'aGVsbG8=',
  nul: null,
  namespace: 'n',
  'a-b': '1',
  'a.b': '2',
  'a/b': '3',
  a__b: '4',
  open: { a: 1, z: 2 },
  o: { p: { q: 1 } },
};

const evaluated: readonly DifferentialCase[] = [
  created('what does not hold is refused', spec, [{ rule: 'self.i > 2' }], [{ i: 3 }, { i: 2 }, {}, { i: 'x' }]),
  created('a message', spec, [{ rule: 'self.i > 2', message: ' i is too small ' }], [{ i: 2 }]),
  created(
    'messages from expressions',
    spec,
    [
      { rule: 'self.i > 2', messageExpression: '"i is " + string(self.i)' },
      { rule: 'self.i > 2', message: 'instead', messageExpression: '"" + ""' },
      { rule: 'self.i > 2', message: 'instead of lines', messageExpression: '"a\\nb"' },
      { rule: 'self.i > 2', message: 'instead of an error', messageExpression: 'self.s' },
      { rule: 'self.i > 2', messageExpression: 'self.s' },
    ],
    [{ i: 2 }],
  ),
  created(
    'reasons',
    spec,
    [
      { rule: 'self.i > 2', reason: 'FieldValueInvalid', message: 'invalid' },
      { rule: 'self.i > 2', reason: 'FieldValueForbidden', message: 'forbidden' },
      { rule: 'self.i > 2', reason: 'FieldValueRequired', message: 'required' },
      { rule: 'self.i > 2', reason: 'FieldValueDuplicate', message: 'duplicate' },
    ],
    [{ i: 2 }],
  ),
  created(
    'field paths',
    spec,
    [
      { rule: 'self.i > 2', fieldPath: '.i', message: 'a field' },
      { rule: 'self.i > 2', fieldPath: '.o.p.q', message: 'a deep field' },
      { rule: 'self.i > 2', fieldPath: ".m['x']", message: 'a key' },
      { rule: 'self.i > 2', fieldPath: "['a.b']", reason: 'FieldValueRequired' },
    ],
    [{ i: 2 }],
  ),
  among(
    'at every depth of a schema',
    {
      type: 'object',
      'x-kubernetes-validations': [{ rule: 'self.metadata.name != "b"' }],
      properties: {
        spec: {
          type: 'object',
          properties: {
            text: { type: 'string', maxLength: 9, 'x-kubernetes-validations': [{ rule: 'self != "no"', message: 'not no' }] },
            list: {
              type: 'array',
              maxItems: 3,
              'x-kubernetes-validations': [{ rule: 'self.size() < 3' }],
              items: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self > 0' }] },
            },
            map: {
              type: 'object',
              maxProperties: 3,
              additionalProperties: { type: 'boolean', 'x-kubernetes-validations': [{ rule: 'self' }] },
            },
            either: { 'x-kubernetes-int-or-string': true, 'x-kubernetes-validations': [{ rule: 'type(self) == int' }] },
            number: { type: 'number', 'x-kubernetes-validations': [{ rule: 'self < 1.5', reason: 'FieldValueDuplicate' }] },
            null: { type: 'string', nullable: true, maxLength: 9, 'x-kubernetes-validations': [{ rule: 'self == "x"' }] },
          },
        },
      },
    },
    [
      create({ text: 'yes', list: [1], map: { a: true }, either: 1, number: 1 }),
      create({ text: 'no' }),
      create({ list: [0] }),
      create({ list: [1, 2, 3] }),
      create({ map: { a: false } }),
      create({ either: 'x' }),
      create({ number: 2 }),
      create({ null: null }),
      create({ null: 'y' }),
      post(`${widgets}?dryRun=All`, widget('b')),
    ],
  ),
  created('nothing is evaluated for an object that is invalid', { ...spec, req: text }, [{ rule: 'self.i > 2' }], [{ i: 'x' }]),
  among(
    'nothing is evaluated for an object that lacks something',
    {
      type: 'object',
      properties: {
        spec: { type: 'object', required: ['i', 'j'], properties: spec, 'x-kubernetes-validations': [{ rule: 'self.i > 2' }] },
      },
    },
    [create({ i: 1 })],
  ),
  created(
    'errors while a rule is evaluated',
    spec,
    [
      { rule: 'self.m["nope"] == "a"' },
      { rule: 'self.l[7] == 1' },
      { rule: 'self.i / (self.j - 1) == 1' },
      { rule: 'self.o.p.q + 9223372036854775807 > 0' },
      { rule: 'self.ios > 5', message: 'told instead of the rule' },
      { rule: 'int(self.s) == 1' },
      { rule: 'self.s.matches(self.s + "(")' },
      { rule: 'timestamp(self.s) == self.time' },
      { rule: 'quantity(self.s).isInteger()' },
      { rule: 'ip(self.s).family() == 4' },
    ],
    [full],
  ),
  created(
    'errors that do not matter',
    spec,
    [{ rule: 'self.m["nope"] == "a" || self.i == 3' }, { rule: '!(self.m["nope"] == "a" && self.i == 4)' }],
    [full],
  ),
  holding('comparisons', spec, full, [
    'self.i == 3 && self.n == 1.5 && self.b',
    'self.n > 1 && 1 < 1.5 && 1u < 2',
    'self.s < "i" && "a" < "b"',
    'self.i != 3',
    'self.s == "HELLO".lowerAscii()',
    'self.i in [1, 2]',
    '"x" in self.m && !("y" in self.m)',
    'self.o == self.o && self.ml == self.ml',
  ]),
  holding('macros', spec, full, [
    'has(self.i) && has(self.o.p.q)',
    'self.l.all(x, x > 0)',
    'self.l.exists(x, x == 9)',
    'self.l.exists_one(x, x == 2)',
    'self.l.map(x, x * 2).sum() == 12',
    'self.l.filter(x, x > 1).size() == 3',
    'self.ml.all(e, has(e.v))',
    'self.m.all(k, self.m[k] == "2")',
    'self.l.all(i, x, x == i + 1)',
    'self.m.exists(k, v, k == "x" && v == "9")',
    'self.m.transformList(k, v, k + v) == ["x1"]',
    'self.m.transformMap(k, v, v + "!")["x"] == "1"',
  ]),
  holding('optional values', spec, full, [
    'self.?i.orValue(0) == 3',
    'self.?o.?p.?q.orValue(0) == 2',
    'self.m[?"nope"].hasValue()',
    'optional.of(1).optMap(x, x + 1).value() == 2',
    '[?self.?i, ?self.?j].size() == 2',
  ]),
  holding('texts', spec, full, [
    'self.s.matches("^h[a-z]+$")',
    'self.s.matches("(?i)^HELLO$")',
    'self.s.find("l+") == "ll" && self.s.findAll("l").size() == 2',
    'self.s.startsWith("x")',
    'self.s.substring(1, 3) == "el" && self.s.indexOf("l") == 2 && self.s.lastIndexOf("l") == 3',
    'self.s.replace("l", "L") == "heLLo" && " a ".trim() == "a"',
    '"a,b".split(",") == self.ls && self.ls.join("-") == "a-b"',
    '"%s has %d".format([self.s, self.i]) == "hello has 3"',
    'self.s.charAt(0) == "x"',
  ]),
  holding('lists and sets', spec, full, [
    'self.l.isSorted() && self.l.sum() == 6 && self.l.min() == 1 && self.l.max() == 3',
    'self.l.indexOf(2) == 1 && self.l.lastIndexOf(9) == -1',
    'self.set == ["y", "x"]',
    'self.ls == ["b", "a"]',
    'sets.contains(self.ls, ["a"]) && sets.intersects(self.l, [3])',
    'self.l.slice(0, 1) == [1] && self.l.reverse() == [3, 2, 1] && self.l.distinct() == self.l',
    '(self.set + ["x", "z"]).size() == 3',
    'self.l[0] == 2',
  ]),
  holding('what Kubernetes adds', spec, full, [
    'quantity("1.5Gi").isGreaterThan(quantity("1Gi")) && isQuantity("1Mi")',
    'quantity("1k") == quantity("1000") && quantity("1").add(2).asInteger() == 4',
    'ip("10.0.0.1").family() == 4 && isIP("::1") && !isIP("x")',
    'cidr("10.0.0.0/8").containsIP("10.1.1.1") && isCIDR("x")',
    'url("https://a.b:80/c?d=e").getHostname() == "a.b" && isURL("x y")',
    'semver("1.2.3").isLessThan(semver("1.10.0")) && isSemver("1.2")',
    'format.dns1123Label().validate("A").hasValue()',
    '!format.named("dns1123Label").value().validate("A").hasValue()',
    'format.uuid().validate("x").value() == ["does not match the UUID format"]',
  ]),
  holding('formats are types', spec, full, [
    'self.time < timestamp("2025-01-01T00:00:00Z") && self.time.getFullYear() == 2024',
    'self.dur == duration("90m") && self.dur.getHours() == 2',
    'self.bytes == b"hello"',
    'self.time.getHours("Europe/Berlin") == 4',
  ]),
  holding('names that are escaped', spec, full, [
    'self.__namespace__ == "n" && self.namespace == "n"',
    'self.a__dash__b == "1" && self.a__dot__b == "2" && self.a__slash__b == "3" && self.a__underscores__b == "5"',
  ]),
  holding('an integer or a text', spec, { ...full, ios: 5 }, [
    'type(self.ios) == int && self.ios == 5',
    'type(self.ios) == string ? self.ios.endsWith("%") : self.ios > 5',
  ]),
  holding('what is null, or not there', spec, { nul: null }, ['!has(self.nul)', '!has(self.i)', 'self.nul == "x"']),
  holding('what nobody describes', spec, full, ['self.open.a == 1', 'self.open == self.open && self.open.a == 2']),
  among(
    'kind, version and name are seen at the root',
    {
      type: 'object',
      'x-kubernetes-validations': [
        { rule: 'self.kind == "Widget" && self.apiVersion.endsWith("/v1")' },
        { rule: 'self.metadata.name.startsWith("w-")', fieldPath: '.spec' },
      ],
      properties: { spec: { type: 'object', properties: { i: integer } } },
    },
    [create({ i: 1 }), post(`${widgets}?dryRun=All`, widget('w-a'))],
  ),
  among(
    'objects that are embedded',
    schemaOf(
      {
        pod: {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          'x-kubernetes-preserve-unknown-fields': true,
          'x-kubernetes-validations': [{ rule: 'self.metadata.name != "no"' }],
        },
      },
      [{ rule: '!has(self.pod) || self.pod.kind == "Pod"' }],
    ),
    [
      create({ pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'yes' } } }),
      create({ pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'no' } } }),
      create({ pod: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'yes' } } }),
    ],
  ),
  among('defaults are there before rules are evaluated', schemaOf({ i: { ...integer, default: 5 } }, [{ rule: 'self.i == 5' }]), [
    create({}),
    create({ i: 4 }),
  ]),
  created(
    'what costs too much is not gone on with',
    { l: { type: 'array', items: integer, maxItems: 700 } },
    [{ rule: 'self.l.all(x, self.l.all(y, x + y >= 0))' }, { rule: 'self.l.size() > 5000' }],
    [{ l: Array.from({ length: 700 }, (_, i) => i) }, { l: [1, 2, 3] }],
  ),
];

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

const transitions: readonly DifferentialCase[] = [
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

const refusals: readonly DifferentialCase[] = [
  refusedRule('an undefined field in a rule', spec, { rule: 'self.nope == 1' }),
  refusedRule('wrong types in a rule', spec, { rule: 'self.i + "a" == "b"' }),
  refusedRule('several mistakes in a rule', spec, { rule: 'self.nope == 1 && self.neither == 2 && nothing' }),
  refusedRule('a rule of several lines', spec, { rule: 'self.i > 0 &&\n  self.nope', message: 'm' }),
  refusedRule('a rule that is no bool', spec, { rule: 'self.i' }),
  refusedRule('an unknown function in a rule', spec, { rule: 'self.s.shout() == "A"' }),
  refusedRule('an unknown variable in a rule', spec, { rule: 'other.i == 1' }),
  refusedRule('half a rule', spec, { rule: 'self.i ==' }),
  refusedRule('a rule that ends early', spec, { rule: '(self.i == 1' }),
  refusedRule('a wrong literal in a rule', spec, { rule: 'self.dur > duration("soon")' }, { rule: 'self.s.matches("(")' }),
  refusedRule('a list of several types in a rule', spec, { rule: 'self.i in [1, "a"]' }),
  refusedRule('metadata in a rule that cannot see it', spec, { rule: 'self.metadata.name == "a"' }),
  refused('labels in a rule', { type: 'object', 'x-kubernetes-validations': [{ rule: 'self.metadata.labels.size() > 0' }] }),
  refusedRule('unknown fields in a rule', spec, { rule: 'self.open.z == 1' }),
  refusedRule('an empty rule', spec, { rule: ' ' }),
  refusedRule('blank messages', spec, { rule: 'self.i > 0', message: ' ' }, { rule: 'self.i > 0', messageExpression: ' ' }),
  refusedRule('lines in a message', spec, { rule: 'self.i > 0', message: 'a\nb' }, { rule: 'self.i >\n0' }),
  refusedRule(
    'a wrong expression of a message',
    spec,
    { rule: 'self.i > 0', messageExpression: 'self.i' },
    { rule: 'self.i > 0', messageExpression: 'self.nope' },
  ),
  refusedRule('an unknown reason', spec, { rule: 'self.i > 0', reason: 'FieldValueOdd' }),
  refusedRule(
    'wrong field paths',
    spec,
    { rule: 'self.i > 0', fieldPath: '.nope' },
    { rule: 'self.i > 0', fieldPath: 'i' },
    { rule: 'self.i > 0', fieldPath: '.l[0]' },
  ),
  refusedRule('optionalOldSelf for nothing', spec, { rule: 'self.i > 0', optionalOldSelf: true }),
  refused(
    'oldSelf within a list that is no map',
    schemaOf({ l: { ...numbers, items: { ...integer, 'x-kubernetes-validations': [{ rule: 'self > oldSelf' }] } } }),
  ),
  refusedRule(
    'a rule that may cost too much',
    { l: { type: 'array', items: { type: 'string' } } },
    { rule: 'self.l.all(x, self.l.all(y, x == y))' },
  ),
  refusedRule(
    'a rule that may cost a little too much',
    { l: { type: 'array', items: { type: 'string', maxLength: 1000 }, maxItems: 400 } },
    { rule: 'self.l.all(x, self.l.all(y, x == y))' },
  ),
  refused(
    'a rule for very many',
    schemaOf({
      l: { type: 'array', items: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self.matches("^[a-z]+$")' }] } },
    }),
  ),
  refusedRule(
    'many rules that cost too much together',
    { ls: { type: 'array', maxItems: 300, items: { type: 'string', maxLength: 200 } } },
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map((i) => ({
      rule: `self.ls.all(x, self.ls.all(y, x != "${String(i)}" + y))`,
    })),
  ),
  refused(
    'rules in alternatives',
    schemaOf({ i: { ...integer, allOf: [{ 'x-kubernetes-validations': [{ rule: 'self > 0' }] }] } }),
  ),
  refused(
    'a default that a rule refuses',
    schemaOf({ i: { ...integer, default: 1, 'x-kubernetes-validations': [{ rule: 'self > 1', message: 'more than one' }] } }),
  ),
];

const schemas: readonly DifferentialCase[] = [
  refused('a text that is to be unique', schemaOf({ l: { ...numbers, uniqueItems: true } })),
  refused(
    'properties beside additional ones',
    schemaOf({ o: { type: 'object', properties: { a: text }, additionalProperties: text } }),
  ),
  refused('a property without a type', schemaOf({ a: {} })),
  refused('a root without a type', { properties: {} }),
  refused('a type that is none', schemaOf({ a: { type: 'text' } })),
  refused(
    'nested alternatives with types',
    schemaOf({ o: { type: 'object', oneOf: [{ properties: { a: { type: 'string' } }, required: ['a'] }] } }),
  ),
  refused('no scope', schemaOf({}), {}),
  refused('a default within a list', schemaOf({ l: { type: 'array', default: [1, 'x'], items: integer } })),
  refused(
    'a default of an embedded object',
    schemaOf({ o: { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { a: integer }, default: { a: 1 } } }),
  ),

  refused('a list of no such type', schemaOf({ l: { ...numbers, 'x-kubernetes-list-type': 'bag' } })),
  refused('a list type of a text', schemaOf({ l: { type: 'string', 'x-kubernetes-list-type': 'set' } })),
  refused('a map type of a text', schemaOf({ l: { type: 'string', 'x-kubernetes-map-type': 'atomic' } })),
  refused('a list that is a map without keys', schemaOf({ l: { ...pairs, 'x-kubernetes-list-map-keys': [] } })),
  refused('keys of a list that is no map', schemaOf({ l: { ...pairs, 'x-kubernetes-list-type': 'atomic' } })),
  refused('keys that are no properties', schemaOf({ l: { ...pairs, 'x-kubernetes-list-map-keys': ['z'] } })),
  refused('keys that need not be there', schemaOf({ l: { ...pairs, items: { type: 'object', properties: { k: text } } } })),
  refused(
    'a set of objects',
    schemaOf({ l: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'object', properties: { a: text } } } }),
  ),
  refused(
    'elements that may be null',
    schemaOf({ l: { type: 'array', 'x-kubernetes-list-type': 'set', items: { ...text, nullable: true } } }),
  ),
  refused(
    'preserve-unknown-fields that is false',
    schemaOf({ o: { type: 'object', 'x-kubernetes-preserve-unknown-fields': false } }),
  ),
  refused('an embedded text', schemaOf({ o: { type: 'string', 'x-kubernetes-embedded-resource': true } })),
  refused('an embedded object without properties', schemaOf({ o: { type: 'object', 'x-kubernetes-embedded-resource': true } })),
  refused(
    'an integer or a text that is more',
    schemaOf({ o: { 'x-kubernetes-int-or-string': true, 'x-kubernetes-preserve-unknown-fields': true } }),
  ),
  refused('types in alternatives', schemaOf({ o: { type: 'string', anyOf: [{ type: 'string' }] } })),
  refused(
    'descriptions and defaults in alternatives',
    schemaOf({ o: { type: 'string', not: { description: 'x', default: 'y', nullable: true } } }),
  ),
  refused(
    'an integer or a text as alternatives',
    schemaOf({ o: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'string' }, { type: 'integer' }] } }),
  ),
  refused('labels in metadata', schemaOf({}, [], { metadata: { type: 'object', properties: { labels: { type: 'object' } } } })),
  refused('a root of additional properties', { type: 'object', additionalProperties: text }),
  refused('a root that may be null', { type: 'object', nullable: true }),
  refused('a default of a wrong type', schemaOf({ i: { ...integer, default: 'x' } })),
  refused('a default with unknown fields', schemaOf({ o: { ...spec.o, default: { p: { z: 1 } } } })),
  refused('a default that is too long', schemaOf({ s: { type: 'string', maxLength: 2, default: 'abc' } })),
  refused('a default of the kind', { type: 'object', properties: { kind: { type: 'string', default: 'x' } } }),
  refused('paths of scale elsewhere', schemaOf({ i: integer }), {
    subresources: { scale: { specReplicasPath: '.status.i', statusReplicasPath: 'i', labelSelectorPath: '.x' } },
  }),
  refused('columns of no such type', schemaOf({ i: integer }), {
    additionalPrinterColumns: [
      { name: 'a', type: 'text', jsonPath: '.spec.i' },
      { name: 'b', type: 'string', jsonPath: 'spec', format: 'odd' },
    ],
  }),
  refused('selectable fields that are none', schemaOf({ i: integer, o: spec.o }), {
    selectableFields: [{ jsonPath: '.spec.nope' }, { jsonPath: '.spec.o' }, { jsonPath: '.spec.i' }, { jsonPath: '.spec.i' }],
  }),
  refused('a warning of what is not deprecated', schemaOf({ i: integer }), { deprecationWarning: 'x' }),
];

export const ruleCases: readonly DifferentialCase[] = [...evaluated, ...transitions, ...refusals, ...schemas];
