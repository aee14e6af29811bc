/** A definition of three versions with all that schemas may say. */
export const widgetDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetCollection', shortNames: ['wd'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {}, scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } },
        selectableFields: [{ jsonPath: '.spec.color' }],
        schema: {
          openAPIV3Schema: {
            description: 'A widget.',
            type: 'object',
            required: ['spec'],
            properties: {
              spec: {
                type: 'object',
                description: 'What it <is> & shall be: "quoted".',
                required: ['color', 'maybe'],
                'x-kubernetes-validations': [{ rule: 'self.replicas >= 0', message: 'no' }],
                properties: {
                  color: { type: 'string', enum: ['red', 'green'], default: 'red' },
                  maybe: { type: 'string', nullable: true, description: 'may be null' },
                  maybeObject: { type: 'object', nullable: true, properties: { a: { type: 'string' } } },
                  maybeList: { type: 'array', nullable: true, items: { type: 'string' } },
                  replicas: { type: 'integer', format: 'int32', minimum: 0, maximum: 10, exclusiveMaximum: true },
                  ratio: { type: 'number', multipleOf: 0.5, minimum: 1.25 },
                  port: { 'x-kubernetes-int-or-string': true },
                  port2: {
                    'x-kubernetes-int-or-string': true,
                    anyOf: [{ type: 'integer' }, { type: 'string' }],
                    pattern: '^a|1$',
                  },
                  any: { 'x-kubernetes-preserve-unknown-fields': true },
                  anyObject: {
                    type: 'object',
                    'x-kubernetes-preserve-unknown-fields': true,
                    properties: { a: { type: 'string' } },
                    required: ['a'],
                  },
                  anyItems: { type: 'array', items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
                  embedded: {
                    type: 'object',
                    'x-kubernetes-embedded-resource': true,
                    properties: { spec: { type: 'object', properties: { b: { type: 'boolean' } } } },
                  },
                  embeddedAny: {
                    type: 'object',
                    'x-kubernetes-embedded-resource': true,
                    'x-kubernetes-preserve-unknown-fields': true,
                  },
                  list: {
                    type: 'array',
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['name'],
                    maxItems: 3,
                    minItems: 1,
                    items: {
                      type: 'object',
                      required: ['name'],
                      properties: {
                        name: { type: 'string', maxLength: 5, minLength: 1, pattern: '^[a-z]+$' },
                        value: { type: 'integer', default: 3 },
                      },
                    },
                  },
                  map: {
                    type: 'object',
                    maxProperties: 3,
                    minProperties: 0,
                    additionalProperties: {
                      type: 'object',
                      properties: {
                        x: {
                          type: 'string',
                          format: 'date-time',
                          title: 'X',
                          example: { a: 1 },
                          externalDocs: { url: 'https://example.com', description: 'docs' },
                        },
                      },
                    },
                  },
                  mapTrue: { type: 'object', additionalProperties: true },
                  mapNullable: { type: 'object', additionalProperties: { type: 'string', nullable: true } },
                  atomic: { type: 'object', 'x-kubernetes-map-type': 'atomic', properties: { a: { type: 'string' } } },
                  either: {
                    type: 'object',
                    properties: { a: { type: 'string' }, b: { type: 'string' } },
                    oneOf: [{ required: ['a'] }, { required: ['b'] }],
                    not: { required: ['c'] },
                  },
                  all: { type: 'string', allOf: [{ minLength: 1 }, { pattern: 'x' }] },
                },
              },
              status: { type: 'object', properties: { replicas: { type: 'integer' }, phase: { type: 'string' } } },
            },
          },
        },
      },
      {
        name: 'v1beta1',
        served: true,
        storage: false,
        deprecated: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
      { name: 'v1alpha1', served: false, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
    ],
  },
};
