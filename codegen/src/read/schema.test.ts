import { describe, expect, it } from '@jest/globals';
import { JsonNode } from './json-node.js';
import { readShape } from './schema.js';
import { visitReferences } from './shape.js';

function shapeOf(schema: unknown): unknown {
  return readShape(new JsonNode(schema, 'doc.json', '/s'));
}

const string = { form: 'string', base64: false, values: [] };

describe('readShape', () => {
  it.each([
    [{ type: 'boolean' }, { form: 'boolean' }],
    [{ type: 'integer', format: 'int64' }, { form: 'number' }],
    [{ type: 'string', format: 'date-time' }, string],
    [
      { type: 'string', format: 'byte' },
      { ...string, base64: true },
    ],
    [
      { type: 'string', enum: ['a', 'b'] },
      { ...string, values: ['a', 'b'] },
    ],
    [
      { type: 'string', nullable: true },
      { form: 'union', of: [string, { form: 'null' }] },
    ],
    [
      { type: 'array', items: { type: 'string', default: '' } },
      { form: 'array', items: string },
    ],
    [
      { type: 'object', additionalProperties: { type: 'string' } },
      { form: 'map', values: string },
    ],
    [
      { type: 'object', additionalProperties: true },
      { form: 'map', values: { form: 'any' } },
    ],
    [
      { type: 'object', description: 'open' },
      { form: 'map', values: { form: 'any' } },
    ],
    [{ description: 'any JSON value' }, { form: 'any' }],
    [{ 'x-kubernetes-preserve-unknown-fields': true, nullable: true }, { form: 'any' }],
    [
      { oneOf: [{ type: 'integer' }, { type: 'string' }], format: 'int-or-string' },
      { form: 'union', of: [{ form: 'number' }, string] },
    ],
    [{ 'x-kubernetes-int-or-string': true }, { form: 'union', of: [{ form: 'number' }, string] }],
  ])('reads %j', (schema, shape) => {
    expect(shapeOf(schema)).toEqual(shape);
  });

  it('reads a reference, wrapped or not', () => {
    const to = { schema: 'a.b.C', file: 'doc.json' };
    expect(shapeOf({ $ref: '#/components/schemas/a.b.C' })).toEqual({ form: 'reference', to: { ...to, pointer: '/s/$ref' } });
    expect(shapeOf({ default: {}, description: 'x', allOf: [{ $ref: '#/components/schemas/a.b.C' }] })).toEqual({
      form: 'reference',
      to: { ...to, pointer: '/s/allOf/0/$ref' },
    });
  });

  it('reads properties sorted, a property called $ref among them', () => {
    const shape = readShape(
      new JsonNode(
        {
          type: 'object',
          required: ['b'],
          properties: { b: { type: 'boolean' }, $ref: { type: 'string', description: 'a pointer' } },
        },
        'doc.json',
      ),
    );
    const references: unknown[] = [];
    visitReferences(shape, (to) => references.push(to));
    expect(references).toEqual([]);
    expect(shape).toEqual({
      form: 'object',
      open: false,
      properties: [
        { name: '$ref', required: false, description: 'a pointer', default: undefined, shape: string },
        { name: 'b', required: true, description: '', default: undefined, shape: { form: 'boolean' } },
      ],
    });
  });

  it('keeps a default unless it is Go’s zero value', () => {
    const defaults = ['TCP', '', 1, 0, true, false, null, {}, [], { a: 1 }];
    const properties = Object.fromEntries(defaults.map((value, index) => [`p${String(index)}`, { default: value }]));
    const shape = readShape(new JsonNode({ type: 'object', properties }, 'doc.json'));
    expect(shape.form === 'object' && shape.properties.flatMap((property) => property.default ?? [])).toEqual([
      '"TCP"',
      '1',
      'true',
      '{"a":1}',
    ]);
  });

  it('takes combinations that only validate for what they are', () => {
    const validated = {
      type: 'object',
      properties: { a: { type: 'string' } },
      oneOf: [{ required: ['a'] }],
      not: { required: ['c'] },
    };
    expect(shapeOf(validated)).toMatchObject({ form: 'object', properties: [{ name: 'a' }] });
  });
});
