import type { DifferentialCase } from './case.js';
import { integer, numbers, pairs, refused, refusedRule, schemaOf, spec, text } from './rules.steps.js';

/** Definitions with rules that are wrong, or cost too much. */
export const refusedRuleCases: readonly DifferentialCase[] = [
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
  refusedRule('a message of any length', spec, { rule: 'self.i > 2', messageExpression: '"i is " + string(self.i)' }),
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

/** Definitions whose schemas are wrong. */
export const refusedSchemaCases: readonly DifferentialCase[] = [
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
