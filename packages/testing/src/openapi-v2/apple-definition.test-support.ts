/** A definition with texts and schemas that are easily mistaken. */
export const appleDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'apples.x1.2y.example.com' },
  spec: {
    group: 'x1.2y.example.com',
    scope: 'Cluster',
    names: { plural: 'apples', singular: 'apple', kind: 'Apple', listKind: 'AppleList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            description: '\u00dcn\u00efcode \u2028 <a href="x">&amp; \u0007 \ud83d\ude00 tab\there',
            required: ['spec', 'status'],
            properties: {
              metadata: { type: 'object', properties: { name: { type: 'string', pattern: '^<&>$' } } },
              spec: { type: 'object', nullable: true, required: ['a'], properties: { a: { type: 'string' } } },
              status: {
                type: 'object',
                required: ['n', 'm', 'e'],
                properties: {
                  n: { type: 'number', minimum: 1.0, maximum: 1e21, multipleOf: 1e-6, enum: [1, 2.5, 1000.0] },
                  m: { type: 'integer', format: 'int64', minimum: -9007199254740991, maximum: 9007199254740991, default: 0 },
                  e: {
                    type: 'object',
                    nullable: true,
                    'x-kubernetes-embedded-resource': true,
                    properties: { z: { type: 'integer' } },
                  },
                  f: {
                    type: 'array',
                    items: {
                      type: 'array',
                      items: {
                        type: 'object',
                        additionalProperties: { type: 'array', nullable: true, items: { type: 'string' } },
                      },
                    },
                  },
                  g: {
                    type: 'object',
                    required: ['q'],
                    additionalProperties: { type: 'object', nullable: true, properties: { b: { type: 'integer' } } },
                  },
                  h: { type: 'object', additionalProperties: { 'x-kubernetes-int-or-string': true } },
                  i: {
                    'x-kubernetes-int-or-string': true,
                    allOf: [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, { pattern: 'x' }],
                  },
                  j: { 'x-kubernetes-int-or-string': true, anyOf: [{ minimum: 1 }, { pattern: 'x' }] },
                  k: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string', nullable: false } },
                  l: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, additionalProperties: { type: 'string' } },
                  o: { type: 'array', items: { 'x-kubernetes-preserve-unknown-fields': true } },
                  p: { type: 'string', enum: ['', 'a'], format: 'byte', description: '' },
                  r: { type: 'object', properties: {} },
                  s: { type: 'boolean', enum: [true] },
                  t: {
                    type: 'object',
                    'x-kubernetes-embedded-resource': true,
                    required: ['apiVersion'],
                    properties: {
                      apiVersion: { type: 'string', enum: ['v1'] },
                      kind: { type: 'string' },
                      metadata: { type: 'object' },
                    },
                  },
                },
              },
            },
          },
        },
      },
    ],
  },
};
